"""The rows that the door lets through: a sequence that reads only what is asked of it."""

from collections import namedtuple
from contextlib import closing
from itertools import chain, islice

from django.http import Http404
from django.utils.translation import gettext as _
from pyroaring import BitMap

from ..expressions import Utf8
from ..models import PublicActivity
from . import orders
from .streaming import blocks, streamed

# Up to so many rows are asked for by their ordinals; for more, the statement reads the table and the bitmap picks.
MANY = 200_000
# Of the newest changes so many are looked for by their ordinals: of more, some stand near the top.
SOME = 5000
# What downloads say of a row, besides its CSV line.
FIELDS = ("ordinal", "reference", "pledge", "title", "record", "first_published", "updated")
Record = namedtuple("Record", (*FIELDS, "current_edition"))


class NewerRecord(Exception):
    """The public record moved on after this request took its index: start over with the present one."""


class Withdrawn(Exception):
    """The activity of this reference was withdrawn: the reference stays, the text does not."""


class Rows:
    """The activities of a bitmap in the order of `sort`, as `filters.SORTS` name them. Has a length, can be sliced."""

    def __init__(self, index, bitmap, sort="newest"):
        self.index, self.bitmap, self.sort = index, bitmap, sort

    def __len__(self):
        return len(self.bitmap)

    def __getitem__(self, part):
        return fetch(self.index, self.ordinals(part))

    def ordinals(self, part):
        """The ordinals of a slice of the sequence, in order. Any page costs the same by age."""
        if self.sort == "oldest":
            return list(self.bitmap[part])
        start, stop, _step = part.indices(len(self))
        if self.sort == "title":
            return self.index.by_title.picked(self.bitmap, start, stop)
        if self.sort in orders.SORTS:
            return orders.picked(self.index, self.sort, self.bitmap, start, stop)
        return list(self.bitmap[len(self) - stop : len(self) - start])[::-1]

    def stream(self):
        """The lines of the CSV of the sequence in order, in UTF-8 and with ORIGIN in them, many at a time.

        They are read by one statement, so that a download is of one edition. Raises NewerRecord before the first line
        if the statement saw another edition than the index.
        """
        rows = self._all().values_list("ordinal", Utf8("csv_line"), "current_edition")
        with closing(blocks(rows)) as read:
            block = next(read, [])
            self._check(block[0] if block else None)
            while block:
                if lines := [line for ordinal, line, _edition in block if ordinal in self.bitmap]:
                    yield b"".join(lines)
                block = next(read, None)

    def records(self):
        """Every row of the sequence in order, with what `columns.COLUMNS` say of it; otherwise as `stream`."""
        return map(Record._make, self._picked(self._all().values_list(*Record._fields)))

    def changed(self, count):
        """`count` rows, those with the newest published change first; of another order than `newest` its first ones."""
        if self.sort != "newest":
            return fetch(self.index, self.ordinals(slice(0, count)))
        rows = PublicActivity.objects.listed().with_current_edition().by_change().values_list(*Record._fields)
        if len(self.bitmap) <= SOME:
            return list(map(Record._make, self._picked(rows.among(self.bitmap)[:count])))
        listed = len(self.index.listed)
        # So many of the newest hold `count` of these, if they are spread among them as evenly as one may hope.
        tried = 4 * count * listed // len(self.bitmap)
        while True:
            found = list(map(Record._make, islice(self._picked(rows[:tried]), count)))
            if len(found) == count or tried >= listed:
                return found
            tried *= 8

    def _all(self):
        """The statement that reads the rows, and where they are many others too, in the order of the sequence."""
        rows = PublicActivity.objects.listed().with_current_edition().in_order(self.sort)
        everything = len(self.bitmap) == len(self.index.listed)
        return rows if everything or len(self.bitmap) > MANY else rows.among(self.bitmap)

    def _picked(self, rows):
        """Those of the sequence, of tuples that begin with the ordinal and end with the statement's edition."""
        with closing(streamed(rows)) as rows:
            first = next(rows, None)
            self._check(first)
            yield from (row for row in chain([first] if first else [], rows) if row[0] in self.bitmap)

    def _check(self, first):
        """Raises NewerRecord if the first row of a statement, or None, is of another edition than the index."""
        # Without a row, every one was withdrawn or hidden since: none is left that could name its edition.
        moved_on = bool(self.bitmap) if first is None else first[-1] != self.index.edition.number
        if moved_on:
            raise NewerRecord


def fetch(index, ordinals):
    """The rows of these ordinals, in this order. Raises NewerRecord if one was written after `index` was built."""
    rows = PublicActivity.objects.at(ordinals)
    if len(rows) != len(ordinals) or any(row.edition_id > index.edition.number or not row.listed for row in rows):
        raise NewerRecord
    return rows


def row_of(index, reference):
    """The row of a listed activity. Raises Http404 where there is none, Withdrawn, or NewerRecord as `fetch` does.

    A hidden pledge hides what became of its activities too: one that was withdrawn is not there, as its siblings.
    """
    row = PublicActivity.objects.in_bulk([reference], field_name="reference").get(reference)
    if row is None or not (row.listed or is_gone(index, row)):
        raise Http404(_("No activity of this reference was published in this register."))
    if row.withdrawn:
        raise Withdrawn
    if row.edition_id > index.edition.number:
        raise NewerRecord
    return row


def is_gone(index, row):
    """Whether the public is told that this row's activity was withdrawn."""
    return row.withdrawn and row.pledge in index.pledges


def newest(index, bitmap, count):
    """The ordinals of the newest `count` of a bitmap."""
    return Rows(index, BitMap(bitmap)).ordinals(slice(0, count))
