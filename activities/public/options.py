"""The values of a filter as an index knows them: read from it once in each language, and kept with it."""

from typing import NamedTuple

from django.utils.translation import get_language
from pyroaring import BitMap

from .kept import kept

# Filters with so many options, under no heading, that the page counts the first alone.
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
    html: dict  # what is drawn of it, by whether it is selected and whether any activity passes


class Options:
    """The options of one filter that listed activities have, in one language, with the bitmap and size of each.

    Those of a LONG filter stand in the order of their sizes, the greatest first; others in that of the vocabulary.
    """

    def __init__(self, options, name):
        order = (lambda option: -option.size) if name in LONG else (lambda option: option.place)
        self.all = sorted(options, key=order)
        self.by_value = {option.value: option for option in self.all}
        self.bitmaps = [option.having for option in self.all]
        self.sizes = [option.size for option in self.all]
        self.headings = len({option.group for option in self.all}) > 1


def options_of(index, name):
    """The `Options` of one filter."""
    return kept(index, ("options", name, get_language()), lambda: _read(index, name))


def _read(index, name):
    known = [value for value in index.facets[name] if index.knows(name, value)]
    return Options([_read_one(index, name, value) for value in known], name)


def option_of(index, name, value):
    """The Option of a value that is in the vocabulary, whether or not an activity has it."""
    return kept(index, ("option", name, value, get_language()), lambda: _read_one(index, name, value))


def _read_one(index, name, value):
    term, having = index.term(name, value), index.having(name, value)
    place = _place(index, name, value)
    return Option(value, str(term.label), term.note, str(term.group), place, having, len(having), {})


def _place(index, name, value):
    if name == "year":
        return -int(value) if value.isdigit() else 0
    places = kept(index, ("places", name), lambda: {code: place for place, code in enumerate(index.terms[name])})
    # What says that nothing is stated is in no vocabulary, and stands last.
    return places.get(value, len(places))
