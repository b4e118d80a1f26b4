"""Folding text, so that 'integrate' finds 'Intégrate' on both databases alike, and cleaning it."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_UNMARKED = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
# Control characters, lone surrogates and U+FFFE, U+FFFF: no spreadsheet, feed or database takes them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"[^\W_]+")


def fold(text):
    """`text` in lower case without accents: 'Türkiye' and 'TURKIYE' both give 'turkiye'."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_UNMARKED)


def words(text):
    """The folded words of `text`: its runs of letters and digits, in order."""
    return _WORD.findall(fold(text))


def search_text(*texts):
    """One string in which each word has a space before it: ' word' is in it when a word begins so."""
    return "".join(f" {word}" for word in dict.fromkeys(word for text in texts for word in words(text)))


def clean(text):
    """`text` without characters that cannot be printed; no-break spaces become spaces, line ends become \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return _UNPRINTABLE.sub("", text)


def printable(value):
    """`value`, which is plain JSON, with every text in it without characters that cannot be printed."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    return [printable(each) for each in value] if isinstance(value, list) else value


def lines(text):
    """The non-empty lines of a text that holds one item a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
