"""Rows of the public record that are missing, changed or never published, and what a rebuild makes of each."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import publishing
from activities.models import (
    Activity,
    Change,
    Edition,
    IndexPart,
    PublicActivity,
    Publication,
    PublicPledge,
    PublicTie,
    Rebuild,
)
from activities.publishing.restoring import Names
from tests import factories
from tests.activities.reading import changes, contents, drafts, edit, public, public_pledge, row

pytestmark = pytest.mark.django_db


def rows():
    """Every row, whole, with the edition that wrote it last."""
    return contents(without=["id"]), sorted(PublicTie.objects.values_list("reference", "other"))


def rebuilt():
    report = publishing.Report()
    publishing.rebuild_public_record(report=report)
    return report


def lost(*activities):
    PublicActivity.objects.filter(reference__in=[activity.reference for activity in activities]).delete()


@pytest.fixture
def five():
    """Five activities of three loads: two tied, one withdrawn, one of a hidden pledge, one with a second version."""
    first, second = drafts(2)
    first.same_project.add(second)
    publishing.publish([first, second])
    withdrawn, changed = drafts(2, pledge=first.pledge)
    publishing.publish([withdrawn, changed])
    edit(changed, title="Second version")
    publishing.publish([changed])
    publishing.withdraw([withdrawn])
    hidden = public()
    publishing.withdraw_pledge(hidden.pledge)
    return [first, second, withdrawn, changed, hidden]


# --- Missing ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", range(5))
def test_each_row_comes_back_alone(five, number):
    before = rows()
    lost(five[number])
    report = rebuilt()
    assert rows() == before
    assert report.missing.first == [five[number].reference]
    assert not report.different and not report.surplus and not report.index


def test_they_come_back_in_more_steps_than_one(five, monkeypatch):
    monkeypatch.setattr(publishing.rows, "BATCH", 2)
    monkeypatch.setattr(publishing.restoring, "BATCH", 2)
    monkeypatch.setattr(publishing.rebuild, "STEP", 2)
    before = rows()
    for model in (PublicActivity, PublicPledge, PublicTie):
        model.objects.all().delete()
    assert rebuilt().missing.count == 7
    assert rows() == before
    assert publishing.rebuild_public_record() is None


def test_all_come_back_where_references_and_primary_keys_count_differently(monkeypatch):
    """Batches are cut by primary key: once those of a pledge whose slug comes first were passed over."""
    monkeypatch.setattr(publishing.restoring, "BATCH", 2)
    late, early = public_pledge(slug="z-late"), public_pledge(slug="a-early")
    publishing.publish([factories.activity(pledge=pledge) for pledge in (late, early) for _ in range(3)])
    before = rows()
    PublicActivity.objects.all().delete()
    assert rebuilt().missing.count == 6
    assert rows() == before


def test_what_was_cut_off_while_it_put_rows_back_is_continued(five, monkeypatch):
    monkeypatch.setattr(publishing.rebuild, "STEP", 2)
    before = rows()
    PublicActivity.objects.all().delete()

    def stop(done, total, changed):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publishing.rebuild_public_record(progress=stop)
    assert rows() != before
    assert rebuilt().missing.count == 3
    assert rows() == before


def test_a_row_that_is_lost_from_the_part_that_was_done_comes_back_too(five, monkeypatch):
    monkeypatch.setattr(publishing.rebuild, "STEP", 2)
    before = rows()
    PublicActivity.objects.update(words="")

    def stop(done, total, changed):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publishing.rebuild_public_record(progress=stop)
    assert Rebuild.objects.get().done
    PublicActivity.objects.filter(pk=PublicActivity.objects.order_by("pk").first().pk).delete()
    rebuilt()
    assert contents() == without_edition(before)


def without_edition(before):
    return {
        key: {name: value for name, value in each.items() if name != "edition_id"} for key, each in before[0].items()
    }


def test_the_stored_index_is_put_back_with_the_rows(five):
    before = {part.key: part.value for part in IndexPart.objects.without(("token", ""))}
    PublicActivity.objects.all().delete()
    IndexPart.objects.all().delete()
    rebuilt()
    assert {part.key: part.value for part in IndexPart.objects.without(("token", "")) if part.value} == {
        key: value for key, value in before.items() if value
    }


# --- Changed, or never published --------------------------------------------------------------------------------------
def test_rows_whose_ordinals_were_swapped_get_their_own_back(five):
    before = contents()
    first, second = row(five[0]), row(five[1])
    PublicActivity.objects.filter(pk=first.pk).update(ordinal=999)
    PublicActivity.objects.filter(pk=second.pk).update(ordinal=first.ordinal)
    PublicActivity.objects.filter(pk=first.pk).update(ordinal=second.ordinal)
    report = rebuilt()
    assert contents() == before
    assert sorted(report.different.first) == [first.reference, second.reference]
    assert not report.missing and not report.surplus


def test_a_row_that_was_never_published_is_removed_even_where_it_has_the_place_of_another(five):
    before = contents()
    PublicActivity.objects.filter(reference=five[0].reference).update(reference="forged-0001")
    PublicPledge.objects.create(
        slug="forged", title="Forged", listed=True, version=1, edition=Edition.objects.first(), record={},
        first_published=Edition.objects.first().at, updated=Edition.objects.first().at,
    )  # fmt: skip
    report = publishing.check_public_record()
    assert report.surplus.first == ["forged", "forged-0001"]
    assert report.missing.first == [five[0].reference]
    rebuilt()
    assert contents() == before
    assert {"forged", "forged-0001"} <= set(
        Change.objects.filter(action="withdrawn").values_list("reference", flat=True)
    )


def test_rows_that_were_marked_as_withdrawn_or_shown_again_are_as_the_changes_say(five):
    before = contents()
    PublicActivity.objects.filter(reference=five[0].reference).update(withdrawn=True)
    PublicActivity.objects.filter(reference=five[2].reference).update(withdrawn=False, listed=True, title="Forged")
    PublicPledge.objects.filter(slug=five[4].pledge.slug).update(listed=True)
    report = rebuilt()
    assert contents() == before
    slug = five[4].pledge.slug
    assert sorted(report.different.first) == sorted([five[0].reference, five[2].reference, slug])
    told = Change.objects.filter(action="changed").values_list("reference", flat=True)
    assert {five[0].reference, five[2].reference, slug} <= set(told)


def test_ties_that_were_taken_away_or_made_up_are_those_of_the_documents(five):
    before = rows()
    PublicTie.objects.update(other=five[3].reference)
    report = rebuilt()
    assert report.ties == 4, "two were missing, and two that no document states"
    assert rows()[1] == before[1]
    assert contents() == without_edition(before)


# --- What is done meanwhile -------------------------------------------------------------------------------------------
def test_a_new_activity_takes_no_ordinal_of_a_lost_row(five):
    before = contents()
    PublicActivity.objects.all().delete()
    new = drafts(1, pledge=five[0].pledge)[0]
    publishing.publish([new])
    rebuilt()
    after = contents()
    assert after.pop(new.reference)["ordinal"] == 6
    assert after == before


def test_an_activity_that_is_published_again_while_its_row_is_lost_keeps_ordinal_and_first_date(five):
    before = row(five[0])
    lost(five[0])
    edit(five[0], title="New title")
    edition = publishing.publish([five[0]])
    after = row(five[0])
    assert (after.ordinal, after.first_published) == (before.ordinal, before.first_published)
    assert after.title == "New title"
    assert changes(edition)[five[0].reference] == "changed"
    assert not publishing.check_public_record().changes


def test_what_is_withdrawn_while_its_row_is_lost_comes_back_as_withdrawn(five):
    PublicActivity.objects.all().delete()
    PublicPledge.objects.all().delete()
    publishing.withdraw([five[0]])
    publishing.withdraw_pledge(five[0].pledge)
    rebuilt()
    assert row(five[0]).withdrawn and not row(five[0]).listed and row(five[0]).title == ""
    assert not PublicPledge.objects.get(slug=five[0].pledge.slug).listed
    assert not PublicActivity.objects.listed().exists()


def test_a_withdrawn_activity_whose_row_is_lost_can_be_published_again(five):
    lost(five[2])
    edition = publishing.publish([five[2]])
    assert changes(edition)[five[2].reference] == "published"
    assert row(five[2]).listed and row(five[2]).ordinal == 4
    assert not publishing.check_public_record().changes


def test_an_activity_can_be_published_while_other_rows_are_lost(five):
    """In the stored order of titles stands what has no row."""
    lost(five[0], five[3])
    edit(five[1], title="Another title")
    publishing.publish([five[1]])
    rebuilt()
    assert not publishing.check_public_record().changes
    assert PublicActivity.objects.listed().count() == 3


# --- The check --------------------------------------------------------------------------------------------------------
def everything():
    models = [Activity, Change, Edition, IndexPart, PublicActivity, PublicPledge, PublicTie, Publication, Rebuild]
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("what", ["nothing", "lost", "different", "index"])
def test_the_check_says_what_would_change_and_changes_nothing(five, what):
    if what == "lost":
        lost(*five)
    if what == "different":
        PublicActivity.objects.filter(reference=five[0].reference).update(words="")
    if what == "index":
        IndexPart.objects.without(("token", "")).first().delete()
    before = everything()
    report = publishing.check_public_record()
    assert everything() == before
    assert report.changes == (what != "nothing")
    assert report.missing.first == ([each.reference for each in five] if what == "lost" else [])
    assert report.different.first == ([five[0].reference] if what == "different" else [])
    assert report.index == (what == "index")
    done = rebuilt()
    assert (done.missing, done.different, done.index) == (report.missing, report.different, report.index)


def test_the_check_of_a_sound_record_takes_no_lock_and_opens_no_transaction(five):
    with CaptureQueriesContext(connection) as captured:
        publishing.check_public_record()
    wrote = [each["sql"] for each in captured if not each["sql"].startswith("SELECT")]
    assert not wrote
    assert not [each["sql"] for each in captured if "FOR UPDATE" in each["sql"]]


def test_names_are_counted_and_the_first_are_kept():
    names = Names()
    names.add(f"{number:03d}" for number in range(15))
    names.add(f"{number:03d}" for number in range(15, 45))
    assert (names.count, names.first) == (45, [f"{number:03d}" for number in range(20)])


# --- What cannot be put back ------------------------------------------------------------------------------------------
def test_a_row_without_ordinal_or_change_cannot_come_back_and_that_is_said(five):
    Publication.objects.filter(activity=five[0]).update(ordinal=None)
    Change.objects.filter(reference=five[1].reference).delete()
    before = rows()
    assert not publishing.check_public_record().lost, "nothing is missing yet"
    lost(five[0], five[1], five[3])
    report = rebuilt()
    assert report.missing.first == [five[3].reference]
    assert report.without_ordinal.first == [five[0].reference]
    assert report.without_change.first == [five[1].reference]
    assert set(rows()[0]) == set(before[0]) - {five[0].reference, five[1].reference}
    assert publishing.check_public_record().lost


def test_a_pledge_of_which_no_publication_is_kept_keeps_its_row(five):
    pledge = five[0].pledge
    Publication.objects.filter(pledge=pledge).delete()
    before = rows()
    report = rebuilt()
    assert report.without_pledge.first == [pledge.slug]
    assert not report.surplus
    assert rows() == before
    PublicPledge.objects.filter(slug=pledge.slug).delete()
    lost(five[1])
    assert rebuilt().without_pledge.first == [pledge.slug]
    assert not PublicActivity.objects.filter(reference=five[1].reference).exists()
    assert PublicActivity.objects.filter(reference=five[0].reference).exists()


# --- The migration ----------------------------------------------------------------------------------------------------
@pytest.fixture
def fill():
    migration = import_module("activities.migrations.0014_publications_state_the_ordinal")
    return lambda: migration.fill(apps, None)


def stated():
    return dict(Publication.objects.filter(activity__isnull=False).values_list("activity__reference", "ordinal"))


def test_the_migration_takes_ordinals_from_the_rows(five, fill):
    before = stated()
    PublicActivity.objects.filter(reference=five[0].reference).update(ordinal=77)
    Publication.objects.update(ordinal=None)
    fill()
    assert stated() == before | {five[0].reference: 77}
    assert not Publication.objects.exclude(pledge=None).exclude(ordinal=None).exists()


@pytest.mark.parametrize("gone", [[0], [1, 3], [0, 1, 2, 3, 4]])
def test_the_migration_finds_the_ordinals_of_lost_rows_too(five, fill, gone):
    before = stated()
    lost(*[five[number] for number in gone])
    Publication.objects.update(ordinal=None)
    fill()
    assert stated() == before


def test_the_migration_guesses_no_ordinal_where_the_rows_do_not_count_by_its_rule(five, fill):
    lost(five[0])
    PublicActivity.objects.filter(reference=five[1].reference).update(ordinal=77)
    Publication.objects.update(ordinal=None)
    fill()
    assert stated()[five[0].reference] is None
    assert stated()[five[1].reference] == 77
