"""The gap matrix: every cell is the number of the list that it links to, and every gap is said."""

import pytest
from django.http import QueryDict

from activities import publishing
from activities.public.filters import ActivityFilterSet
from activities.public.matrix import MOST_YEARS, matrix
from tests import factories
from tests.activities.reading import public_pledge

pytestmark = pytest.mark.django_db


def of(query="", by=""):
    return matrix(ActivityFilterSet(QueryDict(query)), by)


def reached(url):
    return ActivityFilterSet(QueryDict(url.partition("?")[2])).total if url else 0


def test_of_many_years_the_latest_are_shown_and_the_others_said():
    pledge = public_pledge()
    publishing.publish([factories.activity(pledge=pledge, start=year) for year in ("1990", "1991", "2024", "")])
    shown = of()
    assert [column.label for column in shown.columns] == [*map(str, range(2025 - MOST_YEARS, 2025)), "Undated"]
    assert "2 earlier years are left out." in shown.remarks
    assert [shown.rows[0].head.count, shown.columns[-1].count] == [4, 1]


def test_pledges_head_their_commitments_where_there_are_several():
    first, second = public_pledge(commitments=2), public_pledge()
    publishing.publish([factories.activity(pledge=each, start="2023") for each in (first, second)])
    groups = [row.group for row in of().rows]
    assert {first.title, second.title} <= set(groups)
    assert groups.count("") == 1
    assert [row.group for row in of(f"pledge={second.slug}").rows] == [""]
