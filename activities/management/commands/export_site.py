import time

from django.core.management.base import BaseCommand, CommandError

from activities.public.copy import CopyError, copy_site

EVERY = 2  # seconds between two lines of progress


class Command(BaseCommand):
    help = "Write a copy of the whole public site with all downloads: files for a plain web server or an archive."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", help="Where to: an empty folder, a new one, or an earlier copy.")

    def handle(self, folder, **options):
        self.said = time.monotonic()
        try:
            count = copy_site(folder, self.progress)
        except (CopyError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count:,} files. Begin with {folder}/index.html.")

    def progress(self, done, known):
        """More are known as pages lead to them."""
        if time.monotonic() > self.said + EVERY:
            self.said = time.monotonic()
            self.stdout.write(f"{done:,} of {known:,} files found so far")
