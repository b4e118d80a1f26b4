"""Activities through the door of the list, the counts of its filters, and each activity's versions."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Publication
from ..filters import ActivityFilterSet
from ..index import FACETS
from ..rows import row_of
from ..versions import as_of
from . import records
from .base import ApiView, Listing
from .parameters import FILTERS, PAGE, SIZE, SORT, Invalid
from .shapes import array_of, item, page_of, ref


class Filtered:
    """What a filter of the list lets through. Raises Invalid with the reason for each value that it does not know."""

    @property
    def filterset(self):
        filterset = ActivityFilterSet(self.request.GET, index=self.index)
        if filterset.errors:
            raise Invalid([(name, reason) for name, reasons in filterset.errors.items() for reason in reasons])
        return filterset


class ActivityListing(Filtered, Listing):
    operation_id = "listActivities"
    summary = gettext_lazy("Activities that pass a filter: the same rows in the same order as the list's pages.")
    parameters = [*FILTERS, SORT, PAGE, SIZE]
    answer = page_of("Activity")

    def rows(self):
        filterset = self.filterset
        self.kept = filterset.query()
        return filterset.qs

    def records(self, part):
        return [records.activity(row) for row in part]


class FacetListing(Filtered, ApiView):
    operation_id = "listFacets"
    summary = gettext_lazy("The values of each filter, each with the number of activities that choosing it would give.")
    parameters = FILTERS
    answer = {"total": {"type": "integer"}, "data": array_of(ref("Facet"))}
    errors = (400,)

    def content(self):
        filterset = self.filterset
        facets = [records.facet(filterset.facet(name)) for name in FACETS]
        return {"total": filterset.total, "data": facets}


class FacetDetail(Filtered, ApiView):
    operation_id = "getFacet"
    summary = gettext_lazy("The values of one filter, with the same counts.")
    parameters = FILTERS
    answer = {"total": {"type": "integer"}, **item("Facet")}
    errors = (400, 404)

    def content(self, facet):
        if facet not in FACETS:
            raise Http404(_("There is no such filter."))
        filterset = self.filterset
        return {"total": filterset.total, "data": records.facet(filterset.facet(facet))}


class ActivityDetail(ApiView):
    operation_id = "getActivity"
    summary = gettext_lazy("One activity as it stands in the public record.")
    answer = item("Activity")
    errors = (404, 410)

    def content(self, reference):
        return {"data": records.activity(row_of(self.index, reference))}


class VersionListing(Listing):
    operation_id = "listActivityVersions"
    summary = gettext_lazy("The published versions of an activity, the newest first.")
    answer = page_of("Version")
    errors = (400, 404, 410)

    def rows(self, reference):
        self.row = row_of(self.index, reference)
        return range(self.row.version, 0, -1)

    def records(self, part):
        publications = Publication.objects.versions_of(self.row.reference).numbered(part)
        return [records.version(self.row, publication) for publication in publications]


class VersionDetail(ApiView):
    operation_id = "getActivityVersion"
    summary = gettext_lazy("One published version of an activity: its text as it was, with the names of today.")
    answer = item("Activity")
    errors = (404, 410)

    def content(self, reference, number):
        row = row_of(self.index, reference)
        publication = Publication.objects.versions_of(reference).numbered([number]).first()
        if publication is None or number > row.version:
            raise Http404(_("This activity has no such version."))
        told = records.activity(as_of(row, publication))
        return {"data": told | {key: records.version(row, publication)[key] for key in ("url", "api_url")}}
