"""The threads in which the tasks of `jobs` run, and the one that writes down how far they are."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pledgetracker.logs import request_id
from pledgetracker.text import printable

from .models import Job, User

logger = logging.getLogger(__name__)

AT_ONCE = 2
BEAT_SECONDS = 1
# More than a person reads, and enough to set a spreadsheet right.
MOST_SENTENCES = 1000
# How often the end of a job is tried to be written where the database is busy; each time waits as long as it lets us.
TRIES = 5


class CutOff(Exception):
    """The job was declared cut off while its task still ran: what that wrote must not stay."""


class Handle:
    """What a task holds of its job."""

    def __init__(self, job):
        self.pk, self.by = job.pk, job.by
        self.done = self.total = 0
        self.written = False

    def advance(self, done, total):
        """Say that `done` of `total` things are done. Costs nothing: another thread writes it down."""
        self.done, self.total = done, total

    @contextmanager
    def writing(self):
        """The task's one transaction; leaving it says, within it, that the job is done.

        `by` is read anew: a role that was lost while the job waited counts no more.
        """
        with transaction.atomic():
            self.by = User.objects.get(pk=self.by.pk)
            yield
            if not Job.objects.running(self.pk).update(state=Job.State.DONE):
                raise CutOff
        self.written = True


class Runner:
    """The jobs of one process. Threads are started with the first of them: a server may fork before."""

    def __init__(self):
        self.handles = {}
        self._lock = threading.Lock()
        self._pool = None
        self._beating = False

    def knows(self, key):
        """Whether the job of this key waits or runs in this process."""
        return key in self.handles

    def submit(self, job, function):
        """Run the task's `function` in a thread as soon as one is free."""
        handle, language, request = Handle(job), translation.get_language(), request_id.get()

        def run():
            request_id.set(request)
            try:
                with translation.override(language):
                    _run(handle, function, job.arguments)
            except Exception:
                # Nobody waits for a thread's error. The job falls silent, and so counts as cut off, which is true.
                logger.exception("What came of job %s could not be written", job.pk)
            finally:
                self.handles.pop(job.pk, None)
                connections.close_all()

        with self._lock:
            self._pool = self._pool or ThreadPoolExecutor(AT_ONCE, thread_name_prefix="job")
            self.handles[job.pk] = handle
            if not self._beating:
                self._beating = True
                threading.Thread(target=self._beat, name="job-progress", daemon=True).start()
        self._pool.submit(run)

    def run_here(self, job, function):
        """Run it at once, in this thread and on its connection."""
        _run(Handle(job), function, job.arguments)

    def _beat(self):
        """Write how far each job is, until there is none. Its own connection: a task's transaction hides nothing."""
        while True:
            time.sleep(BEAT_SECONDS)
            with self._lock:
                handles = list(self.handles.values())
                if not handles:
                    self._beating = False
                    break
            for handle in handles:
                try:
                    Job.objects.going_on(handle.pk).seen_now(done=handle.done, total=handle.total)
                except DatabaseError as error:
                    # A task that writes holds SQLite's lock, or the server is away for a moment: the next beat tells.
                    logger.info("The progress of job %s could not be written: %s", handle.pk, error)
                    connection.close()
        connections.close_all()


def _run(handle, function, arguments):
    """Run the task and keep what came of it. Raises nothing that a task may raise."""
    if not _insistently(lambda: Job.objects.waiting(handle.pk).seen_now(state=Job.State.RUNNING)):
        return
    try:
        state, sentences, leads_to = _outcome(handle, function, arguments)
    except CutOff:
        logger.warning("Job %s was declared cut off while it ran; its work was undone", handle.pk)
        return
    kept = {"state": state, "sentences": _shortened(sentences), "leads_to": leads_to}
    _insistently(lambda: Job.objects.going_on(handle.pk).end(done=handle.done, total=handle.total, **kept))


def _outcome(handle, function, arguments):
    """The state, the sentences and where they lead. Raises CutOff."""
    state, leads_to = Job.State.REFUSED, ""
    try:
        sentences, leads_to = function(handle, **arguments)
    except CutOff:
        raise
    except ValidationError as error:
        sentences = error.messages
    except OperationalError:
        logger.exception("Job %s found the database busy or away", handle.pk)
        sentences = [_("The database was busy for too long or unavailable. Try again later.")]
    except Exception:
        logger.exception("Job %s failed", handle.pk)
        sentence = _("Something went wrong on our side. The log has the details under job %(key)s.")
        sentences = [sentence % {"key": handle.pk}]
    else:
        state = Job.State.DONE
    return Job.State.DONE if handle.written else state, sentences, leads_to


def _shortened(sentences):
    rest = len(sentences) - MOST_SENTENCES
    kept = [printable(str(sentence)) for sentence in sentences[:MOST_SENTENCES]]
    return [*kept, _("And %(rest)s more.") % {"rest": rest}] if rest > 0 else kept


def _insistently(statement):
    """The result of a statement that a busy database may refuse a few times."""
    for attempt in range(1, TRIES + 1):
        try:
            return statement()
        except OperationalError:
            # Inside a transaction there is nothing to try again.
            if attempt == TRIES or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(attempt)
    return None
