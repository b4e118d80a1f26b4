"""The public record, column by column: name, meaning and value.

Every download and the data dictionary are drawn from this list. Names and order are a published contract: add at the
end of a group only with an issue that says so.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

# Stands in a row's kept CSV line where the site's address belongs: U+001E, which `clean` takes out of every text.
ORIGIN = "\x1e"
# At the start of a cell a spreadsheet runs what follows them.
RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Column:
    """`value` takes a PublicActivity and gives the text of its cell, never None; its address begins with ORIGIN."""

    name: str
    meaning: str
    value: Callable


def _joined(parts):
    return "; ".join(parts)


def _of(key):
    return lambda row: row.record[key]


def _each(key, part):
    return lambda row: _joined(item[part] for item in row.record[key])


def _countries(row):
    return _joined(
        country["name"] + ("*" if country["note"] else "") + (" (planned)" if country["planned"] else "")
        for country in row.record["countries"]
    )


def _partners(row):
    return _joined(f"{partner['name']} ({partner['role']})" for partner in row.record["partners"])


def result_text(result):
    """A result in English: 'over 900 policy makers trained', '20 workshops (2023-11)'. Exactly goes without saying."""
    qualifier = "" if result["qualifier"] == "exactly" else result["qualifier"].replace("-", " ") + " "
    as_of = f" ({result['as_of']})" if result["as_of"] else ""
    return f"{qualifier}{result['value']} {result['name']}{as_of}"


def _results(row):
    return _joined(result_text(result) for result in row.record["results"])


def _sources(row):
    return _joined(f"{source['title']} <{source['url']}>" for source in row.record["sources"])


def _latest_update(row):
    return next((f"{update['date']}: {update['text']}" for update in row.record["updates"]), "")


@lru_cache(maxsize=1024)
def _timestamp(value):
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


COLUMNS = [
    Column("reference", _("The permanent reference of the activity."), lambda row: row.reference),
    Column("pledge", _("The key of the pledge it belongs to."), lambda row: row.pledge),
    Column("commitments", _("The keys of the commitments it serves."), _each("commitments", "key")),
    Column("title", _("A short title."), lambda row: row.title),
    Column("description", _("The text as published, word for word."), _of("description")),
    Column("language", _("The language of the description, as a BCP 47 tag."), _of("language")),
    Column(
        "kind",
        _("One of programme, publication, training, event, strategy, advocacy, partnership."),
        _of("kind"),
    ),
    Column(
        "status",
        _("As last reported: planned, in-progress, completed, on-hold, cancelled or not-stated."),
        _of("status"),
    ),
    Column("reported", _("The date of the report the text comes from: 2023, 2023-11 or 2023-11-24."), _of("reported")),
    Column("start", _("When the activity began, as precisely as is stated. Empty if not stated."), _of("start")),
    Column(
        "end", _("When the activity ended or will end, as precisely as is stated. Empty if not stated."), _of("end")
    ),
    Column(
        "countries",
        _(
            "The countries and areas it is in, by UN short name. “(planned)” follows a name if it is only "
            "planned there."
        ),
        _countries,
    ),
    Column(
        "country_codes",
        _("Their ISO 3166-1 alpha-3 codes, in the same order; XKX is user-assigned."),
        _each("countries", "code"),
    ),
    Column("regions", _("The regions that the text itself names as its place."), _each("regions", "name")),
    Column("regions_covered", _("The regions that its countries and areas lie in."), _each("regions_covered", "name")),
    Column(
        "places", _("Towns, provinces and other places that the text names."), lambda row: _joined(row.record["places"])
    ),
    Column("partners", _("The organisations that take part, each with its role."), _partners),
    Column("results", _("The numbers it reports, each with its qualifier and what is counted."), _results),
    Column("sources", _("Evidence: the title and address of each source."), _sources),
    Column(
        "same_project",
        _("The references of other activities of the same project."),
        lambda row: _joined(row.record["same_project"]),
    ),
    Column("latest_update", _("The date and text of the newest update."), _latest_update),
    Column(
        "first_published",
        _("When this register first published it, in UTC."),
        lambda row: _timestamp(row.first_published),
    ),
    Column("updated", _("When its last approved change was published, in UTC."), lambda row: _timestamp(row.updated)),
    Column("url", _("Its permanent address in this register."), lambda row: f"{ORIGIN}/activities/{row.reference}/"),
    Column("source_page", _("The page its text was published on."), _of("source_page")),
    Column(
        "notes",
        _("Notes that must accompany names in the row."),
        lambda row: " ".join(note["text"] for note in row.record["notes"]),
    ),
]


def safe_cell(text):
    """`text` as a spreadsheet shows it: with an apostrophe before what it would run, which a number is not."""
    return f"'{text}" if text[:1] in RUNNABLE and not _NUMBER.fullmatch(text) else text


def csv_line(row):
    """The row's line of the CSV (RFC 4180, with its line end), ORIGIN still in it."""
    return _line([safe_cell(column.value(row)) for column in COLUMNS])


def csv_header():
    """The first line of the CSV, with its line end."""
    return _line([column.name for column in COLUMNS])


class _Echo:
    """What csv.writer writes to: `writerow` then returns the line."""

    def write(self, line):
        return line


_line = csv.writer(_Echo(), lineterminator="\r\n").writerow
