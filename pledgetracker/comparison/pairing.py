"""Which rows of two lists are one row, changed."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from .values import fields, same, shown

# Rows are tried against each other by likeness only so far: one list of 200 against another.
PAIRS = 40_000
# The share of their words that two rows must have in common to pass for one.
ALIKE = 0.6


def paired(before, after, keys=()):
    """([(place before, place after)] of rows that are one and differ, [places removed], [places added]).

    Identical rows are left out. Of the rest those of equal `keys` are one row; then those most alike are, if they are
    alike enough. The other way round it gives the mirror image.
    """
    gone, new = _unlike(before, after), _unlike(after, before)
    likeness = _Likeness(before, after)
    pairs = _closest(likeness, _of_equal_keys(before, after, gone, new, keys), least=0) if keys else []
    left = _rest(gone, [one for one, _other in pairs]), _rest(new, [other for _one, other in pairs])
    if len(left[0]) * len(left[1]) <= PAIRS:
        pairs += _closest(likeness, [(one, other) for one in left[0] for other in left[1]], least=ALIKE)
    return (
        sorted(pairs),
        _rest(gone, [one for one, _other in pairs]),
        _rest(new, [other for _one, other in pairs]),
    )


def _unlike(rows, others):
    """The places of the rows that have no identical one among the others, each of which serves once."""
    left = Counter(map(same, others))
    places = []
    for place, row in enumerate(rows):
        identity = same(row)
        if left[identity] > 0:
            left[identity] -= 1
        else:
            places.append(place)
    return places


def _of_equal_keys(before, after, gone, new, keys):
    by_key = defaultdict(list)
    for place in new:
        by_key[_key(after[place], keys)].append(place)
    by_key.pop(None, None)
    for place in gone:
        candidates = by_key.get(_key(before[place], keys), ())
        # Far more rows of one key than any record has: they are taken in their order.
        yield from ((place, other) for other in candidates[:200])


def _key(row, keys):
    """What a row is known by; None where it says nothing of it."""
    known = tuple(same(row.get(key)) for key in keys) if isinstance(row, Mapping) else ()
    return known if any(known) else None


def _closest(likeness, candidates, least):
    """Of these pairs the most alike, each row in one at most."""
    ranked = ((likeness.of(*pair), pair) for pair in candidates)
    ranked = sorted(
        (entry for entry in ranked if entry[0] >= least),
        # Pairs of equal likeness and sum share no row: so it is the same order the other way round.
        key=lambda entry: (-entry[0], sum(entry[1])),
    )
    ones, others, pairs = set(), set(), []
    for _alike, (one, other) in ranked:
        if one not in ones and other not in others:
            ones.add(one)
            others.add(other)
            pairs.append((one, other))
    return pairs


def _rest(places, taken):
    taken = set(taken)
    return [place for place in places if place not in taken]


class _Likeness:
    """How alike two rows are, from 0 to 1: the share of words, each with its field, that they have in common."""

    def __init__(self, before, after):
        self.rows, self.words = (before, after), ({}, {})

    def of(self, one, other):
        first, second = self.of_side(0, one), self.of_side(1, other)
        total = first.total() + second.total()
        return 2 * (first & second).total() / total if total else 0

    def of_side(self, side, place):
        if place not in self.words[side]:
            row = self.rows[side][place]
            row = row if isinstance(row, Mapping) else {"": row}
            self.words[side][place] = Counter(
                (name, word) for name in fields(row) if row[name] for word in shown(row[name]).split()
            )
        return self.words[side][place]
