"""At most AT_ONCE exports in a worker: each keeps a connection to the database and much of a core busy."""

import threading
from contextlib import closing, contextmanager

AT_ONCE = 2
# So few rows are sent in a moment: they need no slot and are never turned away.
SMALL = 500
# When it is worth asking again.
RETRY_SECONDS = 10

_free = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """As many exports as this worker makes at once are being made."""


@contextmanager
def slot(rows):
    """Hold one of the worker's slots while the block makes an export of so many rows. Raises Busy."""
    if rows <= SMALL:
        yield
    else:
        with core():
            yield


@contextmanager
def core():
    """Hold a slot while the block keeps a core busy, however few rows it is about. Raises Busy."""
    if not _free.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        _free.release()


class Limited:
    """The pieces of an export, made while a slot is held: until the last of them, or until it is closed or forgotten.

    The first piece is made at once. Raises Busy, and what the first piece raises: then nothing is sent yet.
    """

    def __init__(self, pieces, rows):
        self._pieces = _limited(pieces, rows)
        self._first = next(self._pieces, b"")

    def __iter__(self):
        yield self._first
        yield from self._pieces

    def close(self):
        self._pieces.close()


def _limited(pieces, rows):
    with slot(rows), closing(pieces):
        yield from pieces
