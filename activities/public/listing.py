"""The lists of countries and areas, regions and partners: each value of a filter with what is reported of it.

By name they stand under headings, in another order without. All is counted with an index's bitmaps, and kept with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import get_language, gettext_lazy
from pyroaring import BitMap

from .charts.shapes import scaled
from .kept import kept, path
from .options import option_of, options_of
from .profiles.breakdown import Entry, number_of, planned

BY_NAME, BY_ACTIVITIES, BY_REPORT = "name", "activities", "reported"
ORDERS = {
    BY_NAME: gettext_lazy("By name"),
    BY_ACTIVITIES: gettext_lazy("Most activities first"),
    BY_REPORT: gettext_lazy("Last reported first"),
}


class Heading(NamedTuple):
    """What values stand under; `place` says in which order, `url` where it leads, if anywhere."""

    place: int
    label: str
    url: str = ""


@dataclass(frozen=True)
class Line(Entry):
    """An Entry with the number of `commitments` that its activities serve, the date they were `last_reported`, and the
    `width` of the bar that compares them."""

    commitments: int = 0
    last_reported: str = ""
    width: str = ""


@dataclass(frozen=True, eq=False)
class Section:
    """The lines of a page that stand under one heading, and entries of those of which no activity is reported.

    `number` is that of its heading among all of the list. Each is known by itself: what is drawn of it is kept.
    """

    number: int
    heading: Heading
    lines: list = field(default_factory=list)
    empty: list = field(default_factory=list)


@dataclass
class Listing:
    """A sequence, of which a slice is a list of Sections: every value that an activity has, and `others` of which none
    is reported. `heading_of(option)` gives the Heading of each. Pages of it have so many values as `page_size` says."""

    index: object
    facet: str
    order: str
    heading_of: Callable
    others: frozenset
    page_size: int

    def __len__(self):
        return len(self._options)

    def __getitem__(self, part):
        return self._kept(("sections", part.start, part.stop), lambda: self._sections(self._options[part]))

    @cached_property
    def reported(self):
        """Of how many an activity is reported."""
        return len(options_of(self.index, self.facet).all)

    def contents(self, page):
        """[(heading, of how many an activity is reported, how many there are, the link to it from page `page`)].

        None but by name.
        """
        begun = 0
        for number, (heading, reported, every) in enumerate(self._counted, start=1):
            first = begun // self.page_size + 1
            yield heading, reported, every, f"{'' if first == page else f'?page={first}'}#group-{number}"
            begun += every

    @cached_property
    def _options(self):
        return self._kept(("listed",), self._in_order)

    @cached_property
    def _counted(self):
        """[(heading, of how many an activity is reported, how many there are)], in order."""
        return self._kept(("headings",), lambda: list(self._count())) if self.order == BY_NAME else []

    def _count(self):
        for heading, part in groupby(self._options, self.heading_of):
            options = list(part)
            yield heading, sum(1 for option in options if option.size), len(options)

    def _in_order(self):
        known = options_of(self.index, self.facet)
        others = [option_of(self.index, self.facet, code) for code in self.others if code not in known.by_value]
        options = sorted([*known.all, *others], key=lambda option: (not option.size, option.place))
        if self.order == BY_NAME:
            return sorted(options, key=self.heading_of)
        if self.order == BY_ACTIVITIES:
            return sorted(options, key=lambda option: -option.size)
        return sorted(options, key=lambda option: self.index.last_reported(self.facet, option.value), reverse=True)

    def _sections(self, options):
        if self.order != BY_NAME:
            return [self._section(0, Heading(0, str(ORDERS[self.order])), options)]
        numbers = {heading: number for number, (heading, *_counts) in enumerate(self._counted, start=1)}
        return [
            self._section(numbers[heading], heading, list(part)) for heading, part in groupby(options, self.heading_of)
        ]

    def _section(self, number, heading, options):
        lines = [self._line(option) for option in options if option.size]
        return Section(number, heading, lines, [self._entry(option) for option in options if not option.size])

    def _line(self, option):
        remarks = [planned(option.having.intersection_cardinality(self._planned(option)), option.size)]
        if self.order != BY_NAME:
            remarks.append(self.heading_of(option).label)
        return Line(
            **vars(self._entry(option)) | {"remark": " · ".join(filter(None, remarks))},
            commitments=number_of(self.index, option.having, "commitment"),
            last_reported=self.index.last_reported(self.facet, option.value),
            width=scaled(option.size, self._most),
        )

    def _entry(self, option):
        return Entry(
            code=option.value,
            label=option.label,
            # What the public record does not name stands in no list of links: its region's page leads to it.
            url=path(self.index, self.facet, option.value) if self.index.shows(self.facet, option.value) else "",
            count=option.size,
            list_url=f"{path(self.index, 'activity_list')}?{self.facet}={option.value}",
            note=option.value if option.note else "",
        )

    @cached_property
    def _most(self):
        return max(options_of(self.index, self.facet).sizes, default=0)

    def _planned(self, option):
        return self.index.having("planned", option.value) if self.facet == "country" else BitMap()

    def _kept(self, key, make):
        return kept(self.index, (*key, self.facet, self.order, get_language()), make)
