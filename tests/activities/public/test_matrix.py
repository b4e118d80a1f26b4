"""The gap matrix: every cell is the number of the list that it links to, and every gap is said."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

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


@pytest.mark.usefixtures("undp")
class TestUndp:
    @pytest.mark.parametrize("by", ["undp-bureau", "grouping", "year"])
    @pytest.mark.parametrize(
        "query", ["", "country=KGZ&country=MDA", "year=2023&year=undated", "region=rbec&commitment=undp-gcm-6"]
    )
    def test_every_cell_and_total_leads_to_exactly_what_it_counts(self, query, by):
        shown = of(query, by)
        assert shown.total == ActivityFilterSet(QueryDict(query)).total
        heads = [*shown.columns, *(row.head for row in shown.rows)]
        for each in (*heads, *(cell for row in shown.rows for cell in row.cells)):
            assert reached(each.url) == each.count
        assert all(len(row.cells) == len(shown.columns) for row in shown.rows)

    def test_the_scheme_with_most_activities_is_the_default_and_the_gaps_are_counted(self):
        shown = of()
        assert shown.by == "undp-bureau"
        assert (len(shown.rows), len(shown.columns), shown.gaps) == (7, 5, 17)
        assert shown.sentence == "17 of 35 combinations have no activity reported in this register."
        head, lacking = next(iter(shown.listed_gaps))
        assert (head.label[:2], lacking) == ("2.", ["Asia and the Pacific (UNDP RBAP)"])
        assert of(by="nonsense").by == "undp-bureau"
        assert [way.label for way in shown.ways if way.current] == ["UNDP bureaux"]

    def test_the_other_columns_are_a_link_away_with_the_filter(self):
        ways = {way.label: way.url for way in of("country=MDA&sort=title").ways}
        assert ways["years"] == "/activities/?country=MDA&sort=title&view=gaps&by=year"

    def test_an_empty_cell_says_so(self):
        html = render_to_string("includes/_matrix.html", {"matrix": of(by="year"), "level": 2})
        assert html.count('class="gap"') == of(by="year").gaps == 36
        assert html.count('<span class="visually-hidden">No activity reported in this register</span>') == 37
        assert 'data-total="45"' in html
        assert html.count('scope="col"') == 9
        assert html.count('scope="row"') == 8

    def test_it_asks_the_database_nothing(self, django_assert_num_queries):
        filterset = ActivityFilterSet({"country": ["KGZ"]})
        with django_assert_num_queries(0):
            matrix(filterset)

    @pytest.mark.parametrize("query", ["commitment=undp-gcm-3", "country=XXX"])
    def test_of_nothing_there_is_none(self, query):
        assert of(query) is None


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
