"""Who is told by mail, of what, and what is said where nobody could be told."""

import re

import pytest
from django.core import mail
from django.db import transaction
from django.urls import resolve

from activities import notices, publishing, workflow
from commitments import history
from commitments.models import Membership, Revision
from tests import factories
from tests.forms import fields_of

pytestmark = pytest.mark.django_db

EDITOR, PUBLISHER = Membership.Role.EDITOR, Membership.Role.PUBLISHER


def someone(name, *pledges, role=EDITOR, **fields):
    """Someone of the staff with `role` on each of the pledges."""
    person = factories.user(**{"username": name, "is_staff": True, "email": f"{name}@example.org", **fields})
    for pledge in pledges:
        factories.membership(person, pledge, role=role)
    return person


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """`commit(function, ...)`: calls it in a transaction of its own, and does what follows the commit."""

    def call(function, *arguments, **named):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*arguments, **named)

    return call


@pytest.fixture
def pledge():
    return factories.pledge(title="A pledge")


@pytest.fixture
def anna(pledge):
    return someone("anna", pledge)


@pytest.fixture
def paul(pledge):
    return someone("paul", pledge, role=PUBLISHER)


def sent():
    """{address: text} of all that was sent, one mail each."""
    assert all(len(each.to) == 1 for each in mail.outbox)
    found = {each.to[0].split("@")[0]: f"{each.subject}\n{each.body}" for each in mail.outbox}
    assert len(found) == len(mail.outbox), "one mail each, and no more"
    return found


# --- Submitted --------------------------------------------------------------------------------------------------------
def test_of_a_batch_each_publisher_gets_one_mail_with_what_waits_and_where(pledge, anna, paul, commit):
    pia = someone("pia", pledge, role=PUBLISHER)
    records = [factories.activity(pledge=pledge, title=f"Training {n}") for n in range(3)]
    commit(notices.submitted, records, anna)
    assert set(sent()) == {"paul", "pia"}
    text = sent()["paul"]
    assert text.startswith("[Pledge Tracker] anna submitted 3 records for review\n")
    assert all(str(record) in text for record in records)
    assert notices.unsent(anna) == []
    assert pia.email not in text
    for record in records:
        address = notices.record_address(record, "review")
        assert f"  {address}\n" in text
        found = resolve(address.removeprefix("http://testserver"))
        assert (found.url_name, found.kwargs) == ("activities_activity_review", {"object_id": str(record.pk)})


def test_a_mail_about_several_pledges_holds_to_each_publisher_only_their_own(pledge, anna, paul, commit):
    other = factories.pledge(title="Another pledge")
    factories.membership(anna, other, role=EDITOR)
    both = someone("both", pledge, other, role=PUBLISHER)
    own, foreign = factories.activity(pledge=pledge, title="Own"), factories.activity(pledge=other, title="Foreign")
    commit(notices.submitted, [own, foreign], anna)
    assert "Foreign" not in sent()["paul"]
    assert "submitted 1 record for review" in sent()["paul"]
    assert "Own" in sent()[both.username]
    assert "Foreign" in sent()[both.username]


def test_who_submits_is_not_told_and_reads_where_nobody_else_publishes(pledge, commit):
    lone = someone("lone", pledge, role=PUBLISHER)
    commit(notices.submitted, [factories.activity(pledge=pledge)], lone)
    assert sent() == {}
    assert notices.unsent(lone) == ["Nobody else publishes for “A pledge”, so no mail was sent."]
    assert notices.unsent(lone) == []


def test_a_pledge_is_a_record_like_another(pledge, anna, paul, commit):
    commit(notices.submitted, [pledge], anna)
    assert "- A pledge\n" in sent()["paul"]


def test_who_has_no_address_is_named_to_who_submitted(pledge, anna, paul, commit):
    someone("nemo", pledge, role=PUBLISHER, email="", first_name="Nemo", last_name="Ross")
    commit(notices.submitted, [factories.activity(pledge=pledge)], anna)
    assert set(sent()) == {"paul"}
    assert notices.unsent(anna) == ["No mail went to Nemo Ross. They have no address or no longer work on the pledge."]


def test_of_a_long_batch_the_first_titles_are_listed_and_the_rest_counted(pledge, anna, paul, commit):
    commit(notices.submitted, [factories.activity(pledge=pledge) for _ in range(53)], anna)
    assert sent()["paul"].count("\n- ") == 50
    assert "\nAnd 3 more.\n" in sent()["paul"]


def test_a_title_cannot_look_like_another_line_and_markup_stays_as_typed(pledge, anna, paul, commit):
    commit(notices.submitted, [factories.activity(pledge=pledge, title="Tom's <b>\r\nBcc: x@example.org")], anna)
    assert "Tom's <b> Bcc: x@example.org\n" in sent()["paul"]


def test_nothing_is_sent_of_what_is_rolled_back(pledge, anna, paul, commit):
    def fail():
        with transaction.atomic():
            notices.submitted([factories.activity(pledge=pledge)], anna)
            transaction.set_rollback(True)

    commit(fail)
    assert sent() == {}


