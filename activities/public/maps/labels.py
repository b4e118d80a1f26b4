"""Names on a map: each in its own shape, or beside it with a line that leads to it; none on another's shape or name.

Where there is no room a name is left out, and the page lists it beneath the map.
"""

import math
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from .outlines import Box
from .views import CELLS

# How large letters are, compared with the width of a drawing: on a wide page, and on a narrow one.
SIZES = {"wide": 1 / 75, "narrow": 1 / 29}
LINE, PAD = 1.2, 0.4  # in letters' sizes: the height of a line, what is kept free beside it
DIRECTIONS, NEAREST, SHORT, FARTHEST, STEP = 24, 1.2, 4, 11, 0.7
# So much of a name's own room must be its own shape, if it stands there without a line.
OWN = 0.55


class Label(NamedTuple):
    """A text whose middle stands at (x, y); `line` is (from, to) where one leads from it into its shape."""

    code: str
    text: str
    x: int
    y: int
    line: tuple = ()


@dataclass(frozen=True)
class Labels:
    """Those of one `size` ("wide" or "narrow"), in letters of `letters` units; `left_out` are the codes without."""

    size: str
    letters: int
    labels: tuple
    left_out: tuple

    @property
    def lines(self):
        """Path data of all lines."""
        return "".join("M{} {}L{} {}".format(*a, *b) for _c, _t, _x, _y, (a, b) in filter(_has_line, self.labels))

    @property
    def ends(self):
        """Where the lines lead to."""
        return [label.line[1] for label in self.labels if label.line]

    @property
    def baseline(self):
        """How far below its middle a text stands."""
        return round(self.letters * 0.36)


def _has_line(label):
    return bool(label.line)


def labels_of(view, wanted, circles, quiet=frozenset(), fallback=()):
    """[Labels of each of SIZES]; `wanted` is {code: text}, those first that are to have room first. The lines
    of `quiet` ones are short. Of those left out a text of `fallback` is tried, which is shorter."""
    return [_Placing(view, wanted, circles, size).placed(quiet, dict(fallback)) for size in SIZES]


