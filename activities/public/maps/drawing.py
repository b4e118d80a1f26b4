"""A map of how many of the activities that pass a filter are in each country or area."""

from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pyroaring import BitMap

from pledgetracker.naming import in_words

from ..counts import counts, without
from ..kept import kept
from ..narrowing import Narrowing
from ..options import option_of
from .labels import labels_of
from .shades import Shade, Shades
from .shapes import Look, Row, shapes
from .views import View, view
from .world import world

FACET = "country"
FEW = 10  # rows of a table that are shown at once
MANY = 12  # names on a map: with more, lines to those without activities would hide it


@dataclass(frozen=True)
class Map:
    """`total` activities are looked at, `lacking` of them name no country or area that it is about: all, or those of
    `is_part`. `view` is the part of the world that is seen, `shapes` what the SVG holds of the places `drawn` on
    `land`, which lies around them; `rows` are those with activities, the most first. Of a `partial` one the register
    has more activities. `labels` are the names on it, for a wide and for a narrow page; `names` all that were wanted.
    """

    total: int
    partial: bool
    is_part: bool
    lacking: int
    rows: list
    shades: Shades
    view: View
    drawn: tuple
    circles: dict
    shapes: SafeString
    land: str
    labels: list
    names: dict
    notes: list

    @property
    def is_whole(self):
        """Whether the whole world is seen."""
        return self.view.is_whole

    @property
    def first_rows(self):
        return self.rows[:FEW]

    @property
    def other_rows(self):
        return self.rows[FEW:]

    @property
    def key(self):
        """The classes that some place is in, each with the least and the greatest number that it has here."""
        numbers = {shade.name: [row.count for row in self.rows if row.shade == shade.name] for shade in self.shades}
        return [Shade(name, min(found), max(found)) for name, found in numbers.items() if found]

    @property
    def shows_none(self):
        """Whether some place that it counts has no activity."""
        return bool(set(self.drawn) - {row.code for row in self.rows}) or bool(self.land and not self.is_part)

    @property
    def tails(self):
        """Path data of the lines that lead from circles to where their places lie, of those moved away from there."""
        moved = [(middle, self.view.points[code]) for code, middle in self.circles.items() if self._is_moved(code)]
        return "".join(f"M{a} {b}L{x} {y}" for (a, b), (x, y) in moved)

    def _is_moved(self, code):
        (a, b), (x, y) = self.circles[code], self.view.points[code]
        return (x - a) ** 2 + (y - b) ** 2 > (self.view.radius * 0.8) ** 2

    @property
    def dashed(self):
        """Path data of the lines that are drawn as no international boundary."""
        return "".join(data for code, data in self.view.dashed.items() if code in self.drawn)

    @property
    def unsettled(self):
        """Path data of what is hatched."""
        return "".join(self.view.unsettled.values())

    @property
    def planned(self):
        """Whether anything is only planned."""
        return any(row.planned for row in self.rows)

    @property
    def unplaced(self):
        """A sentence that names those with activities that the drawing has no place for, or nothing."""
        labels = [row.starred for row in self.rows if row.code not in world().points]
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
    def unnamed(self):
        """[(size, [the names with activities that there was no room for])] of the pages that leave some out."""
        return [
            (labels.size, names)
            for labels in self.labels
            if (names := [self.names[row.code] for row in self.rows if row.code in {*labels.left_out} & {*self.names}])
        ]

    @property
    def remarks(self):
        """What is to be said of lines and marks that this map shows, sentence by sentence; of others nothing."""
        unsettled, drawn = self.view.unsettled, {*self.drawn}
        sentences = [
            (
                "xJK" in unsettled,
                _("The final status of Jammu and Kashmir has not yet been agreed upon by the parties."),
            ),
            (
                "SDN" in self.view.dashed and "SDN" in drawn,
                _(
                    "The final boundary between the Republic of the Sudan and the Republic of South Sudan has not yet "
                    "been determined."
                ),
            ),
            ("xAB" in unsettled, _("The final status of the Abyei area is not yet determined.")),
            (bool(self.dashed), _("A dashed line is not an agreed international boundary.")),
            (True, _("Lines are simplified.")),
            (bool(self.circles), _("Small countries and areas are shown as circles.")),
            (bool(self.tails), _("A line leads from a circle to the place if the circle stands beside it.")),
        ]
        return [sentence for is_so, sentence in sentences if is_so]

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


