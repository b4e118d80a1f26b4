"""The activities of a filter in the order `year`, by the year in which each begins.

An activity of several years stands once: under its first stated year, or under its last where no start is stated.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from . import orders
from .cards import Cards
from .rows import Rows
from .terms import UNDATED

SORT = "year"


@dataclass(frozen=True)
class Group:
    """The activities of a page that begin in one year: `code` is the year or `undated`, `count` of all pages."""

    code: str
    count: int
    entries: list  # of HTML

    @property
    def is_undated(self):
        return self.code == UNDATED.code


class Timeline:
    """A sequence of the activities of a filter set, of which a slice is an `Entries`."""

    def __init__(self, filterset):
        self.rows, self.words = Rows(filterset.index, filterset.bitmap, SORT), filterset.words

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, part):
        return Entries(self.rows, self.rows.ordinals(part), self.words)


class Entries(Cards):
    """The cards of a page of `Rows` in the order `year`, which know how they fall into years."""

    def __init__(self, rows, ordinals, words):
        super().__init__(rows.index, ordinals, words)
        self.bitmap = rows.bitmap

    @cached_property
    def groups(self):
        """Their Groups, in order."""
        parts = iter(orders.parts(self.index, SORT))
        code, part = next(parts, ("", ()))
        placed = []
        for ordinal, html in zip(self.ordinals, self.drawn(shape="entry"), strict=True):
            while ordinal not in part:
                code, part = next(parts)
            placed.append((code, part.intersection_cardinality(self.bitmap), html))
        return [
            Group(code, count, [html for _code, _count, html in several])
            for (code, count), several in groupby(placed, key=lambda each: each[:2])
        ]
