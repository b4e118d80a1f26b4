from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from activities import digest

# Where mails go that no server takes.
CONSOLE = "django.core.mail.backends.console.EmailBackend"


class Command(BaseCommand):
    help = "Mail each person of the desk what waits for them, what is due, and what others changed. Made for cron."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=digest.DEFAULT_DAYS,
            choices=range(1, digest.MOST_DAYS + 1),
            metavar=f"1-{digest.MOST_DAYS}",
            help="changes of so many days: as many as lie between two digests (7)",
        )
        parser.add_argument("--dry-run", action="store_true", help="say who would get what, and send nothing")

    def handle(self, *, days, dry_run, **options):
        sent = digest.send(days, dry_run)
        for user, found in sent.digests if dry_run else ():
            self.stdout.write(digest.summary(user, found))
        for user in sent.without_address:
            name = {"name": digest.name_of(user)}
            self.stderr.write(_("%(name)s has no mail address and gets no digest.") % name)
        count = len(sent.digests) - len(sent.without_address) - len(sent.unsent)
        if count and not dry_run and settings.EMAIL_BACKEND == CONSOLE:
            said = _(
                "Digests written to the standard output: %(count)s. They reached nobody. Set EMAIL_HOST to send mail."
            )
            raise CommandError(said % {"count": count})
        said = _("Digests to send: %(count)s.") if dry_run else _("Digests sent: %(count)s.")
        self.stdout.write(said % {"count": count})
        if sent.unsent:
            said = _("Digests that could not be sent: %(count)s. The log says why.")
            raise CommandError(said % {"count": len(sent.unsent)})
