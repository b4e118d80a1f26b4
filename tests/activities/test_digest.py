"""The digest: to each what waits for them, by the same questions as the desk, and to nobody an empty one."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities import digest, publishing, workflow
from activities.intake import uploads
from commitments import history
from commitments.models import Revision
from tests import factories
from tests.activities.test_notices import EDITOR, PUBLISHER, seen, sent, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    return factories.pledge(title="A pledge")


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("send_digest", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def drafted(by, **fields):
    """A draft that `by` wrote."""
    made = factories.activity(**fields)
    history.record(made, Revision.Action.ADDED, by)
    return made


def test_each_gets_what_waits_for_them_and_the_list_behind_each_link_holds_just_that(pledge, client):
    anna, paul = someone("anna", pledge), someone("paul", pledge, role=PUBLISHER)
    waiting, back, draft = (drafted(anna, pledge=pledge, title=f"The {name}") for name in ("first", "second", "third"))
    workflow.submit([waiting, back], anna, seen(waiting, back))
    workflow.send_back([back], paul, seen(back), "Which year?")
    other = someone("otto", factories.pledge(title="Another pledge"))
    drafted(other, pledge=other.memberships.get().pledge, title="Of another pledge")
    mail.outbox.clear()

    out, err = run()
    assert out == "Digests sent: 3.\n"
    assert err == ""
    to_anna, to_paul = sent()["anna"], sent()["paul"]
    assert to_anna.startswith("[Pledge Tracker] What waits for you and what others changed\n")
    assert f"Sent back to me: 1\n- {back}\nhttp://testserver/admin/activities/activity/?worklist=returned\n" in to_anna
    assert f"Waiting for my review: 1\n- {waiting}\nhttp://testserver/admin/" in to_paul
    assert "Waiting for my review" not in to_anna
    assert f"Changes by others: 1\n- {back}\n" in to_anna
    assert all("Another pledge" not in text and "another pledge" not in text for text in (to_anna, to_paul))
    assert "Your desk: http://testserver/admin/\n" in to_paul

    for person, text in ((anna, to_anna), (paul, to_paul)):
        client.force_login(person)
        for part in text.partition("\n")[2].split("\n\n"):
            title, *names, address = part.strip().split("\n")
            if "worklist" not in address or title.startswith("Changes"):
                continue
            page = client.get(address.removeprefix("http://testserver"))
            found = {str(record) for record in page.context["cl"].queryset}
            assert found == {name.removeprefix("- ") for name in names}, title
    assert draft.title in to_anna


def test_what_is_due_is_told_where_an_interval_is_set_and_only_there(pledge, settings):
    settings.TODAY = date(2026, 11, 24)
    someone("anna", pledge)
    factories.activity(pledge=pledge, reported="2023-11-11")
    assert run()[0] == "Digests sent: 0.\n"
    pledge.reporting_interval = 12
    pledge.save()
    assert run()[0] == "Digests sent: 1.\n"
    assert f"Commitments overdue: 1\n- A pledge · {pledge.commitments.get()}\n" in sent()["anna"]


def test_nobody_gets_an_empty_digest_and_nobody_else_gets_one(pledge):
    someone("idle", pledge)
    someone("gone", pledge, is_active=False)
    someone("stranger")
    factories.user(username="visitor", email="visitor@example.org")
    assert run() == ("Digests sent: 0.\n", "")
    drafted(factories.administrator(username="chief", email="chief@example.org"), pledge=pledge)
    assert run()[0] == "Digests sent: 2.\n"
    assert set(sent()) == {"idle", "chief"}


def test_changes_are_those_of_others_since_the_last_digest(pledge):
    anna, otto = someone("anna", pledge), someone("otto", pledge)
    old, new, own = (factories.activity(pledge=pledge, title=title) for title in ("Old", "New", "Own"))
    for record, by in ((old, otto), (new, otto), (new, otto), (own, anna)):
        history.record(record, Revision.Action.CHANGED, by)
    Revision.objects.filter(name__endswith="Old").update(at=timezone.now() - timedelta(days=10))
    run()
    assert f"Changes by others: 2\n- {new}\nhttp" in sent()["anna"]
    assert "This lists changes of the last 7 days." in sent()["anna"]
    mail.outbox.clear()
    run("--days", "14")
    assert f"Changes by others: 3\n- {new}\n- {old}\nhttp" in sent()["anna"]


def test_of_a_long_list_the_first_are_named_and_the_rest_counted(pledge):
    anna = someone("anna", pledge)
    for _ in range(23):
        drafted(anna, pledge=pledge)
    run()
    assert "My drafts: 23\n" in sent()["anna"]
    assert sent()["anna"].count("\n- ") == 20
    assert "\nAnd 3 more.\nhttp" in sent()["anna"]


def test_a_dry_run_says_who_would_get_what_and_sends_nothing(pledge):
    anna = someone("anna", pledge, first_name="Anna", last_name="Oz")
    drafted(anna, pledge=pledge)
    someone("nemo", pledge, email="")
    out, err = run("--dry-run")
    assert out == "Anna Oz: My drafts 1\nnemo: Changes by others 1\nDigests to send: 1.\n"
    assert err == "nemo has no mail address and gets no digest.\n"
    assert mail.outbox == []


def test_a_server_that_is_down_fails_the_command_so_that_cron_tells(pledge, settings):
    drafted(someone("anna", pledge), pledge=pledge)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match="Digests that could not be sent: 1"):
        run()


@pytest.mark.parametrize("days", ["0", "31", "-1", "x"])
def test_days_are_what_the_history_at_the_desk_reaches(days):
    with pytest.raises(CommandError):
        run("--days", days)


def test_the_number_of_queries_does_not_grow_with_what_there_is(pledge):
    anna = someone("anna", pledge)

    def count():
        with CaptureQueriesContext(connection) as captured:
            digest.send(dry_run=True)
        return len(captured)

    drafted(anna, pledge=pledge)
    factories.membership(anna, factories.pledge(), role=EDITOR)
    before = count()
    for _ in range(5):
        drafted(anna, pledge=pledge)
        factories.commitment(pledge=pledge)
    assert count() == before


def test_without_a_mail_server_the_command_does_not_say_that_it_sent_anything(pledge, settings):
    anna = someone("anna", pledge)
    drafted(anna, pledge=pledge)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(CommandError, match=r"Digests written to the standard output: 1\. They reached nobody"):
        run()
    assert run("--dry-run")[0].endswith("Digests to send: 1.\n")


def test_ones_own_changes_that_nobody_was_asked_to_review_are_named(pledge):
    anna, otto = someone("anna", pledge), someone("otto", pledge)
    commitment = factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    mine, theirs, sent_in = (factories.activity(pledge=pledge, title=title) for title in ("Mine", "Theirs", "Sent in"))
    publishing.publish([mine, theirs, sent_in])
    for record, by in ((mine, anna), (theirs, anna), (theirs, otto), (sent_in, anna)):
        record.refresh_from_db()
        record.save()
        history.record(record, Revision.Action.CHANGED, by)
    workflow.submit([sent_in], anna, seen(sent_in))
    pledge.refresh_from_db()
    pledge.save()
    history.record(commitment, Revision.Action.CHANGED, anna)
    mail.outbox.clear()
    run()
    assert f"My changes, not submitted: 1\n- {mine}\nhttp" in sent()["anna"]
    assert "My changes of pledges, not submitted: 1\n- A pledge\nhttp" in sent()["anna"]
    assert f"My changes, not submitted: 1\n- {theirs}\nhttp" in sent()["otto"]
    assert "My changes of pledges" not in sent()["otto"]


def test_an_upload_is_one_line(pledge, client):
    anna, otto = someone("anna", pledge), someone("otto", pledge, first_name="Otto", last_name="Bey")
    made = [factories.activity(pledge=pledge) for _ in range(30)]
    history.record(made[0], Revision.Action.CHANGED, otto)
    for name, part in (("march.csv", made), ("april.csv", made[:1])):
        rows = "\n".join(f"{each.reference},{name}" for each in part)
        intake, _job = uploads.receive(f"reference,title\n{rows}".encode(), name, otto)
        uploads.confirm(intake, otto)
    run()
    lines = [line for line in sent()["anna"].split("\n") if "csv" in line or made[0].reference in line]
    assert lines == [
        "- Otto Bey: 1 activity from april.csv",
        "- Otto Bey: 30 activities from march.csv",
        f"- {made[0]}",
    ]
    assert "Changes by others: 32\n" in sent()["anna"]
    client.force_login(anna)
    page = client.get("/admin/").content.decode()
    assert "30 activities from march.csv" in page
    assert "1 activity from april.csv" in page
