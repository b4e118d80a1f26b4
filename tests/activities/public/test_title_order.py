"""The order of titles: every slice of every selection is that of the whole order, whatever is counted together."""

import random
from array import array

import pytest
from pyroaring import BitMap

from activities.public import title_order
from activities.public.title_order import TitleOrder


@pytest.mark.parametrize("block", [1, 3, 100])
def test_every_slice_of_a_selection_is_that_of_the_whole_order(monkeypatch, block):
    monkeypatch.setattr(title_order, "BLOCK", block)
    draw = random.Random(1)
    ordinals = draw.sample(range(10**6), 12)
    order = TitleOrder(array("I", ordinals))
    for size in (0, 1, 5, 12):
        some = set(draw.sample(ordinals, size))
        whole = [ordinal for ordinal in ordinals if ordinal in some]
        for start in range(14):
            for stop in range(start, 14):
                assert order.picked(BitMap(some), start, stop) == whole[start:stop], (size, start, stop)


def test_an_empty_order_has_nothing():
    assert TitleOrder(array("I")).picked(BitMap([1]), 0, 25) == []
