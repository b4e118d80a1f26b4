import os
import time

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.publishing import rebuild_public_record


class Command(BaseCommand):
    help = (
        "Project the latest published documents again, after an upgrade. Changes no content, order or timestamp. "
        "Others can publish meanwhile. What was cut off is continued by the next run."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from-start", action="store_true", help="do not continue what was cut off")
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count(), help="processes for a large record; 1 is this one alone"
        )

    def handle(self, **options):
        self.began, self.first, self.changed = time.monotonic(), None, 0
        workers = max(1, options["workers"])
        edition = rebuild_public_record(options["from_start"], workers, self.tell)
        if edition is None:
            self.stdout.write(_("Every row of the public record was as it should be: nothing was changed."))
        else:
            said = ngettext(
                "Edition %(number)s: %(count)s row was projected anew.",
                "Edition %(number)s: %(count)s rows were projected anew.",
                self.changed,
            )
            self.stdout.write(said % {"number": edition.number, "count": self.changed})

    def tell(self, done, total, changed):
        """A line for each step of a record that takes several."""
        self.changed = changed
        if self.first is None:
            self.first = done
            if done:
                self.stderr.write(_("Going on after %(done)s rows.") % {"done": f"{done:,}"})
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
