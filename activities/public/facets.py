"""A filter as the page shows it: its choices, each with the number of activities that choosing it would give."""

from functools import cached_property
from heapq import heappush, heappushpop
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from .kept import path
from .options import LONG, Option, option_of, options_of

FIRST = 8  # choices shown before the rest is left to the chooser page
FIRST_OF_GROUP = 5
FIRST_GROUPS = 4  # of them: a register of many pledges has as many headings of commitments
# Filters whose choices the busiest come first of; the others keep the order of their vocabulary.
BUSIEST_FIRST = {"country", "region", "partner"}
BY_COUNT = itemgetter(1)  # of a Choice


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
        selected = self.selected
        counted = zip(self._options.all, self._counts(), strict=True)
        choices = [Choice(option, count, option.value in selected) for option, count in counted if count]
        return self._in_order(choices + self._selected_beside)

    @property
    def in_vocabulary_order(self):
        """Every choice as its vocabulary orders it, by name mostly: for pages that show them all."""
        return _by_place(self.all_choices)

    @property
    def choices(self):
        """The first choices and the selected ones."""
        return self._shown[0]

    @property
    def is_shown(self):
        """Whether there is anything to choose, or to correct."""
        return bool(self.choices or self.unreported or self.errors)

    @property
    def more(self):
        return self._shown[1]

    @property
    def groups(self):
        """[(heading, choices)]: one without a heading where the vocabulary has none worth showing."""
        shown = _by_place([*self.choices, *self.unreported]) if self.unreported else self.choices
        return grouped(shown) if self._has_groups else [("", shown)]

    @property
    def all_offered(self):
        """Every choice that a page of all of them shows, in the order of the vocabulary."""
        return _by_place([*self.all_choices, *self.unreported])

    @property
    def all_counted(self):
        """Every choice and the commitments without any activity, in the order of the page."""
        return self.all_offered if self.unreported else self.all_choices

    @cached_property
    def unreported(self):
        """The commitments of the pledges that are shown for which nothing passes: a pledge is shown with all of its
        commitments, since one without any activity is what a reader looks for. Of other filters none."""
        if self.name != "commitment":
            return []
        known, of = {choice.value for choice in self.all_choices}, set(self.filterset.selected["pledge"])
        of |= {choice.value.rpartition("-")[0] for choice in self.choices}
        codes = [code for code in self.index.terms[self.name] if code.rpartition("-")[0] in of and code not in known]
        return [Choice(self._option(code), 0, False) for code in codes]

    @property
    def chooser_url(self):
        return self.filterset.address(path(self.index, "choose", self.name), view=self.filterset.view)

    @property
    def selected_count(self):
        return len(self.selected)

    @cached_property
    def _shown(self):
        """(choices, how many more there are)."""
        if self.name in LONG:
            return self._busiest()
        every = self.all_choices
        busiest = sorted(every, key=BY_COUNT, reverse=True)
        parts = _by_group(busiest) if self._has_groups else [busiest[:FIRST]]
        first = {choice.option.value for part in parts for choice in part}
        choices = [choice for choice in every if choice.selected or choice.option.value in first]
        return choices, len(every) - len(choices)

    def _busiest(self):
        """`_shown`, where of an option too small to be among the first it is only asked whether any activity passes."""
        options, others, best, passing = self._options, self._others, [], 0
        for at, option in enumerate(options.all):
            if len(best) == FIRST and option.size < best[0][0]:
                passing += sum(map(others.intersect, options.bitmaps[at:]))
                break
            if count := others.intersection_cardinality(option.having):
                passing += 1
                (heappush if len(best) < FIRST else heappushpop)(best, (count, -option.place, option))
        first = {option.value: (option, count) for count, _place, option in best}
        asked = [self._option(value) for value in self.selected if value not in first]
        counted = [*first.values(), *((option, others.intersection_cardinality(option.having)) for option in asked)]
        choices = [Choice(option, count, option.value in self.selected) for option, count in counted]
        return self._in_order(choices), passing + len(self._selected_beside) - len(choices)

    def _counts(self):
        """How many activities would pass with each option."""
        if self._others is self.index.listed:
            return self._options.sizes
        return map(self._others.intersection_cardinality, self._options.bitmaps)

    @cached_property
    def _selected_beside(self):
        """The selected choices that are none of the options that activities pass with: without any, or not stated."""
        asked = [self._option(value) for value in self.selected]
        counted = ((option, self._others.intersection_cardinality(option.having)) for option in asked)
        known = self._options.by_value
        return [Choice(option, count, True) for option, count in counted if not count or option.value not in known]

    def _in_order(self, choices):
        if self.name in BUSIEST_FIRST:
            return sorted(choices, key=lambda choice: (choice.option.group, -choice.count, choice.option.place))
        # The options stand in this order already, but not what was asked for and none has.
        return sorted(choices, key=lambda choice: choice.option.place) if self._selected_beside else choices

    @cached_property
    def _has_groups(self):
        if self.name == "region":
            return True
        headings = self._options.headings or self.selected
        return self.name not in LONG and headings and len({choice.option.group for choice in self.all_choices}) > 1

    @cached_property
    def _others(self):
        return self.filterset.others(self.name)

    @cached_property
    def _options(self):
        return options_of(self.index, self.name)

    def _option(self, value):
        return self._options.by_value.get(value) or option_of(self.index, self.name, value)


def _by_place(choices):
    return sorted(choices, key=lambda choice: choice.option.place)


def grouped(choices):
    """[(heading, choices)], for choices that stand in the order of their headings."""
    return [(heading, list(part)) for heading, part in groupby(choices, key=lambda choice: choice.option.group)]


def _by_group(busiest):
    """The first choices of each of the busiest headings, of choices in any order of headings, the busiest first."""
    groups = {}
    for choice in busiest:
        groups.setdefault(choice.option.group, []).append(choice)
    return [choices[:FIRST_OF_GROUP] for choices in list(groups.values())[:FIRST_GROUPS]]


class Chip:
    """One value that is asked for, and the way to the list without it."""

    def __init__(self, filterset, name, code, facet_label, label):
        self.filterset, self.name, self.code = filterset, name, code
        self.facet_label, self.label = facet_label, label

    @property
    def remove_url(self):
        list_path = path(self.filterset.index, "activity_list")
        return self.filterset.address(list_path, without=(self.name, self.code), view=self.filterset.view)

    url = remove_url

    @cached_property
    def count(self):
        return self.filterset.passing_without(self.name, self.code)
