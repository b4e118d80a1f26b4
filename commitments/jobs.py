"""Long operations: they go on when their page is closed, and nothing has to run beside the site.

    @jobs.task("import-apply")
    def apply(job, upload):                         # `upload`: one of the arguments, plain JSON
        rows = read(upload, job.advance)            # job.advance(done, total): numbers, as often as it likes
        with job.writing():                         # THE transaction: all that the task writes, and once only
            write(rows, by=job.by)
        return [_("12 activities changed.")], reverse("...")   # sentences for the person; "" leads nowhere

    job = jobs.start("import-apply", title=_("Import of a.xlsx"), by=request.user, arguments={"upload": 7})
    return redirect(job)                            # its page: progress, then the sentences and where they lead

- A task runs in a thread of the site's own process, after the commit of the transaction that started it, at most
  `AT_ONCE` in one process; the others wait. It must stand in a module that is imported whenever the site runs.
- It refuses by raising ValidationError: its sentences are kept, and nothing was changed. Any other error is logged with
  its traceback, and the person reads that it went wrong on our side and that nothing was changed.
- "Nothing was changed" is true because the task writes nothing outside `writing()`, whose transaction also says that
  the job is done: both are kept or neither. So is a job whose process died: silent for `CUT_OFF_AFTER` seconds, it
  counts as cut off, and can be started again. One that is started again while it lives after all cannot commit.
- What takes long belongs before `writing()`. On SQLite nobody else can write inside it, not even the progress: the
  process that runs the task knows it from memory, any other says on the page that it has no news.
- `title`, sentences and `leads_to` (a path of this site, at most 300 characters) are said in the language of the
  request that started it. `job.by` is who started it; whether that person may do it is the task's own question.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from pledgetracker.text import printable

from .job_runner import AT_ONCE, Runner
from .models import Job
from .roles import is_administrator

# SQLite lets a writer wait for 20 seconds, and a task may write for 15; after that silence means that nobody is there.
CUT_OFF_AFTER = 60
# After as many seconds without news the page says so. The progress is written every second.
QUIET_AFTER = 5

TASKS = {}
runner = Runner()


def task(name):
    """Registers the decorated function under `name`, which kept jobs carry."""

    def register(function):
        TASKS[name] = function
        return function

    return register


def start(task, title, by, arguments):
    """Keep a Job and begin it once the present transaction is committed. Returns the Job, which leads to its page.

    Raises KeyError where no task has that name, and TypeError where `arguments` are not plain JSON.
    """
    function, now = TASKS[task], timezone.now()
    job = Job.objects.create(
        task=task,
        title=printable(str(title))[: Job._meta.get_field("title").max_length],
        by=by,
        arguments=printable(arguments),
        started=now,
        seen=now,
    )
    if getattr(settings, "JOBS_INLINE", False):
        runner.run_here(job, function)
        job.refresh_from_db()
    else:
        transaction.on_commit(lambda: runner.submit(job, function))
    return job


def again(job, by):
    """Start a job that was cut off once more, as a new one. Returns the new Job, or None: it was not cut off."""
    with transaction.atomic():
        silent_since = timezone.now() - timedelta(seconds=CUT_OFF_AFTER)
        end = {"state": Job.State.REFUSED, "sentences": [_cut_off()]}
        # Asked of the database in the same statement: at its last moment it may have got done after all.
        if runner.knows(job.pk) or not Job.objects.cut_off(job.pk, silent_since).end(**end):
            return None
        return start(job.task, job.title, by, job.arguments)


def seen_by(user):
    """The jobs that `user` may see, latest first: one's own; an administrator sees all."""
    return Job.objects.with_person() if is_administrator(user) else Job.objects.with_person().started_by(user)


# --- How far it is ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Standing:
    """What can be said of a job now. `total` is 0 while nobody knows how much there is to do."""

    sentence: str
    done: int = 0
    total: int = 0
    goes_on: bool = False
    cut_off: bool = False


def standing(job):
    """The Standing of `job`: from memory where this process runs it, else from what was last written of it."""
    if job.ended:
        return Standing(_ending(job), job.done, job.total)
    handle = runner.handles.get(job.pk)
    silent = 0 if handle else (timezone.now() - job.seen).total_seconds()
    if silent > CUT_OFF_AFTER:
        # Done, though nobody could say what came of it: the state is written with the work.
        return Standing(_ending(job)) if job.state == Job.State.DONE else Standing(_cut_off(), cut_off=True)
    done, total = (handle or job).done, (handle or job).total
    return Standing(_under_way(job, done, total, silent), min(done, total), total, goes_on=True)


def _under_way(job, done, total, silent):
    if job.state == Job.State.WAITING:
        return _("Waiting. At most %(count)s run at a time.") % {"count": AT_ONCE}
    if silent > QUIET_AFTER:
        return _("No progress for %(seconds)s seconds. It is probably writing to the database.") % {
            "seconds": int(silent)
        }
    if not total:
        return _("Running.")
    return _("%(done)s of %(total)s done.") % {"done": number_format(min(done, total)), "total": number_format(total)}


def _ending(job):
    return _("Done.") if job.state == Job.State.DONE else _("Nothing was changed.")


def _cut_off():
    return _("Interrupted because the site stopped while it ran. Nothing was changed.")
