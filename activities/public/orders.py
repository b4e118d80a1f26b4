"""Orders by a date: the listed activities in parts, one after the other, in each the latest first published first.

The parts are made of the bitmaps that the index has for the filters, once an edition; a page of them, the last one too,
is found by counting in parts.
"""

from itertools import pairwise

from pyroaring import BitMap

from ..models.index_part import REPORTED
from .kept import kept
from .terms import UNDATED

# Neighbouring parts that are counted together: there are thousands of days, and some dozen years.
BLOCK = 64


def parts(index, sort):
    """[(code, bitmap)] in order: "reported" by the date of the newest report, "year" by the first year of activity.

    Both latest first, and at the end, under "" or "undated", those of which none is stated. Nobody changes a bitmap.
    """
    return kept(index, ("order", sort), lambda: _PARTS[sort](index))


def picked(index, sort, bitmap, start, stop):
    """Of the sequence of those in `bitmap` the ordinals from `start` up to `stop`, a list."""
    found = []
    for block, several in _blocks(index, sort):
        count = block.intersection_cardinality(bitmap)
        for part in several if start < count else ():
            if stop <= 0:
                return found
            passing = part & bitmap
            found += list(passing[max(len(passing) - stop, 0) : max(len(passing) - start, 0)])[::-1]
            start, stop, count = max(start - len(passing), 0), stop - len(passing), count - len(passing)
        start, stop = max(start - count, 0), stop - count
    return found


def _blocks(index, sort):
    """[(the bitmap of several neighbouring parts, these parts)], so that there are few to pass over."""
    return kept(index, ("blocks of order", sort), lambda: list(_together([part for _code, part in parts(index, sort)])))


def _together(several):
    for begin in range(0, len(several), BLOCK):
        block = several[begin : begin + BLOCK]
        yield BitMap.union(*block), block


def _by_report(index):
    return _with_rest(index, list(index.dates[REPORTED]), "")


def _by_first_year(index):
    """Years of one activity follow each other: it begins in one that it has without having the year before."""
    having = index.facets["year"]
    years = sorted((int(code) for code in having if code != UNDATED.code), reverse=True)
    before = {year: having[str(earlier)] for year, earlier in pairwise(years) if earlier == year - 1}
    return _with_rest(index, [(str(year), having[str(year)] - before.get(year, BitMap())) for year in years], "undated")


def _with_rest(index, dated, code):
    rest = index.listed - BitMap.union(BitMap(), *(part for _code, part in dated))
    return [(each, part) for each, part in [*dated, (code, rest)] if part]


_PARTS = {"reported": _by_report, "year": _by_first_year}
SORTS = frozenset(_PARTS)
