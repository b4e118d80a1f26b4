"""The order of titles: any page of it, of whatever passes a filter, without passing over all that stand before it."""

from itertools import islice

from pyroaring import BitMap

# Ordinals of neighbouring titles that are counted together, by one intersection.
BLOCK = 16_384


class TitleOrder:
    """The ordinals of the listed activities, an array in the order of their titles. Nobody changes it."""

    def __init__(self, ordinals):
        self.ordinals, self._blocks = ordinals, {}

    def __len__(self):
        return len(self.ordinals)

    def picked(self, bitmap, start, stop):
        """Of the sequence of those in `bitmap` the ordinals from `start` up to `stop`, a list."""
        found = []
        for begin in range(0, len(self), BLOCK):
            if stop <= 0:
                break
            count = self._block(begin).intersection_cardinality(bitmap)
            if start < count:
                passing = filter(bitmap.__contains__, self.ordinals[begin : begin + BLOCK])
                found += islice(passing, start, stop)
            start, stop = max(start - count, 0), stop - count
        return found

    def _block(self, begin):
        if begin not in self._blocks:
            self._blocks[begin] = BitMap(self.ordinals[begin : begin + BLOCK])
        return self._blocks[begin]
