"""Circles for small countries and areas, moved apart where they would lie on one another."""

import math
from itertools import combinations

ROUNDS = 200
GAP = 0.15  # between two circles, compared with their radius


def apart(points, radius, box):
    """{code: (x, y)}: the middles of circles, moved by as little as lets none lie on another, or over an edge."""
    placed = {code: list(point) for code, point in points.items()}
    least = (2 + GAP) * radius
    # Circles that start farther apart do not meet.
    near = [
        (placed[one], placed[other])
        for one, other in combinations(placed, 2)
        if math.dist(points[one], points[other]) < 8 * least
    ]
    for _round in range(ROUNDS):
        moved = False
        for one, other in near:
            dx, dy = other[0] - one[0], other[1] - one[1]
            distance = math.hypot(dx, dy)
            push = (least - distance) / 2
            if push > 0.05:
                moved = True
                # Two at the very same place part sideways.
                east, south = (dx / distance, dy / distance) if distance else (1, 0)
                one[0] -= east * push
                one[1] -= south * push
                other[0] += east * push
                other[1] += south * push
        for place in placed.values():
            place[0] = min(max(place[0], box.left + radius + 1), box.right - radius - 1)
            place[1] = min(max(place[1], box.top + radius + 1), box.bottom - radius - 1)
        if not moved:
            break
    return {code: (round(x), round(y)) for code, (x, y) in placed.items()}
