"""Charts by the values of a filter, of activities made for it."""

import pytest
from django.template.loader import render_to_string

from activities import publishing
from activities.public.charts import by_value, charts_of
from activities.public.charts.values import MOST
from tests import factories
from tests.activities.public.charts.reading import bars, numbers, of
from tests.activities.reading import public_pledge

pytestmark = pytest.mark.django_db


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


def test_nothing_is_called_the_most_where_several_have_as_many():
    pledge = public_pledge(commitments=2)
    kinds = ["event", "training", "event", "training", "strategy"]
    made = [factories.activity(commitments=[pledge.commitments.all()[0]], kind=kind, start="2023") for kind in kinds]
    publishing.publish(made)
    assert by_value(of(), "kind").sentence == "The activities are of 3 kinds."
    assert by_value(of(), "year").sentence == "2023 is the only one: 5 of 5 activities."
    assert by_value(of(), "status").sentence == "None of the 5 activities states a status."


def test_one_year_beside_undated_activities_is_not_called_the_most():
    commitments = public_pledge().commitments.all()
    made = [factories.activity(commitments=commitments, start=start) for start in ("2023", "", "")]
    publishing.publish(made)
    assert by_value(of(), "year").sentence == "1 of 3 activities states a date: 2023."


def test_a_name_with_a_note_bears_its_mark():
    pledge = public_pledge()
    noted, other = factories.country(note="A note."), factories.country()
    publishing.publish([factories.activity(pledge=pledge, countries=[noted, other])])
    html = render_to_string("includes/_chart.html", {"chart": by_value(of(), "country"), "level": 3})
    assert html.count("#note-") == html.count(f"#note-{noted.alpha3}") == 1