class _Placing:
    def __init__(self, view, wanted, circles, size):
        self.view, self.wanted, self.circles, self.size = view, wanted, circles, size
        self.letters = max(round(view.width * SIZES[size]), 13)
        self.labels, self.boxes, self.lines = [], [], []
        self.grid = view.grid
        self.points = {code: circles.get(code) or view.points.get(code) for code in wanted}
        self.discs = [Box(x - view.radius, y - view.radius, x + view.radius, y + view.radius)
                      for x, y in circles.values()]  # fmt: skip

    def placed(self, quiet, fallback):
        seen = [code for code in self.wanted if self.points[code]]
        left = [code for code in seen if not self._inside(code, self.wanted[code])]
        left = [
            code for code in left if not self._beside(code, self.wanted[code], SHORT if code in quiet else FARTHEST)
        ]
        for code in left:
            if code in fallback and not self._inside(code, fallback[code]):
                self._beside(code, fallback[code])
        left = (*left, *(code for code in self.wanted if code not in seen))
        return Labels(self.size, self.letters, tuple(self.labels), left)

    def _inside(self, code, text):
        if code in self.circles:
            return False
        x, y = self.points[code]
        box = self._box(text, x, y)
        under = self._under(box)
        if under.count(code) < OWN * len(under) or not self._free(box, under, code):
            return False
        return self._keep(Label(code, text, x, y), box)

    def _beside(self, code, text, farthest=FARTHEST):
        best, (px, py) = None, self.points[code]
        for step in range(round((farthest - NEAREST) / STEP) + 1):
            distance = (NEAREST + STEP * step) * self.letters
            for direction in range(DIRECTIONS):
                angle = TURN * direction / DIRECTIONS
                end = (px + distance * math.cos(angle), py + distance * math.sin(angle))
                found = self._tried(code, text, end, angle, distance)
                if found and (best is None or found[0] < best[0]):
                    best = found
            # What lies farther costs more: nothing better follows.
            if best and best[0] < distance + STEP * self.letters:
                break
        if not best:
            return False
        _cost, label, box = best
        return self._keep(label, box)

    def _tried(self, code, text, end, angle, distance):
        """(cost, Label, Box) of a text whose line ends there, or None."""
        width, height = self._extent(text)
        across = abs(math.cos(angle)) > 0.5
        x = end[0] + math.copysign(width / 2, math.cos(angle)) * across
        y = end[1] + math.copysign(height / 2, math.sin(angle)) * (not across)
        box = self._box(text, x, y)
        line = ((round(end[0]), round(end[1])), tuple(self.points[code]))
        under = self._under(box)
        passed = self._passed(line)
        if code in under or not self._free(box, under, code) or self._is_crossed(line, passed):
            return None
        land = sum(1 for each in under if each) / len(under)
        # Water is the best ground for a name, and a line had better not pass over what is named too.
        others = sum(1 for each in passed if each in self.wanted and each != code) / len(passed)
        cost = distance + (3 * land + 4 * others) * self.letters
        return cost, Label(code, text, round(x), round(y), line), box

    def _free(self, box, under, code):
        """Whether a box lies within the drawing, on no other name, line, circle, or shape of those that are named, and
        on no area that is not settled: a name there would be a claim."""
        view = self.view.box
        return (
            view.left <= box.left
            and view.top <= box.top
            and box.right <= view.right
            and box.bottom <= view.bottom
            and not any((each in self.wanted and each != code) or each in self.view.unsettled for each in under)
            and not any(map(box.meets, self.boxes))
            and not any(map(box.meets, self.discs))
            and not any(_meets(line, box) for line in self.lines)
        )

    def _is_crossed(self, line, passed):
        """Whether a line meets a name, another line, the circle of another, or an area that is not settled."""
        if any(each in self.view.unsettled for each in passed):
            return True
        others = [disc for disc in self.discs if not disc.holds(line[1])]
        return any(_meets(line, box) for box in (*self.boxes, *others)) or any(_cross(line, one) for one in self.lines)

    def _passed(self, line):
        """What lies under a line, step by step: the code of a place, or nothing."""
        (ax, ay), (bx, by) = line
        cell = self.view.width / CELLS
        steps = max(round(math.dist(*line) / cell), 1)
        points = [(ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps) for step in range(steps)]
        return [self.grid.get((int(x // cell), int(y // cell))) for x, y in points]

    def _keep(self, label, box):
        self.labels.append(label)
        self.boxes.append(box)
        if label.line:
            self.lines.append(label.line)
        return True

    def _extent(self, text):
        """(width, height) of a text, about."""
        return (sum(map(_width, text)) + PAD) * self.letters, LINE * self.letters

    def _box(self, text, x, y):
        width, height = self._extent(text)
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def _under(self, box):
        """What lies under a box, cell by cell: the code of a place, or nothing."""
        cell = self.view.width / CELLS
        rows = range(int(box.top // cell), int(box.bottom // cell) + 1)
        columns = range(int(box.left // cell), int(box.right // cell) + 1)
        return [self.grid.get((column, row)) for row in rows for column in columns]


TURN = 2 * math.pi


def _width(letter):
    """Of a letter, in letters' sizes, about: a little more than that of the fonts a browser is likely to take."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1
    if letter in "mwMW":
        return 0.9
    if letter in " \u00a0.,;:'’()-ijlftrI":
        return 0.36
    return 0.68 if letter.isupper() else 0.56


def _meets(line, box):
    """Whether a line and a Box meet (Liang and Barsky)."""
    (ax, ay), (bx, by) = line
    first, last = 0.0, 1.0
    for step, from_start, from_end in (
        (bx - ax, ax - box.left, box.right - ax),
        (by - ay, ay - box.top, box.bottom - ay),
    ):
        if step == 0:
            if from_start < 0 or from_end < 0:
                return False
            continue
        low, high = sorted((-from_start / step, from_end / step))
        first, last = max(first, low), min(last, high)
    return first <= last


def _cross(line, other):
    """Whether two lines cross."""
    (a, b), (c, d) = line, other
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a, b, point):
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
