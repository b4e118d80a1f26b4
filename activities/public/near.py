"""Near misses: the names that somebody may have meant, a few slips of a key away from what was typed."""

from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import get_language

from .kept import kept
from .names import names, plain_words
from .slips import CONSONANTS, NO_SLIP, Typed, allowed, letters, sounded

MOST_WORDS = 6  # of what is typed: who writes more does not mean a name
LONGEST = 40  # letters of what is compared
FARTHEST = 3  # slips and other consonants in one word: vowels are what is misheard, and "Taiwan" is not "Cayman"


class Far(NamedTuple):
    """How far a name is from what was typed; the least is the nearest."""

    slips: int
    in_part: bool  # words of a longer name are near, not the name
    consonants: int  # that only one of them has

    def and_also(self, other):
        return Far(self.slips + other.slips, self.in_part or other.in_part, self.consonants + other.consonants)


def near(index, words, count):
    """The `count` nearest names to these folded words: every word of theirs that is not one of the name is near one.

    Names in use are compared word by word. Those and other names are compared as a whole too, written as one word:
    "ivorycoast" is near to "Ivory Coast", but "unhcr" is not near to a Kosovo (UNSCR 1244). Only the nearest are given,
    and those as near: somebody who means Kyrgyzstan is not asked about Tristan da Cunha. Acronyms are near to nothing.
    """
    if not words or len(words) > MOST_WORDS:
        return []
    every, spelled = names(index), _spelled(index)
    far = _by_word(every, spelled, words)
    for place, whole in _near("".join(words), spelled.wholes, in_part=False).items():
        far[place] = min(whole, far.get(place, whole))
    nearest = min(far.values(), default=None)
    best = sorted((place for place in far if far[place] == nearest), key=lambda place: (-every[place].count, place))
    return [every[place] for place in best[:count]]


class Spelled:
    """What names are compared by: words of names in use, but no acronyms, and each name as one word.

    Both are {length: {text: (letters, places)}}.
    """

    def __init__(self, every):
        words, wholes = defaultdict(list), defaultdict(list)
        for place, name in enumerate(every):
            for word in plain_words(name.label):
                words[word].append(place)
            for phrase in name.phrases:
                wholes[phrase.replace(" ", "")].append(place)
        self.words, self.wholes = _by_length(words), _by_length(wholes)


def _by_length(texts):
    """{length: {text: (letters, places)}} of {text as written: places}, each text as it sounds."""
    grouped = defaultdict(dict)
    for written, places in texts.items():
        if len(written) <= LONGEST:
            text = sounded(written)
            grouped[len(text)].setdefault(text, (letters(text), []))[1].extend(places)
    return grouped


def _spelled(index):
    return kept(index, ("spelled", get_language()), lambda: Spelled(names(index)))


def _by_word(every, spelled, words):
    """{place: Far} of the names that have, or nearly have, each of the words."""
    found = None
    for word in words:
        begun = {place: Far(0, True, 0) for place, name in enumerate(every) if f" {word}" in name.text}
        one = _near(word, spelled.words, in_part=True) | begun
        if not one and len(word) <= NO_SLIP:
            continue  # an article, or the like
        both = one.keys() if found is None else found.keys() & one.keys()
        found = {place: found[place].and_also(one[place]) if found else one[place] for place in both}
    return found or {}


def _near(word, texts, in_part):
    """{place: Far} of the names that have one of these texts within the slips that are forgiven."""
    typed = Typed(sounded(word))
    bound, bits, found = allowed(typed.word), typed.letters, {}
    for length in range(len(typed.word) - bound, len(typed.word) + bound + 1):
        for text, (others, places) in texts.get(length, {}).items():
            if (bits & ~others).bit_count() <= bound and (others & ~bits).bit_count() <= bound:
                consonants = ((bits ^ others) & CONSONANTS).bit_count()
                if consonants < FARTHEST and (slips := typed.slips(text)) <= min(bound, FARTHEST - consonants):
                    far = Far(slips, in_part, consonants)
                    found |= {place: min(far, found.get(place, far)) for place in places}
    return found
