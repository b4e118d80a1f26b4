"""Tying one activity changes the other: a new version and a revision, and no needless review."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import publishing, ties
from activities.models import Activity, PublicTie
from commitments.models import Revision
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    pledge = factories.commitment().pledge
    publishing.publish_pledge(pledge)
    return pledge


def draft(pledge, **fields):
    return factories.activity(pledge=pledge, **fields)


def public(pledge, **fields):
    activity = draft(pledge, **fields)
    publishing.publish([activity])
    return fresh(activity)


def fresh(activity):
    return Activity.objects.get(pk=activity.pk)


def write(activity, *others, by=None):
    """What a form does that leaves `activity` tied to exactly `others`."""
    before = ties.of(activity)
    activity.save()
    activity.same_project.set(others)
    return ties.changed(activity, before, by)


def test_the_others_get_a_new_version_and_a_revision_by_the_same_person(pledge):
    one, other, kept = (draft(pledge) for _ in range(3))
    one.same_project.add(kept)
    person = factories.user()
    assert write(one, other, kept, by=person) == [other.pk]
    assert (fresh(one).version, fresh(other).version, fresh(kept).version) == (2, 2, 1)
    revision = Revision.objects.get()
    assert (revision.record_key, revision.by, revision.version) == (str(other.pk), person, 2)
    assert revision.document["same_project"] == [one.reference]
    assert revision.comment == f"Tied to {one.reference}."


def test_a_published_one_of_which_nothing_waited_waits_for_nothing(pledge):
    one, other = draft(pledge), public(pledge)
    write(one, other)
    assert fresh(other).has_unpublished_changes is False
    publishing.publish([one])
    assert PublicTie.objects.filter(reference=one.reference, other=other.reference).exists()


def test_changes_that_waited_go_on_waiting(pledge):
    one, other = draft(pledge), public(pledge)
    other.save()
    write(one, other)
    assert fresh(other).has_unpublished_changes is True


def test_one_that_was_submitted_stays_submitted(pledge):
    one, other = draft(pledge), draft(pledge)
    Activity.objects.filter(pk=other.pk).update(submitted_version=1)
    write(one, other)
    assert fresh(other).is_in_review


def test_an_untied_one_waits_as_long_as_its_own_public_text_states_the_tie(pledge):
    one, stating, silent = draft(pledge), draft(pledge), public(pledge)
    one.same_project.add(stating)
    publishing.publish([one, stating])
    one = fresh(one)
    write(one, stating, silent)
    assert write(one) == sorted([stating.pk, silent.pk])
    assert fresh(stating).has_unpublished_changes is True
    assert fresh(silent).has_unpublished_changes is False
    assert Revision.objects.filter(record_key=str(stating.pk))[0].comment == f"No longer tied to {one.reference}."


def test_a_deleted_one_is_no_longer_tied_to_anything(pledge):
    one, other = draft(pledge), draft(pledge)
    one.same_project.add(other)
    before = ties.of(one)
    one.delete()
    assert ties.changed(one, before) == [other.pk]
    assert Revision.objects.get().document["same_project"] == []


def test_nothing_is_written_where_no_tie_changed(pledge):
    one, other = draft(pledge), draft(pledge)
    one.same_project.add(other)
    assert write(one, other) == []
    assert fresh(other).version == 1
    assert not Revision.objects.exists()


def test_many_ties_take_as_many_queries_as_one(pledge):
    def queries(*others):
        one = draft(pledge)
        one.same_project.set(others)
        with CaptureQueriesContext(connection) as captured:
            ties.changed(one, set())
        return len(captured)

    assert queries(draft(pledge)) == queries(*(draft(pledge) for _ in range(5)))


# --- Two that read alike ----------------------------------------------------------------------------------------------
def test_tying_two_gives_both_a_version_and_a_revision_once(pledge):
    one, other = draft(pledge), draft(pledge)
    person = factories.user()
    assert ties.tie(one, other, by=person) == one
    assert ties.tie(fresh(one), fresh(other), by=person) is None
    assert {fresh(one).version, fresh(other).version} == {2}
    assert {each.document["same_project"][0] for each in Revision.objects.all()} == {one.reference, other.reference}


def test_of_two_published_ones_the_first_waits_with_the_tie(pledge):
    one, other = public(pledge), public(pledge)
    ties.tie(one, other)
    assert fresh(one).has_unpublished_changes is True
    assert fresh(other).has_unpublished_changes is False


def test_the_tie_goes_with_the_one_that_is_open_anyway(pledge):
    one, other = public(pledge), draft(pledge)
    ties.tie(one, other)
    assert fresh(one).has_unpublished_changes is False
    assert fresh(other).version == 2
