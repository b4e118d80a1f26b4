"""The classes of a map: which numbers share a shade. They follow from the least and the greatest number shown."""

from bisect import bisect_right
from itertools import count, takewhile
from typing import NamedTuple

SHADES = 6  # d0 to d5, the tokens --data-0 to --data-5
NONE = "none"
ONLY = 3  # the shade of the one class there is


class Shade(NamedTuple):
    """A class: its CSS class, and the numbers it holds, both ends included."""

    name: str
    first: int
    last: int


class Shades(tuple):
    """The classes of these numbers, from least to most; without numbers there are none."""

    def __new__(cls, numbers):
        numbers = [number for number in numbers if number]
        if not numbers:
            return super().__new__(cls)
        firsts, most = _firsts(min(numbers), max(numbers)), max(numbers)
        lasts = [*(following - 1 for following in firsts[1:]), most]
        names = (f"d{_spread(place, len(firsts))}" for place in range(len(firsts)))
        return super().__new__(cls, map(Shade, names, firsts, lasts))

    def of(self, number):
        """The CSS class of a number."""
        return self[bisect_right(self, number, key=lambda shade: shade.first) - 1].name if number else NONE


def _firsts(least, most):
    """The least number of each class, each about as many times the one before: 1, 2, 5, 10 or 1, 10, 100, 1000."""
    # A class that hardly anything could fall into says little; of the smallest numbers each may have its own.
    known = list(takewhile(lambda first: first <= min(most, 2) or first * 6 <= most * 5, _round_numbers()))
    start = max(place for place, first in enumerate(known) if first <= least)
    step = -(-(len(known) - start) // SHADES)
    # Counted from the top, where the difference is largest; what is below falls into the lowest class.
    higher = known[: start or None : -step]
    return sorted({known[start], *higher[: SHADES - 1]})


def _round_numbers():
    """1, 2, 5, 10, 20, 50, ..."""
    return (figure * 10**power for power in count() for figure in (1, 2, 5))


def _spread(place, classes):
    """The shade of a class, so that few classes are as far apart as many."""
    return round(place * (SHADES - 1) / (classes - 1)) if classes > 1 else ONLY
