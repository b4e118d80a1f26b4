"""The formats that the rows of the door can be had in: addresses, links and answers are all drawn from FORMATS."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pledgetracker.clock import today

from . import csv


@dataclass(frozen=True)
class Format:
    """`pieces` takes a valid filter set and gives its rows as an iterator of bytes, all pages of them, in its order.

    It reads the rows by one statement, and raises NewerRecord, if at all, before its first piece.
    """

    name: str
    label: str
    purpose: str  # who takes this one, and what for
    path: str  # of its address: `activities.csv`
    content_type: str
    pieces: Callable[..., Iterator[bytes]]

    @property
    def media_type(self):
        """The content type without its parameters."""
        return self.content_type.split(";")[0]

    @property
    def url_name(self):
        return f"activity_{self.name}"

    def url(self, filterset):
        """The address of the rows of this filter; whatever it was written like, one filter has one address."""
        query = filterset.query()
        return reverse(self.url_name) + (f"?{query}" if query else "")

    def file_name(self, filterset):
        """`activities-KGZ-MDA-edition-12-2026-11-24.csv`: the filter in brief, the edition and the day."""
        stem, extension = self.path.rsplit(".", 1)
        codes = [code for several in filterset.selected.values() for code in several] + filterset.words
        brief = "-".join(code for code in codes if code.isascii())[:60].strip("-")
        parts = [stem, brief, f"edition-{filterset.index.edition.number}", today().isoformat()]
        return "-".join(part for part in parts if part) + f".{extension}"


FORMATS = [
    Format(
        "csv",
        _("CSV"),
        _("A table for spreadsheets and statistics, one row an activity."),
        "activities.csv",
        "text/csv; charset=utf-8",
        csv.pieces,
    ),
]


def links(filterset):
    """What a page offers to download, with the number of rows: [{format, url, rows}]."""
    return [{"format": each, "url": each.url(filterset), "rows": filterset.total} for each in FORMATS]
