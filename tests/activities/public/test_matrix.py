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


def test_of_many_years_the_latest_are_shown_and_the_others_in_one_column():
    pledge = public_pledge()
    publishing.publish([factories.activity(pledge=pledge, start=year) for year in ("1990", "1991", "2024", "")])
    shown = of()
    latest = map(str, range(2025 - MOST_YEARS, 2025))
    assert [column.label for column in shown.columns] == ["Earlier years", *latest, "Undated"]
    assert [shown.rows[0].head.count, shown.columns[0].count, shown.columns[-1].count] == [4, 2, 1]
    assert sum(cell.count for cell in shown.rows[0].cells) == 4


def test_a_year_without_activity_is_a_gap_only_where_no_undated_one_may_belong_to_it():
    dated, undated, _empty = public_pledge(commitments=3).commitments.all()
    made = [factories.activity(commitments=[dated], start="2022"), factories.activity(commitments=[undated])]
    publishing.publish([*made, factories.activity(commitments=[dated, undated], start="2023", kind="event")])
    shown = of()
    assert [column.label for column in shown.columns] == ["2022", "2023", "Undated"]
    assert [[cell.is_gap for cell in row.cells] for row in shown.rows] == [
        [False, False, False],
        [False, False, False],
        [True, True, False],
    ]
    assert shown.rows[1].cells[0].said == "none dated to this year; 1 undated"
    assert [cell.said for cell in shown.rows[0].cells] == ["", "", ""]
    assert shown.sentence == (
        "2 of 6 combinations have no activity reported in this register. "
        "In 1 more, no activity is dated to the year, but undated ones may belong to it."
    )
    assert "0 means: no activity is dated to this year, but undated ones may belong to it." in list(shown.legend)
    # The filter leaves the undated ones out: they are there all the same.
    assert of("year=2022&year=2023").rows[1].cells[0].said == "none dated to this year; 1 undated"
    # Where each is dated, nothing is unknown.
    assert of("kind=event").unknown_years == 0
    assert of("kind=event").gaps == 1


def test_what_is_in_none_of_the_regions_stands_in_a_last_column():
    inside, outside = factories.country(), factories.country()
    factories.region([inside], scheme="grouping", name="Group")
    other = factories.region([], scheme="undp-bureau", name="Bureau")
    first, second = public_pledge(commitments=2).commitments.all()
    publishing.publish(
        [
            factories.activity(commitments=[first], countries=[inside]),
            factories.activity(commitments=[first], countries=[inside, outside]),
            factories.activity(commitments=[first], countries=[outside]),
            factories.activity(commitments=[second], regions=[other]),
            factories.activity(commitments=[second]),
        ]
    )
    shown = of(by="grouping")
    assert [column.label for column in shown.columns] == ["Group", "Other or no region"]
    assert [[cell.count for cell in row.cells] for row in shown.rows] == [[2, 1], [0, 2]]
    assert [column.count for column in shown.columns] == [2, 3]
    assert (shown.gaps, shown.sentence) == (1, "1 of 2 combinations has no activity reported in this register.")
    assert [column.label for column in of("region=" + other.slug, "undp-bureau").columns] == ["Bureau"]


def test_regions_that_lie_in_each_other_are_not_set_side_by_side():
    country, other = factories.country(), factories.country()
    factories.region([country, other], scheme="m49", name="Large")
    factories.region([country], scheme="m49", name="Small")
    publishing.publish([factories.activity(commitments=public_pledge().commitments.all(), countries=[country])])
    assert [column.label for column in of(by="m49").columns] == ["Large"]
    assert [column.label for column in of(by="m49-2").columns] == ["Small"]
    assert [way.label for way in of().ways] == ["UN M49 regions", "UN M49 sub-regions"]


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
