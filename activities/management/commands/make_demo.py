from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from activities import demo
from commitments.models import User


class Command(BaseCommand):
    help = (
        "Make a demo in a SQLite database of its own, demo.sqlite3: UNDP's pledge, and an editor, a publisher and an "
        "administrator, whose passwords are shown once, with work that waits. Refuses any other database. Where the "
        "demo is there already, it stays as it is. `make demo` runs this, and serves the demo."
    )

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="remove the demo that is there, and begin another")

    def handle(self, *, anew, verbosity, **options):
        try:
            path = demo.path_of(settings.DATABASES["default"])
        except demo.Refused as reason:
            raise CommandError(str(reason)) from reason
        if anew:
            connection.close()
            demo.remove(path)
        demo.begin(path)
        call_command("migrate", interactive=False, verbosity=0)
        for name in ("load_reference", "load_undp_pledge", "begin_history"):
            call_command(name, stdout=self.stdout if verbosity > 1 else Silent())
        self.say(demo.fill())

    def say(self, passwords):
        if passwords is None:
            said = [
                _("The demo already exists and was not changed. Its people: %(people)s.")
                % {"people": ", ".join(User.objects.order_by("pk").values_list("username", flat=True))},
                _("Their passwords were shown when it was made. To start again with new ones: make demo ANEW=1"),
            ]
        else:
            width = max(map(len, passwords))
            said = [
                _("The demo is ready. These passwords are shown only now:"),
                *(f"  {name:<{width}}  {password}" for name, password in passwords.items()),
            ]
        said.append(_("To sign in: %(address)s") % {"address": settings.SITE_URL + reverse("admin:index")})
        self.stdout.write("\n".join(["", *said]))


class Silent:
    """Where what another command says goes."""

    def write(self, text):
        pass
