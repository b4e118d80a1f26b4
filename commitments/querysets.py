"""Named questions about pledges and long operations, on the staff's side."""

from django.db import models
from django.utils import timezone


class PledgeQuerySet(models.QuerySet):
    def with_document(self):
        """With all that a published pledge says, in a fixed number of queries."""
        return self.select_related("framework", "matched_pledge").prefetch_related(
            "made_by",
            "commitments__objectives__framework",
            "commitments__principles__framework",
            "commitments__targets__indicator",
        )

    def with_history(self):
        """With all that a revision keeps of a pledge: its commitments have a history of their own."""
        return self.select_related("framework", "matched_pledge").prefetch_related("made_by")

class JobQuerySet(models.QuerySet):
    def with_person(self):
        """With who started each."""
        return self.select_related("by")

    def started_by(self, user):
        return self.filter(by=user)

    def with_key(self, key):
        return self.filter(pk=key)

    def going_on(self, key):
        """The job of this key, unless it has ended."""
        return self.with_key(key).filter(ended=None)

    def waiting(self, key):
        """The job of this key, if it has not begun."""
        return self.going_on(key).filter(state=self.model.State.WAITING)

    def running(self, key):
        """The job of this key, while it is under way and nothing of it is committed."""
        return self.going_on(key).filter(state=self.model.State.RUNNING)

    def cut_off(self, key, silent_since):
        """The job of this key, if it is not done and gave no sign of life after `silent_since`."""
        return self.going_on(key).exclude(state=self.model.State.DONE).filter(seen__lt=silent_since)

    def seen_now(self, **values):
        """Sets `values` and the sign of life; returns how many jobs that were."""
        return self.update(seen=timezone.now(), **values)

    def end(self, **values):
        """Sets `values` and the end; returns how many jobs that were."""
        now = timezone.now()
        return self.update(seen=now, ended=now, **values)
