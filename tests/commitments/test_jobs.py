"""Long operations: what is said of them, and that what they change is changed whole, or not at all."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commitments import job_runner, jobs, roles
from commitments.models import Job, Partner
from tests import factories

SECONDS = 20
TASK = "only-in-tests"


@pytest.fixture
def task(monkeypatch):
    """`task(function)`: registers it for this test, under the name TASK."""

    def register(function):
        monkeypatch.setitem(jobs.TASKS, TASK, function)

    return register


@pytest.fixture
def threads(transactional_db, settings, monkeypatch):
    """As in production, at a quicker pace. Afterwards no thread is left at work."""
    settings.JOBS_INLINE = False
    monkeypatch.setattr(job_runner, "BEAT_SECONDS", 0.05)
    yield
    until(lambda: not jobs.runner.handles and not jobs.runner._beating)


def until(fulfilled):
    deadline = time.monotonic() + SECONDS
    while not (result := fulfilled()):
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)
    return result


def start(by=None, title="A long one", **arguments):
    return jobs.start(TASK, title, by or factories.administrator(), arguments)


def ended(job):
    """The job as it is kept, once it has ended."""

    def look():
        job.refresh_from_db()
        return job.ended

    until(look)
    return job


def add_partner(job, slug="new"):
    with job.writing():
        factories.partner(slug=slug)
    return [f"{slug} is there."], "/admin/"


@pytest.mark.django_db
def test_a_task_is_given_its_arguments_and_the_person_and_says_what_came_of_it(task):
    given = []
    task(lambda job, **arguments: (given.append((job.by, arguments)), (["Done it."], "/admin/"))[1])
    person = factories.administrator()
    job = start(by=person, one=1, two=["2"])
    assert given == [(person, {"one": 1, "two": ["2"]})]
    assert (job.state, job.sentences, job.leads_to) == (Job.State.DONE, ["Done it."], "/admin/")
    assert jobs.standing(job) == jobs.Standing("Done.")


@pytest.mark.django_db
def test_a_refusal_keeps_every_sentence_and_changes_nothing(task):
    def refuse(job):
        with job.writing():
            factories.partner(slug="new")
            raise ValidationError(["Row 1 is wrong.", "Row 2 is wrong."])

    task(refuse)
    job = start()
    assert (job.state, job.sentences, job.leads_to) == (
        Job.State.REFUSED,
        ["Row 1 is wrong.", "Row 2 is wrong."],
        "",
    )
    assert not Partner.objects.exists()


@pytest.mark.django_db
def test_an_error_of_ours_is_logged_with_its_traceback_and_told_without_it(task, caplog):
    def fail(job):
        with job.writing():
            factories.partner(slug="new")
            raise ZeroDivisionError("secret")

    task(fail)
    job = start()
    assert job.state == Job.State.REFUSED
    assert job.sentences == [f"Something went wrong on our side. The log has the details under job {job.pk}."]
    assert "secret" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert not Partner.objects.exists()


@pytest.mark.django_db
def test_what_is_committed_is_never_called_unchanged(task):
    def fail_afterwards(job):
        add_partner(job)
        raise ZeroDivisionError

    task(fail_afterwards)
    assert start().state == Job.State.DONE
    assert Partner.objects.exists()


@pytest.mark.django_db
def test_a_role_that_was_lost_since_the_job_began_is_not_there_when_it_writes(task):
    membership = factories.membership(factories.user(is_staff=True), factories.pledge(), role="publisher")
    seen = []

    def lose_it_meanwhile(job):
        seen.append(roles.may_publish(job.by))
        membership.delete()
        with job.writing():
            seen.append(roles.may_publish(job.by))
        return [], ""

    task(lose_it_meanwhile)
    start(by=membership.user)
    assert seen == [True, False]


@pytest.mark.django_db
def test_a_task_that_says_nothing_is_an_error_of_ours(task):
    task(lambda job: None)
    assert start().sentences[0].startswith("Something went wrong on our side.")


@pytest.mark.django_db
def test_what_no_database_can_hold_is_left_out_of_titles_arguments_and_sentences(task):
    def refuse(job, word):
        assert word == "ab"
        raise ValidationError("“x\0y\ud800” is no country.")

    task(refuse)
    job = start(title="a\0b" * 200, word="a\0b")
    assert job.title == ("ab" * 200)[:200]
    assert job.sentences == ["“xy” is no country."]


@pytest.mark.django_db
def test_of_very_many_sentences_the_first_are_kept_and_the_rest_counted(task):
    task(lambda job: (["A sentence."] * 1500, ""))
    assert start().sentences[999:] == ["A sentence.", "And 500 more."]


@pytest.mark.django_db
def test_a_task_that_nobody_registered_cannot_be_started():
    with pytest.raises(KeyError):
        jobs.start("no-such-task", "A", factories.administrator(), {})
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_one_that_got_done_and_then_died_is_done():
    person, long_ago = factories.administrator(), timezone.now() - timedelta(hours=1)
    job = Job.objects.create(title="A", task=TASK, by=person, started=long_ago, seen=long_ago, state=Job.State.DONE)
    assert jobs.standing(job) == jobs.Standing("Done.")
    assert jobs.again(job, person) is None


@pytest.mark.django_db
def test_after_some_silence_another_process_says_that_it_has_no_news():
    now = timezone.now()
    quiet = Job(state=Job.State.RUNNING, seen=now - timedelta(seconds=10), done=3, total=4)
    assert jobs.standing(quiet) == jobs.Standing(
        "No progress for 10 seconds. It is probably writing to the database.", 3, 4, goes_on=True
    )
