import sys
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from activities.intake import judging, outcomes
from activities.intake.errors import Refused
from activities.intake.reading import read_file
from activities.intake.uploads import done, said
from activities.intake.writing import write


class Command(BaseCommand):
    help = (
        "Read activities from a CSV or XLSX file, as the desk's upload does, in any number. "
        "Writes every new and changed row in one transaction, or nothing. "
        "Where rows are rejected it says which and why, writes nothing, and ends with 1; "
        "with --skip-rejected it writes the others, and still ends with 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a CSV or XLSX file")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
        parser.add_argument("--skip-rejected", action="store_true", help="write the rows that are not rejected")
        parser.add_argument("--by", metavar="USERNAME", help="who is named in the history; only that user's pledges")

    def handle(self, *, file, dry_run, skip_rejected, by, **options):
        user = self.user(by)
        try:
            sheet = read_file(file.read_bytes())
            verdicts = list(judging.judge(sheet, user, self.progress(_("%(done)s of %(total)s rows judged"))))
        except OSError as error:
            reason = {"file": file, "reason": error.strerror}
            raise CommandError(_("%(file)s cannot be read: %(reason)s.") % reason) from error
        except Refused as error:
            raise CommandError(str(error)) from error
        rejected = [verdict for verdict in verdicts if verdict.outcome == outcomes.REJECTED]
        self.say([*sheet.notes, *said(outcomes.counts(verdicts))])
        self.say(
            _("Row %(number)s, %(column)s: %(sentence)s")
            % {"number": verdict.number, "column": column or _("whole row"), "sentence": sentence}
            for verdict in rejected
            for column, sentence in verdict.problems
        )
        if dry_run:
            self.say([_("Nothing was written: this was a dry run.")])
        elif rejected and not skip_rejected:
            self.say([_("Nothing was written, since rows are rejected. Correct them, or add --skip-rejected.")])
        else:
            self.write(verdicts, user)
        if rejected:
            sys.exit(1)

    def user(self, name):
        if name is None:
            return None
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError(_("There is no active user “%(name)s”.") % {"name": name})
        return user

    def write(self, verdicts, user):
        try:
            written = write(verdicts, user, self.progress(_("%(done)s of %(total)s rows written")))
        except Refused as error:
            raise CommandError(str(error)) from error
        self.say([done(len(written))])

    def say(self, sentences):
        for sentence in sentences:
            self.stdout.write(str(sentence))

    def progress(self, sentence):
        def advance(done, total):
            self.stderr.write(sentence % {"done": f"{done:,}", "total": f"{total:,}"}, ending="\n")

        return advance
