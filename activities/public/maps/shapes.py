"""The countries and areas of a map as SVG: each named, and those with activities linked and filled."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ..kept import Pieces
from .world import FAR, world


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


class Look(NamedTuple):
    """How the places of one map are drawn: circles with a `radius`, in units of the drawing; of a `partial` map the
    register has more activities, maybe in places that have none of these; `from_far` with the fewest points."""

    radius: int
    partial: bool
    from_far: bool


def shapes(index, codes, rows, look, about=()):
    """The SVG of these places: what is drawn of one is kept, and filled with what a filter gives.

    `rows` are the Rows of those with activities, by code. Where the map is `about` some places, of the others nothing
    is said but their name.
    """
    pieces, others = Pieces(index), set(codes) - set(about) if about else ()
    return SafeString("".join(_shape(pieces, code, rows.get(code), look, code in others) for code in codes))


def _shape(pieces, code, row, look, beyond):
    data = (world().places_from_far if look.from_far else world().places).get(code)
    places = {} if data else {"radius": str(look.radius)}
    if row:
        sentence = ngettext("%(name)s: %(total)s activity", "%(name)s: %(total)s activities", row.count)
        sentence %= {"name": row.starred, "total": localize(row.count)}
        places |= {"shade": row.shade, "url": escape(row.url), "sentence": escape(sentence)}
    term = pieces.index.term("country", code)
    context = {
        "linked": bool(row),
        "partial": look.partial,
        "beyond": beyond,
        "data": data,
        "unit": FAR if look.from_far else 0,
        "middle": world().middles[code],
        "label": f"{term.label}*" if term.note else term.label,
    }
    return pieces.filled("includes/_map_shape.html", (code, bool(row), *look[1:], beyond), context, places)
