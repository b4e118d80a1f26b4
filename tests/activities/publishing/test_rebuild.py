"""Rebuilding: the latest documents are projected again, and what waits for review stays where it is."""

import pytest

from activities import publishing
from activities.models import Activity, Change, Country, Edition, PublicActivity, Publication
from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge
from commitments.models import Indicator, Pledge
from tests import factories
from tests.activities.reading import changes, contents, drafts, edit, public, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def undp():
    load_reference()
    load_undp_pledge()
    return Pledge.objects.get(slug="undp-gcm")


def edit_everything(pledge):
    """An unreviewed edit to every field of every activity of a pledge, to the pledge and to its commitments."""
    wrong = Country.objects.get(alpha3="FRA")
    partner, indicator = factories.partner(), Indicator.objects.first()
    for activity in pledge.activities.all():
        edit(
            activity,
            title="UNREVIEWED",
            description="UNREVIEWED",
            language="fr",
            kind="event",
            status="cancelled",
            start="1999",
            end="2099",
            reported="2099",
            places="UNREVIEWED",
            office=None,
            source_page="https://example.org/UNREVIEWED",
        )
        for relation in (activity.placements, activity.participations, activity.updates, activity.results):
            relation.all().delete()
        activity.regions.clear()
        activity.same_project.clear()
        activity.commitments.set(pledge.commitments.filter(number=3))
        factories.placement(activity, wrong)
        factories.participation(activity, partner)
        factories.update(activity, text="UNREVIEWED", status="completed")
        factories.result(activity, indicator=indicator)
        factories.source(activity, title="UNREVIEWED")
    edit(pledge, title="UNREVIEWED", lead_in="UNREVIEWED")
    for commitment in pledge.commitments.all():
        edit(commitment, text="UNREVIEWED", short_title="UNREVIEWED")
        commitment.objectives.clear()


def test_the_real_pledge_keeps_every_byte_while_an_edit_waits_on_each_of_its_activities(undp):
    before = contents(without=())
    assert len(before) == 46
    edit_everything(undp)
    for _ in range(2):
        assert publishing.rebuild_public_record() is None, "no byte differs, so there is no edition"
        assert contents(without=()) == before
    publishing.vocabulary_changed()
    assert contents(without=()) == before


def test_the_real_pledge_is_projected_in_few_queries(undp, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        publishing.rebuild_public_record()


def test_rows_that_are_not_as_they_should_be_are_written_anew_and_no_other():
    broken, whole = drafts(2)
    publishing.publish([broken, whole])
    before = contents()
    PublicActivity.objects.filter(reference=broken.reference).update(
        record={}, facets={}, words="", csv_line="", title="", folded_title="", last_reported="", listed=False
    )
    edition = publishing.rebuild_public_record()
    assert changes(edition) == {broken.reference: "changed"}
    assert contents() == before
    assert row(whole).edition_id < edition.number


def test_it_takes_the_latest_version_of_each():
    activity = public(title="First")
    edit(activity, title="Second")
    publishing.publish([activity])
    before = contents()
    PublicActivity.objects.update(record={})
    publishing.rebuild_public_record()
    assert contents() == before
    assert row(activity).title == "Second"


def test_it_makes_no_version_and_touches_no_staff_record():
    activity = public()
    PublicActivity.objects.update(words="")
    staff = list(Activity.objects.values())
    publishing.rebuild_public_record()
    assert list(Activity.objects.values()) == staff
    assert Publication.objects.filter(activity=activity).count() == 1


def test_it_goes_through_more_rows_than_are_projected_together(monkeypatch):
    monkeypatch.setattr(publishing.rows, "BATCH", 2)
    activities = drafts(5)
    activities[0].same_project.set(activities[1:])
    publishing.publish(activities)
    before = contents()
    PublicActivity.objects.update(record={}, csv_line="")
    edition = publishing.rebuild_public_record()
    assert contents() == before
    assert Change.objects.filter(edition=edition).count() == 5


def test_an_empty_record_is_rebuilt_without_an_edition():
    assert publishing.rebuild_public_record() is None
    assert not Edition.objects.filter(number__gt=0).exists()
