"""What was read of a pledge's texts is kept as long as it is true, and no longer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import ties
from activities.desk import reading
from activities.models import Activity, NotSame
from commitments.models import Pledge
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "In some provinces teachers were trained and schools got registers, for children who came back with families."
NAME = "the project “Open doors for every returning family”"


@pytest.fixture
def pledge():
    return factories.commitment().pledge


def everything():
    found, unread = reading.readings(Pledge.objects.all())
    assert unread == []
    return found


def pair(pledge, one=TEXT, other=TEXT):
    return [factories.activity(pledge=pledge, description=text) for text in (one, other)]


def test_pairs_are_asked_about_until_someone_ties_them_or_says_that_they_differ(pledge):
    one, other = pair(pledge)
    assert reading.alike_in(everything()) == [(one.pk, other.pk)]
    NotSame.objects.create(one=one, other=other)
    assert reading.alike_in(everything()) == []
    NotSame.objects.all().delete()
    ties.tie(one, other)
    assert reading.alike_in(everything()) == []


def test_one_project_is_found_across_pledges_and_a_duplicate_within_one_alone(pledge):
    one, _same = pair(pledge, TEXT, f"Fairs, under {NAME}.")
    elsewhere = factories.activity(description=f"Talks on the radio of {NAME}, too.")
    factories.activity(description=TEXT)
    assert reading.alike_in(everything()) == []
    assert reading.one_project_in(everything()) == [(_same.pk, elsewhere.pk)]
    found, _unread = reading.readings(Pledge.objects.filter(pk=pledge.pk))
    assert reading.one_project_in(found) == [], "of pledges that are not seen nothing is told"
    assert one.pk not in found[pledge.pk].names


def test_what_reads_alike_is_not_asked_a_second_time_as_one_project(pledge):
    pair(pledge, f"{TEXT} It was {NAME}.", f"{TEXT} It was {NAME}!")
    assert len(reading.alike_in(everything())) == 1
    assert reading.one_project_in(everything()) == []


def test_quantities_count_in_the_text_and_in_updates_until_a_result_holds_them(pledge):
    activity = factories.activity(pledge=pledge, description="It trained over 900 policy makers.")
    factories.update(activity, text="Now 20 mechanisms work.")
    assert reading.prose_in(everything()) == {activity.pk: ["900 policy makers", "20 mechanisms"]}
    factories.result(activity, value=900)
    activity.save()
    assert reading.prose_in(everything()) == {activity.pk: ["20 mechanisms"]}


def test_every_change_of_a_text_is_read_and_nothing_else(pledge):
    one, other = pair(pledge)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            found = reading.alike_in(everything())
        return len(captured), len(found)

    first, found = asked()
    again, _found = asked()
    assert (again < first, found) == (True, 1)
    other.description = "Something quite different, that has nothing to do with it."
    other.save()
    assert asked() == (first - 2, 0), "without pairs nobody has to look for what is settled"
    other.description = TEXT
    other.save()
    assert asked()[1] == 1
    Activity.objects.filter(pk=one.pk).update(state="withdrawn")
    assert asked()[1] == 0
    Activity.objects.filter(pk=one.pk).update(state="draft")
    assert asked()[1] == 1
    one.delete()
    assert asked()[1] == 0


def test_a_page_that_only_counts_reads_what_is_small_and_names_the_rest(pledge, monkeypatch):
    monkeypatch.setattr(reading, "MOST_AT_ONCE", 3)
    small = factories.commitment().pledge
    for _each in range(2):
        factories.activity(pledge=small)
    for _each in range(4):
        factories.activity(pledge=pledge)
    found, unread = reading.readings(Pledge.objects.all(), everything=False)
    assert (set(found), unread) == ({small.pk}, [pledge.pk])
    everything()
    found, unread = reading.readings(Pledge.objects.all(), everything=False)
    assert (set(found), unread) == ({small.pk, pledge.pk}, [])


def test_it_keeps_no_more_than_it_may(pledge, monkeypatch):
    monkeypatch.setattr(reading, "MOST_KEPT", 3)
    pair(pledge)
    pair(factories.commitment().pledge)
    assert len(everything()) == 2
    assert len(reading._kept) == 1
