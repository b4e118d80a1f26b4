"""The gap matrix: every cell is the number of the list that it links to, and every gap is said."""

import pytest
from django.http import QueryDict

from activities import publishing
from activities.public.filters import ActivityFilterSet
from activities.public.matrix import MOST_ROWS, MOST_YEARS, matrix
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


def test_a_register_of_very_many_commitments_shows_its_pledges():
    pledges = [public_pledge(commitments=MOST_ROWS // 4 + 1) for _ in range(4)]
    publishing.publish([factories.activity(pledge=each, start="2023") for each in pledges])
    shown = of()
    assert [(shown.head, shown.title)] == [("Pledge", "Pledges by year")]
    assert {row.head.label for row in shown.rows} == {pledge.title for pledge in pledges}
    for row in shown.rows:
        assert [reached(row.head.url), *(reached(cell.url) for cell in row.cells)] == [1, 1]
    assert shown.remarks[0].startswith("There are too many commitments for one table")
    assert {row.head.label for row in of(f"pledge={pledges[0].slug}").rows}.isdisjoint(p.title for p in pledges)


def test_of_very_many_pledges_the_busiest_are_shown_and_the_others_counted(monkeypatch):
    monkeypatch.setattr("activities.public.matrix.MOST_ROWS", 2)
    busy = [public_pledge() for _ in range(2)]
    quiet = public_pledge()
    publishing.publish([factories.activity(pledge=each, start="2023") for each in (*busy, *busy, quiet)])
    shown = of()
    assert {row.head.label for row in shown.rows} == {pledge.title for pledge in busy}
    assert "1 pledge with fewer activities is left out." in shown.remarks
    assert (shown.total, shown.columns[0].count) == (5, 5)
