"""The names that people look for: what the record is about and has a page of its own, under all names it has."""

import re
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pledgetracker.text import search_text, words

from .kept import kept
from .profiles.makers import activities_of

# What may be looked for, in the order in which it is shown.
KINDS = ("country", "region", "partner", "pledge", "commitment", "objective")
# So many letters at most has an acronym: "KIRGISTAN" is a name written in capitals.
LONGEST_ACRONYM = 8
_PARTS = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(rf"[^\W\d_]{{2,{LONGEST_ACRONYM}}}")


class Name(NamedTuple):
    """One value of a filter and how it is found. Only `label`, the name in use, may be shown."""

    facet: str
    code: str
    label: str
    note: bool
    count: int  # of its activities; of who makes pledges, of those of its pledges
    phrases: tuple  # each of its names, the one in use first, folded: ("cote d ivoire", "ivory coast")
    acronyms: frozenset  # folded: {"iom"}; no name is compared with them letter by letter
    codes: frozenset  # what else it is called by: its code, and "commitment 5" where its number says so
    text: str  # the words of all of them and of its code, as `search_text` writes them

    def is_called(self, phrase):
        """Whether this folded phrase is all of one of its names, its acronym or its code."""
        return phrase in self.phrases or phrase in self.codes or phrase.replace(" ", "") in self.acronyms


def names(index):
    """Every `Name` of an index in the order of its vocabulary: some thousand, however many activities there are."""
    return kept(index, ("names", get_language()), lambda: [_name(index, *each) for each in _public(index)])


def is_acronym(text):
    """Whether a text is one word of a few letters, all of them capitals: "UNHCR", and "U.S." too."""
    written = text.replace(".", "").strip('(),;:!?“”"')
    return written.isupper() and bool(_ACRONYM.fullmatch(written))


def plain_words(label):
    """The folded words of a name but for its acronyms."""
    return [word for part in _PARTS.findall(label) if not is_acronym(part) for word in words(part)]


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
    others = index.other_names.get((facet, term.code), [])
    short = [each for each in others if is_acronym(each)] + [each for each in [term.acronym] if each]
    whole = [term.name or label, label, *(each for each in others if each not in short)]
    own = [term.code, str(term.group)] if facet == "objective" else [term.code]
    return Name(
        facet=facet,
        code=term.code,
        label=label,
        note=term.note,
        count=len(activities_of(index, term.code) if facet == "partner" else index.having(facet, term.code)),
        phrases=tuple(dict.fromkeys(" ".join(words(each)) for each in whole if each)),
        acronyms=frozenset("".join(words(each)) for each in short),
        codes=frozenset(_codes(facet, term.code)),
        text=search_text(label, *others, term.acronym, *own),
    )


def _codes(facet, code):
    yield " ".join(words(code))
    if facet in {"commitment", "objective"}:
        yield " ".join([*kind_words(facet), code.rpartition("-")[2]])
