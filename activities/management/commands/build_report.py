from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

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
            raise CommandError(f"No pledge “{pledge}” is published. There are: {', '.join(index.pledges) or 'none'}.")
        form = PeriodForm({"from": start, "to": end})
        if not form.is_valid():
            raise CommandError(" ".join(form.sentences))
        report = report_of(index, found, form.period)
        path = Path(output or file_name(found, form.period, index.edition))
        try:
            path.write_bytes(pdf_of(report))
        except (Failed, OSError) as error:
            raise CommandError(f"No report was written. {str(error).splitlines()[0]}") from error
        self.stdout.write(
            f"{path}: {len(report.activities)} activities, {len(report.undated)} undated ones named apart."
        )
