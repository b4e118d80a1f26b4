from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from activities.reference.loading import load_reference


class Command(BaseCommand):
    help = "Load countries and areas, regions, objectives and guiding principles. Creates what is missing."

    def add_arguments(self, parser):
        parser.add_argument("--update", action="store_true", help="also change what is there to what the files say")

    def handle(self, *, update, **options):
        counts = load_reference(update=update)
        said = _("%(what)s: %(created)s created, %(changed)s changed")
        self.stdout.write(
            ", ".join(
                said % {"what": name, "created": created, "changed": changed}
                for name, (created, changed) in counts.items()
            )
        )
