"""Exports that take longer than a visitor waits: made in a thread of the worker, kept, and then sent as files."""

import logging
import threading
import time
from contextlib import ExitStack

from django.db import connections
from django.utils import translation

from pledgetracker.logs import request_id

from ..rows import NewerRecord
from . import limits

logger = logging.getLogger(__name__)

# What failed is not tried again before.
AGAIN_SECONDS = 60
_failed = {}  # {path: when it may be tried again}


class Failed(Exception):
    """It could not be made a moment ago."""


def prepare(kept, write, rows):
    """Begin to make the file `kept` of so many rows, unless it is being made: `write(file, advance)` does it.

    Raises Busy without a slot, Failed where it just failed, OSError where nothing can be written.
    """
    if time.monotonic() < _failed.get(kept.path, 0):
        raise Failed
    with ExitStack() as stack:
        file = stack.enter_context(kept.making())
        if file is None:
            return
        stack.enter_context(limits.slot(rows))
        held = stack.pop_all()
    here = translation.get_language(), request_id.get()
    threading.Thread(target=_make, args=(held, kept, file, write, here), name="export", daemon=True).start()


def _make(held, kept, file, write, here):
    """In the thread: lock and slot are given back at the end, whatever it is."""
    language, request = here
    request_id.set(request)
    try:
        with held, translation.override(language):
            write(file, kept.follow())
    except NewerRecord:
        # Nobody asks for this state any more.
        pass
    except Exception:
        logger.exception("A download could not be prepared")
        now = time.monotonic()
        for path in [path for path, until in _failed.items() if until < now]:
            _failed.pop(path, None)
        _failed[kept.path] = now + AGAIN_SECONDS
    finally:
        connections.close_all()
