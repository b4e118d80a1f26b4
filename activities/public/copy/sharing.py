"""Processes beside this one that draw a copy's files."""

from contextlib import contextmanager
from functools import cache

from pledgetracker.processes import pool

from .drawing import Drawer

# Addresses handed out at once: some tenths of a second, so that nobody is left to wait for another at the end.
BATCH = 20


@contextmanager
def sharing(folder, workers):
    """A function that has addresses drawn by one of so many processes, and returns what waits for it."""
    processes = pool(workers)
    try:
        yield lambda addresses: processes.submit(_draw, folder, addresses).result
    finally:
        # After an error nothing more is drawn; when all is drawn there is nothing to cancel.
        processes.shutdown(cancel_futures=True)


def _draw(folder, addresses):
    return _drawer(folder).draw(addresses)


@cache  # such a process lives for one copy
def _drawer(folder):
    return Drawer(folder)
