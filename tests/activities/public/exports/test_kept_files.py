"""Files kept: one for a state of the record, by whoever makes it first; never another state's."""

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from activities.public.exports.kept_files import Kept


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.KEPT_DIR = tmp_path / "kept"
    return tmp_path / "kept"


def kept(*parts, token="one"):
    return Kept(SimpleNamespace(token=token), *parts)


def make(file, content=b"rows"):
    with file.making() as part:
        if part:
            part.write(content)
        return part is not None


def content(file):
    """What there is to send, or None."""
    with file.open() or nullcontext() as opened:
        return opened and opened.read()


def files(folder):
    return [each for each in folder.rglob("*") if each.is_file() and not each.suffix]


def test_a_file_is_made_once_and_then_there_for_everybody():
    assert content(kept("csv")) is None
    assert make(kept("csv"), b"first")
    assert not make(kept("csv"), b"second")
    assert content(kept("csv")) == b"first"
    assert content(kept("xlsx")) is None


def test_two_at_once_make_one_and_neither_waits():
    with kept("csv").making() as first, kept("csv").making() as second, kept("xlsx").making() as other:
        assert first
        assert second is None
        assert other
        first.write(b"the one")
        first.flush()
        assert content(kept("csv")) is None
    assert content(kept("csv")) == b"the one"


def test_what_fails_leaves_nothing_and_can_be_made_again(folder):
    with pytest.raises(OSError, match="full"), kept("csv").making() as part:
        part.write(b"half")
        raise OSError("full")
    assert content(kept("csv")) is None
    assert not files(folder)
    assert make(kept("csv"))


def test_another_state_has_other_files_and_takes_the_place_of_the_old(folder, settings):
    make(kept("csv"), b"one")
    for change in ("token", "RELEASE", "SITE_URL", "SITE_NAME", "SITE_DISCLAIMER"):
        token = "two" if change == "token" else "one"
        if change != "token":
            setattr(settings, change, "another")
        assert content(kept("csv", token=token)) is None
        make(kept("csv", token=token), change.encode())
        assert content(kept("csv", token=token)) == change.encode()
        assert len(files(folder)) == 1


def test_only_folders_of_states_are_removed(folder):
    """The folder may be set to one that holds other things."""
    (folder / "of others").mkdir(parents=True)
    (folder / "0123.txt").write_text("theirs")
    make(kept("csv"))
    make(kept("csv", token="two"))
    assert (folder / "of others").is_dir()
    assert (folder / "0123.txt").exists()


def test_a_file_that_is_being_sent_is_sent_to_its_end():
    make(kept("csv"), b"all of it")
    with kept("csv").open() as sent:
        make(kept("csv", token="two"))
        assert sent.read() == b"all of it"


def test_those_that_nobody_asked_for_for_longest_make_room(settings):
    settings.KEPT_MEGABYTES = 3
    for name in ("old", "older", "asked for"):
        make(kept(name), b"0" * 900_000)
    os.utime(kept("older").path, (1, 1))
    os.utime(kept("old").path, (2, 2))
    os.utime(kept("asked for").path, (1, 1))
    assert content(kept("asked for"))
    make(kept("new"), b"0" * 900_000)
    assert [bool(content(kept(name))) for name in ("old", "older", "asked for", "new")] == [True, False, True, True]
    make(kept("huge"), b"0" * 4_000_000)
    assert [bool(content(kept(name))) for name in ("old", "asked for", "new", "huge")] == [False, False, False, True]


def test_a_maker_who_is_killed_holds_nobody_up_and_leaves_nothing(folder, settings):
    code = f"""
        from types import SimpleNamespace
        import django
        django.setup(set_prefix=False)
        from django.conf import settings
        settings.KEPT_DIR = {str(folder)!r}
        from activities.public.exports.kept_files import Kept
        kept = Kept(SimpleNamespace(token="one"), "csv")
        with kept.making() as part:
            part.write(b"half")
            part.flush()
            print(kept.path, flush=True)
            input()
    """
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=settings.BASE_DIR, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as maker:  # fmt: skip
        assert maker.stdout.readline().strip() == str(kept("csv").path)
        assert not make(kept("csv"))
        maker.send_signal(signal.SIGKILL)
    assert len(files(folder)) == 1
    assert make(kept("csv"), b"whole")
    assert [each.read_bytes() for each in files(folder)] == [b"whole"]


def test_others_are_told_how_far_it_is(monkeypatch):
    monkeypatch.setattr("activities.public.exports.kept_files.PROGRESS_SECONDS", 0)
    with kept("xlsx").making():
        assert kept("xlsx").progress == 0
        kept("xlsx").follow()(250)
        assert kept("xlsx").progress == 250
    # Made anew, it begins anew.
    kept("xlsx").path.unlink()
    with kept("xlsx").making():
        assert kept("xlsx").progress == 0
