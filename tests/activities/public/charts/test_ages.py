"""How long ago each commitment was last reported on, within the filter; what is still to come has no age."""

from datetime import date

import pytest
from django.http import QueryDict

from activities import publishing
from activities.public.charts import last_reported
from activities.public.filters import ActivityFilterSet
from tests import factories
from tests.activities.reading import public_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = date(2026, 11, 24)


def of(query=""):
    return last_reported(ActivityFilterSet(QueryDict(query)))


def values(chart):
    return [plain(bar.value) for _heading, bars in chart.groups for bar in bars]


def plain(sentence):
    """It holds a number and its unit together by a space that does not break."""
    return sentence.replace("\xa0", " ")


def test_each_commitment_has_its_newest_report_or_confirmation():
    first, second, third, _none = public_pledge(commitments=4).commitments.all()
    made = [
        factories.activity(commitments=[first], reported="2020", kind="event"),
        factories.activity(commitments=[first, second], reported="2021-11"),
        factories.activity(commitments=[second], reported="2020", confirmed="2024-11-20"),
        factories.activity(commitments=[third], reported="2026"),
    ]
    publishing.publish(made)
    chart = of()
    assert values(chart) == ["November 2021, 4 years ago", "20 November 2024, 2 years ago", "2026"]
    assert [bar.width for _heading, bars in chart.groups for bar in bars] == ["100.0", "40.3", ""]
    longest, recently = plain(chart.sentence).split(" Most recently: ")
    assert longest == f"Longest ago: “1. {first.short_title}”, November 2021, 4 years ago."
    assert recently == f"“3. {third.short_title}”, 2026."
    assert plain(of("kind=event").sentence) == "1 commitment was last reported on: 2020, 5 years ago."
    assert of("kind=event").groups == []


def test_of_one_date_a_sentence_says_it_and_no_chart_is_drawn():
    commitments = public_pledge(commitments=2).commitments.all()
    publishing.publish([factories.activity(commitments=[each]) for each in commitments])
    assert of().groups == []
    assert plain(of().sentence) == "2 commitments were all last reported on: 11 November 2023, 3 years ago."


def test_of_nothing_there_is_none():
    public_pledge()
    assert of() is None
