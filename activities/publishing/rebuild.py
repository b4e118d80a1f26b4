"""Rebuilding the public record from what was published, after a change of code or where rows of it were lost.

Step by step, and on from where an earlier run was cut off.
"""

import hashlib

from django.conf import settings
from django.db import transaction

from ..models import Change, PublicActivity, Rebuild
from . import restoring, stored_index
from .ahead import Projector, projected, token_now
from .editions import close, next_edition, queue
from .restoring import Report
from .rows import in_batches, write
from .vocabulary import every_name

# Activities whose rows are written in one transaction: others wait for the writing of so many, never for all.
STEP = 5000


def silent(done, total, changed):
    """The progress of whoever does not ask for it."""


def rebuild_public_record(from_start=False, workers=1, progress=silent, report=None):
    """Project every latest document again, and write the rows of which a byte differs: an edition for each step.

    Rows that are missing are put back as they were, with their ordinal and edition; those of what was never published
    are taken out. A run that was cut off is continued, unless the release or a name changed meanwhile, a row had to be
    put back, or `from_start` is asked for. More than one of `workers` are processes of their own that read and project
    ahead; they see only what is committed. `progress` is told after each step how many of the rows are done, and how
    many were changed in this run; `report`, a Report, of what was found. Returns the last Edition, or None: no byte
    differed.
    """
    return _Run(from_start, progress, report or Report()).edition(workers)


def check_public_record(workers=1, progress=silent):
    """The Report of what `rebuild_public_record` would change if it ran now from the start. Nothing is changed.

    Others can publish meanwhile, except where rows have to be put back or a pledge is projected anew: that is done, and
    undone at the end.
    """
    report = Report()
    if restoring.needed():
        with transaction.atomic():
            _Run(True, progress, report).edition(1)
            transaction.set_rollback(True)
        return report
    restoring.pledges(report)
    for batch in restoring.missing():
        restoring.restorable(batch, report)
    own, rows, done = Projector(), PublicActivity.objects.all(), 0
    total = rows.count()
    progress(0, total, 0)
    for keys, token, different in projected(_steps(rows, 0), workers if total > STEP else 1, own):
        while token != token_now():
            token, different = own.differing(list(keys.values()))
        report.different.add(row.reference for row in different)
        done += len(keys)
        progress(done, total, report.different.count)
    report.index = stored_index.differs()
    return report


class _Run:
    def __init__(self, from_start, progress, report):
        self.progress, self.report = progress, report
        self.state = _state(from_start)
        self.own = Projector()
        # Editions since which nobody else wrote: what was projected as of one of them still holds.
        self.tokens = set()
        self.last = None
        self.misplaced = self.corrected = frozenset()
        self.changed = 0

    def edition(self, workers):
        self._pledges()
        self._restore()
        rows = PublicActivity.objects.all()
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
        different = restoring.pledges(self.report)
        surplus = restoring.surplus_pledges(self.report)
        removed = list(surplus.values_list("slug", flat=True))
        surplus.delete()
        self._save(edition, different, removed)

    def _restore(self):
        """Put back what activities need before any of them can be projected: every row, and the ties of all."""
        self._clear()
        for batch in restoring.missing():
            with transaction.atomic():
                queue()
                # Read again: somebody may have published one of them before this.
                keys = [publication.activity_id for publication in batch]
                rows = restoring.restorable(restoring.without_row().filter(activity__in=keys), self.report)
                PublicActivity.objects.bulk_create(rows)
                self._begin_anew(rows)

    @transaction.atomic
    def _clear(self):
        """Take out what no publication gave."""
        edition = next_edition()
        removed, never_published = restoring.remove_surplus()
        self.corrected, ties = restoring.correct_withdrawn(edition), restoring.correct_ties()
        # Those that had another ordinal than theirs are put back with it: they were there.
        self.misplaced = removed - never_published
        self.report.surplus.add(never_published)
        self.report.different.add(self.corrected)
        self.report.ties += ties
        self._begin_anew(removed or self.corrected or ties)
        self._save(edition, [], never_published, self.corrected)

    def _begin_anew(self, needed):
        """Rows that were done already have to be projected again, where this is `needed`."""
        if needed and self.state.done:
            self.state.done = 0
            self.state.save()

    @transaction.atomic
    def _write(self, keys, token, different):
        """`different` was projected while others could write. Whatever they wrote since, it is projected again here."""
        edition = next_edition()
        newest = token_now()
        if newest not in self.tokens:
            self.tokens = {newest}
        if token not in self.tokens:
            _token, different = self.own.differing(list(keys.values()))
        missing = {row.reference for row in different if row.edition_id} - self.misplaced
        self.report.missing.add(missing)
        self.report.different.add({row.reference for row in different} - missing - self.corrected)
        self._save(edition, different)
        self.state.done = max(keys)
        self.state.save()

    @transaction.atomic
    def _finish(self):
        edition = next_edition()
        if stored_index.rebuild(edition):
            self.report.index = True
            self.last = close(edition, {}, always=True)
        self.state.delete()

    def _save(self, edition, rows, removed=(), corrected=()):
        """Write these rows as of `edition`, but for those that are put back as they were: the changes tell nothing of
        them. `removed` and `corrected` are the references and slugs of rows of which that is done already."""
        restored = [row for row in rows if row.edition_id]
        rows = [row for row in rows if not row.edition_id]
        changed = [name for batch in in_batches(rows) for name in write(edition, batch)]
        for batch in in_batches(restored):
            write(None, batch)
        changed += corrected
        self.changed += len(changed) + len(restored) + len(removed)
        actions = dict.fromkeys(changed, Change.Action.CHANGED) | dict.fromkeys(removed, Change.Action.WITHDRAWN)
        if closed := close(edition, actions, always=bool(restored)):
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
