"""The part of the world that a map shows, in units of its own drawing, and what lies in it.

The whole world is shown as it was prepared. A part of it is turned so that the meridian in its middle stands upright:
shapes are not slanted then, and what lies on both sides of 180° stays together. On the Equal Earth projection a turn
moves points along their parallel alone.
"""

import math
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from . import circles, outlines
from .outlines import Box, around, around_all, clipped, dissolved, path, settled
from .world import world

# Where all of the world is shown, one needs no finer lines than of so many units: half a pixel of a wide screen.
FAR = 4
# A part of the world is shown so many units wide at least: closer its lines would be too coarse. So much of its width
# lies around it. What would be wider than this part of the world only cuts away the oceans: then all of it is shown.
CLOSEST, MARGIN, WIDEST = 500, 0.07, 0.7
# A drawing has this width if it is twice as wide as high, and less if it is higher: its height is at most this.
WIDTH, HEIGHT, SHAPE = 1200, 640, 2
# Parts of a place that are smaller, compared with its largest, may lie outside: Easter Island, the Galápagos Islands.
LEAST = 0.1
# So much, in units of the drawing, is drawn beyond its edge: there no line is seen.
BEYOND = 20
# A hole in the land beyond is filled if it is smaller, in units of the world: a small country that is no part of it.
LEAST_HOLE = 450
# Lines that United Nations maps do not draw as international boundaries: Kosovo's with Serbia (Security Council
# resolution 1244 (1999)), and that between the Sudan and South Sudan, which is not yet determined.
DASHED = (("XKX", "SRB"), ("SDN", "SSD"))
TURN = 2 * math.pi
CELLS = 200  # squares across a drawing, to know what lies where
MOST = 50  # what is kept of one view: outlines and circles of so many sets of places


class Window(NamedTuple):
    """What is seen: turned by `longitude` (radians), the Box in units of the turned world, `unit` of these are one of
    the drawing."""

    longitude: float
    box: Box
    unit: float


@dataclass(frozen=True, eq=False)
class View:
    """`rings[alpha3]` are the shapes of the places that are seen, `points` the inner points of all that are seen."""

    is_whole: bool
    width: int
    height: int
    unit: float
    rings: dict
    points: dict
    unsettled: dict
    kept: dict = field(default_factory=dict)

    @property
    def view_box(self):
        return f"0 0 {self.width} {self.height}"

    @property
    def box(self):
        return Box(0, 0, self.width, self.height)

    @property
    def codes(self):
        """Of all that is seen, those with shapes first."""
        return [*self.rings, *(code for code in world().small if code in self.points)]

    @property
    def radius(self):
        """Of a circle."""
        return 10 if self.is_whole else 8

    @cached_property
    def paths(self):
        return {code: path(rings) for code, rings in self.rings.items()}

    @cached_property
    def land(self):
        """Path data of all land, for a ground on which places are drawn."""
        return path(_far(outlines.read(world().land))) if self.is_whole else self.beyond(frozenset())

    def beyond(self, codes):
        """Path data of the land without these places, in one outline."""
        return self._once(("beyond", codes), self._beyond)

    def circles(self, codes):
        """{code: (x, y)} of those of these places that have no shape, moved apart."""
        return self._once(("circles", codes), self._circles)

    @cached_property
    def grid(self):
        """{(column, row): the code of the place whose shape is there}, in CELLS across; of what is not settled too."""
        size = self.width / CELLS
        shapes = self.rings | {code: list(outlines.read(data)) for code, data in self.unsettled.items()}
        return {cell: code for code, rings in shapes.items() for cell in outlines.cells(rings, size)}

    @cached_property
    def dashed(self):
        """{code: path data of the line that a place shares with another, which is no international boundary}."""
        lines = {one: outlines.shared(self.rings.get(one, ()), self.rings.get(other, ())) for one, other in DASHED}
        return {code: outlines.open_path(found) for code, found in lines.items() if found}

    def _once(self, key, make):
        if key not in self.kept:
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[key] = make(key[1])
        return self.kept[key]

    def _beyond(self, codes):
        rings = [ring for code, rings in self.rings.items() if code not in codes for ring in rings]
        return path(dissolved(rings, LEAST_HOLE / self.unit**2))

    def _circles(self, codes):
        points = {code: self.points[code] for code in codes if code in self.points and code not in self.rings}
        return circles.apart(points, self.radius, self.box)


def view(codes=()):
    """The View of these places; of the whole world without any, and where they lie all over it."""
    return _view(frozenset(code for code in codes if code in world().points))


