from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from activities.publishing import search_index


class Command(BaseCommand):
    help = (
        "Compare the search index with the public record, and make it anew if they differ: searches then wait for it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="compare only, change nothing, and end with 1 if they differ"
        )

    def handle(self, *, check, **options):
        if search_index.holds(connection):
            self.stdout.write(_("The search index matches the public record. Nothing was changed."))
        elif check:
            raise CommandError(
                _("The search index differs from the public record. To correct it, run manage.py rebuild_search")
            )
        else:
            search_index.make(connection)
            self.stdout.write(_("The search index was rebuilt from the public record."))
