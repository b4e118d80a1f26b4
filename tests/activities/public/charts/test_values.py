"""Charts by the values of a filter: every bar is the number of the list that it links to."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from activities import publishing
from activities.public.charts import by_value, charts_of
from activities.public.charts.values import MOST
from activities.public.filters import ActivityFilterSet
from tests import factories
from tests.activities.reading import public_pledge

pytestmark = pytest.mark.django_db
COUNTED = ["pledge", "commitment", "objective", "country", "region", "partner", "kind", "status", "year"]


def of(query=""):
    return ActivityFilterSet(QueryDict(query))


def bars(chart):
    return [bar for _heading, several in chart.groups for bar in several]


def numbers(chart):
    return {bar.label: int(bar.value) for bar in bars(chart)}


@pytest.mark.usefixtures("undp")
class TestUndp:
    @pytest.mark.parametrize(
        "query",
        ["", "country=KGZ&country=MDA", "year=2023&year=2022&sort=title", "q=diaspora", "region=rbec&region=eac"],
    )
    def test_every_bar_leads_to_exactly_what_it_counts(self, query):
        filterset = of(query)
        for facet in COUNTED:
            chart = by_value(filterset, facet)
            assert chart.total == filterset.total
            for bar in bars(chart):
                reached = of(bar.url.partition("?")[2]) if bar.url else None
                assert int(bar.value) == (reached.total if reached else 0), (facet, bar)
                assert bool(bar.width) == bool(reached)

    def test_they_say_what_they_show(self):
        filterset = of()
        assert by_value(filterset, "kind").sentence == "The kind with most activities is “programme”: 19 of 45."
        year = by_value(filterset, "year")
        assert year.remarks[0] == "40 of 45 activities are undated, and stand apart."
        assert [heading for heading, _bars in year.groups] == ["", "Not dated"]
        assert by_value(filterset, "commitment").remarks == [
            "For 1 of 7 commitments no activity is reported in this register."
        ]
        assert numbers(by_value(filterset, "commitment"))["3. Regular migration pathways"] == 0
        assert by_value(filterset, "region").remarks == [
            "10 of 45 activities are in no region.",
            "An activity under several of them is counted in each: the numbers add up to more than 45.",
        ]

    def test_where_one_number_says_it_there_is_no_chart(self):
        kind = by_value(of("kind=event"), "kind")
        assert (kind.groups, kind.sentence) == ([], "“event” is the only one: 3 of 3 activities.")
        year = by_value(of("country=KGZ"), "year")
        assert (year.groups, year.sentence) == ([], "None of the 6 activities states a date.")

    @pytest.mark.parametrize("query", ["commitment=undp-gcm-3", "country=XXX"])
    def test_of_nothing_there_is_no_chart(self, query):
        assert charts_of(of(query)) == []

    def test_they_ask_the_database_nothing(self, django_assert_num_queries):
        filterset = of("country=KGZ")
        with django_assert_num_queries(0):
            assert len(charts_of(filterset)) == 6

    def test_each_is_a_table_with_its_heads_and_no_style_of_its_own(self):
        html = render_to_string("includes/_charts.html", {"charts": charts_of(of()), "level": 3})
        assert html.count('data-total="45"') == html.count("<figure") == 6
        assert html.count("<table") == 5
        assert 'scope="rowgroup">UN M49 regions</th>' in html
        assert "style=" not in html


def test_long_lists_show_the_first_and_lead_to_the_rest():
    pledge = public_pledge()
    partners = [factories.partner() for _ in range(MOST + 4)]
    made = [factories.activity(pledge=pledge) for _ in range(2)]
    for each in partners:
        factories.participation(made[0], each)
    factories.participation(made[1], partners[-1])
    publishing.publish(made)
    chart = by_value(of(), "partner")
    assert len(bars(chart)) == MOST
    assert numbers(chart)[str(partners[-1])] == 2
    assert (chart.more, chart.more_url) == ("4 more: see all", "/activities/choose/partner/")


def test_commitments_stand_under_their_pledges_and_years_without_a_gap():
    first, second = public_pledge(commitments=2), public_pledge()
    publishing.publish(
        [
            factories.activity(pledge=first, start="2020"),
            factories.activity(pledge=first, start="2023"),
            factories.activity(pledge=second, start="2023"),
        ]
    )
    filterset = of()
    assert sorted((heading, len(several)) for heading, several in by_value(filterset, "commitment").groups) == sorted(
        [(first.title, 2), (second.title, 1)]
    )
    year = by_value(filterset, "year")
    assert numbers(year) == {"2020": 1, "2021": 0, "2022": 0, "2023": 2}
    assert [chart.name for chart in charts_of(filterset)][:3] == ["year", "pledge", "commitment"]


def test_a_name_with_a_note_bears_its_mark():
    pledge = public_pledge()
    noted, other = factories.country(note="A note."), factories.country()
    publishing.publish([factories.activity(pledge=pledge, countries=[noted, other])])
    html = render_to_string("includes/_chart.html", {"chart": by_value(of(), "country"), "level": 3})
    assert html.count("#note-") == html.count(f"#note-{noted.alpha3}") == 1
