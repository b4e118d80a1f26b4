"""How the activities that pass a filter fall into the values of another: what charts, maps and matrices show.

A facet of the page counts within the *other* filters, what choosing would give; this counts what is there.
"""

from pyroaring import BitMap

from .kept import kept
from .options import options_of


def counts(filterset, facet):
    """{code: how many activities pass the whole filter and have this value}, in the order of the vocabulary.

    Values that none of them has are left out. An activity may have several, so that the sum may exceed the total.
    Years stand newest first, `undated` last. With an error in the filter it is empty. Asks the database nothing.
    """
    passing = filterset.bitmap
    options = sorted(options_of(filterset.index, facet).all, key=lambda option: option.place)
    counted = ((option.value, passing.intersection_cardinality(option.having)) for option in options)
    return {code: count for code, count in counted if count}


def without(filterset, facet):
    """How many activities pass the whole filter and have no value here. Undated ones have one: `undated`."""
    return filterset.bitmap.intersection_cardinality(_lacking(filterset.index, facet))


def _lacking(index, facet):
    """The bitmap of the listed activities that have no value here, kept with the index."""
    return kept(index, ("lacking", facet), lambda: index.listed - BitMap.union(BitMap(), *index.facets[facet].values()))
