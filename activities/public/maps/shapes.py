"""The countries and areas of a map as SVG: each named, and those with activities linked and filled."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ..kept import Pieces
from .views import View


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
    """How the places of one map are drawn: as they lie in this `view`, small ones as `circles` {code: middle}; of a
    `partial` map the register has more activities, maybe in places that have none of these."""

    view: View
    circles: dict
    partial: bool


def shapes(index, codes, rows, look):
    """The SVG of these places: what is drawn of one is kept, and filled with what a filter gives.

    `rows` are the Rows of those with activities, by code.
    """
    pieces = Pieces(index)
    return SafeString("".join(_shape(pieces, code, rows.get(code), look) for code in codes))


def _shape(pieces, code, row, look):
    data = look.view.paths.get(code)
    places = {"data": data} if data else dict(zip(("x", "y"), map(str, look.circles[code]), strict=True))
    if row:
        sentence = ngettext("%(name)s: %(total)s activity", "%(name)s: %(total)s activities", row.count)
        sentence %= {"name": row.starred, "total": localize(row.count)}
        places |= {"shade": row.shade, "url": escape(row.url), "sentence": escape(sentence)}
    term = pieces.index.term("country", code)
    context = {
        "linked": bool(row),
        "partial": look.partial,
        "is_circle": not data,
        "radius": look.view.radius,
        "label": f"{term.label}*" if term.note else term.label,
    }
    key = (code, bool(row), look.partial, not data, look.view.radius)
    return pieces.filled("includes/_map_shape.html", key, context, places)
