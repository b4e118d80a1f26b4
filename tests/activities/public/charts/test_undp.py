"""Charts of UNDP's pledge: every bar is the number of the list that it links to."""

import pytest
from django.template.loader import render_to_string

from activities.public.charts import by_value, charts_of
from tests.activities.public.charts.reading import bars, numbers, of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]
COUNTED = ["pledge", "commitment", "objective", "country", "region", "partner", "kind", "status", "year"]


@pytest.mark.parametrize(
    "query",
    ["", "country=KGZ&country=MDA", "year=2023&year=2022&sort=title", "q=diaspora", "region=rbec&region=eac"],
)
def test_every_bar_leads_to_exactly_what_it_counts(query):
    filterset = of(query)
    for facet in COUNTED:
        chart = by_value(filterset, facet)
        assert chart.total == filterset.total
        for bar in bars(chart):
            reached = of(bar.url.partition("?")[2]) if bar.url else None
            assert int(bar.value) == (reached.total if reached else 0), (facet, bar)
            assert bool(bar.width) == bool(reached)


def test_they_say_what_they_show():
    filterset = of()
    assert by_value(filterset, "kind").sentence == "The kind with the most activities is “programme”: 20 of 45."
    year = by_value(filterset, "year")
    assert year.remarks[0] == "40 of 45 activities are undated, and stand apart."
    assert [heading for heading, _bars in year.groups] == ["", "Not dated"]
    assert by_value(filterset, "commitment").remarks == [
        "For 1 of 7 commitments no activity is reported in this register."
    ]
    assert numbers(by_value(filterset, "commitment"))["3. Regular migration pathways"] == 0
    assert by_value(filterset, "region").remarks == [
        "9 of 45 activities are in no region.",
        "An activity under several of them is counted in each: the numbers add up to more than 45.",
    ]


def test_where_one_number_says_it_there_is_no_chart():
    kind = by_value(of("kind=event"), "kind")
    assert (kind.groups, kind.sentence) == ([], "“event” is the only one: 3 of 3 activities.")
    year = by_value(of("country=KGZ"), "year")
    assert (year.groups, year.sentence) == ([], "None of the 6 activities states a date.")


@pytest.mark.parametrize("query", ["commitment=undp-gcm-3", "country=XXX"])
def test_of_nothing_there_is_no_chart(query):
    assert charts_of(of(query)) == []


def test_they_ask_the_database_nothing(django_assert_num_queries):
    filterset = of("country=KGZ")
    with django_assert_num_queries(0):
        assert len(charts_of(filterset)) == 6


def test_each_is_a_table_with_its_heads_and_no_style_of_its_own():
    html = render_to_string("includes/_charts.html", {"charts": charts_of(of()), "level": 3})
    assert html.count('data-total="45"') == html.count("<figure") == 6
    assert html.count("<table") == 5
    assert 'scope="rowgroup">UN M49 regions</th>' in html
    assert "style=" not in html
