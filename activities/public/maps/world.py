"""The shapes of the world, as `scripts/world.py` prepared them: lines and codes, in whole units, without any name."""

import json
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from .outlines import area, around, around_all, read

WORLD = Path(__file__).parent / "world.json"
# The Equal Earth projection (Šavrič, Patterson and Jenny, 2018).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796


class Part(NamedTuple):
    """A ring that can be turned: of each point its longitude in radians from the meridian in the middle, the units that
    one radian has there, and its height; the least and greatest longitude and height, and its area."""

    points: list
    west: float
    east: float
    top: int
    bottom: int
    area: float

    def turned(self, shift):
        """Its points, moved along their parallels by this longitude."""
        return [((longitude + shift) * stretch, y) for longitude, stretch, y in self.points]


@dataclass(frozen=True)
class World:
    """`places[alpha3]` is SVG path data; those in `small` have none. `points` holds the inner point of each, `land`
    everything in one coarse outline, `unsettled[code]` what is hatched and never filled.

    The `origin` is where the meridian in the middle meets the equator; the earth has this `radius`.
    """

    width: int
    height: int
    origin: tuple
    radius: int
    places: dict
    small: tuple
    points: dict
    unsettled: dict
    land: str

    @property
    def view_box(self):
        return f"0 0 {self.width} {self.height}"

    @cached_property
    def rings(self):
        """{code: [rings]} of the places that have shapes."""
        return {code: list(read(data)) for code, data in self.places.items()}

    @cached_property
    def unsettled_rings(self):
        return {code: list(read(data)) for code, data in self.unsettled.items()}

    @cached_property
    def parts(self):
        """{code: [Parts]} of the places that have shapes and of what is not settled; of a small place its point."""
        points = {code: [[self.points[code]]] for code in self.small}
        rings = self.rings | self.unsettled_rings | points
        return {code: [self._part(ring) for ring in rings[code]] for code in rings}

    def box(self, code):
        """The Box of a place; of a small one its point."""
        return around_all([around(ring) for ring in self.rings.get(code, [[self.points[code]]])])

    def part_of_point(self, code):
        """The inner point of a place as a Part."""
        return self._part([self.points[code]])

    def _part(self, ring):
        points = []
        for x, y in ring:
            stretch = _stretch((self.origin[1] - y) / self.radius) * self.radius
            points.append(((x - self.origin[0]) / stretch, stretch, y))
        longitudes, _stretches, heights = zip(*points, strict=True)
        return Part(points, min(longitudes), max(longitudes), min(heights), max(heights), abs(area(ring)))


@lru_cache(maxsize=20_000)
def _stretch(height):
    """Of a globe of radius 1, at this height over the equator of its map."""
    angle = height / A1
    for _step in range(6):
        rise = A1 + 3 * A2 * angle**2 + angle**6 * (7 * A3 + 9 * A4 * angle**2)
        angle -= (A1 * angle + A2 * angle**3 + angle**7 * (A3 + A4 * angle**2) - height) / rise
    rise = A1 + 3 * A2 * angle**2 + angle**6 * (7 * A3 + 9 * A4 * angle**2)
    return 2 * math.sqrt(3) * math.cos(angle) / (3 * rise)


@lru_cache(maxsize=1)
def world():
    return World(**json.loads(WORLD.read_text(encoding="utf-8")))
