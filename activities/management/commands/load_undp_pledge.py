from django.core.management.base import BaseCommand

from activities.reference.undp_pledge import load_undp_pledge


class Command(BaseCommand):
    help = (
        "Load UNDP's pledge with its commitments and activities, published. Does nothing if it is there in any state."
    )

    def handle(self, **options):
        count = load_undp_pledge()
        if count is None:
            self.stdout.write("The pledge undp-gcm is there already: nothing was changed.")
        else:
            self.stdout.write(f"The pledge undp-gcm: {count} activities published.")
