"""The history of a record at the desk: every change with who made it and what it changed, and the way back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities import publishing
from activities.models import Activity, PublicActivity
from commitments import history
from commitments.admin.history import CHANGES_A_PAGE
from commitments.models import Revision
from tests import factories
from tests.forms import fields_of

pytestmark = pytest.mark.django_db
# session, user, record, its pledge, its revisions counted and read
QUERIES = 6


@pytest.fixture(autouse=True)
def chief(client, db):
    user = factories.administrator(username="chief")
    client.force_login(user)
    return user


@pytest.fixture
def activity():
    """Published, with a first version that said something else."""
    pledge = factories.pledge(made_by=[factories.partner()])
    made = factories.activity(pledge=pledge, title="First title", countries=[factories.country(name="Kyrgyzstan")])
    factories.update(made, text="First news")
    history.record(made, Revision.Action.ADDED)
    publishing.publish_pledge(pledge)
    publishing.publish([made])
    made.refresh_from_db()
    return made


def page(record, name, *more):
    label = f"{record._meta.app_label}_{record._meta.model_name}"
    return reverse(f"admin:{label}_{name}", args=[record.pk, *more])


def save(client, record, **typed):
    address = page(record, "change")
    answer = client.post(address, fields_of(client.get(address)) | typed)
    assert answer.status_code == 302, answer.context["errors"]


def restore(client, record, step):
    address = page(record, "restore", step.pk)
    return client.post(address, fields_of(client.get(address)), follow=True)


def first(record):
    return history.of(record).last()


# --- Shown ------------------------------------------------------------------------------------------------------------
def test_each_change_says_who_made_it_and_what_it_changed(client, activity):
    save(client, activity, title="Second title")
    save(client, activity, **{"updates-0-text": "Other news"})
    text = client.get(page(activity, "history")).content.decode()
    for said in ("chief", "First", "Second", "news", "Other"):
        assert said in text
    steps = client.get(page(activity, "history")).context["steps"]
    assert [[each.name for each in differences or ()] for _step, differences in steps] == [
        ["updates"], ["title", "do_no_harm"], [],
    ]  # fmt: skip


def test_a_form_sent_back_as_it_came_is_no_change(client, activity):
    save(client, activity)
    assert history.of(activity).count() == 1


def test_a_row_alone_is_a_change_of_the_whole(client, activity):
    version = activity.version
    save(client, activity, **{"updates-0-text": "Other news"})
    latest = history.of(activity).first()
    assert latest.action == "changed"
    assert latest.document["updates"][0]["text"] == "Other news"
    assert latest.version == version + 1


@pytest.mark.parametrize(("change", "count"), [({"DELETE": "on"}, 0), ({"text": "Other news"}, 1)])
def test_a_row_that_is_changed_or_removed_is_in_the_history_as_it_then_stood(client, activity, change, count):
    save(client, activity, **{f"updates-0-{name}": value for name, value in change.items()})
    assert len(history.of(activity).first().document["updates"]) == count
    assert len(first(activity).document["updates"]) == 1


def test_a_commitment_added_on_the_form_of_its_pledge_has_a_history_of_its_own(client, activity, chief):
    rows = {
        "commitments-1-number": "7", "commitments-1-short_title": "Seventh", "commitments-1-text": "Text",
        "commitments-1-id": "", "commitments-1-pledge": activity.pledge.pk, "commitments-TOTAL_FORMS": "2",
    }  # fmt: skip
    save(client, activity.pledge, **rows)
    added = activity.pledge.commitments.get(number=7)
    assert [(step.action, step.by) for step in history.of(added)] == [("added", chief)]


def test_the_history_takes_the_same_queries_for_two_changes_and_for_many(client, activity):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(page(activity, "history"))
        return len(captured)

    save(client, activity, title="Second title")
    few = queries()
    for number in range(CHANGES_A_PAGE):
        activity.refresh_from_db()
        activity.title = f"Title {number}"
        activity.save()
        history.record(activity, Revision.Action.CHANGED, factories.user())
    assert queries() == few == QUERIES


def test_a_long_history_is_read_page_by_page_each_compared_to_what_was_before(client, activity):
    for number in range(CHANGES_A_PAGE + 2):
        activity.title = f"Title {number:02}"
        activity.save()
        history.record(activity, Revision.Action.CHANGED)
    newest, oldest = (client.get(page(activity, "history"), {"p": number}).context["steps"] for number in ("1", "2"))
    assert [len(newest), len(oldest)] == [CHANGES_A_PAGE, 3]
    last_of_page, compared = newest[-1]
    assert (compared[0].before, compared[0].after) == ("Title 01", last_of_page.document["title"])
    for number in ("0", "9999", "x", "", "-1"):
        assert client.get(page(activity, "history"), {"p": number}).status_code == 200


@pytest.mark.parametrize("key", ["0", "99999", "99999999999999999999"])
def test_a_change_that_there_is_not_is_not_found(client, activity, key):
    assert client.get(f"{page(activity, 'history')}{key}/").status_code == 404


def test_the_change_of_another_record_is_not_found(client, activity):
    other = history.record(factories.activity(), Revision.Action.ADDED)
    assert client.get(page(activity, "restore", other.pk)).status_code == 404
    assert client.post(page(activity, "restore", other.pk)).status_code == 404


# --- Restored ---------------------------------------------------------------------------------------------------------
def test_the_history_leads_to_a_change_whose_key_has_many_digits(client, activity):
    """A key is written as a number without the separators of thousands."""
    step = history.record(activity, Revision.Action.CHANGED)
    for step.pk in (2_345_678, 3_456_789):
        step.save(force_insert=True)
    shown = client.get(page(activity, "history")).content.decode()
    assert 'href="2345678/"' in shown
    assert client.get(page(activity, "restore", 2_345_678)).status_code == 200


def test_what_it_said_then_stands_beside_what_it_says_now(client, activity):
    save(client, activity, title="Second title")
    text = client.get(page(activity, "restore", first(activity).pk)).content.decode()
    assert "First title" in text
    assert "Second title" in text
    assert "Restore this" in text


def test_only_what_would_be_restored_is_compared(client, activity):
    """Not the pledge, which is fixed; nor the tick, which a change of text takes back. What is gone is passed over."""
    step = first(activity)
    Revision.objects.filter(pk=step.pk).update(document=step.document | {"a_field_of_before": "blue"})
    address = page(activity, "restore", step.pk)
    assert not client.get(address).context["differences"]
    save(client, activity, title="Second title")
    assert {each.name for each in client.get(address).context["differences"]} == {"title"}


def test_a_restored_text_waits_for_review_and_needs_the_tick_again(client, activity, chief):
    save(client, activity, title="Second title", **{"updates-0-text": "Other news"})
    answer = restore(client, activity, first(activity))
    assert "Restored." in answer.content.decode()
    now = Activity.objects.get(pk=activity.pk)
    assert (now.title, now.updates.get().text) == ("First title", "First news")
    assert now.has_unpublished_changes
    assert not now.do_no_harm
    assert PublicActivity.objects.get().title == "First title"
    latest = history.of(activity).first()
    assert (latest.action, latest.by, latest.version) == ("restored", chief, now.version)


def test_a_restored_text_takes_what_was_submitted_out_of_review(client, activity):
    save(client, activity, kind="event", _submit="x")
    assert Activity.objects.get(pk=activity.pk).is_in_review
    restore(client, activity, first(activity))
    now = Activity.objects.get(pk=activity.pk)
    assert not now.is_in_review
    assert now.submitted_by is None


def test_a_step_is_no_part_of_what_is_restored(client, activity):
    """Where it stood then is told by the history; where it stands now, nobody goes back to."""
    publishing.withdraw([activity])
    step = first(activity)
    Revision.objects.filter(pk=step.pk).update(document=step.document | {"state": "published", "published_version": 1})
    save(client, activity, title="Second title")
    restore(client, activity, step)
    assert Activity.objects.get(pk=activity.pk).state == "withdrawn"


def test_what_is_fixed_on_the_form_is_fixed_in_the_past_too(client, activity):
    pledge = activity.pledge
    history.record(pledge, Revision.Action.ADDED)
    step = first(pledge)
    said = step.document | {"slug": "stolen", "title": "Then", "activity_counter": 900}
    Revision.objects.filter(pk=step.pk).update(document=said)
    restore(client, pledge, step)
    now = type(pledge).objects.get(pk=pledge.pk)
    assert (now.slug, now.activity_counter, now.title) == (pledge.slug, pledge.activity_counter, "Then")


def test_what_cannot_be_restored_is_said_and_nothing_is_changed(client, activity):
    step = first(activity)
    Revision.objects.filter(pk=step.pk).update(document=step.document | {"title": "Then", "office": "gone"})
    answer = restore(client, activity, step)
    assert answer.status_code == 409
    assert "The office “gone” no longer exists." in answer.content.decode()
    assert Activity.objects.get(pk=activity.pk).title == "First title"
    assert history.of(activity).count() == 1


def test_what_was_changed_since_it_was_compared_is_compared_again(client, activity):
    save(client, activity, title="Second title")
    address = page(activity, "restore", first(activity).pk)
    looked_at = fields_of(client.get(address))
    save(client, activity, title="Third title")
    answer = client.post(address, looked_at)
    assert answer.status_code == 409
    assert "Third title" in answer.content.decode()
    assert Activity.objects.get(pk=activity.pk).title == "Third title"
    assert client.post(address, fields_of(answer)).status_code == 302
    assert Activity.objects.get(pk=activity.pk).title == "First title"


def test_a_person_is_restored_with_roles_and_with_the_password_of_now(client, chief):
    person = factories.user(first_name="Jane", is_staff=True)
    factories.membership(person, factories.pledge(), role="publisher")
    step = history.record(person, Revision.Action.ADDED)
    person.memberships.all().delete()
    person.first_name = "Joan"
    person.set_password("a new long one")
    person.save()
    restore(client, person, step)
    now = type(person).objects.get(pk=person.pk)
    assert now.first_name == "Jane"
    assert now.memberships.get().role == "publisher"
    assert now.check_password("a new long one")


def test_a_draft_deleted_and_brought_back_is_never_published_by_that(client, activity, chief):
    draft = factories.activity(pledge=activity.pledge, title="Draft", do_no_harm=True)
    client.post(page(draft, "delete"), fields_of(client.get(page(draft, "delete"))))
    gone = Revision.objects.get(record_key=draft.pk, action="deleted")
    assert gone.by == chief
    client.post(reverse("admin:commitments_revision_bring_back", args=[gone.pk]))
    back = Activity.objects.get(pk=draft.pk)
    assert (back.state, back.published_version, back.submitted_version) == ("draft", None, None)
    assert PublicActivity.objects.count() == 1
    assert [step.action for step in history.of(back)] == ["restored", "deleted"]
