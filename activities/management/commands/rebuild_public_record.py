import os
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.publishing import Report, check_public_record, rebuild_public_record


class Command(BaseCommand):
    help = (
        "Project the latest published documents again, after an upgrade, and put back rows that are missing. Changes "
        "no content, order or timestamp. Others can publish meanwhile. The next run continues one that was cut off. "
        "Ends with 1 where something that was published cannot be put back."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="say what would change, change nothing, and end with 1 if anything would",
        )
        parser.add_argument("--from-start", action="store_true", help="do not continue a run that was cut off")
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count(), help="processes for a large record; 1 is this one alone"
        )

    def handle(self, *, check, from_start, workers, **options):
        self.began, self.first = time.monotonic(), None
        # What a transaction has written, no other process sees.
        workers = 1 if connection.in_atomic_block else max(1, workers)
        if check:
            report = check_public_record(workers, self.tell)
            self.say(would_change(report), lost(report))
            if report.changes:
                raise CommandError(
                    _(
                        "The public record differs from what was published. To correct it, run manage.py "
                        "rebuild_public_record"
                    )
                )
        else:
            report = Report()
            edition = rebuild_public_record(from_start, workers, self.tell, report)
            self.say(changed(report, edition), lost(report))
        if report.lost:
            raise CommandError(_("Some published records could not be restored. They are listed above."))
        if not report.changes:
            self.stdout.write(_("The public record is correct. Nothing was changed."))

    def say(self, sentences, problems):
        for sentence in sentences:
            self.stdout.write(sentence)
        for problem in problems:
            self.stderr.write(problem)

    def tell(self, done, total, changed):
        """A line for each step of a record that takes several."""
        if self.first is None:
            self.first = done
            if done:
                self.stderr.write(_("Continuing after %(done)s rows.") % {"done": f"{done:,}"})
            return
        rate = (done - self.first) / max(time.monotonic() - self.began, 0.001)
        self.stderr.write(
            _("%(done)s of %(total)s rows, %(rate)s a second, %(minutes)s minutes to go")
            % {
                "done": f"{done:,}",
                "total": f"{total:,}",
                "rate": f"{rate:,.0f}",
                "minutes": f"{(total - done) / max(rate, 1) / 60:.1f}",
            }
        )


def would_change(report):
    """A sentence for each kind of thing that a rebuild would change."""
    kinds = [
        (report.missing, _("Missing, would be restored (%(count)s): %(names)s")),
        (report.different, _("Different, would be rebuilt (%(count)s): %(names)s")),
        (report.surplus, _("Never published, would be removed (%(count)s): %(names)s")),
    ]
    yield from _named(kinds)
    if report.ties:
        yield _("Same-project ties that would be restored or removed: %(count)s") % {"count": f"{report.ties:,}"}
    if report.index:
        yield _("The stored index differs from the rows and would be rebuilt.")


def changed(report, edition):
    """A sentence for each kind of thing that a rebuild changed; `edition` is its last Edition."""
    kinds = [
        (report.missing, _("Missing, restored (%(count)s): %(names)s")),
        (report.surplus, _("Never published, removed (%(count)s): %(names)s")),
    ]
    yield from _named(kinds)
    if report.ties:
        yield _("Same-project ties restored or removed: %(count)s") % {"count": f"{report.ties:,}"}
    if report.index:
        yield _("The stored index was rebuilt.")
    if edition and not report.different:
        yield _("Edition %(number)s was made.") % {"number": edition.number}
    elif edition:
        said = ngettext(
            "Edition %(number)s: %(count)s row was rebuilt.",
            "Edition %(number)s: %(count)s rows were rebuilt.",
            report.different.count,
        )
        yield said % {"number": edition.number, "count": report.different.count}


def lost(report):
    """A sentence for each kind of thing that was published and cannot be put back."""
    kinds = [
        (
            report.without_ordinal,
            _(
                "Missing, cannot be restored because no publication states its ordinal or another row has it "
                "(%(count)s): %(names)s"
            ),
        ),
        (
            report.without_change,
            _("Missing, cannot be restored because no edition says whether it was withdrawn (%(count)s): %(names)s"),
        ),
        (
            report.without_pledge,
            _(
                "Pledges without a stored publication, so neither they nor their activities can be rebuilt "
                "(%(count)s): %(names)s"
            ),
        ),
    ]
    yield from _named(kinds)


def _named(kinds):
    for names, sentence in kinds:
        if names:
            rest = names.count - len(names.first)
            more = [_("and %(count)s more") % {"count": f"{rest:,}"}] if rest else []
            yield sentence % {"count": f"{names.count:,}", "names": ", ".join([*names.first, *more])}
