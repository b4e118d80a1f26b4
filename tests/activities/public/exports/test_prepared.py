"""What takes longer than a visitor waits is made in a thread; these tests make it of nothing but a `write`."""

import time
from threading import Event
from types import SimpleNamespace

import pytest
from django.utils import translation

from activities.public.exports import limits, prepared
from activities.public.exports.kept_files import Kept
from activities.public.exports.prepared import Failed, prepare
from activities.public.rows import NewerRecord

ROWS = limits.SMALL + 1


@pytest.fixture
def kept(tmp_path, settings):
    settings.KEPT_DIR = tmp_path
    return Kept(SimpleNamespace(token="one"), "xlsx")


def ended():
    """Wait for the threads that make something, for ten seconds at most."""
    for thread in [each for each in prepared.threading.enumerate() if each.name == "export"]:
        thread.join(10)
        assert not thread.is_alive()


def content(kept):
    with kept.open() as file:
        return file.read()


def test_it_is_made_once_while_nobody_waits(kept):
    calls, go = [], Event()

    def write(file, advance):
        calls.append(translation.get_language())
        go.wait(10)
        file.write(b"all")

    with translation.override("es"):
        started = time.monotonic()
        for _ in range(3):
            prepare(kept, write, ROWS)
        assert time.monotonic() - started < 5
    assert kept.open() is None
    go.set()
    ended()
    assert content(kept) == b"all"
    # In the language of who asked.
    assert calls == ["es"]
    prepare(kept, write, ROWS)
    assert len(calls) == 1


def test_it_takes_a_slot_for_as_long_as_it_is_made(kept):
    go = Event()
    prepare(kept, lambda file, advance: go.wait(10), ROWS)
    with limits.slot(ROWS), pytest.raises(limits.Busy), limits.slot(ROWS):
        pass
    go.set()
    ended()
    with limits.slot(ROWS), limits.slot(ROWS):
        other = Kept(SimpleNamespace(token="one"), "other")
        with pytest.raises(limits.Busy):
            prepare(other, lambda file, advance: None, ROWS)
    # Who was turned away holds nothing.
    prepare(other, lambda file, advance: file.write(b"later"), ROWS)
    ended()
    assert content(other) == b"later"


def test_what_failed_is_not_tried_again_at_once_and_then_is(kept, monkeypatch, caplog):
    def full(file, advance):
        raise OSError("no space left")

    prepare(kept, full, ROWS)
    ended()
    assert "no space left" in caplog.text
    with pytest.raises(Failed):
        prepare(kept, full, ROWS)
    monkeypatch.setattr(prepared, "_failed", {kept.path: time.monotonic()})
    prepare(kept, lambda file, advance: file.write(b"better"), ROWS)
    ended()
    assert content(kept) == b"better"


def test_a_state_that_has_passed_is_no_failure(kept):
    def late(file, advance):
        raise NewerRecord

    prepare(kept, late, ROWS)
    ended()
    prepare(kept, late, ROWS)
    ended()
    assert kept.open() is None


def test_where_nothing_can_be_written_it_says_so_at_once(kept, settings, tmp_path):
    settings.KEPT_DIR = tmp_path / "file"
    settings.KEPT_DIR.write_text("not a folder")
    with pytest.raises(OSError, match="file"):
        prepare(Kept(SimpleNamespace(token="one"), "xlsx"), lambda file, advance: None, ROWS)
