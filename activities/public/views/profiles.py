"""What the profile pages share: a list of every value of a filter, and a page for one."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..cards import CardRows
from ..charts import by_value
from ..exports.formats import links
from ..facets import grouped
from ..figures import COMMITMENTS_SERVED, COUNTED, figure
from ..kept import path
from ..list_views import VIEWS
from ..pages import PublicPage, list_url, notes_of
from ..profiles import sentences
from ..profiles.breakdown import breakdown, noted


class TermList(PublicPage):
    """Every value of one filter that a listed activity has, with its count."""

    facet = ""

    def get_context_data(self, **kwargs):
        choices = self.narrowed().facet(self.facet).in_vocabulary_order
        groups = [
            (heading, [self.entry(choice) for choice in part if self.index.shows(self.facet, choice.value)])
            for heading, part in grouped(choices)
        ]
        notes = [{"code": code, "text": text} for code, text in self.index.notes.items()]
        shown = {choice.value for choice in choices}
        return super().get_context_data(groups=groups, notes=[note for note in notes if note["code"] in shown])

    def entry(self, choice):
        url = reverse(self.facet, args=[choice.value])
        return {"code": choice.value, "label": choice.label, "url": url, "count": choice.count, "note": choice.note}


def about(filterset):
    """What every profile says of the activities of its filter set, beside what it breaks them down by."""
    return {
        "filterset": filterset,
        "ways": [
            {"label": view.label, "url": filterset.address(path(filterset.index, "activity_list"), view=view.name)}
            for view in VIEWS.values()
        ],
        "years": by_value(filterset, "year"),
        "list_url": list_url(filterset),
        "downloads": links(filterset) if filterset.total else [],
    }


class TermPage(PublicPage):
    """One value of a filter: what it is, in figures, and its activities through the door."""

    facet = ""
    # The filters that its activities are broken down by. The number of values of each is a figure of the page.
    by = ()

    def get(self, request, *args, **kwargs):
        code = kwargs["code"]
        present = self.index.present(self.facet, code)
        if present != code:
            return HttpResponsePermanentRedirect(reverse(self.facet, args=[present]))
        self.subject = self.find(code)
        if self.subject is None:
            raise Http404(_("There is no such page in this register."))
        self.filterset = self.narrowed(**{self.facet: code})
        return super().get(request, *args, **kwargs)

    def get_context_data(self, named=(), beside=(), **kwargs):
        """`named` are entries and `beside` holders of notes that the page shows beside its own list."""
        page = self.page_of(CardRows(self.filterset.qs))
        by = {name: breakdown(self.filterset, name) for name in self.by}
        shown = [entry for each in by.values() for entry in each.entries]
        kwargs[self.facet] = self.subject
        kwargs.setdefault("sentence", sentences.serving(self.filterset, self.facet, self.kwargs["code"]))
        return super().get_context_data(
            figures=list(self.figures(by)),
            by=by,
            notes=notes_of(noted(self.index, [*shown, *named]), *page["page_obj"].object_list.notes, *beside),
            **about(self.filterset),
            **page,
            **kwargs,
        )

    def figures(self, by):
        yield figure(COUNTED["activity"], self.filterset.total, list_url(self.filterset))
        for name, each in by.items():
            what = COMMITMENTS_SERVED if name == "commitment" else COUNTED[name]
            yield figure(what, each.total, each.all_url)
