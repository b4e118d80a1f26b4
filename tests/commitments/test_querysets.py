"""Where records stand, who is next, and what is late: for pledges and activities alike."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from activities import publishing, workflow
from activities.models import Activity
from commitments import freshness, history, roles
from commitments.models import Commitment, Pledge, Revision
from tests import factories

pytestmark = pytest.mark.django_db
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
PARTIAL = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda given: given[0].isoformat()[: given[1]])


def seen(record):
    return {str(record.pk): str(record.version)}


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def names(queryset):
    return {str(record) for record in queryset}


@pytest.fixture
def pledge():
    return factories.commitment().pledge


@pytest.fixture
def editor(pledge):
    return someone(pledge, "editor")


@pytest.fixture
def publisher(pledge):
    return someone(pledge, "publisher")


def someone(pledge, *held):
    person = factories.user(is_staff=True)
    for role in held:
        factories.membership(person, pledge, role=role)
    return person


def draft(pledge, by, action=Revision.Action.ADDED):
    made = factories.activity(pledge=pledge)
    history.record(made, action, by)
    return fresh(made)


# --- Who is next ------------------------------------------------------------------------------------------------------
def test_my_drafts_are_those_that_i_wrote_last(pledge, editor, publisher):
    mine, theirs, taken_over = draft(pledge, editor), draft(pledge, publisher), draft(pledge, editor)
    history.record(taken_over, Revision.Action.CHANGED, publisher)
    assert set(Activity.objects.drafts_of(editor)) == {mine}
    assert set(Activity.objects.drafts_of(publisher)) == {theirs, taken_over}
    workflow.submit([mine], editor, seen(mine))
    assert not Activity.objects.drafts_of(editor).exists(), "what is in review is no draft of mine"


def test_what_was_returned_is_mine_until_i_submit_it_again(pledge, editor, publisher):
    activity = draft(pledge, editor)
    workflow.submit([activity], editor, seen(activity))
    assert not Activity.objects.returned_to(editor).exists()
    activity = fresh(activity)
    workflow.send_back([activity], publisher, seen(activity), comment="Say where.")
    assert set(Activity.objects.returned_to(editor)) == {activity}
    assert not Activity.objects.returned_to(publisher).exists()
    activity = fresh(activity)
    activity.save()
    history.record(activity, Revision.Action.CHANGED, editor)
    assert set(Activity.objects.returned_to(editor)) == {activity}, "changed, and not yet submitted again"
    workflow.submit([fresh(activity)], editor, seen(fresh(activity)))
    assert not Activity.objects.returned_to(editor).exists()


def waiting(person, both=False):
    publishing_on = roles.pledges_of(person, roles.PUBLISHER)
    return set(Activity.objects.waiting_for(person, publishing_on, publishing_on if both else Pledge.objects.none()))


def test_a_publisher_waits_for_what_others_submitted_and_for_my_own_only_where_i_may(pledge, editor, publisher):
    pair = someone(pledge, "editor", "publisher")
    theirs, own = draft(pledge, editor), draft(pledge, pair)
    workflow.submit([theirs], editor, seen(theirs))
    workflow.submit([own], pair, seen(own))
    assert waiting(publisher) == {theirs, own}
    assert waiting(pair) == {theirs}
    assert waiting(pair, both=True) == {theirs, own}
    assert waiting(editor) == set()
    assert set(Activity.objects.submitted_by(pair)) == {own}
    fresh(theirs).save()
    assert waiting(publisher) == {own}, "a later edit takes it out of the review"


def test_a_change_of_what_is_published_is_submitted_or_it_is_not(pledge, editor):
    publishing.publish_pledge(pledge)
    activity = draft(pledge, editor)
    publishing.publish([activity])
    assert not Activity.objects.changed_and_not_submitted().exists()
    fresh(activity).save()
    assert set(Activity.objects.changed_and_not_submitted()) == {activity}
    workflow.submit([fresh(activity)], editor, seen(fresh(activity)))
    assert not Activity.objects.changed_and_not_submitted().exists()
    assert set(Activity.objects.in_review()) == {activity}
    assert not Activity.objects.not_yet_public().exists()


def test_a_pledge_is_asked_the_same(pledge, editor, publisher):
    workflow.submit([fresh(pledge)], editor, seen(fresh(pledge)))
    of_publisher = roles.pledges_of(publisher, roles.PUBLISHER)
    assert set(Pledge.objects.waiting_for(publisher, of_publisher, Pledge.objects.none())) == {pledge}
    workflow.send_back([fresh(pledge)], publisher, seen(fresh(pledge)), comment="No.")
    assert set(Pledge.objects.returned_to(editor)) == {pledge}
    assert set(Pledge.objects.of_pledges(of_publisher)) == {pledge}


def test_changes_by_others_are_those_of_my_pledges_of_thirty_days(pledge, editor, publisher):
    pledges = roles.pledges_of(editor)
    recent, old = draft(pledge, publisher), draft(pledge, publisher)
    draft(pledge, editor)
    draft(factories.pledge(), publisher)
    history.record(recent, Revision.Action.IMPORTED)  # by no person
    Revision.objects.filter(record_key=str(old.pk)).update(at=timezone.now() - timedelta(days=31))
    assert [each.name for each in Revision.objects.by_others(editor, pledges)] == [str(recent)]
    assert Revision.objects.made_by(editor).count() == 1


# --- What is late -----------------------------------------------------------------------------------------------------
@given(today=DAYS, heard=PARTIAL, interval=st.integers(1, 40))
def test_the_database_finds_late_what_the_page_calls_late(today, heard, interval):
    from django.test import override_settings

    with override_settings(TODAY=today):
        state = freshness.state(heard, interval)
        pledge = factories.pledge(reporting_interval=interval)
        activity = factories.activity(pledge=pledge, reported=heard)
        for late in (freshness.DUE, freshness.OVERDUE):
            assert Activity.objects.in_state(late).filter(pk=activity.pk).exists() == (state == late)
            found = Commitment.objects.in_state(late).filter(pledge=pledge)
            assert found.exists() == (state == late)


def test_what_was_heard_last_is_a_report_an_update_or_a_confirmation(settings):
    settings.TODAY = date(2024, 7, 10)
    pledge = factories.pledge(reporting_interval=1)
    commitment = factories.commitment(pledge=pledge)
    late, updated, confirmed = (factories.activity(pledge=pledge, reported="2023-01") for _ in range(3))
    factories.update(updated, date="2024-07")
    factories.update(updated, date="2023-02")
    assert set(Activity.objects.in_state("overdue")) == {late, confirmed}
    assert not Commitment.objects.in_state("overdue").exists()
    assert Commitment.objects.with_last_heard().get(pk=commitment.pk).last_heard == "2024-07"
    Activity.objects.filter(pk=confirmed.pk).update(confirmed="2024-07-09")
    assert set(Activity.objects.in_state("overdue")) == {late}
    assert Commitment.objects.with_last_heard().get(pk=commitment.pk).last_heard == "2024-07-09"


def test_without_an_interval_or_a_report_nothing_is_late_and_withdrawn_ones_are_not_asked_for(settings):
    settings.TODAY = date(2099, 1, 1)
    factories.activity(reported="1999")
    pledge = factories.pledge(reporting_interval=1)
    empty = factories.commitment(pledge=pledge)
    gone = factories.activity(pledge=pledge, reported="1999")
    Activity.objects.filter(pk=gone.pk).update(state="withdrawn")
    for late in (freshness.DUE, freshness.OVERDUE):
        assert not Activity.objects.in_state(late).exists()
        assert not Commitment.objects.in_state(late).exists()
    assert Commitment.objects.without_activity().contains(empty)
    assert names(Pledge.objects.without_interval()) == names(Pledge.objects.exclude(pk=pledge.pk))


def test_an_interval_longer_than_the_calendar_makes_nothing_late(settings):
    settings.TODAY = date(2024, 7, 10)
    factories.activity(pledge=factories.pledge(reporting_interval=32767), reported="1900")
    assert not Activity.objects.in_state("overdue").exists()


def test_many_intervals_cost_the_database_no_more_than_one(settings):
    settings.TODAY = date(2024, 7, 10)
    activities = [factories.activity(pledge=factories.pledge(reporting_interval=each)) for each in range(1, 30)]
    for queryset in (Activity.objects.in_state("due"), Commitment.objects.in_state("due")):
        assert str(queryset.query).count('MAX("activities_') + str(queryset.query).count('"date" DESC') <= 12
    late = {each.pk for state in ("due", "overdue") for each in Activity.objects.in_state(state)}
    # Reported on 11 November 2023: the seventh month after it is over.
    assert late == {each.pk for each in activities if each.pledge.reporting_interval <= 7}
