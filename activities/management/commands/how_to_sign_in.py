from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.models import User


class Command(BaseCommand):
    help = "Say where the desk is, how many people have an account, and how to make one. `make run` says this first."

    def handle(self, **options):
        self.stdout.write(_("The desk: %(address)s") % {"address": settings.SITE_URL + reverse("admin:index")})
        count = User.objects.filter(is_active=True, is_staff=True).count()
        if count:
            said = ngettext(
                "%(count)s person has an account. To make another: %(command)s",
                "%(count)s people have an account. To make another: %(command)s",
                count,
            )
        else:
            said = _("Nobody has an account yet. To make one, run this in another terminal: %(command)s")
        self.stdout.write(said % {"count": count, "command": ".venv/bin/python manage.py createsuperuser"})
