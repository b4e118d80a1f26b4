"""Withdrawing an activity, hiding a pledge, and showing both again."""

import pytest

from activities import publishing
from activities.models import Activity, Edition, PublicActivity, Publication, PublicPledge
from commitments.models import Pledge
from tests import factories
from tests.activities.reading import changes, contents, drafts, edit, public, public_pledge, row

pytestmark = pytest.mark.django_db


def test_a_withdrawn_activity_keeps_its_reference_alone():
    activity = public(title="Secret", description="Secret", countries=[factories.country()])
    edition = publishing.withdraw([activity])
    kept = row(activity)
    blank = {name: value for name, value in contents()[activity.reference].items() if not value}
    assert blank == {
        "listed": False,
        "title": "",
        "folded_title": "",
        "facets": {},
        "first_year": None,
        "words": "",
        "last_reported": "",
        "confirmed": "",
        "record": {},
        "csv_line": "",
    }
    assert kept.withdrawn
    assert kept.edition == edition
    assert changes(edition) == {activity.reference: "withdrawn"}
    assert Activity.objects.get(pk=activity.pk).state == "withdrawn"


def test_several_are_withdrawn_in_one_edition():
    activities = drafts(3)
    publishing.publish(activities)
    edition = publishing.withdraw(activities)
    assert changes(edition) == {activity.reference: "withdrawn" for activity in activities}


def test_withdrawing_what_is_not_public_changes_nothing():
    draft, gone = drafts(2)
    publishing.publish([gone])
    publishing.withdraw([gone])
    before, editions = contents(without=["id"]), Edition.objects.count()
    assert publishing.withdraw([draft, gone]) is None
    assert (contents(without=["id"]), Edition.objects.count()) == (before, editions)
    assert Activity.objects.get(pk=draft.pk).state == "draft"


def test_a_withdrawn_activity_stays_withdrawn_through_rebuild_rename_and_its_pledges_return():
    activity = public(countries=[factories.country()])
    publishing.withdraw([activity])
    before = contents(without=["id"], reference=activity.reference)
    publishing.rebuild_public_record()
    publishing.vocabulary_changed()
    publishing.withdraw_pledge(activity.pledge)
    publishing.publish_pledge(activity.pledge)
    assert contents(without=["id"], reference=activity.reference) == before


def test_publishing_it_again_unchanged_is_a_new_version_with_the_content_it_had():
    activity = public()
    before = contents()[activity.reference]
    publishing.withdraw([activity])
    edition = publishing.publish([activity])
    after = contents()[activity.reference]
    assert changes(edition) == {activity.reference: "published"}
    differing = {name for name in before if before[name] != after[name]}
    assert differing - {"csv_line"} == {"version", "updated"}, "and the line holds `updated`, to the second"
    assert list(Publication.objects.versions_of(activity.reference).values_list("number", flat=True)) == [2, 1]


# --- Pledges ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def pledge():
    """A public pledge with two public activities, and an unreviewed edit pending on each."""
    pledge = public_pledge()
    activities = drafts(2, pledge=pledge, countries=[factories.country()])
    activities[0].same_project.add(activities[1])
    publishing.publish(activities)
    for activity in activities:
        edit(activity, title="Unreviewed", status="cancelled")
        activity.same_project.clear()
        activity.placements.all().delete()
        factories.update(activity, text="Unreviewed", status="completed")
    return pledge


def test_hiding_a_pledge_hides_its_activities_and_names_all_in_one_edition(pledge):
    other = public()
    edition = publishing.withdraw_pledge(pledge)
    references = list(pledge.activities.values_list("reference", flat=True))
    assert changes(edition) == {pledge.slug: "withdrawn", **dict.fromkeys(references, "changed")}
    assert list(PublicActivity.objects.listed()) == [row(other)]
    assert not PublicPledge.objects.get(slug=pledge.slug).listed
    assert Pledge.objects.get(pk=pledge.pk).state == "withdrawn"


def test_hiding_and_showing_a_pledge_gives_the_same_bytes_and_lets_no_pending_edit_out(pledge):
    before = contents()
    publishing.withdraw_pledge(pledge)
    assert contents() != before
    edition = publishing.publish_pledge(pledge)
    assert contents() == before
    assert set(changes(edition)) == {pledge.slug, *pledge.activities.values_list("reference", flat=True)}
    assert changes(edition)[pledge.slug] == "published"
    assert Publication.objects.filter(pledge=pledge).count() == 1, "showing is no new version"


def test_hiding_a_hidden_or_a_draft_pledge_changes_nothing(pledge):
    publishing.withdraw_pledge(pledge)
    before = contents(without=["id"])
    assert publishing.withdraw_pledge(pledge) is None
    assert publishing.withdraw_pledge(factories.pledge()) is None
    assert contents(without=["id"]) == before


def test_publishing_a_pledge_that_did_not_change_makes_no_version_and_no_edition(pledge):
    before = contents(without=["id"])
    assert publishing.publish_pledge(pledge) is None
    assert contents(without=["id"]) == before
    assert Publication.objects.filter(pledge=pledge).count() == 1


def test_an_edit_to_a_pledge_waits_and_once_published_its_activities_follow(pledge):
    commitment = pledge.commitments.get()
    objective = factories.objective(framework=pledge.framework)
    before = contents(without=["id"])
    edit(pledge, title="New title")
    edit(commitment, short_title="New short title")
    commitment.objectives.add(objective)
    publishing.rebuild_public_record()
    assert contents(without=["id"]) == before

    edition = publishing.publish_pledge(pledge)

    references = list(pledge.activities.values_list("reference", flat=True))
    assert changes(edition) == dict.fromkeys([pledge.slug, *references], "changed")
    for activity in PublicActivity.objects.filter(reference__in=references):
        assert activity.record["pledge"]["title"] == "New title"
        assert activity.record["commitments"][0]["short_title"] == "New short title"
        assert activity.facets["objective"] == [objective.key]
        assert activity.title == before[activity.reference]["title"]
        assert activity.updated == before[activity.reference]["updated"]
