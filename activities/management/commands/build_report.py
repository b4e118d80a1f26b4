from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from activities.public.index import current_index
from activities.public.report import PeriodForm, file_name, pdf_of, report_of
from activities.public.typeset import Failed


class Command(BaseCommand):
    help = "Write the report of a pledge and a period as a tagged PDF, ready to hand in."

    def add_arguments(self, parser):
        parser.add_argument("pledge", help="The pledge's key, as in its address: undp-gcm.")
        parser.add_argument("--from", dest="start", default="", metavar="DATE", help="2023, 2023-11 or 2023-11-24.")
        parser.add_argument("--to", dest="end", default="", metavar="DATE", help="The same; inclusive.")
        parser.add_argument("--output", metavar="FILE", help="Where to; otherwise a name that says what it is, here.")

    def handle(self, pledge, start, end, output, **options):
        index = current_index()
        found = index.pledges.get(pledge)
        if found is None:
            others = ", ".join(index.pledges) or _("none")
            raise CommandError(
                _("No pledge “%(slug)s” is published. Published pledges: %(others)s.")
                % {"slug": pledge, "others": others}
            )
        form = PeriodForm({"from": start, "to": end})
        if not form.is_valid():
            raise CommandError(" ".join(form.sentences))
        report = report_of(index, found, form.period)
        path = Path(output or file_name(found, form.period, index.edition))
        if path.is_file() and path.stat().st_size and not path.read_bytes().startswith(b"%PDF"):
            raise CommandError(
                _("%(file)s is not a PDF, so nothing was written to it. Name another file.") % {"file": path}
            )
        try:
            path.write_bytes(pdf_of(report))
        except (Failed, OSError) as error:
            reason = {"reason": str(error).splitlines()[0]}
            raise CommandError(_("No report was written. %(reason)s") % reason) from error
        self.stdout.write(
            _("%(file)s: %(count)s activities, and %(undated)s undated ones listed separately.")
            % {"file": path, "count": len(report.activities), "undated": len(report.undated)}
        )
