"""The names of projects in a text, so that activities of one project are found: what is quoted, and what follows
"project" or "programme" in capitals.

A name is compared by its telling words without their endings, so that “Strengthen social cohesion through …” and
"Strengthening social cohesion through …" are one. Two names are alike when RUN telling words in a row are the same, or
all of a shorter name. What many activities name is no name of one project: the framework, a network, a ministry.
"""

import re
from collections import defaultdict

from pledgetracker.text import words

from .alike import together

RUN = 4
# A shorter name tells nothing: "INTEGRA", “project diaspora”.
FEWEST = 3
# What more activities than these name is the name of something larger.
MOST = 6

_QUOTED = re.compile(r"“([^“”]{8,200})”|\"([^\"]{8,200})\"|«([^«»]{8,200})»|„([^„“”]{8,200})[“”]")
_LINKS = r"(?:of|and|the|for|in|on|to|through|with|de|del|la|el|y|para|et|du|des|a|e)"
_CAPITALS = rf"[A-ZÀ-Þ][\w’'-]+(?:\s+(?:{_LINKS}\s+){{0,2}}[A-ZÀ-Þ][\w’'-]+){{2,}}"
_CALLED = r"(?:[Pp]rojects?|[Pp]rogrammes?|[Pp]rograms?|[Ii]nitiatives?|[Cc]ampaigns?|[Pp]royectos?|[Pp]rojets?)"
_NAMED = re.compile(rf"{_CALLED}(?:\s+(?:on|of|for|called|named|titled))?[\s:]+({_CAPITALS})|({_CAPITALS})\s+{_CALLED}")
_SMALL = {
    "a", "an", "and", "as", "at", "by", "de", "del", "des", "du", "e", "el", "en", "et", "for", "from", "in", "into",
    "la", "las", "le", "les", "los", "of", "on", "or", "para", "por", "the", "their", "through", "to", "un", "una",
    "with", "y", "project", "programme", "program",
}  # fmt: skip
_ENDINGS = ("ing", "ed", "es", "s", "e")


def names(*texts):
    """The keys of the project names in these texts: runs of telling words, each a tuple."""
    return {key for text in texts for name in _found(text) for key in _keys(name)}


def pairs(named):
    """{(key, key)} in order, of a dictionary {key: what `names` gave}."""
    having = defaultdict(set)
    for key, found in named.items():
        for name in found:
            having[name].add(key)
    found = set()
    for keys in having.values():
        if 1 < len(keys) <= MOST:
            found |= together(sorted(keys))
    return found


def _found(text):
    for pattern in (_QUOTED, _NAMED):
        for match in pattern.finditer(text):
            yield next(filter(None, match.groups()))


def _keys(name):
    telling = [_stem(word) for word in words(name) if word not in _SMALL]
    if len(telling) < FEWEST:
        return []
    if len(telling) < RUN:
        return [tuple(telling)]
    return [tuple(telling[at : at + RUN]) for at in range(len(telling) - RUN + 1)]


def _stem(word):
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
