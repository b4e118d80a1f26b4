"""Named questions about pledges, on the staff's side."""

from django.db import models


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
