"""The classes of a map."""

import pytest

from activities.public.maps.shades import NONE, Shades

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("numbers", "classes"),
    [
        ([], []),
        ([1, 1], [(1, 1)]),
        ([1, 3], [(1, 1), (2, 3)]),
        ([1, 6], [(1, 1), (2, 4), (5, 6)]),
        ([1, 100], [(1, 1), (2, 4), (5, 9), (10, 19), (20, 49), (50, 100)]),
        ([7, 220_000], [(5, 9), (10, 99), (100, 999), (1000, 9999), (10_000, 99_999), (100_000, 220_000)]),
    ],
)
def test_the_limits_are_round_numbers(numbers, classes):
    assert [(shade.first, shade.last) for shade in Shades(numbers)] == classes


@pytest.mark.parametrize("most", [*range(1, 130), 999, 1000, 1_000_000])
def test_every_number_has_its_class_and_there_are_six_at_most(most):
    shades = Shades([1, most])
    assert len(shades) <= 6 and len({shade.name for shade in shades}) == len(shades)
    for number in {1, most, most // 2 or 1}:
        named = next(shade for shade in shades if shade.name == shades.of(number))
        assert named.first <= number <= named.last
    assert shades.of(0) == NONE
