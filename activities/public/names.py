"""The names that people look for: what the record is about and has a page of its own, under all names it has."""

from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pledgetracker.text import search_text, words

from .kept import kept
from .profiles.makers import activities_of

# What may be looked for, in the order in which it is shown.
KINDS = ("country", "region", "partner", "pledge", "commitment", "objective")


class Name(NamedTuple):
    """One value of a filter and how it is found. Only `label`, the name in use, may be shown."""

    facet: str
    code: str
    label: str
    note: bool
    count: int  # of its activities; of who makes pledges, of those of its pledges
    phrases: tuple  # each of its names, the one in use first, folded: ("cote d ivoire", "ivory coast")
    text: str  # the words of all of them and of its code, as `search_text` writes them


def names(index):
    """Every `Name` of an index in the order of its vocabulary: some thousand, however many activities there are."""
    return kept(index, ("names", get_language()), lambda: [_name(index, *each) for each in _public(index)])


def kind_words(facet):
    """Words that say the kind of what is looked for, as in “commitment 5”, and are no part of its name."""
    kinds = {"pledge": _("pledge"), "commitment": _("commitment"), "objective": _("objective")}
    return words(kinds.get(facet, ""))


def _public(index):
    """(facet, term) of all that has a public page; regions are those that the public record names."""
    for facet in KINDS:
        for code, term in index.terms[facet].items():
            if facet != "region" or index.shows(facet, code):
                yield facet, term


def _name(index, facet, term):
    label = str(term.label)
    every = [label, *index.other_names.get((facet, term.code), [])]
    own = [term.code, str(term.group)] if facet == "objective" else [term.code]
    return Name(
        facet=facet,
        code=term.code,
        label=label,
        note=term.note,
        count=len(activities_of(index, term.code) if facet == "partner" else index.having(facet, term.code)),
        phrases=tuple(dict.fromkeys(" ".join(words(each)) for each in every)),
        text=search_text(*every, *own),
    )
