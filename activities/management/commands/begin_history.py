from django.core.management.base import BaseCommand

from commitments import history


class Command(BaseCommand):
    help = "Keep how every record stands that was entered before there was a history. Changes nothing the second time."

    def handle(self, *args, **options):
        self.stdout.write(f"{history.begin()} records begin their history.")
