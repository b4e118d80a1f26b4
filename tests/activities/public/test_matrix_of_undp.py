"""The gap matrix of UNDP's pledge: every cell is the number of the list that it links to, and every gap is said."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from activities.models import PublicActivity
from activities.public.filters import ActivityFilterSet
from activities.public.levels import levels
from activities.public.matrix import matrix
from tests.reading import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def of(query="", by=""):
    return matrix(ActivityFilterSet(QueryDict(query)), by)


def reached(url):
    return ActivityFilterSet(QueryDict(url.partition("?")[2])).total if url else 0


@pytest.mark.parametrize("by", ["undp-bureau", "grouping", "year"])
@pytest.mark.parametrize(
    "query", ["", "country=KGZ&country=MDA", "year=2023&year=undated", "region=rbec&commitment=undp-gcm-6"]
)
def test_every_cell_and_total_leads_to_exactly_what_it_counts(query, by):
    shown = of(query, by)
    assert shown.total == ActivityFilterSet(QueryDict(query)).total
    of_columns = zip(shown.columns, *(row.cells for row in shown.rows), strict=True)
    # No filter leads to what is in none of the regions.
    known = [each for column in of_columns if column[0].label != "Other or no region" for each in column]
    for each in (*known, *(row.head for row in shown.rows)):
        assert reached(each.url) == each.count
    assert all(len(row.cells) == len(shown.columns) for row in shown.rows)


def test_the_scheme_with_most_activities_is_the_default_and_the_gaps_are_counted():
    # M49 has more of them, in regions that lie within each other: most would be counted in two columns or three.
    shown = of()
    assert shown.by == "undp-bureau"
    assert (len(shown.rows), len(shown.columns), shown.gaps) == (7, 6, 17)
    assert shown.sentence == "17 of 35 combinations have no activity reported in this register."
    head, lacking = next(iter(shown.listed_gaps))
    assert (head.label[:2], lacking) == ("2.", ["Asia and the Pacific (UNDP RBAP)"])
    assert of(by="nonsense").by == "undp-bureau"
    assert [way.label for way in shown.ways if way.current] == ["UNDP bureaux"]


def test_the_other_columns_are_a_link_away_with_the_filter():
    ways = {way.label: way.url for way in of("country=MDA&sort=title").ways}
    assert ways["years"] == "/activities/?country=MDA&sort=title&view=gaps&by=year"


def test_an_empty_cell_says_so():
    html = render_to_string("includes/_matrix.html", {"matrix": of(by="year"), "level": 2})
    # Commitment 3 has no activity in any of seven years. The one of commitment 4 is dated to one of them. Undated
    # activities of the others may belong to any year.
    shown = of(by="year")
    assert html.count('class="gap"') == shown.gaps == 13
    assert html.count('<span class="visually-hidden">No activity reported in this register</span>') == 14
    assert html.count('title="none dated to this year; ') == shown.unknown_years
    assert "0 means: no activity is dated to this year, but undated ones may belong to it." in html
    assert 'data-total="45"' in html
    assert html.count('scope="col"') == 10
    assert html.count('scope="row"') == 8


@pytest.mark.parametrize("by", ["undp-bureau", "grouping", "m49", "m49-2", "m49-3", "year"])
@pytest.mark.parametrize("query", ["", "kind=programme", "year=2023"])
def test_every_activity_is_in_a_cell_of_its_row(query, by):
    shown = of(query, by)
    assert shown.by == by
    assert sum(column.count for column in shown.columns) >= shown.total
    for row in shown.rows:
        assert sum(cell.count for cell in row.cells) >= row.head.count
    if by != "year":
        passing = {row.reference for row in ActivityFilterSet(QueryDict(query)).qs[0:45]}
        named = set(levels(ActivityFilterSet({}))[by].codes)
        found = [row for row in PublicActivity.objects.listed() if row.reference in passing]
        lacking = [row for row in found if not named & set(row.facets["region"])]
        assert [column.count for column in shown.columns if not column.compared] == ([len(lacking)] if lacking else [])


def test_the_years_stand_last_where_few_activities_are_dated():
    assert of().by != "year"
    assert [way.label for way in of().ways][-1] == "years"


def test_the_report_says_the_same(client):
    page = client.get("/pledges/undp-gcm/report/").content.decode()
    assert "0 means: no activity is dated to this year, but undated ones may belong to it." in page
    assert "Other or no region" in page


def test_it_asks_the_database_nothing(django_assert_num_queries):
    filterset = ActivityFilterSet({"country": ["KGZ"]})
    with django_assert_num_queries(0):
        matrix(filterset)


@pytest.mark.parametrize("query", ["commitment=undp-gcm-3", "country=XXX"])
def test_of_nothing_there_is_none(query):
    assert of(query) is None


def test_the_form_of_filters_keeps_what_the_commitments_are_set_against(client):
    page = client.get("/activities/?view=gaps&by=year")
    assert ("by", "year") in kept(page)
    assert ("by", "undp-bureau") in kept(client.get("/activities/?view=gaps&by=%00nonsense"))
