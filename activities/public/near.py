"""Near misses: the names that somebody may have meant, a few slips of a key away from what was typed."""

from collections import defaultdict
from itertools import chain

from django.utils.translation import get_language

from .kept import kept
from .names import names

MOST_WORDS = 6  # of what is typed: who writes more does not mean a name
LONGEST = 40  # letters of what is compared
NO_SLIP = 3  # a word of so many letters at most is near to too much


def near(index, words, count):
    """The `count` nearest names to these folded words: every word of theirs that is not one of the name is near one.

    Names are compared word by word and, written as one word, as a whole: "ivorycoast" is near to "Ivory Coast".
    """
    if not words or len(words) > MOST_WORDS:
        return []
    every, spelled = names(index), _spelled(index)
    slips = _by_word(every, spelled, words)
    for place, whole in _near("".join(words), spelled.wholes).items():
        slips[place] = min(whole, slips.get(place, whole))
    best = sorted(slips, key=lambda place: (slips[place], -every[place].count, place))
    return [every[place] for place in best[:count]]


def slips_between(word, other, bound):
    """How many letters are too many, missing, other ones, or change places: exact up to `bound`, else more than it."""
    before, last = [], list(range(len(other) + 1))
    for at, letter in enumerate(word):
        row = [at + 1]
        for place, wanted in enumerate(other):
            slips = min(last[place + 1] + 1, row[place] + 1, last[place] + (letter != wanted))
            if at and place and letter == other[place - 1] and wanted == word[at - 1]:
                slips = min(slips, before[place - 1] + 1)
            row.append(slips)
        if min(chain(row, last)) > bound:
            return bound + 1
        before, last = last, row
    return last[-1]


def allowed(word):
    """How many slips are forgiven in a word."""
    return 0 if len(word) <= NO_SLIP else 1 if len(word) <= 5 else 2 if len(word) <= 8 else 3


def letters(word):
    """The set of its letters as bits: so many bits as one lacks of another, so many slips at least lie between them."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


class Spelled:
    """What names are compared by: their words, and each name as one word; {length: {text: (letters, places)}}."""

    def __init__(self, every):
        self.words, self.wholes = defaultdict(dict), defaultdict(dict)
        for place, name in enumerate(every):
            for phrase in name.phrases:
                for word in phrase.split():
                    _put(self.words, word, place)
                _put(self.wholes, phrase.replace(" ", ""), place)


def _put(texts, text, place):
    if len(text) <= LONGEST:
        texts[len(text)].setdefault(text, (letters(text), []))[1].append(place)


def _spelled(index):
    return kept(index, ("spelled", get_language()), lambda: Spelled(names(index)))


def _by_word(every, spelled, words):
    """{place: slips} of the names that have, or nearly have, each of the words."""
    found = None
    for word in words:
        begun = {place: 0 for place, name in enumerate(every) if f" {word}" in name.text}
        one = _near(word, spelled.words) | begun
        if not one and len(word) <= NO_SLIP:
            continue  # an article, or the like
        found = one if found is None else {place: found[place] + one[place] for place in found.keys() & one.keys()}
    return found or {}


def _near(word, texts):
    """{place: slips} of the names that have one of these texts within the slips that are forgiven."""
    bound, bits, found = allowed(word), letters(word), {}
    for length in range(len(word) - bound, len(word) + bound + 1):
        for text, (others, places) in texts.get(length, {}).items():
            if (bits & ~others).bit_count() <= bound and (others & ~bits).bit_count() <= bound:
                slips = slips_between(word, text, bound)
                if slips <= bound:
                    found |= {place: min(slips, found.get(place, slips)) for place in places}
    return found
