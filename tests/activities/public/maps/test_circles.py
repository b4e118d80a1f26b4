"""Circles of small countries and areas."""

import math
from itertools import combinations

import pytest

from activities.public.maps.views import view
from activities.public.maps.world import world

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize("codes", [(), ("ATG", "BRB", "DMA", "GRD", "KNA", "LCA", "VCT", "GLP", "MTQ")])
def test_they_lie_inside_and_not_on_one_another(codes):
    seen = view(codes)
    middles = seen.circles(frozenset(codes or world().small)).values()
    assert len(middles) > 8
    assert all(seen.radius <= x <= seen.width - seen.radius and 0 <= y <= seen.height for x, y in middles)
    assert [pair for pair in combinations(middles, 2) if math.dist(*pair) < 1.9 * seen.radius] == []


def test_one_alone_stays_where_it_is():
    seen = view()
    assert seen.circles(frozenset(["MDV"])) == {"MDV": seen.points["MDV"]}
