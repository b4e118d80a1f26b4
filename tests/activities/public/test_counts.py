"""Counts of the filtered rows. That they are right for any filter, test_index_against_a_reading.py shows."""

import pytest

from activities import publishing
from activities.public.counts import counts, without
from activities.public.filters import ActivityFilterSet
from tests import factories
from tests.activities.reading import public_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    pledge = public_pledge(slug="first", commitments=2)
    first, second = pledge.commitments.all()
    kgz, mda = (factories.country(alpha3=code, name=name) for code, name in (("KGZ", "Kyrgyzstan"), ("MDA", "Moldova")))
    made = [
        factories.activity(commitments=[second, first], countries=[mda, kgz], start="2021", end="2022"),
        factories.activity(commitments=[second], countries=[mda], start="2022"),
        factories.activity(commitments=[second]),
    ]
    publishing.publish(made)


def test_they_stand_in_the_order_of_the_vocabulary(world):
    filterset = ActivityFilterSet({})
    assert list(counts(filterset, "commitment").items()) == [("first-1", 1), ("first-2", 3)]
    assert list(counts(filterset, "country").items()) == [("KGZ", 1), ("MDA", 2)]
    assert list(counts(filterset, "year").items()) == [("2022", 2), ("2021", 1), ("undated", 1)]


def test_the_filter_itself_counts_and_what_none_has_is_left_out(world):
    """Not as the choices of a facet, which are counted within the other filters."""
    filterset = ActivityFilterSet({"country": ["KGZ"]})
    assert counts(filterset, "country") == {"KGZ": 1, "MDA": 1}
    assert counts(filterset, "year") == {"2022": 1, "2021": 1}
    assert without(filterset, "country") == 0
    assert without(ActivityFilterSet({"commitment": ["first-2"]}), "country") == 1


def test_with_an_error_nothing_is_counted(world):
    filterset = ActivityFilterSet({"country": ["XXX"], "commitment": ["first-2"]})
    assert counts(filterset, "commitment") == {}
    assert without(filterset, "country") == 0


def test_they_ask_the_database_nothing(world, django_assert_num_queries):
    filterset = ActivityFilterSet({"commitment": ["first-2"]})
    with django_assert_num_queries(0):
        counts(filterset, "partner")
        without(filterset, "partner")
