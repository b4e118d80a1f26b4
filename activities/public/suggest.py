"""What is suggested for what somebody types: names by kind, each with its page, a few activities, and near misses."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pledgetracker.text import words as words_of

from ..models import PublicActivity
from .kept import path
from .names import KINDS, kind_words, names
from .near import near
from .rows import newest

FIRST = 5  # names of one kind, and activities
MEANT = 3  # near misses
LITTLE = 3  # activities fewer than which are little to find
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
    """[{heading, suggestions, more_url}]: for each kind the names in which every folded word begins one."""
    return list(_groups(index, words)) if words else []


def _groups(index, words):
    found = _matching(index, words)
    for facet in KINDS:
        if several := found.get(facet):
            more_url = f"{path(index, 'choose', facet)}?find={'+'.join(words)}" if len(several) > FIRST else ""
            suggestions = [Suggestion.of(index, name) for name in several[:FIRST]]
            yield {"heading": HEADINGS[facet], "suggestions": suggestions, "more_url": more_url}


def meant(index, words):
    """The few names that somebody may have meant who found nothing: those that have the words, else near misses."""
    matching = [name for several in _matching(index, words).values() for name in several] if words else []
    return [Suggestion.of(index, name) for name in matching[:MEANT] or near(index, words, MEANT)]


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
    """{facet: names that have every word}: first those called so, then those whose name begins so, then the busiest."""
    phrase, kinds = " ".join(words), {facet: set(kind_words(facet)) for facet in KINDS}
    wanted = {facet: [f" {word}" for word in words if word not in kinds[facet]] for facet in KINDS}
    found = {}
    for name in names(index):
        if all(word in name.text for word in wanted[name.facet]):
            found.setdefault(name.facet, []).append(name)
    for several in found.values():
        several.sort(key=lambda name: (phrase not in name.phrases, not name.phrases[0].startswith(phrase), -name.count))
    return found


def _address(index, facet, code):
    if facet == "commitment":
        return path(index, "commitment", *code.rsplit("-", 1))
    return path(index, facet, code)
