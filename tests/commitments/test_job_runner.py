"""Long operations in threads of their own, as in production: how they begin and end, also with their process."""

# ruff: noqa: F811 - fixtures

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

from django.db import connection, connections, transaction
from django.utils import timezone, translation

from commitments import jobs
from commitments.models import Job, Partner
from tests import factories

from .test_jobs import SECONDS, TASK, add_partner, ended, start, task, threads, until  # noqa: F401 - fixtures


def test_it_begins_only_after_the_commit_and_not_after_a_rollback(threads, task):
    begun = threading.Event()

    def begin(job):
        begun.set()
        return [], ""

    task(begin)
    with transaction.atomic():
        start()
        transaction.set_rollback(True)
    with transaction.atomic():
        job = start()
        assert not begun.wait(0.3)
    assert ended(job).state == Job.State.DONE
    assert Job.objects.count() == 1


def test_it_goes_on_when_the_page_is_closed_and_shows_how_far_it_is_while_it_has_not_committed(threads, task, client):
    client.force_login(person := factories.administrator())
    go_on, reached = threading.Event(), threading.Event()

    def count(job):
        job.advance(1200, 2000)
        reached.set()
        go_on.wait(SECONDS)
        return add_partner(job)

    task(count)
    job = start(by=person)
    page = client.get(job.get_absolute_url())
    assert reached.wait(SECONDS)
    client.logout()  # nobody looks, and it goes on
    # In the database, where every process of the site can read it.
    until(lambda: Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, done=1200, total=2000).exists())
    client.force_login(person)
    page = client.get(job.get_absolute_url())
    assert 'max="2000" value="1200"' in page.content.decode()
    assert "1,200 of 2,000 done." in page.content.decode()
    go_on.set()
    assert ended(job).sentences == ["new is there."]
    assert "new is there." in client.get(job.get_absolute_url()).content.decode()
    assert Partner.objects.get().slug == "new"


def test_while_it_writes_this_process_knows_how_far_it_is_and_others_have_no_news_or_the_same(threads, task):
    go_on, inside = threading.Event(), threading.Event()

    def write(job):
        with job.writing():
            factories.partner(slug="new")
            job.advance(3, 4)
            inside.set()
            go_on.wait(SECONDS)
        return [], ""

    task(write)
    job = start()
    assert inside.wait(SECONDS)
    job.refresh_from_db()
    assert jobs.standing(job) == jobs.Standing("3 of 4 done.", 3, 4, goes_on=True)
    if connection.vendor == "postgresql":
        until(lambda: Job.objects.filter(pk=job.pk, done=3).exists())
    assert not Partner.objects.exists()
    go_on.set()
    assert ended(job).done == 3
    assert Partner.objects.exists()


def test_at_most_two_run_at_once_and_the_next_begins_when_one_ends(threads, task):
    go_on, running = threading.Semaphore(0), []

    def run(job, name):
        running.append(name)
        go_on.acquire(timeout=SECONDS)
        return [], ""

    task(run)
    made = [start(name=name) for name in "abc"]
    until(lambda: sorted(running) == ["a", "b"])
    made[2].refresh_from_db()
    assert jobs.standing(made[2]).sentence == "Waiting. At most 2 run at a time."
    time.sleep(0.2)
    assert len(running) == 2
    go_on.release()
    until(lambda: sorted(running) == ["a", "b", "c"])
    go_on.release(2)
    assert {ended(job).state for job in made} == {Job.State.DONE}


def test_two_that_write_at_once_both_get_done(threads, task):
    task(add_partner)
    made = [start(slug=slug) for slug in ("one", "two", "three")]
    assert {ended(job).state for job in made} == {Job.State.DONE}
    assert Partner.objects.count() == 3


def test_a_thread_speaks_the_language_of_the_request_and_leaves_no_connection(threads, task):
    said = []

    def speak(job):
        Partner.objects.exists()
        said.append((translation.get_language(), connections["default"]))
        return [], ""

    task(speak)
    with translation.override("fr"):
        job = start()
    ended(job)
    until(lambda: not jobs.runner.handles)
    assert said[0][0] == "fr"
    assert said[0][1] is not connections["default"]
    until(lambda: said[0][1].connection is None)


# --- Cut off ----------------------------------------------------------------------------------------------------------
DIES = """
import sys, time, django
django.setup()
from django.conf import settings
settings.JOBS_INLINE = False
from commitments import jobs
from commitments.models import User
from tests import factories
from tests.commitments.test_jobs import TASK

@jobs.task(TASK)
def write(job, slug):
    with job.writing():
        factories.partner(slug=slug)
        print("inside", flush=True)
        time.sleep(60)

jobs.start(TASK, "It dies", User.objects.get(), {"slug": "new"})
time.sleep(60)
"""


def test_of_a_process_that_died_nothing_is_left_and_the_job_can_be_started_again(threads, task, client):
    person = factories.administrator()
    address = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{address}" if connection.vendor == "sqlite" else os.environ["DATABASE_URL"].replace(
        "/postgres", f"/{address}"
    )  # fmt: skip
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    process = subprocess.Popen([sys.executable, "-c", DIES], stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout.readline() == "inside\n"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    job = Job.objects.get()
    assert (job.state, job.ended) == (Job.State.RUNNING, None)
    assert not Partner.objects.exists()
    assert jobs.standing(job).goes_on  # nobody can know yet
    assert jobs.again(job, person) is None

    Job.objects.update(seen=timezone.now() - timedelta(seconds=jobs.CUT_OFF_AFTER + 1))
    job.refresh_from_db()
    assert jobs.standing(job).cut_off
    client.force_login(person)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Interrupted because the site stopped while it ran. Nothing was changed." in page

    task(add_partner)
    answer = client.post(f"{job.get_absolute_url()}again/")
    anew = Job.objects.latest("pk")
    assert answer["Location"] == anew.get_absolute_url()
    assert (ended(anew).state, anew.title, anew.by) == (Job.State.DONE, "It dies", person)
    assert Partner.objects.get().slug == "new"
    job.refresh_from_db()
    assert job.state == Job.State.REFUSED
    assert jobs.again(job, person) is None


def test_a_job_taken_for_dead_and_started_again_cannot_commit(threads, task):
    go_on = threading.Event()
    taken = []

    def wait(job):
        go_on.wait(SECONDS)
        try:
            return add_partner(job)
        finally:
            taken.append(job.written)

    task(wait)
    job = start()
    until(lambda: Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).exists())
    # What another process does that had no news for long.
    assert Job.objects.running(job.pk).end(state=Job.State.REFUSED, sentences=["Cut off."]) == 1
    go_on.set()
    until(lambda: taken == [False])
    until(lambda: not jobs.runner.handles)
    job.refresh_from_db()
    assert (job.state, job.sentences) == (Job.State.REFUSED, ["Cut off."])
    assert not Partner.objects.exists()
