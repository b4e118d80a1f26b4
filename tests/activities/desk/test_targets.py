"""Targets and what is reported towards them: like is summed with like, and a sum claims no more than its parts."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.desk.targets import progress
from activities.models import Activity
from activities.sums import number
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return factories.target(value=2000, indicator=factories.indicator(name="policy makers trained"))


def report(target, *results, state="published", **fields):
    """An activity of the target's commitment with results (qualifier, value) or (qualifier, value, as of)."""
    activity = factories.activity(commitments=[target.commitment], **fields)
    Activity.objects.filter(pk=activity.pk).update(state=state)
    for qualifier, value, *as_of in results:
        factories.result(
            activity, qualifier=qualifier, value=value, indicator=target.indicator, as_of=as_of[0] if as_of else ""
        )
    return activity


def of(target):
    return progress([target.commitment])[target.commitment_id][0]


def test_published_and_drafts_are_summed_apart_and_withdrawn_ones_not_at_all(target):
    report(target, ("exactly", 900))
    report(target, ("exactly", 20))
    report(target, ("exactly", 30), state="draft")
    report(target, ("exactly", 5), state="in-review")
    report(target, ("exactly", 7), state="withdrawn")
    assert of(target).sentence == "920 reported towards 2,000 policy makers trained; in drafts: 35"


def test_nothing_reported_is_said_so_and_what_is_not_stated_too(target):
    assert of(target).sentence == "nothing reported towards 2,000 policy makers trained"
    assert of(target).from_and_by == "Baseline: not stated. Due: not stated."
    target.baseline, target.due = Decimal("12.50"), "2030-06"
    target.save()
    assert of(target).from_and_by == "Baseline: 12.5. Due: June 2030."


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([("exactly", 900), ("exactly", 20)], "920"),
        ([("exactly", 900), ("over", 20)], "over 920"),
        ([("about", 900), ("exactly", 20)], "about 920"),
        ([("up-to", 900), ("up-to", 20)], "up to 920"),
        ([("up-to", 900), ("over", 20)], "about 920"),
        ([("about", 900), ("over", 20)], "about 920"),
        ([("exactly", Decimal("0.50")), ("exactly", Decimal("0.25"))], "0.75"),
    ],
)
def test_a_sum_has_the_qualifier_that_it_can_bear(target, results, said):
    for result in results:
        report(target, result)
    assert of(target).published == said


def test_only_the_same_indicator_counts_and_only_activities_of_the_commitment(target):
    other = factories.activity(commitments=[target.commitment])
    factories.result(other, value=50)
    elsewhere = factories.activity(commitments=[factories.commitment(pledge=target.commitment.pledge)])
    factories.result(elsewhere, value=70, indicator=target.indicator)
    assert of(target).published == of(target).drafts == ""


def test_of_one_activitys_results_the_newest_date_counts(target):
    report(target, ("exactly", 500, "2023"), ("exactly", 900, "2024"))
    report(target, ("exactly", 20), ("exactly", 1))
    assert of(target).published == "921"


def test_one_number_that_two_activities_of_one_project_report_counts_once(target):
    one = report(target, ("over", 900))
    other = report(target, ("over", 900))
    assert of(target).published == "over 1,800"
    one.same_project.add(other)
    assert of(target).published == "over 900"


def test_an_activity_of_two_commitments_counts_towards_each(target):
    second = factories.target(
        commitment=factories.commitment(pledge=target.commitment.pledge), indicator=target.indicator, value=10
    )
    activity = report(target, ("exactly", 5))
    activity.commitments.add(second.commitment)
    found = progress([target.commitment, second.commitment])
    assert [each[0].published for each in found.values()] == ["5", "5"]


def test_many_results_take_as_many_queries_as_one(target):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            of(target)
        return len(captured)

    report(target, ("exactly", 1))
    few = queries()
    for value in range(2, 8):
        report(target, ("exactly", value))
    assert queries() == few


def test_a_number_is_written_as_people_read_it():
    assert [number(Decimal(text)) for text in ("2000.00", "12.50", "0", "1E+3")] == ["2,000", "12.5", "0", "1,000"]
