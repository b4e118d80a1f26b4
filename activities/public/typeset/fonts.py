"""The fonts that pages are set in, and what is done with the characters that none of them has.

A character without a glyph would be a box that means nothing, and no page with one is PDF/UA: it is set as MISSING.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont, TTLibError

FOLDER = Path(__file__).with_name("fonts")
# In the order in which they are looked through; fonts of TYPESET_FONTS come after them.
FAMILIES = ["Noto Sans", "DejaVu Sans"]
MISSING = "□"
NAMES = {".ttf", ".otf", ".ttc", ".otc"}


def folders():
    """Where the fonts are: ours, and those that the site adds for the scripts it publishes in."""
    return [FOLDER, Path(settings.TYPESET_FONTS)] if settings.TYPESET_FONTS else [FOLDER]


def missing(text):
    """The characters of a text that no font has, as a set."""
    return {each for each in set(text) - covered(tuple(folders())) if not _unseen(each)}


def settable(text):
    """The text with MISSING in place of each character that no font has, and without those that nobody would see."""
    lacking = set(text) - covered(tuple(folders()))
    return text.translate({ord(each): None if _unseen(each) else MISSING for each in lacking}) if lacking else text


def _unseen(character):
    """Whether it is a sign for programs: a variation selector, a joiner, a control character."""
    return unicodedata.category(character) in {"Cc", "Cf"} or "\ufe00" <= character <= "\ufe0f"


@lru_cache(maxsize=2)
def covered(places):
    """The characters that the fonts of these folders have."""
    files = [file for place in places for file in sorted(place.rglob("*")) if file.suffix.lower() in NAMES]
    return frozenset(chr(code) for file in files for code in _codes(file)) | frozenset("\n\t")


def _codes(file):
    try:
        with TTFont(file, fontNumber=0, lazy=True) as font:
            return list(font.getBestCmap() or ())
    except (TTLibError, OSError):
        # What is no font is not used by typst either.
        return []
