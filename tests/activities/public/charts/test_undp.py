"""Charts of UNDP's pledge: every bar is the number of the list that it links to."""

import pytest
from django.template.loader import render_to_string

from activities.models import PublicActivity
from activities.public.charts import by_value, charts_of
from tests.activities.public.charts.reading import bars, numbers, of
from tests.reading import kept

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
    assert year.remarks[0] == "40 of 45 activities are undated and shown separately."
    assert [heading for heading, _bars in year.groups] == ["", "Not dated"]
    assert by_value(filterset, "commitment").remarks == [
        "For 1 of 7 commitments no activity is reported in this register."
    ]
    assert numbers(by_value(filterset, "commitment"))["3. Regular migration pathways"] == 0
    assert by_value(filterset, "region").title == "Activities by region: UNDP bureaux"
    region = by_value(filterset, "region", "m49")
    first = {"africa", "americas", "asia", "europe", "oceania"}
    within = sum(1 for row in PublicActivity.objects.listed() if first & set(row.facets["region"]))
    assert region.remarks[0] == f"{45 - within} of 45 activities are in none of these regions."
    assert "An activity with several of these is counted in each, so the numbers add up to more than 2." in (
        by_value(of("country=MDA&country=KGZ&commitment=undp-gcm-1"), "country").remarks
    )
    # What is not stated is no status that has the most.
    assert by_value(filterset, "status").sentence.startswith(
        "As last reported, the status with the most activities is “in progress”: "
    )
    assert any("activities state no status." in remark for remark in by_value(filterset, "status").remarks)


def test_years_are_compared_with_no_word_where_under_a_fifth_of_the_activities_is_dated():
    assert by_value(of(), "year").sentence == "5 of 45 activities state a date: from 2021 to 2027."


def test_kinds_stand_by_size():
    found = list(numbers(by_value(of(), "kind")).values())
    assert found == sorted(found, reverse=True)


def test_regions_are_those_of_one_level_and_the_others_are_a_link_away(client):
    chart = by_value(of(), "region", "m49")
    assert {"Africa", "Asia", "Europe"} <= set(numbers(chart))
    assert "Sub-Saharan Africa" not in numbers(chart)
    assert "Sub-Saharan Africa" in numbers(by_value(of(), "region", "m49-2"))
    assert [way.label for way in chart.ways if way.current] == ["UN M49 regions"]
    for way in chart.ways:
        page = client.get(way.url)
        shown = next(each for each in page.context["charts"] if each.name == "region")
        assert shown.title == f"Activities by region: {way.label}"
        assert ("by", way.url.rpartition("by=")[2]) in kept(page)
    assert by_value(of(), "region", "nonsense").title == "Activities by region: UNDP bureaux"


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
    assert 'scope="rowgroup">Not dated</th>' in html
    assert "style=" not in html
