"""What the copy's own search looks in: the words of every activity, and names that find it and are never shown.

Other names of countries, regions and partners find an activity on the site and stand nowhere. A copy has no server to
keep them, so it holds fingerprints of their words' beginnings: a query can be compared with them, and none can be read.
"""

from pledgetracker.text import search_text, words

# A beginning of so many letters at most is told apart.
LONGEST = 24


def fingerprint(text):
    """A number of 32 bits for a text, as `static/js/copy-search.js` makes it too (FNV-1a of its UTF-8)."""
    number = 0x811C9DC5
    for byte in text.encode():
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    return number


def beginnings(names):
    """The fingerprints of every beginning of every word of these names, in order."""
    return sorted({fingerprint(word[:length]) for name in names for word in words(name) for length in _lengths(word)})


def _lengths(word):
    return range(1, min(len(word), LONGEST) + 1)


class Names:
    """Countries and partners that are found under names that are never shown: each is numbered as it is first met."""

    def __init__(self, other_names):
        """`other_names` is {(facet, code): names}, as an index has them."""
        self._other_names, self._numbers = other_names, {}

    def of(self, record):
        """The numbers of those that a row's record names."""
        keys = [("country", each["code"]) for each in record["countries"]]
        keys += [("partner", each["slug"]) for each in record["partners"]]
        return [self._numbers.setdefault(key, len(self._numbers)) for key in dict.fromkeys(keys) if self._has(key)]

    def _has(self, key):
        return bool(self._other_names.get(key))

    def fingerprints(self):
        """By number the beginnings of the other names."""
        return [beginnings(self._other_names[key]) for key in self._numbers]


def shown_words(record):
    """The folded words that the search looks in of what pages show of a row's record."""
    names = [each["name"] for each in record["countries"]]
    names += [name for each in record["partners"] for name in (each["name"], each["acronym"])]
    return search_text(record["title"], record["description"], *record["places"], *names)
