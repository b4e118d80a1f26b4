"""A filter as the page shows it: its choices, each with the number of activities that choosing it would give."""

from functools import cached_property
from heapq import heappush, heappushpop
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language
from pyroaring import BitMap

from .kept import kept

FIRST = 8  # choices shown before the rest is left to the chooser page
FIRST_OF_GROUP = 5
# Filters whose choices the busiest come first of; the others keep the order of their vocabulary.
BUSIEST_FIRST = {"country", "region", "partner"}
# Those of them with so many choices, under no heading, that the page counts the first alone.
LONG = {"country", "partner"}


class Option(NamedTuple):
    """One value of a filter as an index knows it, in one language."""

    value: str
    label: str
    note: bool
    group: str
    place: int  # in the order of the vocabulary
    having: BitMap
    size: int  # of `having`


class Choice(NamedTuple):
    option: Option
    count: int
    selected: bool

    @property
    def value(self):
        return self.option.value

    @property
    def label(self):
        return self.option.label

    @property
    def note(self):
        return self.option.note

    @property
    def group(self):
        return self.option.group


class Facet:
    """One filter of a filter set. It offers the choices with which an activity would pass, and the selected ones."""

    def __init__(self, filterset, name):
        self.filterset, self.name, self.index = filterset, name, filterset.index
        self.label = filterset.filters[name].label
        self.selected = filterset.selected[name]

    @property
    def errors(self):
        return self.filterset.errors.get(self.name, [])

    @cached_property
    def all_choices(self):
        """Every choice, in the order of the page; its count is of the activities that pass all *other* filters."""
        counted = [(option, self._count(option)) for option in self._options.values()]
        return self._ordered([each for each in counted if each[1]] + self._selected_without_any)

    @property
    def in_vocabulary_order(self):
        """Every choice as its vocabulary orders it, by name mostly: for pages that show them all."""
        return sorted(self.all_choices, key=lambda choice: choice.option.place)

    @property
    def choices(self):
        """The first choices and the selected ones."""
        return self._shown[0]

    @property
    def more(self):
        return self._shown[1]

    @property
    def groups(self):
        """[(heading, choices)]: one without a heading where the vocabulary has none worth showing."""
        return grouped(self.choices) if self._has_groups else [("", self.choices)]

    @property
    def chooser_url(self):
        path = kept(self.index, ("chooser", self.name), lambda: reverse("choose", args=[self.name]))
        return self.filterset.address(path)

    @property
    def selected_count(self):
        return len(self.selected)

    @cached_property
    def _shown(self):
        """(choices, how many more there are)."""
        if self.name in LONG:
            return self._busiest()
        busiest = sorted(self.all_choices, key=lambda choice: -choice.count)
        parts = _by_group(busiest) if self._has_groups else [busiest[:FIRST]]
        first = {choice.value for part in parts for choice in part}
        choices = [choice for choice in self.all_choices if choice.selected or choice.value in first]
        return choices, len(self.all_choices) - len(choices)

    def _busiest(self):
        """`_shown`, where of an option that has too few activities to be among the first it is only asked if any pass."""
        options, best, passing = list(self._options.values()), [], 0
        for at, option in enumerate(options):
            if len(best) == FIRST and option.size < best[0][0]:
                passing += self._number_passing(options[at:])
                break
            if count := self._count(option):
                passing += 1
                (heappush if len(best) < FIRST else heappushpop)(best, (count, -option.place, option))
        first = {option.value: (option, count) for count, _place, option in best}
        asked = {option.value: (option, self._count(option)) for option in map(self._option, self.selected)}
        choices = self._ordered((asked | first).values())
        return choices, passing + len(self._selected_without_any) - len(choices)

    def _count(self, option):
        if self._others is self.index.listed:
            return option.size
        return self._others.intersection_cardinality(option.having)

    def _number_passing(self, options):
        if self._others is self.index.listed:
            return len(options)
        return sum(self._others.intersect(option.having) for option in options)

    @property
    def _selected_without_any(self):
        options = map(self._option, self.selected)
        return [(option, 0) for option in options if not self._others.intersect(option.having)]

    def _ordered(self, counted):
        """The choices of [(option, count)], in the order of the page."""
        choices = [Choice(option, count, option.value in self.selected) for option, count in counted]
        if self.name in BUSIEST_FIRST:
            return sorted(choices, key=lambda choice: (choice.group, -choice.count, choice.option.place))
        return sorted(choices, key=lambda choice: choice.option.place)

    @cached_property
    def _has_groups(self):
        several = self.name not in LONG and len({choice.group for choice in self.all_choices}) > 1
        return self.name == "region" or several

    @cached_property
    def _others(self):
        return self.filterset.others(self.name)

    @cached_property
    def _options(self):
        """{code: Option} of those that listed activities have, the busiest first."""
        return kept(self.index, ("options", self.name, get_language()), self._read_options)

    def _read_options(self):
        options = [self._option(code) for code in self.index.facets[self.name] if self.index.knows(self.name, code)]
        return {option.value: option for option in sorted(options, key=lambda option: -option.size)}

    def _option(self, code):
        term, having = self.index.term(self.name, code), self.index.having(self.name, code)
        return Option(code, str(term.label), term.note, str(term.group), self._place(code), having, len(having))

    def _place(self, code):
        if self.name == "year":
            return -int(code) if code.isdigit() else 0
        terms = self.index.terms[self.name]
        return kept(self.index, ("places", self.name), lambda: {each: place for place, each in enumerate(terms)})[code]


def grouped(choices):
    """[(heading, choices)], for choices that stand in the order of their headings."""
    return [(heading, list(part)) for heading, part in groupby(choices, key=lambda choice: choice.group)]


def _by_group(busiest):
    """The first choices of each heading, of choices in any order of headings."""
    groups = {}
    for choice in busiest:
        groups.setdefault(choice.group, []).append(choice)
    return [choices[:FIRST_OF_GROUP] for choices in groups.values()]


class Chip:
    """One value that is asked for, and the way to the list without it."""

    def __init__(self, filterset, name, code, facet_label, label):
        self.filterset, self.name, self.code = filterset, name, code
        self.facet_label, self.label = facet_label, label

    @property
    def remove_url(self):
        return self.filterset.address(reverse("activity_list"), without=(self.name, self.code))

    url = remove_url

    @cached_property
    def count(self):
        return self.filterset.passing_without(self.name, self.code)
