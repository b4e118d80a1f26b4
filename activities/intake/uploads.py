"""An uploaded spreadsheet from its bytes to what became of it: previewed, then confirmed, each at once or as a job."""

from dataclasses import asdict
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments import jobs
from pledgetracker.text import clean

from ..models import Intake
from .errors import Refused
from .judging import judge
from .outcomes import CHANGED, NEW, Verdict, counts
from .reading import read_upload
from .writing import prepare, write

# More rows are a job: with progress, and it goes on when the page is closed.
AT_ONCE = 300
KEPT_FOR = timedelta(days=7)


def receive(data, file_name, by):
    """Read the file, and judge its rows or start the job that does. Returns (Intake, Job or None). Raises Refused."""
    sheet = read_upload(data)
    now = timezone.now()
    with transaction.atomic():
        Intake.objects.outdated(now - KEPT_FOR).delete()
        name = " ".join(clean(file_name).split())[-Intake._meta.get_field("file_name").max_length :]
        intake = Intake(by=by, at=now, file_name=name, state=Intake.State.READING)
        if len(sheet.lines) > AT_ONCE:
            intake.content = data
            intake.save()
            title = _("Preview of %(file)s") % {"file": name}
            return intake, jobs.start("intake-preview", title=title, by=by, arguments={"intake": intake.pk})
    _judge(intake, sheet)
    intake.save()
    return intake, None


def confirm(intake, by):
    """Write what the preview says, or start the job that does. Returns (references, Job or None). Raises Refused."""
    if intake.counts.get(NEW, 0) + intake.counts.get(CHANGED, 0) > AT_ONCE:
        title = _("Reading %(file)s") % {"file": intake.file_name}
        return [], jobs.start("intake-apply", title=title, by=by, arguments={"intake": intake.pk})
    verdicts, prepared = _verdicts(intake)
    try:
        with transaction.atomic():
            return _apply(intake.pk, by, verdicts, prepared), None
    except Refused:
        Intake.objects.filter(pk=intake.pk, state=Intake.State.PREVIEWED).update(state=Intake.State.REFUSED)
        raise


@jobs.task("intake-preview")
def preview_job(job, intake):
    intake = Intake.objects.get(pk=intake)
    try:
        sheet = read_upload(bytes(intake.content))
    except Refused as error:
        raise ValidationError(str(error)) from error
    _judge(intake, sheet, job.advance)
    with job.writing():
        intake.save()
    return said(intake.counts), reverse("admin:activities_activity_intake_preview", args=[intake.pk])


@jobs.task("intake-apply")
def apply_job(job, intake):
    verdicts, prepared = _verdicts(Intake.objects.get(pk=intake))
    try:
        with job.writing():
            written = _apply(intake, job.by, verdicts, prepared, job.advance)
    except Refused as error:
        raise ValidationError(str(error)) from error
    return [done(len(written))], reverse("admin:activities_activity_intake_preview", args=[intake])


def _judge(intake, sheet, advance=None):
    verdicts = list(judge(sheet, intake.by, advance))
    intake.counts, intake.notes = counts(verdicts), [str(note) for note in sheet.notes]
    intake.rows = [asdict(verdict) for verdict in verdicts]
    intake.state, intake.content = Intake.State.PREVIEWED, b""


def _verdicts(intake):
    """(its rows as Verdicts, what can be read for writing them before the transaction)."""
    verdicts = [Verdict(**row) for row in intake.rows]
    return verdicts, prepare(verdicts)


def _apply(key, by, verdicts, prepared, advance=None):
    """Must run in a transaction. Of two who confirm the same preview the second finds it read in already."""
    intake = Intake.objects.select_for_update().get(pk=key)
    if intake.state == Intake.State.APPLIED:
        raise Refused(_("This file was already uploaded."))
    if intake.state != Intake.State.PREVIEWED:
        raise Refused(_("This preview can no longer be confirmed: upload the file again."))
    written = write(verdicts, by, advance, prepared, intake.file_name)
    new = iter(written[sum(verdict.outcome == CHANGED for verdict in verdicts) :])
    for row in intake.rows:
        if row["outcome"] == NEW:
            row["reference"] = next(new)
    intake.state = Intake.State.APPLIED
    intake.save()
    return written


def said(found):
    """A sentence for each outcome of which there are rows."""
    sentences = {
        "new": ngettext("%(count)s row is a new activity.", "%(count)s rows are new activities.", found["new"]),
        "changed": ngettext(
            "%(count)s row changes an activity.", "%(count)s rows change activities.", found["changed"]
        ),
        "unchanged": ngettext("%(count)s row changes nothing.", "%(count)s rows change nothing.", found["unchanged"]),
        "rejected": ngettext("%(count)s row is rejected.", "%(count)s rows are rejected.", found["rejected"]),
    }
    return [text % {"count": found[outcome]} for outcome, text in sentences.items() if found[outcome]]


def done(count):
    text = ngettext(
        "%(count)s activity was written. It is not public yet. Submit it for review.",
        "%(count)s activities were written. They are not public yet. Submit them for review.",
        count,
    )
    return text % {"count": count}
