"""The shapes of the world, as `scripts/world.py` prepared them: lines and codes, in whole units, without any name."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WORLD = Path(__file__).parent / "world.json"
RADIUS = 40  # of a circle, in units of the drawing: those of scripts/world.py
# A part of the world is framed with so much around it, and never closer than this: there the lines would be too coarse.
MARGIN, CLOSEST = 150, 2400
SHAPE = 2  # so many times as wide as high


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

    def frame(self, codes=()):
        """The `viewBox` that shows these places, or the whole world without any."""
        codes = [code for code in codes if code in self.middles]
        if not codes:
            return f"0 0 {self.width} {self.height}"
        boxes = [self.box(code) for code in codes]
        left, top = (min(box[at] for box in boxes) - MARGIN for at in (0, 1))
        right, bottom = (max(box[at] for box in boxes) + MARGIN for at in (2, 3))
        width = min(max(right - left, SHAPE * (bottom - top), CLOSEST), self.width)
        height = min(width // SHAPE, self.height)
        left = min(max((left + right - width) // 2, 0), self.width - width)
        top = min(max((top + bottom - height) // 2, 0), self.height - height)
        return f"{left} {top} {width} {height}"

    def box(self, code):
        """(left, top, right, bottom) of a place."""
        if code not in self.places:
            x, y = self.middles[code]
            return x, y, x, y
        points = list(_points(self.places[code]))
        return tuple(pick(point[at] for point in points) for pick in (min, max) for at in (0, 1))


@lru_cache(maxsize=1)
def world():
    return World(**json.loads(WORLD.read_text(encoding="utf-8")))


def _points(data):
    """The points of path data that is written as `scripts/world.py` does: `m`, `l` and `z`, in steps."""
    x = y = 0
    for ring in data.split("z")[:-1]:
        steps = list(map(int, re.findall(r"-?\d+", ring)))
        start = None
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            start = start or (x, y)
            yield x, y
        # A closed ring ends where it began.
        x, y = start