@lru_cache(maxsize=128)
def _view(codes):
    window = _window(sorted(codes)) if codes else None
    return _part(window) if window else _whole()


@lru_cache(maxsize=1)
def _whole():
    whole = world()
    return View(
        is_whole=True,
        width=whole.width // FAR,
        height=-(-whole.height // FAR),
        unit=FAR,
        rings={code: list(_far(rings)) for code, rings in whole.rings.items()},
        points={code: (round(x / FAR), round(y / FAR)) for code, (x, y) in whole.points.items()},
        unsettled={code: path(_far(rings)) for code, rings in whole.unsettled_rings.items()},
    )


def _far(rings):
    """Rings in units of FAR, of what has an extent then. Neighbours go on sharing their border."""
    for ring in rings:
        if far := settled([(round(x / FAR), round(y / FAR)) for x, y in ring]):
            yield far


def _part(window):
    width, height = round(window.box.width / window.unit), round(window.box.height / window.unit)
    within = Box(0, 0, width, height)
    seen = {code: rings for code in (*world().places, *world().unsettled) if (rings := _seen(window, code, within))}
    points = {code: placed for code in world().points if (placed := _placed(window, code, within))}
    return View(
        is_whole=False,
        width=width,
        height=height,
        unit=window.unit,
        rings={code: rings for code, rings in seen.items() if code in world().places},
        points=points,
        unsettled={code: path(rings) for code, rings in seen.items() if code in world().unsettled},
    )


def _seen(window, code, within):
    """The rings of a place in units of the drawing, cut off a little beyond its edge; none if no part lies within."""
    edge = Box(within.left - BEYOND, within.top - BEYOND, within.right + BEYOND, within.bottom + BEYOND)
    found = [
        ring
        for part in world().parts[code]
        if part.top <= window.box.bottom and part.bottom >= window.box.top
        for shift in _shifts(window, part)
        if (ring := clipped(settled(_drawn(window, part, shift)), edge))
    ]
    return found if any(within.meets(around(ring)) for ring in found) else []


def _placed(window, code, within):
    """The inner point of a place in units of the drawing, if it is seen."""
    part = world().part_of_point(code)
    points = [_drawn(window, part, shift)[0] for shift in _shifts(window, part)]
    return next(filter(within.holds, points), None)


def _shifts(window, part):
    """By how much the longitudes of a part are to be moved so that it may be seen: there may be two ways round."""
    for turns in (-TURN, 0, TURN):
        shift = turns - window.longitude
        if part.west + shift <= TURN / 2 and part.east + shift >= -TURN / 2:
            yield shift


def _drawn(window, part, shift):
    """The points of a part in whole units of the drawing."""
    left, top, unit = window.box.left, window.box.top, window.unit
    return [(round((x - left) / unit), round((y - top) / unit)) for x, y in part.turned(shift)]


def _window(codes):
    """The Window of these places, or None where they lie all over the world."""
    parts = [part for code in codes for part in _main(code)]
    start, end = _arc([(part.west, part.east) for part in parts])
    if end - start > WIDEST * TURN:
        return None
    middle = (start + end) / 2
    return _framed(around_all([around(part.turned(_nearest(part, middle) - middle)) for part in parts]), middle)


def _framed(box, longitude):
    """The Window around a Box, with a margin, from as wide as high to twice as wide."""
    room = 1 + 2 * MARGIN
    width = max(box.width * room, CLOSEST)
    height = min(max(box.height * room, width / SHAPE), world().height)
    width = max(width, height)
    if width > WIDEST * world().width:
        return None
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    top = min(max(down - height / 2, 0), world().height - height)
    drawn = min(WIDTH, HEIGHT * width / height)
    return Window(longitude, Box(across - width / 2, top, across + width / 2, top + height), width / drawn)


def _main(code):
    """The parts of a place that are to be seen; of a small one its point."""
    parts = world().parts[code]
    most = max(part.area for part in parts)
    return [part for part in parts if part.area >= LEAST * most]


def _arc(spans):
    """(start, end) of the shortest arc that holds these spans of longitude; the end may be more than half a turn."""
    spans = sorted(spans)
    joined = [spans[0]]
    for start, end in spans[1:]:
        if start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    gaps = [(joined[0][0] + TURN - joined[-1][1], joined[0][0], joined[-1][1])]
    gaps += [(after[0] - before[1], after[0], before[1] + TURN) for before, after in pairwise(joined)]
    _gap, start, end = max(gaps)
    return start, end


def _nearest(part, middle):
    """The turns that bring a part nearest to the middle."""
    return min((-TURN, 0, TURN), key=lambda turns: abs((part.west + part.east) / 2 + turns - middle))
