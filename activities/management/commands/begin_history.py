from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from commitments import history


class Command(BaseCommand):
    help = "Keep how every record stands that was entered before there was a history. Changes nothing the second time."

    def handle(self, *args, **options):
        begun = history.begin()
        said = ngettext("%(count)s record begins its history.", "%(count)s records begin their history.", begun)
        self.stdout.write(said % {"count": begun})
