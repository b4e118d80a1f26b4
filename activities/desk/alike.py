"""Which texts read alike: the same title or text when folded, or nearly the same text.

Two texts are nearly the same when the sets of their shingles (runs of three folded words) have SHARED of all their
shingles in common. Each text is compared only with those that share one of its rarest shingles: of two sets that have
so much in common, one of the (1 - SHARED) * size + 1 rarest of each must be in the other. So 10,000 texts take about
two seconds and not 50 million comparisons. Shingles that more than COMMON texts have tell nothing and are passed over:
forms that were filled in with one sentence alike are found by that sentence being the whole text, or not at all.
"""

from collections import Counter, defaultdict
from itertools import combinations
from math import ceil

from pledgetracker.text import words

SHARED = 0.6
WORDS = 3
# A text of fewer words is alike only when it is the same.
FEWEST = 8
COMMON = 30
# Of more that are the same, each is paired with the first alone: a hundred are a hundred pairs, not 4,950.
MOST_COMBINED = 5


def read(title, text):
    """What `pairs` compares: (folded title, folded text, set of shingles)."""
    said = words(text)
    shingles = {hash(tuple(said[at : at + WORDS])) for at in range(len(said) - WORDS + 1)}
    return " ".join(words(title)), " ".join(said), frozenset(shingles) if len(said) >= FEWEST else frozenset()


def pairs(readings):
    """{(key, key)} in order, of a dictionary {key: what `read` gave}."""
    return _same(readings, 0) | _same(readings, 1) | _nearly({key: each[2] for key, each in readings.items()})


def _same(readings, part):
    keys = defaultdict(list)
    for key in sorted(readings):
        if readings[key][part]:
            keys[readings[key][part]].append(key)
    found = set()
    for group in keys.values():
        if len(group) > 1:
            found |= together(group)
    return found


def together(group):
    """The pairs of those that are the same, which are sorted: all of a few, else each with the first."""
    if len(group) <= MOST_COMBINED:
        return set(combinations(group, 2))
    return {(group[0], other) for other in group[1:]}


def _nearly(sets):
    frequency = Counter(shingle for shingles in sets.values() for shingle in shingles)
    having = defaultdict(list)
    found = set()
    for key, shingles in sorted(sets.items()):
        candidates = set()
        for shingle in _rarest(shingles, frequency):
            candidates.update(having[shingle])
            having[shingle].append(key)
        found |= {(other, key) for other in candidates if _share(shingles, sets[other])}
    return found


def _rarest(shingles, frequency):
    """So many of the rarest that a set alike must have one of them; none where all are common."""
    count = len(shingles) - ceil(SHARED * len(shingles)) + 1
    rarest = sorted(shingles, key=lambda shingle: (frequency[shingle], shingle))[:count]
    return [shingle for shingle in rarest if 1 < frequency[shingle] <= COMMON]


def _share(one, other):
    both = len(one & other)
    return both >= SHARED * (len(one) + len(other) - both)
