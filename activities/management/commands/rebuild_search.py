from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _

from activities.publishing import search_index


class Command(BaseCommand):
    help = (
        "Compare the search index with the public record, and make it anew if they differ: searches then wait for it."
    )

    def handle(self, **options):
        if search_index.holds(connection):
            self.stdout.write(_("The search index says what the public record says: nothing was changed."))
        else:
            search_index.make(connection)
            self.stdout.write(_("The search index was made anew from the public record."))
