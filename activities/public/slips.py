"""How far apart two words are: by how they sound, and by the slips of a key between them."""

import re

NO_SLIP = 3  # a word of so many letters at most is near to too much

# Spellings of one sound, as languages and transliterations differ in them: "Kirgisistan" and "Kyrgyzstan".
_SOUNDS = str.maketrans({"c": "k", "q": "k", "z": "s", "w": "v", "y": "i", "j": "i"})
_SILENT = re.compile("(?<=[a-z])h")
_DOUBLED = re.compile(r"([a-z])\1")
_VOWELS = set("aeiou")


def sounded(word):
    """A folded word as it may be heard: "phillipines" and "philippines" are both "filipines"."""
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word.replace("ph", "f").translate(_SOUNDS)))


def allowed(word):
    """How many slips are forgiven in a word."""
    return 0 if len(word) <= NO_SLIP else 1 if len(word) <= 5 else 2 if len(word) <= 8 else 3


def letters(word):
    """The set of its letters as bits: so many bits as one lacks of another, so many slips at least lie between them."""
    bits = 0
    for letter in set(word):
        bits |= 1 << (ord(letter) & 63)
    return bits


CONSONANTS = ~letters(_VOWELS)


class Typed:
    """A word, ready to be compared with many others.

    The slips are those of Hyyrö's bit-parallel algorithm (2003), which takes a step for each letter of the other word:
    each number is a column of the usual table, a bit a row. A word is met thousands of times while somebody types.
    """

    def __init__(self, word):
        self.word, self.letters = word, letters(word)
        self._rows = {}  # {letter: the rows where it stands}
        for row, letter in enumerate(word):
            self._rows[letter] = self._rows.get(letter, 0) | 1 << row

    def slips(self, other):
        """How many letters are too many, missing, other ones, or change places with their neighbour."""
        if not self.word:
            return len(other)
        every, last, slips = (1 << len(self.word)) - 1, 1 << len(self.word) - 1, len(self.word)
        more, less, same, before = every, 0, 0, 0
        for letter in other:
            rows = self._rows.get(letter, 0)
            exchanged = ((~same & rows) << 1) & before
            same = (((rows & more) + more) ^ more) | rows | less | exchanged
            right, left = less | ~(same | more), same & more
            slips += bool(right & last) - bool(left & last)
            right, left = right << 1 | 1, left << 1
            more, less, before = (left | ~(same | right)) & every, right & same & every, rows
        return slips
