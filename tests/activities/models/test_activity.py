import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from activities import publishing
from activities.models import Activity, Participation, Placement
from commitments.models import Pledge
from tests import factories
from tests.rules import assert_holds_partial_dates, assert_kept, assert_refused, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return factories.activity()


@pytest.fixture
def published(activity):
    """An activity on the public record."""
    publishing.publish_pledge(activity.pledge)
    publishing.publish([activity])
    activity.refresh_from_db()
    return activity


# --- Dates ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("field", "blank"), [("start", True), ("end", True), ("reported", False)])
def test_its_dates_are_partial_dates(activity, field, blank):
    assert_holds_partial_dates(activity, field, blank=blank)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024", "2023"),
        ("2024", "2023-12-31"),
        ("2023-12", "2023-11"),
        ("2023-12", "2023-11-30"),
        ("2023-11-25", "2023-11-24"),
        ("2023-12-01", "2023-11"),
        ("2024-01-01", "2023"),
    ],
)
def test_an_end_is_not_before_the_start(activity, start, end):
    activity.start, activity.end = start, end
    assert_refused(activity, "The end is before the start.")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2023", "2023"),
        ("2023-11", "2023"),
        ("2023-11-24", "2023"),
        ("2023-11-24", "2023-11"),
        ("2023", "2023-01-01"),
        ("2023-11", "2023-11-01"),
        ("2023-11-24", "2023-11-24"),
        ("2023", "2027"),
        ("2023-12", "2024-01-31"),
        ("2023", ""),
        ("", "2024-01"),
        ("", ""),
    ],
)
def test_dates_are_compared_at_the_shorter_precision(activity, start, end):
    activity.start, activity.end = start, end
    assert_kept(activity)


# --- Reference --------------------------------------------------------------------------------------------------------
def test_it_gets_the_next_reference_of_its_pledge_and_keeps_it(activity):
    slug = activity.pledge.slug
    assert activity.reference == f"{slug}-0001"
    assert factories.activity(pledge=activity.pledge).reference == f"{slug}-0002"
    activity.save()
    assert activity.reference == f"{slug}-0001"


def test_the_number_of_a_deleted_draft_is_not_given_again(activity):
    pledge = activity.pledge
    factories.activity(pledge=pledge).delete()
    assert factories.activity(pledge=pledge).reference == f"{pledge.slug}-0003"


def test_a_refused_first_save_takes_no_reference(activity):
    pledge = activity.pledge
    refused = Activity(
        pledge=pledge, title="T", description="D", kind="event", reported="2023", start="2024", end="2023"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        refused.save()
    other = factories.activity(pledge=pledge)
    refused.end = "2024"
    refused.save()
    assert (other.reference, refused.reference) == (f"{pledge.slug}-0002", f"{pledge.slug}-0003")


def test_more_than_9999_activities_still_have_references(activity):
    pledge = activity.pledge
    type(pledge).objects.filter(pk=pledge.pk).update(activity_counter=9999)
    assert factories.activity(pledge=pledge).reference == f"{pledge.slug}-10000"


def test_two_activities_share_no_reference(activity):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.activity(pledge=activity.pledge, reference=activity.reference)


def test_its_address_is_its_reference(activity):
    assert activity.get_absolute_url() == f"/activities/{activity.reference}/"
    assert str(activity) == f"{activity.reference} · {activity.title}"


# --- State ------------------------------------------------------------------------------------------------------------
def test_it_begins_as_a_draft_that_says_nothing_of_its_own():
    made = Activity(title="T")
    assert (made.state, made.status, made.start, made.end) == ("draft", "not-stated", "", "")
    assert made.do_no_harm is False
    assert made.has_unpublished_changes is False


def test_a_change_after_publishing_waits_for_review(published):
    assert (published.state, published.has_unpublished_changes) == ("published", False)
    published.save()
    assert published.has_unpublished_changes is True


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "English"), ("source_page", "javascript:alert(1)"), ("kind", "party"), ("status", "done")],
)
def test_a_form_refuses_what_no_page_could_use(activity, field, value):
    setattr(activity, field, value)
    assert len(sentences(activity)) == 1


# --- What stays, and what goes ----------------------------------------------------------------------------------------
def test_a_draft_goes_with_all_that_was_entered_for_it(activity):
    factories.placement(activity, factories.country())
    factories.participation(activity, factories.partner())
    factories.update(activity)
    factories.source(activity)
    factories.result(activity)
    activity.delete()
    assert not Activity.objects.exists()
    assert not Placement.objects.exists()
    assert not Participation.objects.exists()


def test_what_was_published_stays(published):
    for record in (published, published.pledge, published.publications.get().edition):
        with pytest.raises(ProtectedError):
            record.delete()


def test_what_an_activity_names_stays(activity):
    country, partner, office = factories.country(), factories.partner(), factories.office()
    factories.placement(activity, country)
    factories.participation(activity, partner)
    indicator = factories.result(activity).indicator
    activity.office = office
    activity.save()
    for record in (country, partner, office, indicator, activity.pledge):
        with pytest.raises(ProtectedError):
            record.delete()


# --- Places and partners ----------------------------------------------------------------------------------------------
def test_an_activity_names_a_country_once_planned_or_not(activity):
    country = factories.country()
    factories.placement(activity, country)
    again = Placement(activity=activity, country=country, planned=True)
    assert_refused(again, "The activity already names this country or area.")
    again.activity = factories.activity()
    assert_kept(again)


def test_a_partner_has_each_role_in_an_activity_once(activity):
    partner = factories.partner(name="Samuel Hall")
    factories.participation(activity, partner, role="funding")
    again = Participation(activity=activity, partner=partner, role="funding")
    assert_refused(again, "The partner already has this role in the activity.")
    again.role = "implementing"
    assert_kept(again)
    assert str(again) == "Samuel Hall (implementing)"


def test_same_project_ties_both_ways(activity):
    other = factories.activity(pledge=activity.pledge)
    activity.same_project.add(other)
    assert list(other.same_project.all()) == [activity]


def test_a_form_that_was_open_while_the_activity_was_published_does_not_undo_that():
    activity = factories.activity()
    opened = Activity.objects.get(pk=activity.pk)
    publishing.publish_pledge(activity.pledge)
    publishing.publish([activity])
    opened.title = "Typed meanwhile"
    opened.save()
    saved = Activity.objects.get(pk=activity.pk)
    assert (saved.title, saved.state) == ("Typed meanwhile", "published")
    assert saved.has_unpublished_changes


def test_two_saves_of_one_version_both_count():
    activity = factories.activity()
    first, second = (Activity.objects.get(pk=activity.pk) for _ in range(2))
    first.save()
    publishing.publish_pledge(activity.pledge)
    publishing.publish([first])
    second.title = "The other editor's"
    second.save()
    assert second.version == first.version + 1
    assert Activity.objects.get(pk=activity.pk).has_unpublished_changes


def test_a_pledge_saved_from_an_old_form_gives_no_number_twice():
    pledge = factories.pledge()
    opened = Pledge.objects.get(pk=pledge.pk)
    first = factories.activity(pledge=pledge)
    opened.save()
    second = factories.activity(pledge=Pledge.objects.get(pk=pledge.pk))
    assert first.reference != second.reference
