"""Words: from what a visitor typed to a bitmap."""

import sys
from array import array
from functools import lru_cache

from django.db import connection
from pyroaring import BitMap, FrozenBitMap

from pledgetracker.text import words as words_of

from ..models import PublicActivity
from ..publishing.search_index import LONGEST
from .index import newest_edition
from .rows import NewerRecord

# How many answers are kept in a process. Each is one bit an activity at most: 64 of a million are eight megabytes.
KEPT = 64
DIGITS = 4  # of a reference at least
# The ordinals found, in one value of four bytes each: the driver would take longer over rows than the database does.
_FIND = {
    "sqlite": "SELECT group_concat(printf('%%08x', rowid), '') FROM public_words(%s)",
    "postgresql": "SELECT string_agg(int4send(ordinal), '') FROM public_words WHERE lexemes @@ %s::tsquery",
}


def search(index, words):
    """The bitmap of the listed activities in which each of the folded `words`, of which there is one, begins a word.

    The one whose reference they write is among them. Raises NewerRecord where the public record is no longer that of
    `index`.
    """
    # What begins with "migr" begins with "m" too.
    needed = (word for word in words if not any(other != word and other.startswith(word) for other in words))
    found = index.listed & _found(index.token, tuple(sorted(set(needed))))
    if written := reference(index, words):
        found |= index.listed & BitMap(PublicActivity.objects.ordinals_of([written]))
    return found


def reference(index, words):
    """The reference that these folded words write, whatever their hyphens and capitals; nothing where they write none.

    It is of a listed pledge; whether there is such an activity is not asked. "gcm 17" is none: keys of commitments and
    objectives end in short numbers.
    """
    *slug, number = words or [""]
    if len(number) < DIGITS or not (number.isascii() and number.isdigit()):
        return ""
    return next((f"{pledge}-{number}" for pledge in index.pledges if words_of(pledge) == slug), "")


@lru_cache(maxsize=KEPT)
def _found(token, words):
    # A sign is no word, and begins none. (A word holds no quotation mark, and is no operator inside of them.)
    found = _ordinals(_QUERY[connection.vendor](words)) if all(map(str.isalnum, words)) else BitMap()
    # The rows searched must be those of the index, also where none is found that could tell its edition.
    if newest_edition().token != token:
        raise NewerRecord
    return FrozenBitMap(found)


def _ordinals(query):
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [query])
        found = cursor.fetchone()[0] or b""
    ordinals = array("I", bytes.fromhex(found) if isinstance(found, str) else found)
    if sys.byteorder == "little":
        ordinals.byteswap()
    return BitMap(ordinals)


def _fts5(words):
    return " AND ".join(f'"{word}"*' for word in words)


def _tsquery(words):
    """Past PostgreSQL's parser. Of one letter the index has a lexeme."""
    return " & ".join(f"'_{word}'" if len(word) == 1 else f"'{word[:LONGEST]}':*" for word in words)


_QUERY = {"sqlite": _fts5, "postgresql": _tsquery}
