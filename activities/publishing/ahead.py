"""What a rebuild reads and projects before it writes: here, or in processes of its own on every core."""

import gc
from collections import deque
from contextlib import contextmanager
from itertools import islice

from pledgetracker.processes import pool

from ..models import Edition
from .rows import differing, in_batches
from .vocabulary import Vocabulary


class Projector:
    """Keeps the names until another edition than its own may have changed one."""

    def __init__(self):
        self.token = self.vocabulary = None

    def differing(self, references):
        """(token of the edition as of which this was read, at the earliest; the unsaved rows that differ)."""
        newest = token_now()
        if self.vocabulary is None or newest != self.token:
            self.token, self.vocabulary = newest, Vocabulary.load_all()
        with _uncollected():
            return newest, [row for batch in in_batches(references) for row in differing(batch, self.vocabulary)]


def token_now():
    """Whoever finds it unchanged has read one state of the record, and of the names: a rename is an edition too."""
    return Edition.objects.values_list("token", flat=True).first()


def projected(steps, workers, own):
    """(step, token, rows that differ) of each step, {primary key: reference}, in order. `own` is this process's."""
    if workers == 1:
        for step in steps:
            yield step, *own.differing(list(step.values()))
        return
    with pool(workers) as processes:
        ahead = ((step, processes.submit(_differing, list(step.values()))) for step in steps)
        waiting = deque(islice(ahead, workers + 1))
        while waiting:
            step, result = waiting.popleft()
            yield step, *result.result()
            waiting.extend(islice(ahead, 1))


# Of a process that projects ahead.
_own = Projector()


def _differing(references):
    return _own.differing(references)


@contextmanager
def _uncollected():
    """Nothing that is projected refers to itself, and looking for what does would take a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
