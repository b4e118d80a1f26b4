"""The cells that follow from others, and the public record's own line, for a batch of activities."""

import csv
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from commitments.models import Pledge

from .. import publishing
from ..columns import COLUMNS, ORIGIN
from ..models import PublicActivity
from ..publishing.projection import Stamp
from ..publishing.vocabulary import Vocabulary

STAMPS = ("first_published", "updated")


class Computed:
    """For `activities` loaded `with_history()`. The projections are made when the first is asked for."""

    def __init__(self, activities):
        self.activities = list(activities)
        self.rows = {
            row.reference: row
            for row in PublicActivity.objects.of_downloads(activity.reference for activity in self.activities)
        }
        self.projected = {}

    def cells(self, activity):
        """{column: text} for every column of the public record that the site computes."""
        if activity.reference not in self.projected:
            row = publishing.project(publishing.snapshot(activity), self._vocabulary, _NOW)
            cells = {column.name: column.value(row).replace(ORIGIN, settings.SITE_URL) for column in COLUMNS}
            public = self.rows.get(activity.reference)
            for column in COLUMNS:
                if column.name in STAMPS:
                    cells[column.name] = column.value(public) if public else ""
            self.projected[activity.reference] = cells
        return self.projected[activity.reference]

    def public(self, activity):
        """{column: cell} of the activity's line of the public record; empty where it is not public."""
        row = self.rows.get(activity.reference)
        if row is None or row.withdrawn:
            return {}
        (cells,) = csv.reader([row.csv_line.replace(ORIGIN, settings.SITE_URL)], strict=True)
        return dict(zip((column.name for column in COLUMNS), cells, strict=True))

    @cached_property
    def _vocabulary(self):
        """With the pledges as staff see them now: one may not be public yet."""
        documents = [publishing.snapshot(activity) for activity in self.activities]
        vocabulary = Vocabulary.load(documents)
        pledges = Pledge.objects.with_document().filter(slug__in={document["pledge"] for document in documents})
        pledges = [publishing.snapshot_pledge(pledge) for pledge in pledges]
        of_pledges = Vocabulary.load([], pledges)
        vocabulary.pledges = {each["slug"]: publishing.project_pledge(each, of_pledges) for each in pledges}
        return vocabulary


# Its stamps are not shown: those of the public row are.
_NOW = Stamp(version=0, first_published=timezone.now(), updated=timezone.now())
