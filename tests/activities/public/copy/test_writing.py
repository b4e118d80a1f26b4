"""The folder of a copy: nothing hidden goes into it, nothing foreign is lost by it, and it is of one edition."""

import multiprocessing
import os
import signal

import pytest
from django.core.management import CommandError, call_command

from activities import publishing
from activities.public.copy import CopyError, copy_site, writing
from tests import factories
from tests.activities.reading import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    pledge = factories.pledge(slug="of-us")
    commitment = factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    publishing.publish([factories.activity(pledge=pledge, commitments=[commitment])])
    return pledge


def test_it_names_nothing_that_is_hidden(pledge, tmp_path):
    factories.activity(pledge=pledge, title="A draft that nobody published")
    withdrawn = factories.activity(pledge=pledge, title="One that was withdrawn")
    publishing.publish([withdrawn])
    publishing.withdraw([withdrawn])
    copy_site(tmp_path / "site")
    for file in (tmp_path / "site").rglob("*"):
        if file.is_file():
            read = file.read_bytes()
            assert b"nobody published" not in read, file
            assert b"was withdrawn" not in read, file
    assert not (tmp_path / f"site/activities/{withdrawn.reference}").exists()


def test_an_earlier_copy_is_replaced_and_anything_else_is_left(pledge, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("kept")
    with pytest.raises(CopyError, match="not a copy"):
        copy_site(folder)
    assert (folder / "letter.txt").read_text() == "kept"

    former = tmp_path / "former"
    former.mkdir()
    (former / writing.MARK).write_text("{}")
    (former / "old.html").write_text("old")
    copy_site(former)
    assert not (former / "old.html").exists()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_what_is_published_meanwhile_leaves_the_folder_as_it_was(pledge, tmp_path):
    done = []

    def progress(count, known):
        if not done:
            done.append(count)
            publishing.publish([factories.activity(pledge=pledge)])

    with pytest.raises(CopyError, match="published meanwhile"):
        copy_site(tmp_path / "site", progress)
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_where_to_begin(pledge, tmp_path, capsys):
    call_command("export_site", str(tmp_path / "site"))
    assert f"Open {tmp_path / 'site'}/index.html first" in capsys.readouterr().out
    (tmp_path / "letter.txt").write_text("kept")
    with pytest.raises(CommandError, match="not a copy"):
        call_command("export_site", str(tmp_path))


@pytest.fixture
def elsewhere(monkeypatch):
    """What this test commits, processes that it starts see."""
    for name, value in {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address()}.items():
        monkeypatch.setenv(name, value)


def files(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.django_db(transaction=True)
def test_several_processes_write_what_one_would(pledge, elsewhere, tmp_path):
    here, shared, said = tmp_path / "here", tmp_path / "shared", []
    count = copy_site(here)
    assert copy_site(shared, lambda *counts: said.append(counts), workers=2) == count
    assert said[-1] == (count, count)
    assert files(shared) == files(here)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (lambda pledge: publishing.publish([factories.activity(pledge=pledge)]), "published meanwhile"),
        (lambda pledge: os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL), "ended early"),
    ],
    ids=["published", "killed"],
)
def test_what_happens_to_several_processes_leaves_the_folder_as_it_was(pledge, elsewhere, tmp_path, happens, reason):
    happened = []

    def progress(*_counts):
        if not happened:
            happened.append(happens(pledge))

    with pytest.raises(CopyError, match=reason):
        copy_site(tmp_path / "site", progress, workers=2)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_register_can_be_copied(tmp_path):
    copy_site(tmp_path / "site")
    assert (tmp_path / "site/index.html").is_file()
