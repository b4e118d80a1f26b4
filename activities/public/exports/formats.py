"""The formats that the rows of the door can be had in: addresses, links and answers are all drawn from FORMATS."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from pledgetracker.clock import today

from ..pages import filtered_url
from . import atom, csv, iati, json, long_form, xlsx


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
    disposition: str = "attachment"  # or "inline", for what is opened and not kept
    most_rows: int | None = None
    # Whether these rows are made once, kept, and sent to whoever asks.
    keeps: Callable[..., bool] = lambda filterset: False
    # The same, for what takes longer than a visitor waits: `write(filterset, file, advance)` makes it, meanwhile the
    # visitor is shown how far it is.
    prepares: Callable[..., bool] = lambda filterset: False
    write: Callable | None = None
    counted: str = ngettext_lazy("%(rows)s row", "%(rows)s rows", "rows")
    columns: tuple = ()  # where they are not those of `columns.COLUMNS`
    # Takes a filter set and gives what `counted` counts.
    count: Callable[..., int] = lambda filterset: filterset.total

    def refusals(self, filterset):
        """The reasons, sentences, why these rows cannot be had in this format: none where they can."""
        if filterset.errors or self.most_rows is None or filterset.total <= self.most_rows:
            return filterset.errors_list
        sentence = gettext("%(format)s holds at most %(count)s rows. Narrow the filter, or take the CSV.")
        return [sentence % {"format": self.label, "count": self.most_rows}]

    def size(self, filterset):
        """How much it holds, in words."""
        return self.counted % {"rows": self.count(filterset)}

    @property
    def media_type(self):
        """The content type without its parameters."""
        return self.content_type.split(";")[0]

    @property
    def url_name(self):
        return f"activity_{self.name}"

    def url(self, filterset):
        """The address of the rows of this filter."""
        return filtered_url(self.url_name, filterset)

    def file_name(self, filterset):
        """`activities-KGZ-MDA-edition-12-2026-11-24.csv`: the filter in brief, the edition and the day."""
        stem, extension = self.path.rsplit(".", 1)
        codes = [code for several in filterset.selected.values() for code in several] + filterset.words
        brief = "-".join(code for code in codes if code.isascii())[:60].strip("-")
        parts = [stem, brief, f"edition-{filterset.index.edition.number}", today().isoformat()]
        return "-".join(part for part in parts if part) + f".{extension}"


# Rows of an XLSX that are made within two seconds.
MOST_AT_ONCE = 10_000

# Where an activity is not one row.
OF_ACTIVITIES = ngettext_lazy("from %(rows)s activity", "from %(rows)s activities", "rows")

FORMATS = [
    Format(
        "csv",
        _("CSV"),
        _("A table for statistics and scripts, with one row for each activity."),
        "activities.csv",
        "text/csv; charset=utf-8",
        csv.pieces,
        keeps=lambda filterset: not filterset.query(),
    ),
    Format(
        "xlsx",
        _("Excel (XLSX)"),
        _("The same table for spreadsheet programs, with a sheet about the data."),
        "activities.xlsx",
        xlsx.CONTENT_TYPE,
        xlsx.pieces,
        most_rows=xlsx.MOST_ROWS - 1,
        prepares=lambda filterset: filterset.total > MOST_AT_ONCE,
        write=xlsx.write,
    ),
    Format(
        "json",
        _("JSON"),
        _("For programs. Lists are arrays, numbers are numbers, and the file describes its own contents."),
        "activities.json",
        "application/json",
        json.document,
    ),
    Format(
        "jsonl",
        _("JSON Lines"),
        _("For programs that read one record at a time: one JSON record on each line."),
        "activities.jsonl",
        "application/jsonl; charset=utf-8",
        json.lines,
    ),
    Format(
        "results_csv",
        _("Results (CSV)"),
        _("One row for each number these activities report."),
        "activities-results.csv",
        "text/csv; charset=utf-8",
        long_form.RESULTS.pieces,
        count=long_form.number_of_results,
        columns=long_form.RESULTS.columns,
    ),
    Format(
        "countries_csv",
        _("Countries and areas (CSV)"),
        _("One row for each country or area of each of these activities."),
        "activities-countries.csv",
        "text/csv; charset=utf-8",
        long_form.COUNTRIES.pieces,
        count=long_form.number_of_countries,
        columns=long_form.COUNTRIES.columns,
    ),
    Format(
        "atom",
        _("Feed (Atom)"),
        _("For feed readers: the newest publications and updates."),
        "activities.atom",
        "application/atom+xml; charset=utf-8",
        atom.pieces,
        disposition="inline",
        counted=OF_ACTIVITIES,
    ),
]
BY_NAME = {each.name: each for each in FORMATS}
# Where the site names the organisation that reports, and nowhere else.
IATI = Format(
    "iati",
    _("IATI (XML)"),
    _("For users of aid data: the activities that state everything the IATI standard requires."),
    "activities.iati.xml",
    "application/xml; charset=utf-8",
    iati.pieces,
    counted=OF_ACTIVITIES,
)


def offered():
    """The formats that this site has."""
    return [*FORMATS, IATI] if settings.IATI_ORGANISATION else FORMATS


def links(filterset):
    """What a page offers to download: [{format, url, rows, counted}]. Nothing where a bad filter shows no rows."""
    rows = filterset.total
    return [
        {"format": each, "url": each.url(filterset), "rows": rows, "counted": each.size(filterset)}
        for each in ([] if filterset.errors else offered())
    ]
