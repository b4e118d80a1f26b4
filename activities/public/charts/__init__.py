"""Charts of the activities that pass a filter: each a table whose rows bear a bar, under a sentence of its numbers.

    charts_of(filterset, level)    every chart that says something, in the order of the page
    by_value(filterset, "kind")    one of them: any filter of the list
    targets(filterset), last_reported(filterset)
    progress(filterset)            the sentence of `targets` alone

Each gives a `Chart`, or None where there is nothing to say. `includes/_chart.html` draws it.
"""

from .ages import last_reported
from .towards import progress, targets
from .values import by_value

__all__ = ["by_value", "charts_of", "last_reported", "progress", "targets"]


def charts_of(filterset, level=""):
    """The charts of the page `view=charts`, that of regions by the `level` asked for, a key of `levels`.

    One statement at most: the rows that report towards targets.
    """
    facets = ["year", "commitment", "region", "kind", "status"]
    if len(filterset.index.pledges) > 1:
        facets.insert(1, "pledge")
    charts = [by_value(filterset, facet, level) for facet in facets]
    return [chart for chart in (*charts, targets(filterset), last_reported(filterset)) if chart]
