"""The shapes of the world, as `scripts/world.py` prepared them: lines and codes, in whole units, without any name."""

import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

WORLD = Path(__file__).parent / "world.json"
RADIUS = 40  # of a circle, in units of the drawing: those of scripts/world.py
# A part of the world is framed with so much around it, and never closer than this: there the lines would be too coarse.
MARGIN, CLOSEST = 150, 2400
SHAPE = 2  # so many times as wide as high
# A frame as wide as this part of the world would only cut away the oceans: then all of it is shown.
WIDEST = 0.7
# Where all of it is shown, one needs no finer lines than of so many units: half a pixel of a wide screen.
FAR = 4


class Box(NamedTuple):
    """What lies between two corners, in units of the drawing."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self):
        return self.right - self.left

    @property
    def height(self):
        return self.bottom - self.top

    @property
    def middle(self):
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    @property
    def view_box(self):
        return f"{self.left} {self.top} {self.width} {self.height}"

    def meets(self, other):
        """Whether a part of the other lies within."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom


@dataclass(frozen=True)
class World:
    """`places[alpha3]` is SVG path data; those in `small` have none, and a circle at their middle. `land` is everything
    in one coarse outline, `unsettled` what is hatched and never filled."""

    width: int
    height: int
    places: dict
    small: tuple
    middles: dict
    unsettled: str
    land: str

    @property
    def whole(self):
        """The Box of everything."""
        return Box(0, 0, self.width, self.height)

    def frame(self, codes=()):
        """The Box that shows these places; the whole world without any, and where they lie all over it."""
        boxes = [self._main(code) for code in codes if code in self.middles]
        if not boxes:
            return self.whole
        around = around_all(boxes)
        width = max(around.width + 2 * MARGIN, SHAPE * (around.height + 2 * MARGIN), CLOSEST)
        if width > WIDEST * self.width:
            return self.whole
        height, (x, y) = width // SHAPE, around.middle
        left = min(max(x - width // 2, 0), self.width - width)
        top = min(max(y - height // 2, 0), self.height - height)
        return Box(left, top, left + width, top + height)

    def within(self, frame):
        """The codes of what lies in a Box, at least in part; those with shapes first."""
        return [code for code in (*self.places, *self.small) if any(map(frame.meets, self._parts[code]))]

    @cached_property
    def places_from_far(self):
        """{code: path data} of `places` in units of FAR, with fewer points and digits."""
        return {code: _rounded(data) for code, data in self.places.items()}

    @cached_property
    def land_from_far(self):
        return _rounded(self.land)

    def box(self, code):
        """The Box of a place."""
        return around_all(self._parts[code])

    def _main(self, code):
        """The Box of a place; of one that crosses the edge of the map, as Fiji's neighbours do, of its largest part."""
        box = self.box(code)
        return box if box.width < self.width // 2 else max(self._parts[code], key=lambda part: part.width * part.height)

    @cached_property
    def _parts(self):
        """{code: [the Box of each of its parts]}; of a circle that of its middle."""
        drawn = {code: [_around(ring) for ring in _rings(data)] for code, data in self.places.items()}
        return {code: [Box(*self.middles[code], *self.middles[code])] for code in self.small} | drawn


def around_all(boxes):
    """The least Box that holds all of these."""
    return Box(*(pick(box[at] for box in boxes) for at, pick in enumerate((min, min, max, max))))


@lru_cache(maxsize=1)
def world():
    return World(**json.loads(WORLD.read_text(encoding="utf-8")))


def _rings(data):
    """The points of each ring of path data that is written as `scripts/world.py` does: `m`, `l` and `z`, in steps."""
    x = y = 0
    for ring in data.split("z")[:-1]:
        steps = list(map(int, re.findall(r"-?\d+", ring)))
        points = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points
        # A closed ring ends where it began.
        x, y = points[0]


def _rounded(data):
    """Path data in units of FAR, of what has an extent then. Neighbours go on sharing their border."""
    rings = ([(round(x / FAR), round(y / FAR)) for x, y in ring] for ring in _rings(data))
    written, at = [], (0, 0)
    for ring in rings:
        points = [point for place, point in enumerate(ring) if point != ring[place - 1]]
        if len(points) > 2:
            (first, *steps), at = _steps(at, points), points[0]
            written.append(f"m{_numbers([first])}l{_numbers(steps)}z")
    return "".join(written)


def _steps(at, points):
    """From each point to the next, first from `at`."""
    return [(x - before[0], y - before[1]) for before, (x, y) in zip([at, *points], points, strict=False)]


def _numbers(steps):
    """As few letters as path data needs: a minus parts two numbers too."""
    return " ".join(str(number) for step in steps for number in step).replace(" -", "-")


def _around(points):
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))