def test_nothing_is_sent_about_nothing(anna, commit):
    for tell in (notices.submitted, notices.published, notices.withdrawn):
        commit(tell, [], anna)
    commit(notices.returned, [], anna, "Why")
    assert mail.outbox == []


# --- Returned, published, withdrawn -----------------------------------------------------------------------------------
def test_what_is_returned_goes_to_each_who_submitted_it_with_the_comment_as_it_was_typed(pledge, anna, paul, commit):
    otto = someone("otto", pledge)
    records = [factories.activity(pledge=pledge, title=f"Of {who}", submitted_by=who) for who in (anna, otto, anna)]
    commit(notices.returned, records, paul, "Which year?\n\nAnd whose <numbers>?")
    assert set(sent()) == {"anna", "otto"}
    assert sent()["anna"].startswith("[Pledge Tracker] paul sent 2 records back to you\n")
    assert "\nWhich year?\n\nAnd whose <numbers>?\n" in sent()["anna"]
    assert "Of otto" not in sent()["anna"]


@pytest.mark.parametrize("step", ["published", "withdrawn"])
def test_authors_learn_what_others_did_with_their_texts(pledge, anna, paul, commit, step):
    otto = someone("otto", pledge)
    submitted = factories.activity(pledge=pledge, title="Submitted", submitted_by=anna)
    written, own = factories.activity(pledge=pledge, title="Written"), factories.activity(pledge=pledge, title="Own")
    history.record(written, Revision.Action.ADDED, anna)
    history.record(written, Revision.Action.CHANGED, otto)
    history.record(written, Revision.Action.CONFIRMED, paul)
    history.record(own, Revision.Action.CHANGED, paul)
    commit(getattr(notices, step), [submitted, written, own], paul)
    assert set(sent()) == {"anna", "otto"}
    assert "Submitted" in sent()["anna"]
    assert "Written" not in sent()["anna"]
    assert "Written" in sent()["otto"]
    assert notices.unsent(paul) == []


def test_who_left_the_pledge_reads_no_more_of_it(pledge, anna, paul, commit):
    anna.memberships.all().delete()
    gone = someone("gone", pledge, is_active=False)
    records = [factories.activity(pledge=pledge, title="Secret", submitted_by=who) for who in (anna, gone)]
    commit(notices.returned, records, paul, "Why?")
    assert mail.outbox == []
    assert notices.unsent(paul) == ["No mail went to anna, gone. They have no address or no longer work on the pledge."]


# --- Where mail does not work -----------------------------------------------------------------------------------------
@pytest.fixture
def no_server(settings):
    """A site whose mail server is down: nothing listens on that port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_down_breaks_nothing_and_is_told_on_the_page(pledge, anna, paul, client, no_server):
    activity = factories.activity(pledge=pledge)
    client.force_login(anna)
    address = notices.record_address(activity, "change").removeprefix("http://testserver")
    fields = fields_of(client.get(address)) | {"_submit": ""}
    # Two transactions follow each other: the form's, then the step's. The mail follows the second.
    answer = client.post(address, fields, follow=True)
    activity.refresh_from_db()
    assert activity.is_in_review
    assert "Done. The mail to paul could not be sent, so tell them yourself." in answer.content.decode()
    assert "could not be sent" not in client.get(address).content.decode()


def test_an_error_of_ours_breaks_nothing_either(pledge, anna, paul, commit, settings, caplog):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    commit(notices.submitted, [factories.activity(pledge=pledge)], anna)
    assert notices.unsent(anna) == ["Done. The people concerned could not be told by mail."]
    assert "TemplateDoesNotExist" in caplog.text


# --- With the workflow ------------------------------------------------------------------------------------------------
def seen(*records):
    for record in records:
        record.refresh_from_db()
    return {str(record.pk): str(record.version) for record in records}


def test_each_step_tells_the_next_person_once(pledge, anna, paul, commit):
    pledge.made_by.add(factories.partner())
    records = [factories.activity(pledge=pledge) for _ in range(3)]
    history.record_all(records, Revision.Action.ADDED, anna)
    publishing.publish_pledge(pledge)
    commit(workflow.submit, records, anna, seen(*records))
    assert [each.to for each in mail.outbox] == [["paul@example.org"]]
    commit(workflow.send_back, records, paul, seen(*records), "Which year?")
    assert [each.to for each in mail.outbox[1:]] == [["anna@example.org"]]
    commit(workflow.submit, records, anna, seen(*records))
    commit(workflow.publish, records, paul, seen(*records))
    commit(workflow.withdraw, records, paul, seen(*records))
    said = [re.sub(r"^\[Pledge Tracker\] ", "", each.subject) for each in mail.outbox]
    assert said == [
        "anna submitted 3 records for review",
        "paul sent 3 records back to you",
        "anna submitted 3 records for review",
        "paul published 3 records of yours",
        "paul withdrew 3 records of yours",
    ]
