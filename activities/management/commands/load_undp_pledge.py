from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from activities.reference.undp_pledge import load_undp_pledge


class Command(BaseCommand):
    help = (
        "Load UNDP's pledge with its commitments and activities, published. Does nothing if it is there in any state."
    )

    def handle(self, **options):
        try:
            count = load_undp_pledge()
        except ObjectDoesNotExist as missing:
            said = _("%(missing)s Load the reference data first: manage.py load_reference")
            raise CommandError(said % {"missing": missing}) from missing
        if count is None:
            self.stdout.write(_("The pledge undp-gcm already exists. Nothing was changed."))
        else:
            self.stdout.write(_("The pledge undp-gcm: %(count)s activities published.") % {"count": count})
