"""Exports kept as files: each is made once for a state of the public record, and sent by every worker of the machine.

They are in `settings.KEPT_DIR`, in one folder a state. The folder is named by all that the state depends on, so that a
file is never taken for another state's; folders of other states go when something is next made.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.files import locks

PROGRESS_SECONDS = 0.5


class Kept:
    """One file: of the state of an index, and of what its `parts`, texts, say of it. There may be no file yet."""

    def __init__(self, index, *parts):
        state = (index.token, settings.RELEASE, settings.SITE_URL, settings.SITE_NAME, settings.SITE_DISCLAIMER)
        self.folder = Path(settings.KEPT_DIR) / _digest(state)
        self.path = self.folder / _digest(parts)

    def open(self):
        """The file, open for reading, or None where there is none."""
        try:
            file = self.path.open("rb")
        except OSError:
            return None
        # What is asked for is the last to go.
        with suppress(OSError):
            os.utime(self.path)
        return file

    @contextmanager
    def making(self):
        """Give an open file to write, which takes its place when the block is done; whatever fails leaves none.

        Gives None where the file is there by now, or is being made by another thread or worker. Its lock is the
        operating system's, so that a maker who is killed holds nobody up. Raises OSError where nothing can be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._beside("lock").open("ab") as lock:
            if not locks.lock(lock, locks.LOCK_EX | locks.LOCK_NB) or self.path.exists():
                yield None
                return
            self._clear()
            with tempfile.TemporaryDirectory(prefix=f"{self.path.name}.", dir=self.folder) as folder:
                part = Path(folder) / "part"
                with part.open("wb") as file:
                    yield file
                part.replace(self.path)
            with suppress(OSError):
                self._bound()

    @property
    def progress(self):
        """How many rows of it the one who makes it has written, as far as is known."""
        with suppress(OSError, ValueError):
            return int(self._beside("progress").read_text())
        return 0

    def follow(self):
        """A function to be told the number of rows that are written: it lets the others know, every now and then."""
        told = time.monotonic()

        def advance(done):
            nonlocal told
            if time.monotonic() - told >= PROGRESS_SECONDS:
                told = time.monotonic()
                self._beside("progress").write_text(str(done))

        return advance

    def _beside(self, what):
        return self.path.with_suffix(f".{what}")

    def _clear(self):
        """Remove what is of other states, and what a maker of this file left who did not end."""
        others = (each for each in self.folder.parent.iterdir() if re.fullmatch("[0-9a-f]{32}", each.name))
        left = self.folder.glob(f"{self.path.name}.*/")
        for each in [*(each for each in others if each != self.folder), *left]:
            shutil.rmtree(each, ignore_errors=True)
        self._beside("progress").unlink(missing_ok=True)

    def _bound(self):
        """Remove the files that nobody asked for for longest, where all of them take more room than they may."""
        room = settings.KEPT_MEGABYTES * 10**6 - self.path.stat().st_size
        others = {each: each.stat() for each in self.folder.iterdir() if not each.suffix and each != self.path}
        for each, stat in sorted(others.items(), key=lambda item: -item[1].st_mtime):
            room -= stat.st_size
            if room < 0:
                each.unlink(missing_ok=True)


def _digest(parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
