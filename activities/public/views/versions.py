"""An activity's versions and corrections: what changed, and when; never who changed it."""

from ...models import Publication
from ..pages import notes_of
from ..versions import timeline
from .activities import ActivityPage


class ActivityVersions(ActivityPage):
    template_name = "activities/versions.html"

    def get_context_data(self, **kwargs):
        page = self.page_of(range(self.row.version, 0, -1))
        numbers = page["page_obj"].object_list
        around = range(numbers[-1] - 1, numbers[0] + 2)
        publications = Publication.objects.versions_of(self.row.reference).numbered(around)
        versions, notes = timeline(self.row, publications, numbers)
        notes = notes_of(self.row.record["notes"], *notes)
        return super().get_context_data(activity=self.row, versions=versions, notes=notes, **page, **kwargs)
