"""A filter as the page shows it: its choices, each with the number of activities that choosing it would give."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.urls import reverse

FIRST = 8  # choices shown before the rest is left to the chooser page
FIRST_OF_GROUP = 5
# Filters whose choices the busiest come first of; the others keep the order of their vocabulary.
BUSIEST_FIRST = {"country", "region", "partner"}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    selected: bool
    note: bool
    group: str


class Facet:
    """One filter of a filter set. It offers the choices with which an activity would pass, and the selected ones."""

    def __init__(self, filterset, name):
        self.filterset, self.name = filterset, name
        self.label = filterset.filters[name].label

    @property
    def errors(self):
        return self.filterset.errors.get(self.name, [])

    @cached_property
    def all_choices(self):
        """Every choice, in the order of the page; its count is of the activities that pass all *other* filters."""
        index, selected = self.filterset.index, self.filterset.selected[self.name]
        others = self.filterset.others(self.name)
        counts = {code: others.intersection_cardinality(having) for code, having in index.facets[self.name].items()}
        offered = {code for code, count in counts.items() if count} | set(selected)
        return [self._choice(code, counts.get(code, 0), code in selected) for code in self._ordered(offered, counts)]

    @property
    def in_vocabulary_order(self):
        """Every choice as its vocabulary orders it, by name mostly: for pages that show them all."""
        place = {code: at for at, code in enumerate(self.filterset.index.terms[self.name])}
        return sorted(self.all_choices, key=lambda choice: place.get(choice.value, -1))

    @cached_property
    def choices(self):
        """The first choices and the selected ones."""
        return [choice for choice in self.all_choices if choice.selected or choice.value in self._first]

    @property
    def groups(self):
        """[(heading, choices)] where the vocabulary has headings worth showing, else []."""
        return grouped(self.choices) if self._has_groups else []

    @property
    def more(self):
        return len(self.all_choices) - len(self.choices)

    @property
    def chooser_url(self):
        query = self.filterset.query()
        return reverse("choose", args=[self.name]) + (f"?{query}" if query else "")

    @property
    def selected_count(self):
        return len(self.filterset.selected[self.name])

    @property
    def _has_groups(self):
        return self.name == "region" or len({choice.group for choice in self.all_choices}) > 1

    @cached_property
    def _first(self):
        busiest = sorted(self.all_choices, key=lambda choice: -choice.count)
        if not self._has_groups:
            return {choice.value for choice in busiest[:FIRST]}
        by_group = {}
        for choice in busiest:
            by_group.setdefault(choice.group, []).append(choice.value)
        return {value for values in by_group.values() for value in values[:FIRST_OF_GROUP]}

    def _choice(self, code, count, selected):
        term = self.filterset.index.term(self.name, code)
        return Choice(code, str(term.label), count, selected, term.note, str(term.group))

    def _ordered(self, codes, counts):
        if self.name == "year":
            return sorted(codes, key=lambda code: code if code.isdigit() else "", reverse=True)
        known = [code for code in self.filterset.index.terms[self.name] if code in codes]
        if self.name not in BUSIEST_FIRST:
            return known
        terms = self.filterset.index.terms[self.name]
        return sorted(known, key=lambda code: (str(terms[code].group), -counts.get(code, 0)))


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
        query = self.filterset.query(without=(self.name, self.code))
        return reverse("activity_list") + (f"?{query}" if query else "")

    url = remove_url

    @cached_property
    def count(self):
        return self.filterset.passing_without(self.name, self.code)
