"""Rebuilding: the latest documents are projected again, and what waits for review stays where it is."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as site

from activities import publishing
from activities.models import Activity, Change, Country, Edition, PublicActivity, Publication, Rebuild
from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge
from commitments.models import Indicator, Pledge
from tests import factories
from tests.activities.reading import address, changes, contents, drafts, edit, public, row

pytestmark = pytest.mark.django_db

# The environment of a process beside the tests, but for the database.
ELSEWHERE = os.environ | {"DJANGO_SETTINGS_MODULE": "pledgetracker.settings"}


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
    # The names, and all of them again as a text, the pledge, what is missing or was never published, the ties, the
    # editions, the one step, the stored index.
    with django_assert_max_num_queries(85):
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
    monkeypatch.setattr(publishing.rebuild, "STEP", 3)
    activities = drafts(5)
    activities[0].same_project.set(activities[1:])
    newest = publishing.publish(activities)
    before = contents()
    PublicActivity.objects.update(record={}, csv_line="")
    edition = publishing.rebuild_public_record()
    assert contents() == before
    assert edition.number == newest.number + 2, "one for each step"
    assert Change.objects.filter(edition__gt=newest).count() == 5


def test_an_empty_record_is_rebuilt_without_an_edition():
    assert publishing.rebuild_public_record() is None
    assert not Edition.objects.filter(number__gt=0).exists()


# --- Step by step -----------------------------------------------------------------------------------------------------


class Stopped(Exception):
    """Raised to cut a run off."""


@pytest.fixture
def old(monkeypatch):
    """Seven activities whose rows an older release wrote, three of which are a step. Gives what they should be."""
    monkeypatch.setattr(publishing.rebuild, "STEP", 3)
    publishing.publish(drafts(7))
    expected = contents()
    PublicActivity.objects.update(words="")
    return expected


def cut_off():
    """Run one step."""

    def stop(done, total, changed):
        if done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        publishing.rebuild_public_record(progress=stop)


def steps(**arguments):
    """Run to the end; returns what was told of each step."""
    told = []
    publishing.rebuild_public_record(progress=lambda *step: told.append(step), **arguments)
    return told


def test_what_was_cut_off_is_continued(old):
    cut_off()
    assert steps() == [(3, 7, 0), (6, 7, 3), (7, 7, 4)]
    assert contents() == old
    assert steps() == [(0, 7, 0), (3, 7, 0), (6, 7, 0), (7, 7, 0)], "a run to the end is not continued"


@pytest.mark.parametrize("what", ["release", "name", "asked"])
def test_it_begins_anew_for_another_release_or_name_or_where_asked(old, what, settings):
    cut_off()
    if what == "release":
        settings.RELEASE = "another"
    if what == "name":
        factories.office()
    assert steps(from_start=what == "asked")[0] == (0, 7, 0)
    assert contents() == old


def test_what_is_written_between_two_steps_is_kept(old):
    first, *_, last = Activity.objects.order_by("pk")
    country = factories.country(name="Old")
    factories.placement(last, country)

    def meanwhile(done, total, changed):
        if done == 3:
            edit(first, title="New title")
            publishing.publish([first, last])
            edit(country, name="New")
            publishing.vocabulary_changed(country=[country.alpha3])

    publishing.rebuild_public_record(progress=meanwhile)
    assert row(first).title == "New title"
    assert row(last).record["countries"][0]["name"] == "New"
    assert publishing.rebuild_public_record() is None


def test_what_is_written_between_reading_and_writing_a_step_is_kept(old, monkeypatch):
    activity, withdrawn, *_ = Activity.objects.order_by("pk")
    differing = publishing.ahead.Projector.differing
    publish = [lambda: publishing.publish([activity]), lambda: publishing.withdraw([withdrawn])]

    def read(self, references):
        found = differing(self, references)
        while publish:
            publish.pop()()
        return found

    edit(activity, title="New title")
    monkeypatch.setattr(publishing.ahead.Projector, "differing", read)
    publishing.rebuild_public_record()
    assert row(activity).title == "New title"
    assert row(withdrawn).withdrawn and not row(withdrawn).words
    assert publishing.rebuild_public_record() is None


RUN = """
import sys, django; django.setup()
from activities import publishing
publishing.rebuild.STEP = 3
publishing.rebuild_public_record(progress=lambda *step: (print(step, flush=True), step[0] == 3 and sys.stdin.read()))
"""


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_is_continued(old):
    process = subprocess.Popen(
        [sys.executable, "-c", RUN], env=ELSEWHERE | {"DATABASE_URL": address()}, cwd=site.BASE_DIR,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert [process.stdout.readline() for _ in range(2)] == ["(0, 7, 0)\n", "(3, 7, 3)\n"]
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert PublicActivity.objects.filter(words="").count() == 4
    assert Rebuild.objects.get().done == sorted(PublicActivity.objects.values_list("pk", flat=True))[2]
    assert steps()[0] == (3, 7, 0)
    assert contents() == old
    assert not Rebuild.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_several_processes_write_what_one_would(old, monkeypatch):
    for name, value in (ELSEWHERE | {"DATABASE_URL": address()}).items():
        monkeypatch.setenv(name, value)
    assert steps(workers=2) == [(0, 7, 0), (3, 7, 3), (6, 7, 6), (7, 7, 7)]
    assert contents() == old
