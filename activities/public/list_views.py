"""The ways to look at the list: one address and one filter, each view another look at the same activities.

A view is chosen by `?view=`. It adds to the page's context what its template shows; what it shows one page at a time
says how in `rows`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from .cards import CardRows
from .charts import charts_of
from .maps import map_of
from .matrix import matrix
from .profiles.sentences import not_stated
from .timeline import Timeline

DEFAULT = "cards"


@dataclass(frozen=True)
class ListView:
    """`rows(filterset)` is the sequence that is shown page by page, or None; `context(filterset, query)` the rest, with
    the `notes` that it calls for.

    Of what is shown page by page `is_sortable` says whether it follows `sort`, or has an order of its own.
    """

    name: str
    label: str
    template: str
    rows: Callable | None = None
    context: Callable = lambda filterset, query: {}
    is_sortable: bool = True

    @property
    def is_paged(self):
        return self.rows is not None


def _map(filterset, query):
    drawn = map_of(filterset)
    return {"map": drawn, "notes": drawn.notes}


def _asked(query, name):
    """What a query asks for, as much of it as can be said again."""
    return query.get(name, "").strip().replace("\0", "\ufffd")[:100]


VIEWS = {
    view.name: view
    for view in (
        ListView(
            "cards",
            gettext_lazy("Cards"),
            "includes/_view_cards.html",
            rows=lambda filterset: CardRows(filterset.qs, filterset.words),
            context=lambda filterset, query: {"not_stated": not_stated(filterset)},
        ),
        ListView(
            "table",
            gettext_lazy("Table"),
            "includes/_view_table.html",
            rows=lambda filterset: CardRows(filterset.qs, filterset.words),
        ),
        ListView("map", gettext_lazy("Map"), "includes/_view_map.html", context=_map),
        ListView(
            "timeline", gettext_lazy("Timeline"), "includes/_view_timeline.html", rows=Timeline, is_sortable=False
        ),
        ListView(
            "charts",
            gettext_lazy("Charts"),
            "includes/_view_charts.html",
            context=lambda filterset, query: {
                "charts": charts_of(filterset, _asked(query, "by")),
                "by": _asked(query, "by"),
            },
        ),
        ListView(
            "gaps",
            gettext_lazy("Gaps"),
            "includes/_view_gaps.html",
            context=lambda filterset, query: {"matrix": matrix(filterset, _asked(query, "by"))},
        ),
    )
}


def chosen(data):
    """(the ListView that a query asks for, what it asks for in vain): of an unknown name it is the default."""
    asked = _asked(data, "view")
    return VIEWS.get(asked, VIEWS[DEFAULT]), "" if asked in VIEWS else asked


def tabs(filterset, path, view):
    """[{name, label, url, current}]: the way to each view under this filter."""
    return [
        {
            "name": each.name,
            "label": each.label,
            "url": filterset.address(path, view=each.name),
            "current": each is view,
        }
        for each in VIEWS.values()
    ]
