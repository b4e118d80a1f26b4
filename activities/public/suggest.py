"""What is suggested for what somebody types: names by kind, each with its page, a few activities, and near misses."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pledgetracker.text import words as words_of

from ..models import PublicActivity
from .kept import path
from .names import KINDS, is_acronym, kind_words, names
from .near import near
from .rows import newest

FIRST = 5  # names of one kind, and activities
MEANT = 3  # near misses
SHORTEST = 3  # letters of a word for which activities are looked for while one types
AMONG = 200  # the newest activities found of which those with the words in their title come first
HEADINGS = {
    "country": _("Countries and areas"),
    "region": _("Regions"),
    "partner": _("Partners"),
    "pledge": _("Pledges"),
    "commitment": _("Commitments"),
    "objective": _("Objectives"),
}


@dataclass(frozen=True)
class Suggestion:
    """A name, the address of its page, and the number of its activities."""

    code: str
    label: str
    note: bool
    url: str
    count: int

    @classmethod
    def of(cls, index, name):
        return cls(name.code, name.label, name.note, _address(index, name.facet, name.code), name.count)


def groups(index, words):
    """[{heading, suggestions, more_url}]: for each kind the names in which every folded word begins one.

    The kind whose first name fits best comes first.
    """
    return groups_of(index, _matching(index, words), "+".join(words)) if words else []


def groups_of(index, found, find=""):
    """[{heading, suggestions, more_url}] of `Name`s, in the order of each kind's first; `find` finds all of them."""
    by_facet = {}
    for name in dict.fromkeys(found):
        by_facet.setdefault(name.facet, []).append(name)
    return [
        {
            "heading": HEADINGS[facet],
            "suggestions": [Suggestion.of(index, name) for name in several[:FIRST]],
            "more_url": f"{path(index, 'choose', facet)}?find={find}" if find and len(several) > FIRST else "",
        }
        for facet, several in by_facet.items()
    ]


def meant(index, words, typed=""):
    """The few names that somebody may have meant who found nothing: those that have the words, else near misses.

    `typed` is what the folded words were typed as. None is near to an acronym, typed in capitals: its letters say
    nothing about its name.
    """
    found = _matching(index, words)[:MEANT] if words else []
    if not found and not any(map(is_acronym, typed.split())):
        found = near(index, words, MEANT)
    return [Suggestion.of(index, name) for name in found]


def first_activities(index, found, words, count):
    """`count` ordinals of the bitmap `found`: of its newest those with all the words in the title, then the others."""
    ordinals = newest(index, found, max(count, AMONG))
    titles = {ordinal: words_of(title) for title, ordinal in PublicActivity.objects.titles_at(ordinals)}
    titled = {
        ordinal
        for ordinal, title in titles.items()
        if all(any(each.startswith(word) for each in title) for word in words)
    }
    return sorted(ordinals, key=lambda ordinal: (ordinal not in titled, -ordinal))[:count]


def notes(index, suggestions):
    """The notes that go with the names of these suggestions."""
    shown = {each.code for each in suggestions if each.note}
    return [{"code": code, "text": text} for code, text in index.notes.items() if code in shown]


def _matching(index, words):
    """The names that have every word.

    First those called so, by name, acronym or code, then those whose name begins so, then the others; of each, names of
    which activities are reported come before those of which none are, by kind, the busiest first.
    """
    phrase, kinds = " ".join(words), {facet: set(kind_words(facet)) for facet in KINDS}
    wanted = {facet: [f" {word}" for word in words if word not in kinds[facet]] for facet in KINDS}
    found = [name for name in names(index) if all(word in name.text for word in wanted[name.facet])]

    def rank(name):
        begins = name.phrases[0].startswith(phrase)
        return not name.is_called(phrase), not begins, not name.count, KINDS.index(name.facet), -name.count

    return sorted(found, key=rank)


def _address(index, facet, code):
    if facet == "commitment":
        return path(index, "commitment", *code.rsplit("-", 1))
    return path(index, facet, code)
