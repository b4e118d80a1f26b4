"""A map of how many of the activities that pass a filter are in each country or area."""

from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..counts import counts, without
from ..kept import Pieces
from ..narrowing import Narrowing
from ..options import option_of
from .shades import Shades
from .world import RADIUS, world

FACET = "country"


@dataclass(frozen=True)
class Row:
    """One country or area: `count` activities, `planned` of them only planned there; `note` is its code if its name
    has a note."""

    code: str
    label: str
    count: int
    planned: int
    url: str
    shade: str
    note: str = ""

    @property
    def starred(self):
        """The name with the asterisk that its note asks for."""
        return f"{self.label}*" if self.note else self.label


@dataclass(frozen=True)
class Map:
    """`total` activities are looked at, `lacking` of them name no country or area. `shapes` is what the SVG holds,
    `view_box` which part of it is seen; `rows` are those with activities, the most first."""

    total: int
    lacking: int
    rows: list
    shades: Shades
    shapes: SafeString
    view_box: str
    notes: list

    @property
    def unsettled(self):
        return world().unsettled

    @property
    def marks(self):
        """Where the asterisks of the notes stand: beside the names' places."""
        middles = (world().middles.get(note["code"]) for note in self.notes)
        return [(x + RADIUS, y) for x, y in filter(None, middles)]

    @property
    def planned(self):
        """Whether anything is only planned."""
        return any(row.planned for row in self.rows)

    @property
    def unplaced(self):
        """A sentence that names those with activities that the drawing has no place for, or nothing."""
        labels = [row.starred for row in self.rows if row.code not in world().middles]
        sentence = ngettext("%(names)s has no place on this map.", "%(names)s have no place on this map.", len(labels))
        return sentence % {"names": get_text_list(labels, _("and"))} if labels else ""

    @property
    def sentence(self):
        if not self.total:
            return _("No activity reported in this register")
        names = ngettext("%(count)s country or area", "%(count)s countries and areas", len(self.rows))
        sentence = ngettext(
            "%(named)s of %(total)s activity is in %(names)s.",
            "%(named)s of %(total)s activities are in %(names)s.",
            self.total,
        )
        return sentence % {
            "named": localize(self.total - self.lacking),
            "total": localize(self.total),
            "names": names % {"count": localize(len(self.rows))},
        }


def map_of(filterset, frame=()):
    """The Map; `frame` are the alpha-3 codes of those that the drawing is to show, all without. Asks no query.

    Where countries or areas are chosen it is of those alone: the list shows no others as chosen.
    """
    index, shown = filterset.index, _shown(filterset)
    shades = Shades(shown.values())
    rows = {code: _row(filterset, code, count, shades) for code, count in shown.items()}
    return Map(
        total=filterset.total,
        lacking=without(filterset, FACET),
        rows=sorted(rows.values(), key=lambda row: -row.count),
        shades=shades,
        shapes=_shapes(index, rows),
        view_box=world().frame(frame),
        # Every shape says its name, with activities or without.
        notes=[{"code": code, "text": text} for code, text in index.notes.items()],
    )


def _shown(filterset):
    chosen = filterset.selected[FACET]
    return {code: count for code, count in counts(filterset, FACET).items() if not chosen or code in chosen}


def _row(filterset, code, count, shades):
    option = option_of(filterset.index, FACET, code)
    return Row(
        code=code,
        label=option.label,
        count=count,
        planned=filterset.bitmap.intersection_cardinality(filterset.index.having("planned", code)),
        url=Narrowing(filterset, FACET).url(code),
        shade=shades.of(count),
        note=code if option.note else "",
    )


def _shapes(index, rows):
    """The SVG of every country or area: what is drawn of one is kept, and filled with what a filter gives."""
    pieces = Pieces(index)
    drawn = [_shape(pieces, code, rows.get(code)) for code in (*world().places, *world().small)]
    return SafeString("".join(drawn))


def _shape(pieces, code, row):
    places = {}
    if row:
        sentence = ngettext("%(name)s: %(total)s activity", "%(name)s: %(total)s activities", row.count)
        sentence %= {"name": row.starred, "total": localize(row.count)}
        places = {"shade": row.shade, "url": escape(row.url), "sentence": escape(sentence)}
    term = pieces.index.term(FACET, code)
    context = {
        "linked": bool(row),
        "data": world().places.get(code),
        "middle": world().middles[code],
        "radius": RADIUS,
        "label": f"{term.label}*" if term.note else term.label,
    }
    return pieces.filled("includes/_map_shape.html", (code, bool(row)), context, places)
