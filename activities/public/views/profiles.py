"""What the profile pages share: a list of every value of a filter, and a page for one."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import listing
from ..cards import CardRows
from ..charts import by_value
from ..exports.formats import links
from ..figures import COMMITMENTS_SERVED, COUNTED, figure
from ..kept import path
from ..list_views import DEFAULT, VIEWS
from ..pages import PublicPage, list_url, notes_of
from ..profiles import sentences
from ..profiles.breakdown import breakdown, noted
from ..terms import UNDATED


class TermList(PublicPage):
    """Every value of one filter that the public record names, in groups, or in the order of `?sort=`."""

    facet = ""
    orders = tuple(listing.ORDERS)
    page_size = 300  # all countries and areas stand on one page
    # The views of the list in which the same can be seen.
    views = ()

    def get_context_data(self, **kwargs):
        order, unknown = self.order()
        rows = listing.Listing(self.index, self.facet, order, self.heading, frozenset(self.others()), self.page_size)
        page = self.page_of(rows, self.page_size)
        sections = page["page_obj"].object_list
        everything = self.narrowed()
        return super().get_context_data(
            listing=rows,
            sections=sections,
            contents=list(rows.contents(page["page_obj"].number)),
            orders=[self.tab(name, name == order) for name in self.orders],
            unknown_order=unknown,
            total=everything.total,
            ways=[way for way in ways_of(everything) if way["name"] in self.views],
            notes=noted(self.index, [entry for each in sections for entry in (*each.lines, *each.empty)]),
            **page,
        )

    def heading(self, option):
        """The `listing.Heading` that a value stands under."""
        raise NotImplementedError

    def others(self):
        """The codes of those that are named although no activity may have them."""
        return ()

    def order(self):
        """(the order that is asked for, what is asked for in vain)."""
        asked = self.request.GET.get("sort", "").strip().replace("\0", "\ufffd") or listing.BY_NAME
        return (asked, "") if asked in self.orders else (listing.BY_NAME, asked[:100])

    def tab(self, name, current):
        query = "" if name == listing.BY_NAME else f"?sort={name}"
        return {"label": listing.ORDERS[name], "url": f"{self.request.path}{query}", "current": current}


def ways_of(filterset):
    """[{name, label, url}]: the views of the list under a filter."""
    list_path = path(filterset.index, "activity_list")
    return [
        {"name": view.name, "label": view.label, "url": filterset.address(list_path, view=view.name)}
        for view in VIEWS.values()
    ]


def is_dated(filterset):
    """Whether any of the activities states a date: of the others a chart by year has nothing to show."""
    return bool(filterset.bitmap - filterset.index.having("year", UNDATED.code))


def about(filterset):
    """What every profile says of the activities of its filter set, beside what it breaks them down by."""
    return {
        "filterset": filterset,
        # The page shows cards itself, and `list_url` leads to those of the list.
        "ways": [way for way in ways_of(filterset) if way["name"] != DEFAULT],
        "years": by_value(filterset, "year") if is_dated(filterset) else None,
        "not_stated": sentences.not_stated(filterset),
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
        self.filterset = self.activities(code)
        return super().get(request, *args, **kwargs)

    def activities(self, code):
        """The filter set of those that the page is about."""
        return self.narrowed(**{self.facet: code})

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
