"""Rebuilding the public record after a change of code: step by step, and on from where an earlier run was cut off."""

import hashlib

from django.conf import settings
from django.db import transaction

from ..models import Change, PublicActivity, PublicPledge, Rebuild
from . import stored_index
from .ahead import Projector, projected, token_now
from .editions import close, next_edition
from .rows import in_batches, project_pledges, write
from .vocabulary import every_name

# Activities whose rows are written in one transaction: others wait for the writing of so many, never for all.
STEP = 5000


def rebuild_public_record(from_start=False, workers=1, progress=lambda done, total, changed: None):
    """Project every latest document again, and write the rows of which a byte differs: an edition for each step.

    A run that was cut off is continued, unless the release or a name changed meanwhile, or `from_start` is asked for.
    More than one of `workers` are processes of their own that read and project ahead; they see only what is committed.
    `progress` is told after each step how many of the rows are done, and how many were changed in this run. Returns the
    last Edition, or None: no byte differed.
    """
    return _Run(from_start, progress).edition(workers)


class _Run:
    def __init__(self, from_start, progress):
        self.progress = progress
        self.state = _state(from_start)
        self.own = Projector()
        # Editions since which nobody else wrote: what was projected as of one of them still holds.
        self.tokens = set()
        self.last = None
        self.changed = 0

    def edition(self, workers):
        self._pledges()
        rows = PublicActivity.objects.filter(withdrawn=False)
        total = rows.count()
        done = rows.filter(pk__lte=self.state.done).count()
        self.progress(done, total, self.changed)
        steps = _steps(rows, self.state.done)
        for keys, token, different in projected(steps, workers if total - done > STEP else 1, self.own):
            self._write(keys, token, different)
            done += len(keys)
            self.progress(done, total, self.changed)
        self._finish()
        return self.last

    @transaction.atomic
    def _pledges(self):
        # First of all: activities take the names of their commitments from them.
        edition = next_edition()
        self._close(edition, project_pledges(edition, sorted(PublicPledge.objects.values_list("slug", flat=True))))

    @transaction.atomic
    def _write(self, keys, token, different):
        """`different` was projected while others could write. Whatever they wrote since, it is projected again here."""
        edition = next_edition()
        newest = token_now()
        if newest not in self.tokens:
            self.tokens = {newest}
        if token not in self.tokens:
            _token, different = self.own.differing(list(keys.values()))
        self._close(edition, [name for batch in in_batches(different) for name in write(edition, batch)])
        self.state.done = max(keys)
        self.state.save()

    @transaction.atomic
    def _finish(self):
        edition = next_edition()
        if stored_index.rebuild(edition):
            self.last = close(edition, {}, always=True)
        self.state.delete()

    def _close(self, edition, names):
        self.changed += len(names)
        if closed := close(edition, dict.fromkeys(names, Change.Action.CHANGED)):
            self.last = closed
            self.tokens.add(closed.token)


def _steps(rows, done):
    """{primary key: reference} of the rows after the key `done`, so many at a time."""
    while step := dict(rows.filter(pk__gt=done).order_by("pk").values_list("pk", "reference")[:STEP]):
        yield step
        done = max(step)


def _state(from_start):
    """How far an earlier run of this release, with these names, came; else the beginning."""
    key = hashlib.sha256(f"{settings.RELEASE} {every_name()}".encode()).hexdigest()
    state, _created = Rebuild.objects.get_or_create(pk=1, defaults={"key": key})
    if from_start or state.key != key:
        state.key, state.done = key, 0
        state.save()
    return state
