"""Rebuilding the public record after a change of code: step by step, and on from where an earlier run was cut off."""

import hashlib

from django.conf import settings
from django.db import transaction

from ..models import Change, Edition, PublicActivity, PublicPledge, Rebuild
from .editions import close, next_edition
from .rows import differing, in_batches, project_pledges, write
from .vocabulary import Vocabulary, every_name

# Activities whose rows are written in one transaction: others wait for the writing of so many, never for all.
STEP = 5000


def rebuild_public_record(from_start=False, progress=lambda done, total, changed: None):
    """Project every latest document again, and write the rows of which a byte differs: an edition for each step.

    A run that was cut off is continued, unless the release or a name changed meanwhile, or `from_start` is asked for.
    `progress` is told after each step how many of the rows are done, and how many were changed in this run. Returns the
    last Edition, or None: no byte differed.
    """
    return _Run(from_start, progress).edition()


class _Run:
    def __init__(self, from_start, progress):
        self.progress = progress
        self.state = _state(from_start)
        self.token = self.vocabulary = self.last = None
        self.changed = 0

    def edition(self):
        self._pledges()
        rows = PublicActivity.objects.filter(withdrawn=False)
        total = rows.count()
        done = rows.filter(pk__lte=self.state.done).count()
        self.progress(done, total, self.changed)
        while found := dict(rows.filter(pk__gt=self.state.done).order_by("pk").values_list("pk", "reference")[:STEP]):
            self._step(list(found.values()), max(found))
            done += len(found)
            self.progress(done, total, self.changed)
        self.state.delete()
        return self.last

    @transaction.atomic
    def _pledges(self):
        # First of all: activities take the names of their commitments from them.
        edition = next_edition()
        self._close(edition, project_pledges(edition, sorted(PublicPledge.objects.values_list("slug", flat=True))))

    def _step(self, references, last):
        """Read and project while others may write; what they wrote meanwhile is read again before this is written."""
        different = self._differing(references)
        with transaction.atomic():
            edition = next_edition()
            if _newest_token() != self.token:
                different = self._differing(references)
            self._close(edition, [name for batch in in_batches(different) for name in write(edition, batch)])
            self.state.done = last
            self.state.save()
        if different:
            # What this step wrote is no news to it, and changed no name.
            self.token = edition.token

    def _differing(self, references):
        newest = _newest_token()
        if self.vocabulary is None or newest != self.token:
            self.token, self.vocabulary = newest, Vocabulary.load_all()
        return [row for batch in in_batches(references) for row in differing(batch, self.vocabulary)]

    def _close(self, edition, names):
        self.changed += len(names)
        self.last = close(edition, dict.fromkeys(names, Change.Action.CHANGED)) or self.last


def _newest_token():
    """Whoever holds it before and after has read one state of the record, and of the names: a rename is an edition."""
    return Edition.objects.values_list("token", flat=True).first()


def _state(from_start):
    """How far an earlier run of this release, with these names, came; else the beginning."""
    key = hashlib.sha256(f"{settings.RELEASE} {every_name()}".encode()).hexdigest()
    state, _created = Rebuild.objects.get_or_create(pk=1, defaults={"key": key})
    if from_start or state.key != key:
        state.key, state.done = key, 0
        state.save()
    return state
