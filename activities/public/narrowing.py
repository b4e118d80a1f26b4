"""Ways from a chart, a map or a matrix to exactly the activities that it counts."""

from urllib.parse import urlencode

from .kept import path

# How the list is looked at is not part of what is looked for.
LOOK = "view"


class Narrowing:
    """The list under a filter and one value of each of these filters beside, in place of those selected there.

    A value that is not among the selected ones has no such address: what it counts passes both, the list either.
    """

    def __init__(self, filterset, *facets):
        self.facets = facets
        kept = [(name, value) for name, value in filterset.kept("") if name not in (*facets, LOOK)]
        self._start = path(filterset.index, "activity_list") + "?" + "".join(f"{urlencode([pair])}&" for pair in kept)

    def url(self, *codes):
        return self._start + urlencode(list(zip(self.facets, codes, strict=True)))
