"""What a few words, or a whole question, ask of the register: values of its filters, years, and words of the texts.

The list, the downloads and the API read words in one way: each must begin a word of an activity. Where that finds
nothing, `reading_of` reads "What did UNDP do in Moldova since 2022?" as a filter by pledge, country and years. It is a
filter set like any other, so that its address gives the same rows everywhere.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import get_language

from pledgetracker.text import words as words_of

from .filters import ActivityFilterSet
from .kept import kept
from .names import Name, names
from .pages import list_url
from .search import search
from .suggest import HEADINGS
from .terms import UNDATED
from .years_read import AFTER, BEFORE, SINCE, UNTIL, Years

MOST_WORDS = 40  # of a question: a longer text is none
SENTENCE = 3  # words of one at least
MOST_OF_NAME = 12  # words of a name
LONGEST = ActivityFilterSet.base_filters["q"].extra["max_length"]
# Filters whose values may be meant as words.
READ_FROM_WORDS = ("year", "status", "kind")
# What a question asks for by another word than the filter's own.
ASKED = {"where": "country", "donde": "country", "who": "partner", "qui": "partner", "quien": "partner"}

# Words of a question that say nothing of what is looked for: English, French, Spanish, folded.
_OF_QUESTIONS = """
a about all am an and any anything are as at be been being between but by can could did do does doing done during
each either everything find for from get give given had happen happened happening happens has have having he her
here his how i if in into is it its just list look made make makes many me more most much my near of on only or our
out over per please shall she should show so some such take tell than that the their them then there these they
thing things this those through to took under up us was we were what whats when where which while who whom whose why
will with within without work worked working works would you your
activity activities project projects
activite activites projet projets actividad actividades proyecto proyectos
au aux avec ce ces cet cette chez comme comment d dans de des donc du elle elles en entre est et etaient etait ete
etre fait font il ils l la le les leur leurs lui mais meme nous on ont ou par pas pendant pour pourquoi qu quand
que quel quelle quelles quels qui quoi sa sans se ses si son sont sous sur travaille travaillent tous tout toute
toutes un une vers vous y
al algun alguna como con cual cuales cuando cuanto cuantos de del desde donde el ella ellas ellos en entre era es
esa ese eso esta estan este esto fue fueron ha hace hacen haciendo han hay hecho hizo la las lo los mas mi muy no
o para pero por porque que quien quienes se segun ser sin sobre son su sus trabaja trabajan tras tu un una unas uno
unos y ya
"""
STOP_WORDS = SINCE | AFTER | UNTIL | BEFORE | set(_OF_QUESTIONS.split())


class Token(NamedTuple):
    """One folded word of what was typed, and how it was typed; `dashed` tells of a dash between it and the last one."""

    word: str
    typed: str
    capitals: bool
    dashed: bool


class Known(NamedTuple):
    """A value of a filter that some words call: `name` where it has a page. `by_code`: nobody calls it so in a text."""

    facet: str
    code: str
    name: Name | None = None
    by_code: bool = False


@dataclass
class Reading:
    """What was understood.

    `values` are codes by filter, and `years` says those of years in words; `names` are those that have a page; `asked`
    are filters of which the values are asked for; `rest` are other words, and `unfound` those that no activity has.
    `literal` are words that were read as a year, a status or a kind, and may be meant as words.
    """

    index: object
    values: dict = field(default_factory=lambda: defaultdict(list))
    years: list = field(default_factory=list)
    names: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    rest: list = field(default_factory=list)
    unfound: list = field(default_factory=list)
    literal: list = field(default_factory=list)

    @cached_property
    def filterset(self):
        """The filter set of this reading: what it gives, its address gives everywhere."""
        return self._filterset(self.values, self.rest)

    @property
    def total(self):
        return self.filterset.total if self.is_any else 0

    @property
    def is_any(self):
        """Whether anything was understood."""
        return bool(self.values or self.rest or self.asked)

    @property
    def is_literal(self):
        """Whether nothing was understood but words to look for."""
        return not (self.values or self.asked or self.unfound)

    @property
    def says_more(self):
        """Whether it says more than names, whose pages are offered anyway."""
        return bool(self.literal)

    @property
    def sentence(self):
        """'1 of 45 activities · Republic of Moldova · 2022 or later'."""
        labels = [chip.label for chip in self.filterset.chips if chip.name != "year" or not self.years]
        return " · ".join([self.filterset.counted, *labels, *self.years])

    @property
    def list_url(self):
        return list_url(self.filterset)

    @cached_property
    def without_years(self):
        """The filter set without the years that were read."""
        return self._filterset({facet: codes for facet, codes in self.values.items() if facet != "year"}, self.rest)

    @property
    def without_years_url(self):
        return list_url(self.without_years)

    @cached_property
    def as_words(self):
        """The filter set that looks for what was read as a year, a status or a kind as words instead."""
        values = {facet: codes for facet, codes in self.values.items() if facet not in READ_FROM_WORDS}
        return self._filterset(values, [*self.rest, *self.literal])

    @property
    def as_words_url(self):
        return list_url(self.as_words)

    @cached_property
    def undated(self):
        """How many more there are that state no date, where years were read."""
        return len(self.filterset.others("year") & self.index.having("year", UNDATED.code)) if self.years else 0

    @property
    def with_undated_url(self):
        return list_url(self._filterset({**self.values, "year": [*self.values["year"], UNDATED.code]}, self.rest))

    @property
    def ways_on(self):
        """Where nothing is found: chips without which there is something, and others left. Years are told of apart."""
        if len(self.filterset.chips) < 2:
            return []
        return [chip for chip in self.filterset.loosen if chip.name != "year"]

    @cached_property
    def single_words(self):
        """Where the words are not found together: [{word, total, url}] of each that is found alone."""
        if self.total or len(self.rest) < 2:
            return []
        alone = [(token.typed, self._filterset(self.values, [token])) for token in self.rest]
        return [{"word": word, "total": each.total, "url": list_url(each)} for word, each in alone if each.total]

    @property
    def notes(self):
        """The notes that the names of countries and areas that were read call for."""
        read = self.values.get("country", [])
        return [{"code": code, "text": text} for code, text in self.index.notes.items() if code in read]

    def within(self, filterset):
        """The reading with what a filter set selects already, as far as the words do not say otherwise."""
        selected = {facet: codes for facet, codes in filterset.selected.items() if codes}
        return replace(self, values={**selected, **self.values})

    def without_unfound(self):
        """The reading without the words that no activity has."""
        unfound = [token for token in self.rest if not search(self.index, [token.word])]
        return replace(self, rest=[token for token in self.rest if token not in unfound], unfound=unfound)

    def _filterset(self, values, rest):
        words = {"q": [" ".join(token.typed for token in rest)]} if rest else {}
        return ActivityFilterSet({**values, **words}, index=self.index)


def reading_of(index, typed):
    """The Reading of what was typed; None of nothing, and of more than a question."""
    tokens = list(_tokens(typed))
    if not tokens or len(tokens) > MOST_WORDS or sum(len(token.typed) + 1 for token in tokens) > LONGEST:
        return None
    reading, years, at = Reading(index), Years(tokens), 0
    while at < len(tokens):
        at += _read_name(reading, tokens, at) or _read_word(reading, years, tokens, at)
    if years.spans:
        reading.values["year"] = years.codes(index)
        reading.years = years.labels
    reading.asked = [facet for facet in dict.fromkeys(reading.asked) if facet not in reading.values]
    if reading.rest and not reading.filterset.total:
        reading = reading.without_unfound()
    return reading


def _tokens(typed):
    parts, dash = re.split(r"[\s'’]+", typed), False
    # Capitals tell nothing where a whole sentence is written in them.
    told = not typed.isupper() or sum(map(str.isupper, parts)) < SENTENCE
    for part in parts:
        found = words_of(part)
        for place, word in enumerate(found):
            shown = part.strip("()[]{}.,;:!?¿¡'\"“”‘’«»") if len(found) == 1 else word
            yield Token(word, shown, told and part.isupper(), dash or place > 0)
            dash = False
        dash = not found


def _read_name(reading, tokens, at):
    """Take the longest value of a filter that the words call from here on. Returns how many words call it."""
    known = _known(reading.index)
    for length in range(min(MOST_OF_NAME, len(tokens) - at), 0, -1):
        called = tokens[at : at + length]
        several = known.get(" ".join(token.word for token in called), [])
        if length == 1 and not called[0].capitals:
            several = [each for each in several if not each.by_code and called[0].word not in STOP_WORDS]
        if several:
            _add(reading, several, called)
            return length
    return 0


def _add(reading, several, called):
    """Add what the words `called` call: of several filters that know them, the first that has activities."""
    best = min(several, key=lambda each: not reading.index.having(each.facet, each.code))
    for each in several:
        if each.facet != best.facet:
            continue
        facet, codes = each.facet, [each.code]
        if facet == "partner" and each.code in reading.index.makers:
            # Its activities are those of its pledges: they do not name it as a partner.
            facet, codes = "pledge", reading.index.made_by(each.code)
        reading.values[facet] = list(dict.fromkeys([*reading.values[facet], *codes]))
        reading.names += [each.name] if each.name else []
    reading.literal += called if best.facet in READ_FROM_WORDS else []


def _read_word(reading, years, tokens, at):
    """Take one word: a year, what is asked for, one that says nothing, or one to look for in the texts. Returns 1."""
    token = tokens[at]
    if years.read(at):
        reading.literal.append(token)
    elif facet := _asked(reading.index).get(token.word):
        reading.asked.append(facet)
    elif token.word not in STOP_WORDS or token.capitals:
        reading.rest.append(token)
    return 1


def _asked(index):
    """{word: the filter whose values it asks for}: the first word of what a filter and its values are called."""
    return kept(index, ("asked", get_language()), _all_asked)


def _all_asked():
    labels = {facet: (HEADINGS[facet], ActivityFilterSet.base_filters[facet].label) for facet in HEADINGS}
    own = {words_of(str(label))[0]: facet for facet, several in labels.items() for label in several}
    return ASKED | own


def _known(index):
    """{folded phrase: [Known]} of all that words may call."""
    return kept(index, ("known", get_language()), lambda: _all_known(index))


def _all_known(index):
    known = defaultdict(list)
    for name in names(index):
        for phrase in {*name.phrases, *name.acronyms}:
            known[phrase].append(Known(name.facet, name.code, name))
        for phrase in name.codes - {*name.phrases, *name.acronyms}:
            known[phrase].append(Known(name.facet, name.code, name, by_code=True))
    for facet in READ_FROM_WORDS[1:]:
        for code, term in index.terms[facet].items():
            for phrase in {" ".join(words_of(str(term.label))), " ".join(words_of(code))}:
                known[phrase].append(Known(facet, code))
                known[f"{phrase}s"].append(Known(facet, code))
    return dict(known)
