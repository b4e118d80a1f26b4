"""Outlines: rings of (x, y) points in whole units, and the path data that SVG has for them."""

import math
import re
from typing import NamedTuple


class Box(NamedTuple):
    """What lies between two corners."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self):
        return self.right - self.left

    @property
    def height(self):
        return self.bottom - self.top

    @property
    def middle(self):
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def meets(self, other):
        """Whether a part of the other lies within."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom

    def holds(self, point):
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


def around(points):
    """The least Box that holds these points."""
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def around_all(boxes):
    """The least Box that holds all of these."""
    return Box(*(pick(box[at] for box in boxes) for at, pick in enumerate((min, min, max, max))))


def area(ring):
    """In square units; less than 0 for a ring that goes the other way round, as holes do."""
    return sum(x * v - u * y for (x, y), (u, v) in edges(ring)) / 2


def edges(ring):
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def read(data):
    """The rings of path data that is written as `path` does: `m`, `l` and `z`, in steps."""
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


def path(rings):
    """Path data of closed rings. It begins with an absolute step, so that it can follow other path data."""
    written, at = [], (0, 0)
    for ring in rings:
        (first, *steps), at = _steps(at, ring), ring[0]
        written.append(f"m{_numbers([first])}l{_numbers(steps)}z")
    return "".join(written).replace("m", "M", 1)


def open_path(lines):
    """Path data of lines that are not closed."""
    return "".join(f"M{_numbers([line[0]])}l{_numbers(_steps(line[0], line[1:]))}" for line in lines)


def settled(ring):
    """A ring with each point once in a row, or nothing if it has no extent."""
    points = [point for place, point in enumerate(ring) if point != ring[place - 1]]
    return points if len(points) > 2 else []


def clipped(ring, box):
    """The part of a ring within a Box, in whole units (Sutherland and Hodgman); nothing if none is."""
    for axis, bound, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        if not ring:
            return []
        if min(sign * (point[axis] - bound) for point in ring) >= 0:
            continue
        kept, before = [], ring[-1]
        for point in ring:
            inside, was_inside = (sign * (each[axis] - bound) >= 0 for each in (point, before))
            if inside != was_inside:
                kept.append(_crossing(before, point, axis, bound))
            if inside:
                kept.append(point)
            before = point
        ring = kept
    return settled(ring)


def dissolved(rings, least_hole):
    """The outlines of what these rings cover together, without the lines between neighbours, whose points are the same.

    Holes smaller than `least_hole` are filled.
    """
    ends = {}
    for a, b in _unshared(rings):
        ends.setdefault(a, []).append(b)
    joined = []
    while ends:
        start, ring = next(iter(ends)), []
        at = start
        while at in ends:
            ring.append(at)
            following = ends[at].pop()
            if not ends[at]:
                del ends[at]
            at = following
        joined.append(ring)
    outward = 1 if sum(map(area, joined)) > 0 else -1
    return [ring for ring in joined if len(ring) > 2 and (area(ring) * outward > 0 or abs(area(ring)) >= least_hole)]


def shared(rings, others):
    """The lines between two neighbours: each a list of points."""
    theirs = {(b, a) for ring in others for a, b in edges(ring)}
    lines = []
    for ring in rings:
        line = []
        for a, b in edges(ring):
            if (a, b) in theirs:
                line = [*line, b] if line else [a, b]
            elif line:
                lines.append(line)
                line = []
        if line:
            # A line that passes where the ring begins is one.
            if lines and lines[0][0] == line[-1]:
                lines[0] = [*line, *lines[0][1:]]
            else:
                lines.append(line)
    return lines


def _unshared(rings):
    """The edges that only one of the rings has: a neighbour has the same in the other direction."""
    found = set()
    for ring in rings:
        for a, b in edges(ring):
            if (b, a) in found:
                found.remove((b, a))
            else:
                found.add((a, b))
    return sorted(found)


def _crossing(a, b, axis, bound):
    """Where the edge between two points meets a bound."""
    # The same point whichever way round, so that neighbours go on sharing it.
    (a, b), other = sorted((a, b)), 1 - axis
    value = round(a[other] + (b[other] - a[other]) * (bound - a[axis]) / (b[axis] - a[axis]))
    return (bound, value) if axis == 0 else (value, bound)


def _steps(at, points):
    """From each point to the next, first from `at`."""
    return [(x - before[0], y - before[1]) for before, (x, y) in zip([at, *points], points, strict=False)]


def _numbers(steps):
    """As few letters as path data needs: a minus parts two numbers too."""
    return " ".join(str(number) for step in steps for number in step).replace(" -", "-")


def cells(rings, size):
    """The (column, row) of all squares of this size whose middle lies within rings."""
    rows = {}
    for ring in rings:
        for (ax, ay), (bx, by) in edges(ring):
            first, last = sorted((ay, by))
            for row in range(math.ceil(first / size - 0.5), math.ceil(last / size - 0.5)):
                middle = (row + 0.5) * size
                rows.setdefault(row, []).append(ax + (bx - ax) * (middle - ay) / (by - ay))
    for row, crossings in rows.items():
        crossings.sort()
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            for column in range(math.ceil(start / size - 0.5), math.ceil(end / size - 0.5)):
                yield column, row
