"""The list, its chooser pages, and each activity."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from pledgetracker.text import search_text, words

from ...models import PublicActivity, Publication
from .. import errors, list_views, suggest
from ..exports.formats import links
from ..facets import grouped
from ..filters import ActivityFilterSet
from ..index import FACETS
from ..kept import path
from ..list_views import DEFAULT, VIEWS
from ..pages import PARTIAL, PublicPage, filtered_url, notes_of
from ..reading import reading_of
from ..related import related_to
from ..rows import Withdrawn, row_of
from ..versions import as_of, changes_url


class ActivityList(PublicPage):
    template_name = "activities/activity_list.html"

    def get_template_names(self):
        partial = self.request.headers.get(PARTIAL) == "partial"
        return ["activities/_results.html"] if partial else [self.template_name]

    def get_context_data(self, **kwargs):
        filterset = ActivityFilterSet(self.request.GET, index=self.index)
        view, unknown = list_views.chosen(self.request.GET)
        page = self.page_of((view.rows or VIEWS[DEFAULT].rows)(filterset))
        beside = view.context(filterset, self.request.GET) if filterset.total else {}
        reading, near = self.beside_nothing(filterset)
        shown = [filterset.notes(filterset.facet("country").choices), suggest.notes(self.index, near)]
        shown += [reading.notes] if reading else []
        shown += page["page_obj"].object_list.notes if view.rows else []
        return super().get_context_data(
            filterset=filterset,
            view=view,
            unknown_view=unknown,
            tabs=list_views.tabs(filterset, path(self.index, "activity_list"), view),
            notes=notes_of(*shown, beside.pop("notes", [])),
            clear_url=self.narrowed().address(path(self.index, "activity_list"), view=view.name),
            downloads=links(filterset),
            meant=near,
            reading=reading,
            embed_url=filtered_url("embed", filterset),
            **beside,
            **page,
            **kwargs,
        )

    def beside_nothing(self, filterset):
        """(a Reading of the words that finds something, or None; names that may be meant) where nothing is shown."""
        if filterset.total or filterset.finds_words or not filterset.words:
            return None, []
        reading = reading_of(self.index, filterset.typed)
        reading = reading and reading.within(filterset)
        if reading and (reading.total or reading.undated):
            return reading, []
        return None, suggest.meant(self.index, filterset.words, filterset.typed)


class Choose(PublicPage):
    """Every choice of one filter, keeping the rest of the filter. `?find=` narrows the choices, not the activities."""

    template_name = "activities/choose.html"

    def get_context_data(self, facet, **kwargs):
        if facet not in FACETS:
            raise Http404(_("There is no such filter."))
        filterset = ActivityFilterSet(self.request.GET, index=self.index)
        chosen = filterset.facet(facet)
        find = self.request.GET.get("find", "").replace("\0", "\ufffd")[:200]
        wanted = [f" {word}" for word in words(find)]
        choices = [
            choice
            for choice in chosen.all_offered
            if choice.selected or all(word in search_text(*self.names(facet, choice)) for word in wanted)
        ]
        groups = grouped(choices) if len({choice.group for choice in choices}) > 1 else [("", choices)]
        return super().get_context_data(
            filterset=filterset,
            facet=chosen,
            find=find,
            choices=choices,
            groups=groups,
            kept=filterset.kept(facet),
            notes=filterset.notes(choices) if facet == "country" else [],
            **kwargs,
        )

    def names(self, facet, choice):
        return [choice.label, *self.index.other_names.get((facet, choice.value), [])]


class ActivityPage(PublicPage):
    """A page about one activity, whose row is `self.row`: 404 where it is not public, 410 where it was withdrawn."""

    def get(self, request, *args, **kwargs):
        try:
            self.row = row_of(self.index, kwargs["reference"])
        except Withdrawn:
            return errors.gone(request, kwargs["reference"])
        return super().get(request, *args, **kwargs)


class ActivityDetail(ActivityPage):
    template_name = "activities/activity.html"

    def get_context_data(self, **kwargs):
        versions = Publication.objects.versions_of(self.row.reference)
        activity = self.shown(versions)
        ties = list(PublicActivity.objects.of_references(activity.record["same_project"]))
        related = related_to(self.row, self.index, ties)
        beside = [row for group in related for row in group["activities"]]
        return super().get_context_data(
            activity=activity,
            versions=[self.version(each) for each in versions],
            version=activity.version if activity.version != self.row.version else None,
            changes=changes_url(self.row, activity.version),
            ties=ties,
            related=related,
            notes=notes_of(*(row.record["notes"] for row in (activity, *ties, *beside))),
            preview=False,
        )

    def shown(self, versions):
        return self.row

    def version(self, publication):
        current = publication.number == self.row.version
        address = ("activity", [self.row.reference]) if current else (
            "activity_version", [self.row.reference, publication.number]
        )  # fmt: skip
        url = reverse(address[0], args=address[1])
        return {
            "number": publication.number,
            "at": publication.at,
            "url": url,
            "current": current,
            "changes": changes_url(self.row, publication.number),
        }


class ActivityVersion(ActivityDetail):
    """One published version, drawn from its own document by the same code and template as the present one."""

    def shown(self, versions):
        publication = next((each for each in versions if each.number == self.kwargs["number"]), None)
        if publication is None:
            raise Http404(_("This activity has no such version."))
        return as_of(self.row, publication)
