"""A register to try the desk on: UNDP's pledge, three people, and work of theirs that waits.

It lives in a SQLite file of its own, `demo.sqlite3`, which bears a mark in its header. No other database is touched.
"""

import secrets
import sqlite3
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from commitments import history
from commitments.models import Membership, Pledge, Revision, User
from pledgetracker.clock import today

from . import workflow
from .models import Activity, Update

NAME = "demo.sqlite3"
# Where SQLite keeps what an application says of its file (https://www.sqlite.org/fileformat.html), and what we say.
HEADER, MAGIC, APPLICATION_ID = 100, b"SQLite format 3\0", slice(68, 72)
MARK = int.from_bytes(b"PLTd")
# Without those that look alike; sixteen of them are 79 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PEOPLE = ("editor", "publisher", "administrator")


class Refused(Exception):
    """The database is not a demo's: `str` says why, and what to do."""


def path_of(database):
    """The file of the demo, of these settings of a database. Raises Refused where they name another database."""
    path = Path(database["NAME"])
    if database["ENGINE"] != "django.db.backends.sqlite3" or path.name != NAME:
        raise Refused(
            _(
                "The demo has its own database, %(name)s, but DATABASE_URL names another. Nothing was changed. "
                "To run the demo: %(command)s"
            )
            % {"name": NAME, "command": "DATABASE_URL= make demo"}
        )
    if path.exists() and not _is_marked(path):
        raise Refused(
            _("%(path)s already exists and is not a demo database. Nothing was changed. Move the file away first.")
            % {"path": path}
        )
    return path


def begin(path):
    """Make the file of the demo, with its mark, where it is not there yet."""
    if not path.exists():
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA application_id = {MARK}")
        connection.close()


def remove(path):
    """Remove the file of the demo, as `path_of` gave it, with all that was entered."""
    for each in (path, *(path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm", "-journal"))):
        each.unlink(missing_ok=True)


@transaction.atomic
def fill():
    """Make the people and their work, once. Returns {username: password}, or None where they are there already.

    Needs UNDP's pledge. No mail is sent: whoever would get one is made last.
    """
    if User.objects.exists():
        return None
    pledge = Pledge.objects.get(slug="undp-gcm")
    passwords = {name: password() for name in PEOPLE}
    editor = _person("editor", passwords, pledge, Membership.Role.EDITOR)
    _draft(pledge, editor)
    _submitted_change(pledge, editor)
    _person("publisher", passwords, pledge, Membership.Role.PUBLISHER)
    _person("administrator", passwords, is_superuser=True)
    return passwords


def password():
    """A random password that can be typed: four times four letters."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


def _is_marked(path):
    if not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.read(HEADER)
    return header.startswith(MAGIC) and int.from_bytes(header[APPLICATION_ID]) == MARK


def _person(name, passwords, pledge=None, role=None, **fields):
    user = User.objects.create_user(name, password=passwords[name], is_staff=True, **fields)
    if pledge:
        Membership.objects.create(user=user, pledge=pledge, role=role)
    history.record(user, Revision.Action.ADDED, comment=_("For the demo."))
    return user


def _draft(pledge, editor):
    """A new activity that its editor has begun: not submitted, and not complete."""
    draft = Activity.objects.create(
        pledge=pledge,
        title=_("Example of a draft: training for municipalities"),
        description=_("This text is made up, to try out the desk. Complete it, tick the box and submit it."),
        kind="training",
        status="planned",
        reported=today().isoformat(),
    )
    draft.commitments.set(pledge.commitments.filter(number=3))
    history.record(draft, Revision.Action.ADDED, editor)


def _submitted_change(pledge, editor):
    """An update of a published activity that waits for a publisher."""
    activity = pledge.activities.get(reference=f"{pledge.slug}-0017")
    Update.objects.create(
        activity=activity,
        date=today().isoformat(),
        text=_("This update is made up, to try out the desk: the article was translated into Russian."),
    )
    activity.save()
    history.record(activity, Revision.Action.CHANGED, editor)
    workflow.submit([activity], editor, {str(activity.pk): str(activity.version)})
