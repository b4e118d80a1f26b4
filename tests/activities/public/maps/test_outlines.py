"""Rings, and what is made of several of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.public.maps.outlines import Box, area, cells, clipped, dissolved, path, read, settled, shared

pytestmark = pytest.mark.no_database

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]
BESIDE = [(10, 0), (20, 0), (20, 10), (10, 10)]
POINTS = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=12, unique=True)


@given(st.lists(POINTS, max_size=4))
def test_path_data_says_the_same_rings(rings):
    assert list(read(path(rings))) == rings


def test_path_data_can_follow_other():
    assert path([SQUARE, BESIDE]).startswith("M0 0l10 0")
    assert path([BESIDE]).startswith("M10 0")


def test_two_neighbours_become_one_without_the_line_between_them():
    [ring] = dissolved([SQUARE, BESIDE], 0)
    assert abs(area(ring)) == 200
    assert {*ring} == {*SQUARE, *BESIDE}


def test_a_small_hole_is_filled_and_a_large_one_kept():
    hole = [(2, 2), (2, 4), (4, 4), (4, 2)]
    assert dissolved([SQUARE, hole], 5) == [sorted_from(SQUARE)]
    assert len(dissolved([SQUARE, hole], 4)) == 2


def sorted_from(ring):
    """The ring from its least point on."""
    at = ring.index(min(ring))
    return ring[at:] + ring[:at]


def test_the_line_between_neighbours():
    assert shared([SQUARE], [BESIDE]) == [[(10, 0), (10, 10)]]
    assert shared([SQUARE], [[(30, 0), (40, 0), (40, 9)]]) == []


@given(POINTS)
def test_what_is_cut_off_lies_within(ring):
    box = Box(-20, -10, 20, 10)
    assert all(map(box.holds, clipped(ring, box)))


@given(POINTS)
def test_what_lies_within_is_not_cut(ring):
    assert clipped(ring, Box(-50, -50, 50, 50)) == ring


def test_what_has_no_extent_is_nothing():
    assert settled([(1, 1), (1, 1), (2, 2)]) == []
    assert clipped(SQUARE, Box(30, 30, 40, 40)) == []


def test_the_squares_within_rings():
    assert {*cells([SQUARE], 5)} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert {*cells([SQUARE, [(0, 0), (5, 0), (5, 5), (0, 5)]], 5)} == {(0, 1), (1, 0), (1, 1)}
