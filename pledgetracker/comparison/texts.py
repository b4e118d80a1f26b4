"""Which words of a text were removed, and which added. Bounded: texts of a book's length take about a second."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

# A word or a mark of punctuation, then the space after it. Letters and their combining marks stay together.
_WORD = re.compile(r"([.,;:!?()\[\]{}“”\"…،؟。、，]|[^\s.,;:!?()\[\]{}“”\"…،؟。、，]+|)(\s*)")
_SENTENCE = re.compile(r"[^\n.!?]*(?:[.!?](?!\s)[^\n.!?]*)*(?:[.!?]\s+|\n\s*|\Z)")
# The most steps that matching may take at worst: beyond, texts are matched by sentences, and beyond that not at all.
STEPS, STEPS_OF_A_SENTENCE = 30_000_000, 500_000
# Of two texts that share less than this part of the shorter one, no word is called the same: they only seem related.
RELATED = 0.35


class Part(NamedTuple):
    """A stretch of a text: "same", "removed" or "added". The texts of a side, joined, are that side."""

    kind: str
    text: str

    @property
    def is_break(self):
        """Whether it is space alone and ends a line: it cannot be seen unless something stands for it."""
        return "\n" in self.text and not self.text.strip()


def by_words(before, after):
    """(parts of `before`, same and removed; parts of `after`, same and added), two tuples of `Part`.

    The other way round it gives the mirror image: the two are always matched in one order.
    """
    mirrored = before > after
    one, other = _Sides(), _Sides()
    sides = (other, one) if mirrored else (one, other)
    texts = (after, before) if mirrored else (before, after)
    for same, first, second in _runs(*texts):
        sides[0].add(same, first)
        sides[1].add(same, second)
    return one.parts("removed"), other.parts("added")


class _Sides:
    """One side's stretches, neighbours of one kind run together."""

    def __init__(self):
        self.stretches = []

    def add(self, same, text):
        if not text:
            return
        if self.stretches and self.stretches[-1][0] == same:
            self.stretches[-1][1].append(text)
        else:
            self.stretches.append((same, [text]))

    def parts(self, kind):
        return tuple(Part("same" if same else kind, "".join(texts)) for same, texts in self.stretches)


def _runs(before, after):
    """Yields (whether the same, text of before, text of after), in order."""
    one, other = _words(before), _words(after)
    start, end = _ends(one, other)
    middle = one[start : len(one) - end], other[start : len(other) - end]
    if _steps(*map(_bare, middle)) <= STEPS:
        yield from _matched(one, other)
        return
    yield from _aligned(one[:start], other[:start])
    yield from _by_sentences(*map(_joined, middle))
    yield from _aligned(one[len(one) - end :], other[len(other) - end :])


def _by_sentences(before, after):
    one, other = _SENTENCE.findall(before), _SENTENCE.findall(after)
    if _steps(one, other) > STEPS:
        yield False, before, after
        return
    for tag, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        texts = "".join(one[start:end]), "".join(other[first:last])
        words = [_words(text) for text in texts]
        if tag == "equal":
            yield True, *texts
        elif _steps(*map(_bare, words)) <= STEPS_OF_A_SENTENCE:
            yield from _matched(*words)
        else:
            yield False, *texts


def _matched(one, other):
    """The runs of two lists of words; where they share too little, no word of them is called the same."""
    same = list(_matches(one, other))
    shared = sum(len(one[place][0]) for places, _others in same for place in places)
    if shared < RELATED * min(sum(map(len, _bare(words))) for words in (one, other)):
        yield False, _joined(one), _joined(other)
        return
    nothing = range(len(one), len(one)), range(len(other), len(other))
    for (places, others), (next_places, next_others) in pairwise([*same, nothing]):
        yield from _aligned([one[place] for place in places], [other[place] for place in others])
        gap = one[places.stop : next_places.start], other[others.stop : next_others.start]
        yield False, *map(_joined, gap)


def _matches(one, other):
    """Yields (range of one, range of other) of equal words, in order; those at the ends are not looked for."""
    start, end = _ends(one, other)
    stops = len(one) - end, len(other) - end
    yield range(start), range(start)
    middle = _bare(one[start : stops[0]]), _bare(other[start : stops[1]])
    for place, other_place, size in SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks():
        yield range(start + place, start + place + size), range(start + other_place, start + other_place + size)
    yield range(stops[0], len(one)), range(stops[1], len(other))


def _aligned(one, other):
    """Equal words one by one; the space after each may differ."""
    for (word, space), (_word, other_space) in zip(one, other, strict=True):
        yield True, word, word
        yield space == other_space, space, other_space


def _words(text):
    """[(word, the space after it)], which joined are the text."""
    return [pair for pair in _WORD.findall(text) if pair != ("", "")]


def _bare(words):
    return [word for word, _space in words]


def _joined(words):
    return "".join(word + space for word, space in words)


def _ends(one, other):
    """How many words are the same at the beginning, and how many of the rest at the end."""
    one, other = _bare(one), _bare(other)
    shorter = min(len(one), len(other))
    start = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    left = shorter - start
    end = next((place for place in range(left) if one[-1 - place] != other[-1 - place]), left)
    return start, end


def _steps(one, other):
    """The most steps that difflib may need: it looks for the longest match once for each match there is."""
    counts = Counter(other)
    return sum(counts[item] for item in one) * min(len(one), len(other))
