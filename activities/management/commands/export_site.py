import os
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from activities.public.copy import CopyError, copy_site

EVERY = 2  # seconds between two lines of progress
MOST = 4  # processes, of which each takes a connection and up to 200 MB


class Command(BaseCommand):
    help = "Write a copy of the whole public site with all downloads: files for a plain web server or an archive."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", help="Where to: an empty folder, a new one, or an earlier copy.")
        parser.add_argument(
            "--workers",
            type=int,
            choices=range(1, MOST + 1),
            default=min(os.cpu_count() or 1, MOST),
            help="processes that draw pages; 1 is this one alone",
        )

    def handle(self, folder, workers, **options):
        self.said = time.monotonic()
        # What a transaction has written, no other process sees.
        workers = 1 if connection.in_atomic_block else workers
        try:
            count = copy_site(folder, self.progress, workers)
        except (CopyError, OSError) as error:
            raise CommandError(str(error)) from error
        said = _("%(count)s files. Open %(folder)s/index.html first.")
        self.stdout.write(said % {"count": f"{count:,}", "folder": folder})

    def progress(self, done, known):
        """More are known as pages lead to them."""
        if time.monotonic() > self.said + EVERY:
            self.said = time.monotonic()
            said = _("%(done)s of %(known)s files found so far")
            self.stdout.write(said % {"done": f"{done:,}", "known": f"{known:,}"})
