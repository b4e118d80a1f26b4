from django.core.management.base import BaseCommand, CommandError

from activities import digest


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
            self.stderr.write(f"{digest.name_of(user)} has no mail address and gets no digest.")
        count = len(sent.digests) - len(sent.without_address) - len(sent.unsent)
        self.stdout.write(f"Digests {'to send' if dry_run else 'sent'}: {count}.")
        if sent.unsent:
            raise CommandError(f"Digests that could not be sent: {len(sent.unsent)}. The log says why.")
