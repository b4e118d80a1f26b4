"""A map of how many of the activities that pass a filter are in each country or area."""

from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from pledgetracker.naming import in_words

from ..counts import counts, without
from ..narrowing import Narrowing
from ..options import option_of
from .shades import Shades
from .shapes import Look, Row, shapes
from .world import FAR, RADIUS, Box, world

FACET = "country"
# In a frame at least so wide, in units of the drawing, the coarse outline will do for the rest.
WIDE = 4000


@dataclass(frozen=True)
class Map:
    """`total` activities are looked at, `lacking` of them name no country or area that it is about: all, or those of
    `is_part`. `frame` is the part of the world that is seen, `shapes` what the SVG holds of the places `drawn`, on
    `land`, if that is not empty, as their ground; `rows` are those with activities, the most first. Of a `partial` one
    the register has more activities."""

    total: int
    partial: bool
    is_part: bool
    lacking: int
    rows: list
    shades: Shades
    frame: Box
    drawn: frozenset
    shapes: SafeString
    land: str
    notes: list

    @property
    def view_box(self):
        return self.frame.view_box

    @property
    def is_whole(self):
        """Whether the whole world is seen."""
        return self.frame == world().whole

    @property
    def unit(self):
        """What the lines of a drawing of the whole world are counted in."""
        return FAR

    @property
    def scale(self):
        """How large signs are that keep their size on the page, with 1 for a map of the whole world."""
        return _scale(self.frame)

    @property
    def unsettled(self):
        return world().unsettled

    @property
    def marks(self):
        """Where the asterisks of the notes stand: beside the names' places."""
        middles = [world().middles[note["code"]] for note in self.notes if note["code"] in self.drawn]
        return [(round(x + RADIUS * self.scale), y) for x, y in middles]

    @property
    def planned(self):
        """Whether anything is only planned."""
        return any(row.planned for row in self.rows)

    @property
    def unplaced(self):
        """A sentence that names those with activities that the drawing has no place for, or nothing."""
        labels = [row.starred for row in self.rows if row.code not in world().middles]
        sentence = ngettext(
            "%(names)s is not drawn on this map.", "%(names)s are not drawn on this map.", len(labels)
        )  # fmt: skip
        return sentence % {"names": in_words(labels)} if labels else ""

    @property
    def left_out(self):
        """The sentence that says how many activities are nowhere on the map."""
        sentence = ngettext(
            "%(count)s of %(total)s activities names no country or area, and is not on the map.",
            "%(count)s of %(total)s activities name no country or area, and are not on the map.",
            self.lacking,
        )
        if self.is_part:
            sentence = ngettext(
                "%(count)s of %(total)s activities names none of these countries and areas, and is not on the map.",
                "%(count)s of %(total)s activities name none of these countries and areas, and are not on the map.",
                self.lacking,
            )
        return sentence % {"count": localize(self.lacking), "total": localize(self.total)}

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


def map_of(filterset, frame=(), light=False):
    """The Map; `frame` are the alpha-3 codes of those that it is about, all without. Asks no query.

    Where countries or areas are chosen it is of those alone: the list shows no others as chosen. Seen from far, a
    `light` one gives those without activities no shape and no name, half of the bytes: for pages that hold much else.
    """
    index, shown = filterset.index, _shown(filterset, frame)
    shades = Shades(shown.values())
    rows = {code: _row(filterset, code, count, shades) for code, count in shown.items()}
    seen, partial = world().frame(frame), filterset.total < filterset.all_total
    drawn, land = _ground(seen, rows, frame, light)
    look = Look(round(RADIUS * _scale(seen)), partial, from_far=seen == world().whole)
    named = {*drawn, *rows}
    return Map(
        total=filterset.total,
        partial=partial,
        is_part=bool(frame),
        lacking=_lacking(filterset, rows) if frame else without(filterset, FACET),
        rows=sorted(rows.values(), key=lambda row: -row.count),
        shades=shades,
        frame=seen,
        drawn=frozenset(drawn),
        shapes=shapes(index, drawn, rows, look, frame),
        land=land,
        # Every shape says its name, with activities or without.
        notes=[{"code": code, "text": text} for code, text in index.notes.items() if code in named],
    )


def _ground(seen, rows, frame, light):
    """(the codes of what is drawn, the one outline of everything that lies below them, if any)."""
    # Of no activities no map is shown, and no name said.
    drawn = world().within(seen) if rows else []
    if not light or seen.width < WIDE:
        return drawn, ""
    land = world().land_from_far if seen == world().whole else world().land
    return [code for code in drawn if code in rows or code in frame], land


def _scale(frame):
    """Closer by, signs need fewer units of the drawing; not as few as the frame has, or they would be hard to hit."""
    return round((frame.width / world().width) ** 0.5, 2)


def _shown(filterset, frame):
    wanted = {*(filterset.selected[FACET] or counts(filterset, FACET))}
    wanted &= {*(frame or wanted)}
    return {code: count for code, count in counts(filterset, FACET).items() if code in wanted}


def _lacking(filterset, rows):
    """How many activities are in none of these."""
    placed = BitMap.union(BitMap(), *(filterset.index.having(FACET, code) for code in rows))
    return filterset.total - filterset.bitmap.intersection_cardinality(placed)


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
