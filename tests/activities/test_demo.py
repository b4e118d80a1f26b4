"""The demo: a database of its own, three people, work that waits; and no other database is touched."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from activities import demo
from activities.models import Activity, PublicActivity
from commitments import history, roles
from commitments.models import Pledge, User

SQLITE = "django.db.backends.sqlite3"


# --- Which database ---------------------------------------------------------------------------------------------------


def test_a_file_of_its_name_that_is_not_there_yet_is_made_with_its_mark(tmp_path):
    path = demo.path_of({"ENGINE": SQLITE, "NAME": str(tmp_path / "demo.sqlite3")})
    assert not path.exists(), "asking makes nothing"
    demo.begin(path)
    assert demo.path_of({"ENGINE": SQLITE, "NAME": path}) == path


@pytest.mark.parametrize(
    "database",
    [
        {"ENGINE": "django.db.backends.postgresql", "NAME": "demo.sqlite3"},
        {"ENGINE": SQLITE, "NAME": "db.sqlite3"},
        {"ENGINE": SQLITE, "NAME": ":memory:"},
        {"ENGINE": SQLITE, "NAME": "a-demo.sqlite3"},
    ],
    ids=lambda database: f"{database['ENGINE'].rpartition('.')[2]} {database['NAME']}",
)
def test_another_database_is_refused(database):
    with pytest.raises(demo.Refused, match=r"DATABASE_URL names another. Nothing was changed"):
        demo.path_of(database)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(100)])
def test_a_file_of_its_name_without_its_mark_is_refused(tmp_path, content):
    path = tmp_path / "demo.sqlite3"
    path.write_bytes(content)
    with pytest.raises(demo.Refused, match=r"is not a demo database. Nothing was changed"):
        demo.path_of({"ENGINE": SQLITE, "NAME": path})
    assert path.read_bytes() == content


def test_a_folder_of_its_name_is_refused(tmp_path):
    (tmp_path / "demo.sqlite3").mkdir()
    with pytest.raises(demo.Refused):
        demo.path_of({"ENGINE": SQLITE, "NAME": tmp_path / "demo.sqlite3"})


def test_its_files_are_not_kept_in_the_repository():
    ignored = (settings.BASE_DIR / ".gitignore").read_text().splitlines()
    assert {"/demo.sqlite3*", "/demo-kept/"} <= set(ignored)


# --- What is in it ----------------------------------------------------------------------------------------------------
@pytest.fixture
def passwords(undp, db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return demo.fill()


def test_three_people_sign_in_each_with_their_rights(passwords):
    assert list(passwords) == ["editor", "publisher", "administrator"]
    assert all(re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", each) for each in passwords.values())
    assert len(set(passwords.values())) == 3
    pledge = Pledge.objects.get()
    rights = {}
    for name, password in passwords.items():
        assert Client().login(username=name, password=password)
        user = User.objects.get(username=name)
        rights[name] = roles.may_edit(user, pledge), roles.may_publish(user, pledge), roles.is_administrator(user)
    assert rights == {
        "editor": (True, False, False),
        "publisher": (False, True, False),
        "administrator": (True, True, True),
    }


def test_a_draft_and_a_submitted_change_wait_and_the_public_reads_neither(
    passwords, django_capture_on_commit_callbacks
):
    draft = Activity.objects.get(state="draft")
    waiting = [activity for activity in Activity.objects.all() if activity.is_in_review]
    assert [activity.reference for activity in waiting] == ["undp-gcm-0017"]
    assert waiting[0].submitted_by.username == "editor"
    assert [step.action for step in history.of(draft)] == ["added"]
    assert [step.action for step in history.of(waiting[0])][:2] == ["submitted", "changed"]
    assert not PublicActivity.objects.filter(reference=draft.reference).exists()
    assert "made up" not in str(PublicActivity.objects.get(reference="undp-gcm-0017").record)
    assert not mail.outbox


def test_it_is_filled_once(passwords):
    before = User.objects.count(), Activity.objects.count()
    assert demo.fill() is None
    assert (User.objects.count(), Activity.objects.count()) == before


# --- The command ------------------------------------------------------------------------------------------------------
def run(path, *options):
    """(exit code, output, errors) of `make_demo` in a process of its own, with this SQLite file."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pledgetracker.settings",
        "DATABASE_URL": f"sqlite:///{path}",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "make_demo", *options],
        env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.no_database
def test_the_command_makes_it_once_and_shows_the_passwords_once(tmp_path):
    path = tmp_path / "demo.sqlite3"
    code, said, errors = run(path)
    shown = re.findall(r"^  (\w+) +([a-z2-9-]{19})$", said, re.MULTILINE)
    assert (code, [name for name, _password in shown]) == (0, ["editor", "publisher", "administrator"]), errors
    assert "These passwords are shown only now" in said and said.endswith("To sign in: http://testserver/admin/\n")
    code, again, _errors = run(path)
    assert code == 0
    assert "already exists and was not changed. Its people: editor, publisher, administrator." in again
    assert "make demo ANEW=1" in again
    assert not [password for _name, password in shown if password in again]
    code, anew, _errors = run(path, "--anew")
    assert code == 0 and "The demo is ready" in anew
    assert not [password for _name, password in shown if password in anew]


@pytest.mark.no_database
@pytest.mark.parametrize("options", [[], ["--anew"]])
def test_the_command_leaves_another_database_as_it_is(tmp_path, options):
    for name in ("db.sqlite3", "demo.sqlite3"):
        path = tmp_path / name
        path.write_bytes(b"SQLite format 3\0" + bytes(200))
        before = path.read_bytes()
        code, said, errors = run(path, *options)
        assert code == 1 and not said
        assert "Nothing was changed" in errors and "Traceback" not in errors
        assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["db.sqlite3", "demo.sqlite3"]
