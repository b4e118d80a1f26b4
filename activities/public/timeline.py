"""The activities of a filter in the order of the years they were active in, the latest first, the undated ones last.

An activity of several years stands once: under its first stated year, or under its last where no start is stated.
"""

from dataclasses import dataclass
from functools import cached_property

from pyroaring import BitMap

from .cards import Cards
from .rows import newest
from .terms import UNDATED


@dataclass(frozen=True)
class Group:
    """The activities of a page that begin in one year: `code` is the year or `undated`, `count` of all pages."""

    code: str
    count: int
    activities: Cards

    @property
    def is_undated(self):
        return self.code == UNDATED.code


class Timeline:
    """A sequence of the activities of a filter set, of which a slice is a list of Groups."""

    def __init__(self, filterset):
        self.filterset, self.index = filterset, filterset.index

    def __len__(self):
        return self.filterset.total

    def __getitem__(self, part):
        start, stop, _step = part.indices(len(self))
        groups, before = [], 0
        for code, bitmap in self._years:
            first, last = max(start - before, 0), min(stop - before, len(bitmap))
            if first < last:
                ordinals = newest(self.index, bitmap, last)[first:]
                groups.append(Group(code, len(bitmap), Cards(self.index, ordinals, self.filterset.words)))
            before += len(bitmap)
        return Groups(groups)

    @cached_property
    def _years(self):
        """[(year, bitmap of those that begin in it)], the latest first; those without any year last."""
        having, left, years = self.index.facets["year"], BitMap(self.filterset.bitmap), []
        for year in sorted(code for code in having if code != UNDATED.code):
            if found := left & having[year]:
                years.append((year, found))
                left -= found
        return [*reversed(years), *([(UNDATED.code, left)] if left else [])]


class Groups(list):
    """Groups of one page, with the notes of their activities."""

    @property
    def notes(self):
        return [notes for group in self for notes in group.activities.notes]
