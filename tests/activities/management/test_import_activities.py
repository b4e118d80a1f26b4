"""`import_activities`: thin, says what it does, writes all or nothing."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from activities.models import Activity
from commitments.models import Membership, Revision
from tests import factories
from tests.activities.reading import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path, capsys):
    """`run(text, *options)`: (exit code, standard output, standard error)."""

    def run(text, *options):
        file = tmp_path / "list.csv"
        file.write_text(text, encoding="utf-8")
        code = 0
        try:
            call_command("import_activities", str(file), *options)
        except SystemExit as error:
            code = error.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def activity(db):
    return factories.activity(title="First title")


def test_it_writes_and_says_how_many_with_progress_on_the_other_channel(run, activity):
    code, said, progress = run(f"reference,title\n{activity.reference},Second title")
    assert (code, Activity.objects.get().title) == (0, "Second title")
    assert "1 row changes an activity." in said and "1 activity was written" in said
    assert "1 of 1 rows judged" in progress and "1 of 1 rows written" in progress


def test_a_dry_run_writes_nothing(run, activity):
    code, said, _progress = run(f"reference,title\n{activity.reference},Second title", "--dry-run")
    assert (code, Activity.objects.get().title) == (0, "First title")
    assert "dry run" in said


def test_rejected_rows_are_named_and_nothing_is_written_unless_they_are_skipped(run, activity):
    text = f"reference,title\n{activity.reference},Second title\nno-0001,x"
    code, said, _progress = run(text)
    assert (code, Activity.objects.get().title) == (1, "First title")
    assert "Row 3, reference: There is no activity" in said
    assert (run(text, "--skip-rejected")[0], Activity.objects.get().title) == (1, "Second title")


def test_it_acts_by_the_rights_of_who_is_named(run, activity):
    user = factories.user(is_staff=True, username="someone")
    text = f"reference,title\n{activity.reference},Second title"
    assert run(text, "--by", "someone")[0] == 1
    factories.membership(user, activity.pledge, role=Membership.Role.EDITOR)
    assert run(text, "--by", "someone")[0] == 0
    assert Revision.objects.get(action="imported").by == user


def test_what_cannot_be_read_is_an_error_with_a_sentence(run, tmp_path, activity):
    with pytest.raises(CommandError, match="no row of headings"):
        run("x")
    with pytest.raises(CommandError, match="no active user"):
        run("x", "--by", "nobody")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_activities", str(tmp_path / "none.csv"))


@pytest.mark.django_db(transaction=True)
def test_a_command_that_is_killed_while_it_writes_leaves_nothing(tmp_path):
    pledge = factories.commitment().pledge
    file = tmp_path / "list.csv"
    rows = "\n".join(f",{pledge.slug},1,New {n},Text,training,2024" for n in range(3000))
    file.write_text(f"reference,pledge,commitments,title,description,kind,reported\n{rows}", encoding="utf-8")
    command = [sys.executable, "manage.py", "import_activities", str(file)]
    settings = {"DJANGO_SETTINGS_MODULE": "pledgetracker.settings", "DATABASE_URL": address()}
    process = subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.PIPE, text=True, cwd=site.BASE_DIR)
    written = next(line for line in process.stderr if "rows written" in line)
    process.send_signal(signal.SIGKILL)
    process.stderr.close()
    assert process.wait() == -signal.SIGKILL
    assert written.startswith("500 of 3,000")
    assert not Activity.objects.exists() and not Revision.objects.filter(action="imported").exists()
    pledge.refresh_from_db()
    assert pledge.activity_counter == 0
