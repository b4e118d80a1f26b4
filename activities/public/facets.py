"""A filter as the page shows it: its choices, each with the number of activities that choosing it would give."""

from functools import cached_property
from heapq import heappush, heappushpop
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse

from .kept import kept
from .terms import Term

FIRST = 8  # choices shown before the rest is left to the chooser page
FIRST_OF_GROUP = 5
# Filters whose choices the busiest come first of; the others keep the order of their vocabulary.
BUSIEST_FIRST = {"country", "region", "partner"}
# Those of them with so many choices, under no heading, that the page counts the first alone.
LONG = {"country", "partner"}


class Choice(NamedTuple):
    value: str
    count: int
    selected: bool
    term: Term

    @property
    def label(self):
        return str(self.term.label)

    @property
    def group(self):
        return str(self.term.group)

    @property
    def note(self):
        return self.term.note


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
        counts = {code: self._count(code) for code in self._sizes}
        offered = {code: count for code, count in counts.items() if count}
        return self._ordered({**dict.fromkeys(self.selected, 0), **offered})

    @property
    def in_vocabulary_order(self):
        """Every choice as its vocabulary orders it, by name mostly: for pages that show them all."""
        return sorted(self.all_choices, key=lambda choice: self._places.get(choice.value, -1))

    @property
    def choices(self):
        """The first choices and the selected ones."""
        return self._page[0]

    @property
    def more(self):
        return self._page[1]

    @property
    def groups(self):
        """[(heading, choices)] where the vocabulary has headings worth showing, else []."""
        return grouped(self.choices) if self.name not in LONG and self._has_groups else []

    @property
    def chooser_url(self):
        return self.filterset.address(reverse("choose", args=[self.name]))

    @property
    def selected_count(self):
        return len(self.selected)

    @cached_property
    def _page(self):
        """(the choices shown, how many more there are)."""
        if self.name in LONG:
            return self._busiest()
        first = self._first()
        choices = [choice for choice in self.all_choices if choice.selected or choice.value in first]
        return choices, len(self.all_choices) - len(choices)

    def _first(self):
        busiest = sorted(self.all_choices, key=lambda choice: -choice.count)
        if not self._has_groups:
            return {choice.value for choice in busiest[:FIRST]}
        by_group = {}
        for choice in busiest:
            by_group.setdefault(choice.group, []).append(choice.value)
        return {value for values in by_group.values() for value in values[:FIRST_OF_GROUP]}

    def _busiest(self):
        """`_page`, where a choice that too few activities have to be among the first is only asked if any passes."""
        best, offered, sizes = [], 0, list(self._sizes.items())
        for place, (code, size) in enumerate(sizes):
            if len(best) == FIRST and size < best[0][0]:
                offered += self._number_offered(code for code, _size in sizes[place:])
                break
            if count := self._count(code):
                offered += 1
                (heappush if len(best) < FIRST else heappushpop)(best, (count, -self._places[code], code))
        counts = {code: self._count(code) for code in self.selected}
        offered += list(counts.values()).count(0)
        choices = self._ordered({**counts, **{code: count for count, _place, code in best}})
        return choices, offered - len(choices)

    def _count(self, code):
        if self._others is self.index.listed:
            return self._sizes.get(code, 0)
        return self._others.intersection_cardinality(self.index.having(self.name, code))

    def _number_offered(self, codes):
        if self._others is self.index.listed:
            return sum(1 for _code in codes)
        return sum(map(self._others.intersect, map(self.index.facets[self.name].__getitem__, codes)))

    def _ordered(self, counts):
        """The choices of {code: count} in the order of the page."""
        terms = [(self.index.term(self.name, code), count) for code, count in counts.items()]
        choices = [Choice(term.code, count, term.code in self.selected, term) for term, count in terms]
        if self.name == "year":
            return sorted(choices, key=lambda each: each.value if each.value.isdigit() else "", reverse=True)
        choices.sort(key=lambda choice: self._places[choice.value])
        return sorted(choices, key=lambda each: (each.group, -each.count)) if self.name in BUSIEST_FIRST else choices

    @property
    def _has_groups(self):
        return self.name == "region" or len({choice.group for choice in self.all_choices}) > 1

    @cached_property
    def _others(self):
        return self.filterset.others(self.name)

    @property
    def _sizes(self):
        """{code: number of listed activities that have it}, the busiest first."""
        return kept(self.index, ("sizes", self.name), self._measured)

    def _measured(self):
        known = self.name == "year" or self._places
        sizes = {code: len(having) for code, having in self.index.facets[self.name].items() if known is True or code in known}
        return dict(sorted(sizes.items(), key=lambda each: -each[1]))

    @property
    def _places(self):
        """{code: place in the order of the vocabulary}."""
        terms = self.index.terms[self.name]
        return kept(self.index, ("places", self.name), lambda: {code: place for place, code in enumerate(terms)})


def grouped(choices):
    """[(heading, choices)], for choices that stand in the order of their headings."""
    return [(heading, list(part)) for heading, part in groupby(choices, key=lambda choice: choice.group)]


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
