"""What is reported towards targets: like with like, once, within the filter, and never a percentage."""

import pytest
from django.http import QueryDict

from activities import publishing
from activities.public.charts import targets
from activities.public.filters import ActivityFilterSet
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def trained():
    return factories.indicator(name="policy makers trained")


@pytest.fixture
def commitments(trained):
    pledge = factories.pledge(slug="first")
    made = [factories.commitment(pledge=pledge) for _ in range(2)]
    factories.target(commitment=made[0], indicator=trained, value=2000, baseline=100, due="2030")
    factories.target(commitment=made[1], indicator=trained, value=50)
    publishing.publish_pledge(pledge)
    return made


def report(commitment, *results, **fields):
    """An activity with results (indicator, qualifier, value, as of)."""
    activity = factories.activity(commitments=[commitment], **fields)
    for indicator, qualifier, value, as_of in results:
        factories.result(activity, indicator=indicator, qualifier=qualifier, value=value, as_of=as_of)
    return activity


def shown(query=""):
    chart = targets(ActivityFilterSet(QueryDict(query)))
    return [(bar.value, bar.width, bar.marks, bar.remark) for _heading, bars in chart.groups for bar in bars]


def test_like_is_summed_with_like_and_one_projects_number_counts_once(commitments, trained):
    other = factories.indicator(name="copies printed")
    first = report(commitments[0], (trained, "over", 900, ""), (other, "exactly", 46000, ""))
    same = report(commitments[0], (trained, "over", 900, ""))
    same.same_project.add(first)
    dated = report(commitments[0], (trained, "exactly", 5, "2022"), (trained, "exactly", 20, "2023"))
    publishing.publish([first, same, dated])
    assert shown() == [
        (
            "over 920 reported towards 2,000 policy makers trained",
            "46.0",
            ("100.0", "5.0"),
            "Baseline: 100. Due: 2030.",
        ),
        ("nothing reported towards 50 policy makers trained", "", ("100.0",), "Baseline: not stated. Due: not stated."),
    ]
    chart = targets(ActivityFilterSet({}))
    assert chart.sentence == "Something is reported towards 1 of 2 targets."
    assert "%" not in repr(chart)


def test_only_what_the_public_record_says_and_the_filter_lets_pass_is_counted(commitments, trained):
    report(commitments[1], (trained, "exactly", 7, ""))
    publishing.publish(
        [
            report(commitments[1], (trained, "exactly", 60, ""), kind="training"),
            report(commitments[1], (trained, "exactly", 3, ""), kind="event"),
        ]
    )
    assert shown()[1][:3] == ("63 reported towards 50 policy makers trained", "100.0", ("79.4",))
    assert shown("kind=event")[1][0] == "3 reported towards 50 policy makers trained"
    one = targets(ActivityFilterSet(QueryDict("commitment=first-2")))
    assert (one.groups, one.sentence) == ([], "63 reported towards 50 policy makers trained")


def test_one_statement_reads_the_rows_and_none_where_nothing_is_reported(
    commitments, trained, django_assert_num_queries
):
    filterset = ActivityFilterSet({})
    with django_assert_num_queries(0):
        targets(filterset)
    publishing.publish([report(each, (trained, "exactly", 7, "")) for each in commitments])
    filterset = ActivityFilterSet({})
    with django_assert_num_queries(1):  # the rows that report, by their ordinals
        targets(filterset)


def test_too_many_rows_are_not_read(commitments, trained, monkeypatch):
    publishing.publish([report(commitments[0], (trained, "exactly", 7, "")) for _ in range(3)])
    publishing.publish([report(commitments[1], (trained, "exactly", 7, "")) for _ in range(2)])
    monkeypatch.setattr("activities.public.charts.towards.MOST", 2)
    assert [value for value, *_rest in shown()] == [
        "3 activities report towards 2,000 policy makers trained, too many to add up here",
        "14 reported towards 50 policy makers trained",
    ]


def test_without_targets_there_is_no_chart():
    publishing.publish_pledge(factories.commitment().pledge)
    assert targets(ActivityFilterSet({})) is None