def map_of(filterset, about=(), light=False):
    """The Map; `about` are the alpha-3 codes of those that it counts, all without. Asks no query.

    What is seen is the part of the world around these; without any, around those with activities where countries, areas
    or regions are chosen or the map is a `light` one of some activities; else the whole world. Where countries or areas
    are chosen it is of those alone: the list shows no others as chosen. Of a map that is `about` some, and of a `light`
    one, all other land is one outline without names: half of the bytes.
    """
    index, shown = filterset.index, _shown(filterset, about)
    shades = Shades(shown.values())
    rows = {code: _row(filterset, code, count, shades) for code, count in shown.items()}
    partial = filterset.total < filterset.all_total
    seen = view(about or (rows if _is_close(filterset, light and partial) else ()))
    drawn, land = _ground(seen, rows, about, light)
    circles = seen.circles(frozenset(drawn))
    names, labels = _names(index, seen, rows, about, drawn, circles)
    return Map(
        total=filterset.total,
        partial=partial,
        is_part=bool(about),
        lacking=_lacking(filterset, rows) if about else without(filterset, FACET),
        rows=sorted(rows.values(), key=lambda row: -row.count),
        shades=shades,
        view=seen,
        drawn=tuple(drawn),
        circles=circles,
        shapes=shapes(index, drawn, rows, Look(seen, circles, partial)),
        land=land,
        labels=labels,
        names=names,
        # Every shape says its name, with activities or without.
        notes=[{"code": code, "text": text} for code, text in index.notes.items() if code in {*drawn, *rows}],
    )


def _is_close(filterset, is_of_some):
    return is_of_some or any(filterset.selected[name] for name in (FACET, "region"))


def _ground(seen, rows, about, light):
    """(the codes of what is drawn, the one outline of everything around or below them, if any)."""
    # Of no activities no map is shown, and no name said.
    drawn = seen.codes if rows else []
    if about:
        drawn = [code for code in drawn if code in about]
    elif light:
        drawn = [code for code in drawn if code in rows]
    if not (about or light):
        return drawn, ""
    return drawn, seen.land if seen.is_whole else seen.beyond(frozenset(drawn))


def _names(index, seen, rows, about, drawn, circles):
    """({code: the name with its number}, the Labels of them): of a part of the world of those that it is about, or of
    those with activities; of the whole world none, and the asterisks of those whose names have a note."""
    if not drawn:
        return {}, []
    noted = {code: "*" for code in drawn if code in index.notes}
    if seen.is_whole:
        return {}, _kept_labels(index, seen, noted, circles)
    named = sorted(about or rows, key=lambda code: (-rows[code].count if code in rows else 0, code))
    names = {code: _named(index, code, rows) for code in named if code in world().points}
    # Of many, those without activities are named where there is room in their shapes.
    quiet = frozenset(names) - frozenset(rows) if len(names) > MANY else frozenset()
    return names, _kept_labels(index, seen, names, circles, quiet, noted)


def _named(index, code, rows):
    term = index.term(FACET, code)
    count = rows[code].count if code in rows else 0
    return f"{term.label}{'*' if term.note else ''}\u00a0{localize(count)}"


def _kept_labels(index, seen, wanted, circles, quiet=frozenset(), fallback=()):
    if not wanted:
        return []
    key = ("labels", get_language(), seen, tuple(wanted.items()), tuple(circles))
    return kept(index, key, lambda: labels_of(seen, wanted, circles, quiet, fallback))


def _shown(filterset, about):
    wanted = {*(filterset.selected[FACET] or counts(filterset, FACET))}
    wanted &= {*(about or wanted)}
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
