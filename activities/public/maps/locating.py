"""A small map that only says where something lies."""

from dataclasses import dataclass

from .outlines import path
from .world import world

# What is smaller, in units of the drawing, is ringed, so that it is found.
EASILY_SEEN = 250
RADIUS = 40  # of a circle


@dataclass(frozen=True)
class Locator:
    """`data` is the path data of what is marked, `circles` and `rings` are (x, y) of what is too small to be found."""

    label: str
    view_box: str
    land: str
    data: str
    circles: list
    rings: list
    radius: int = RADIUS


def located(codes, label):
    """The Locator of these places (alpha-3), or None where the world has none of them; `label` is their name."""
    codes = [code for code in codes if code in world().points]
    if not codes:
        return None
    drawn = [code for code in codes if code in world().places]
    boxes = {code: world().box(code) for code in codes}
    hard = (
        [code for code in codes if max(boxes[code].width, boxes[code].height) < EASILY_SEEN] if len(codes) == 1 else []
    )
    return Locator(
        label=label,
        view_box=world().view_box,
        land=world().land,
        data=path(ring for code in drawn for ring in world().rings[code]),
        circles=[_inside(*world().points[code]) for code in codes if code not in drawn],
        rings=[boxes[code].middle for code in hard],
    )


def _inside(x, y):
    """The middle of a circle that the edge of the map does not cut."""
    return min(max(x, RADIUS), world().width - RADIUS), y
