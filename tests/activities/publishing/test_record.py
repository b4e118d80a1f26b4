"""Publishing: one edition or nothing, and only what changed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import publishing
from activities.models import Activity, Change, Edition, PublicActivity, Publication
from tests import factories
from tests.activities.reading import changes, contents, drafts, edit, public, public_pledge, record, row

pytestmark = pytest.mark.django_db


def in_order(*activities):
    """Whether the ordinals of these activities grow from the first to the last."""
    ordinals = [row(activity).ordinal for activity in activities]
    return ordinals == sorted(set(ordinals))


def everything_written():
    models = (Edition, Change, Publication, PublicActivity)
    return [list(model.objects.order_by("pk").values()) for model in models]


# --- All or nothing, one edition --------------------------------------------------------------------------------------


def test_a_bulk_publish_is_one_edition_that_names_every_activity():
    activities = drafts(3)
    before = Edition.objects.first().number
    edition = publishing.publish(activities)
    assert Edition.objects.first() == edition
    assert edition.number == before + 1
    assert changes(edition) == {activity.reference: "published" for activity in activities}
    assert {row(activity).edition_id for activity in activities} == {edition.number}


def test_one_activity_that_fails_its_check_keeps_all_from_being_published_and_every_problem_is_named():
    good, bad, worse = drafts(3)
    edit(bad, do_no_harm=False)
    edit(worse, do_no_harm=False, places="a;b")
    before = everything_written()
    with pytest.raises(ValidationError) as problem:
        publishing.publish([good, bad, worse])
    assert [message.split(":")[0] for message in problem.value.messages] == [
        bad.reference, worse.reference, worse.reference,
    ]  # fmt: skip
    assert everything_written() == before
    assert set(Activity.objects.values_list("state", flat=True)) == {"draft"}


def test_an_activity_that_did_not_change_makes_no_version_and_no_edition():
    activity = public()
    before = everything_written()
    assert publishing.publish([activity]) is None
    assert everything_written() == before


def test_of_several_only_those_that_changed_make_a_version():
    changed, same = drafts(2)
    publishing.publish([changed, same])
    before = row(same)
    edit(changed, title="Another title")
    edition = publishing.publish([changed, same])
    assert changes(edition) == {changed.reference: "changed"}
    assert list(Publication.objects.filter(edition=edition).values_list("activity", "number")) == [(changed.pk, 2)]
    assert row(same).edition_id == before.edition_id


def test_it_publishes_what_is_saved_not_what_the_caller_holds():
    activity = drafts(1)[0]
    stale = Activity.objects.get(pk=activity.pk)
    edit(activity, title="Saved last")
    stale.title = "Never saved"
    publishing.publish([stale])
    assert row(activity).title == "Saved last"


def test_publishing_nothing_does_nothing():
    assert publishing.publish([]) is None


def test_every_version_is_kept_with_its_document_its_edition_and_who_published_it():
    by = factories.user()
    activity = drafts(1, title="First")[0]
    first = publishing.publish([activity], by=by)
    edit(activity, title="Second")
    second = publishing.publish([activity])
    versions = Publication.objects.versions_of(activity.reference)
    assert [(each.number, each.document["title"], each.edition, each.at, each.by) for each in versions] == [
        (2, "Second", second, second.at, None),
        (1, "First", first, first.at, by),
    ]
    assert row(activity).version == 2


# --- Drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_changes_no_public_row_and_touches_no_edition():
    published = public(countries=[factories.country()])
    before = everything_written()
    draft = drafts(1, pledge=published.pledge, countries=list(published.countries.all()))[0]
    factories.update(draft, status="completed")
    draft.same_project.add(published)
    draft.placements.all().delete()
    draft.delete()
    assert everything_written() == before


def test_an_edit_to_a_published_activity_waits_for_review():
    activity = public(title="Approved")
    before = everything_written()
    edit(activity, title="Unreviewed")
    factories.update(activity, status="completed")
    factories.placement(activity, factories.country())
    assert everything_written() == before
    assert list(Activity.objects.with_unpublished_changes()) == [activity]
    publishing.publish([activity])
    assert row(activity).title == "Unreviewed"
    assert list(Activity.objects.with_unpublished_changes()) == []


def test_publishing_a_neighbour_lets_no_unreviewed_edit_out():
    waiting, neighbour = drafts(2)
    waiting.same_project.add(neighbour)
    publishing.publish([waiting])
    edit(waiting, title="Unreviewed", description="Unreviewed")
    publishing.publish([neighbour])
    assert record(waiting)["same_project"] == [neighbour.reference], "it was projected again, for the tie"
    assert "Unreviewed" not in str(contents())


def test_an_activity_published_under_a_hidden_pledge_is_not_listed_until_the_pledge_is():
    pledge = public_pledge()
    publishing.withdraw_pledge(pledge)
    activity = public(pledge=pledge)
    assert not row(activity).listed
    publishing.publish_pledge(pledge)
    assert row(activity).listed


# --- Ordinals and timestamps ------------------------------------------------------------------------------------------


def test_one_load_is_in_page_order_when_read_newest_first():
    first, second, third = drafts(3)
    publishing.publish([second, third, first])
    assert in_order(third, second, first)


def test_the_latest_load_stands_before_earlier_ones():
    pledge = public_pledge()
    one, two, three, four = drafts(4, pledge=pledge)
    publishing.publish([three, four])
    publishing.publish([one, two])
    assert in_order(four, three, two, one)


def test_publishing_again_keeps_ordinal_and_first_publication_and_moves_updated():
    activity, later = drafts(2)
    first = publishing.publish([activity])
    publishing.publish([later])
    before = row(activity)
    edit(activity, title="Changed")
    second = publishing.publish([activity, later])
    after = row(activity)
    assert (after.ordinal, after.first_published) == (before.ordinal, first.at)
    assert (before.updated, after.updated) == (first.at, second.at)
    assert first.at < second.at


def test_an_ordinal_is_not_given_again_after_a_withdrawal():
    pledge = public_pledge()
    activities = drafts(3, pledge=pledge)
    publishing.publish(activities)
    given = {row(activity).ordinal for activity in activities}
    publishing.withdraw(activities)
    new = public(pledge=pledge)
    assert row(new).ordinal > max(given)
    publishing.publish(activities)
    assert {row(activity).ordinal for activity in activities} == given


def test_a_load_of_old_and_new_gives_new_ordinals_to_the_new_alone():
    old, new, newer = drafts(3)
    publishing.publish([old])
    ordinal = row(old).ordinal
    edit(old, title="Changed")
    edition = publishing.publish([old, new, newer])
    assert row(old).ordinal == ordinal
    assert in_order(old, newer, new)
    assert changes(edition) == {
        old.reference: "changed", new.reference: "published", newer.reference: "published",
    }  # fmt: skip


# --- Cost -------------------------------------------------------------------------------------------------------------


def queries_of_publishing(number):
    country, partner, indicator = factories.country(), factories.partner(), factories.indicator()
    activities = drafts(number, countries=[country])
    for activity in activities:
        factories.participation(activity, partner)
        factories.result(activity, indicator=indicator)
        factories.update(activity)
        factories.source(activity)
    activities[0].same_project.set(activities[1:])
    with CaptureQueriesContext(connection) as queries:
        publishing.publish(activities)
    return [query["sql"].split(" WHERE ")[0][:60] for query in queries if "SAVEPOINT" not in query["sql"]]


def test_publishing_many_costs_the_same_queries_as_publishing_few():
    public()
    few, many = queries_of_publishing(2), queries_of_publishing(20)
    assert many == few
