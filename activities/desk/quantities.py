"""Quantities that a text states in prose: "over 900 policy makers", "2.2k beneficiaries", "three pilot countries".

A quantity is a number, in digits or in a word from three to twelve, followed within five words by a noun in the plural.
What looks like one and is no result is left out: years, dates and ranges; money; what a number names ("objective 19",
"resolution 1244", "Vision 2050"); how often and how long ("46,000 copies a month" describe a magazine); and parts of a
text ("six trends", "4 priorities"). It reads English, and what forms its plural with an s.
"""

import re
from decimal import Decimal

from pledgetracker.text import fold

_WORDS = dict(
    zip(
        ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], range(3, 13), strict=True
    )
)
_TIMES = {"k": 1000, "m": 1_000_000, "million": 1_000_000, "thousand": 1000, "bn": 10**9, "billion": 10**9}
_NUMBER = re.compile(
    r"""
    (?<![\w.,/#$€£–-])
    (?P<number>\d{1,3}(?:[,\s]\d{3})+|\d+(?:\.\d+)?|(?:""" + "|".join(_WORDS) + r""")\b)
    (?P<times>\s?(?:k|m|bn|million|thousand|billion)\b)?
    (?![\w.,:;)/–-]|\s*(?:%|per\scent))
    (?P<after>(?:\s+[^\W\d]['’\w-]*){1,6})
    """,
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
# The word before a number may say that it is a name.
_BEFORE = 30
_MONEY = {"usd", "eur", "chf", "gbp", "dollars", "euros", "francs", "us", "million", "cents", "pounds"}
_NAMED = {
    "objective", "objectives", "resolution", "workstream", "phase", "vision", "strategy", "article", "articles",
    "chapter", "goal", "goals", "sdg", "no", "number", "target", "agenda", "version", "page", "pages", "since", "until",
    "commitment", "principle", "report", "covid", "room", "paragraph", "annex", "part", "level", "age", "aged", "day",
}  # fmt: skip
# A number ends before one of these: "20 workshops have been", "6 on supporting".
_STOPS = {
    "in", "on", "of", "for", "to", "with", "by", "from", "at", "as", "is", "are", "was", "were", "has", "have", "had",
    "that", "which", "who", "the", "a", "an", "or", "per", "across", "through", "during", "under", "between", "into",
    "its", "this", "these", "those", "will", "can", "may", "up", "out", "over", "more", "than", "about", "times",
}  # fmt: skip
_NO_RESULTS = {
    "copies", "readers", "years", "months", "weeks", "days", "hours", "minutes", "times", "priorities", "phases",
    "steps", "trends", "objectives", "themes", "topics", "pages", "chapters", "pillars", "goals", "principles",
    "sections", "points", "areas", "aspects", "dimensions", "cents", "kilometres", "kilometers", "metres",
    "flagships", "components", "series", "news", "others", "previous",
}  # fmt: skip
_PLURALS = {"people", "women", "men", "children", "staff", "youth", "personnel", "media"}


def quantities(text):
    """[(the words as they stand, their number as a Decimal)] of the quantities that `text` states, in order."""
    found = []
    for match in _NUMBER.finditer(text):
        counted = _counted(match)
        if counted:
            said = f"{match['number']}{match['times'] or ''} {counted}"
            found.append((said, _value(match)))
    return found


def unrecorded(texts, values):
    """What these texts state in prose, as they say it, of which none of the `values` is the number."""
    known = set(values)
    return list(dict.fromkeys(said for text in texts for said, value in quantities(text) if value not in known))


def _counted(match):
    """The words of what is counted, to the first noun in the plural, before any small word; "" where there is none."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()].split()
    before = fold(before[-1]).strip("“”\"'(") if before else ""
    digits = match["number"]
    if before in _NAMED or (
        digits.isdigit() and len(digits) == 4 and not match["times"] and 1900 <= int(digits) <= 2100
    ):
        return ""
    words = []
    for word in match["after"].split():
        if fold(word) in _STOPS:
            break
        words.append(word)
    if not words or fold(words[0]) in _MONEY:
        return ""
    plural = next((place for place, word in enumerate(words) if _is_plural(fold(word))), None)
    if plural is None or fold(words[plural]) in _NO_RESULTS:
        return ""
    return " ".join(words[: plural + 1])


def _is_plural(word):
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )


def _value(match):
    number = match["number"].lower()
    plain = _WORDS[number] if number in _WORDS else re.sub(r"[,\s]", "", number)
    return Decimal(plain) * _TIMES.get((match["times"] or "").strip().lower(), 1)
