"""Folding text, so that 'integrate' finds 'Intégrate' on both databases alike, and cleaning it."""

import re
import unicodedata

# Characters of one text that staff type, paste or upload.
LONGEST_TEXT = 100_000
# Letters that Unicode does not take apart into a base letter and a mark.
_UNMARKED = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
# Control characters, lone surrogates and U+FFFE, U+FFFF: no spreadsheet, feed or database takes them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"[^\W_]+")
# What `_WORD` leaves out of ASCII becomes a space: translating and splitting is three times as fast.
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


class _Letters(dict):
    """{code point: what the letter folds to}, found once each. What is seldom met is not kept: it bounds the memory."""

    def __missing__(self, code):
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        folded = "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_UNMARKED)
        if len(self) < 4096:
            self[code] = folded
        return folded


_LETTERS = _Letters()


def fold(text):
    """`text` in lower case without accents: 'Türkiye' and 'TURKIYE' both give 'turkiye'."""
    text = text.lower()
    if text.isascii():
        return text
    # Letter by letter is right: marks, which alone depend on what stands beside them, go anyway.
    return _FOREIGN.sub(lambda run: run[0].translate(_LETTERS), text)


def words(text):
    """The folded words of `text`: its runs of letters and digits, in order."""
    text = fold(text)
    return text.translate(_SPACED).split() if text.isascii() else _WORD.findall(text)


def search_text(*texts):
    """One string in which each word has a space before it: ' word' is in it when a word begins so."""
    return joined(dict.fromkeys(word for text in texts for word in words(text)))


def joined(words):
    """These words as `search_text` writes them."""
    return f" {' '.join(words)}" if words else ""


def clean(text):
    """`text` without characters that cannot be printed; no-break spaces become spaces, line ends become \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return _UNPRINTABLE.sub("", text)


def printable(value):
    """`value`, which is plain JSON, with every text in it without characters that cannot be printed."""
    if isinstance(value, str):
        return value if value.isprintable() else _UNPRINTABLE.sub("", value)
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    return [printable(each) for each in value] if isinstance(value, list) else value


def lines(text):
    """The non-empty lines of a text that holds one item a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
