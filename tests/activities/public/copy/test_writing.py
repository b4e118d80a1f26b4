"""The folder of a copy: nothing hidden goes into it, nothing foreign is lost by it, and it is of one edition."""

import pytest
from django.core.management import CommandError, call_command

from activities import publishing
from activities.public.copy import CopyError, copy_site, writing
from tests import factories

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
    assert f"Begin with {tmp_path / 'site'}/index.html" in capsys.readouterr().out
    (tmp_path / "letter.txt").write_text("kept")
    with pytest.raises(CommandError, match="not a copy"):
        call_command("export_site", str(tmp_path))


def test_an_empty_register_can_be_copied(tmp_path):
    copy_site(tmp_path / "site")
    assert (tmp_path / "site/index.html").is_file()
