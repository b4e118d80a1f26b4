"""An activity's versions and corrections: what changed, and when; never who changed it."""

from ...models import Publication
from ..pages import notes_of
from ..versions import records_of, timeline
from .activities import ActivityPage


class ActivityVersions(ActivityPage):
    template_name = "activities/versions.html"

    def get_context_data(self, **kwargs):
        page = self.page_of(range(self.row.version, 0, -1))
        numbers = page["page_obj"].object_list
        # With the one before the page's last, which that is compared with.
        publications = list(Publication.objects.versions_of(self.row.reference).numbered([*numbers, numbers[-1] - 1]))
        records = records_of(publications)
        return super().get_context_data(
            activity=self.row,
            versions=timeline(self.row, publications, records),
            notes=notes_of(*(record["notes"] for record in (self.row.record, *records.values()))),
            **page,
            **kwargs,
        )
