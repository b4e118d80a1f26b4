"""The columns of the staff's spreadsheets: those of the public record, then what only staff see.

Each says how it is written to a cell from a history document, and how it is read from one into it. Declared once: the
downloads of the desk, the template, the upload page's help and the import are all drawn from this list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from pledgetracker.text import lines

from ..columns import COLUMNS
from ..models.activity import ActivityKind, ActivityStatus
from . import parts, plain


@dataclass(frozen=True)
class DeskColumn:
    """`write` takes (document, names) and gives a text; `read` takes (text, reading) and gives the value of `key`.

    Without `read` the site itself fills it in (and without `write`, `computed` says it): `instead` says what to do.
    """

    name: str
    meaning: str
    key: str = ""
    write: Callable | None = None
    read: Callable | None = None
    instead: str = ""
    needed: bool = False  # never empty
    only_new: bool = False  # read for a new activity, fixed afterwards
    moves: bool = False  # by itself, so that a file of yesterday may differ in it

    @property
    def by_file(self):
        """A sentence on what a file can do with this column, "" where it sets and changes it. Judging goes by the same
        fields."""
        if self.names_row:
            return _("It says which activity the row changes. Leave it empty for a new activity.")
        if self.read is None:
            return _("The site fills this in. A file does not change it.")
        return _("Only for a new activity. A file does not change it afterwards.") if self.only_new else ""

    @property
    def names_row(self):
        return self.name in REQUIRED


REQUIRED = ("reference",)


def _text(key):
    return lambda document, names: document[key]


def _plain(name, key, read, write=None, **rules):
    return _column(name, key, read, write or _text(key), **rules)


def _column(name, key, read, write, **rules):
    return DeskColumn(name, _MEANINGS[name], key, write, read, **rules)


def _computed(name, instead):
    return DeskColumn(name, _MEANINGS[name], instead=instead)


def _yes(key):
    return lambda document, names: "yes" if document[key] else "no"


_MEANINGS = {column.name: column.meaning for column in COLUMNS} | {
    "state": _("Its state: draft, in-review, published or withdrawn. Only the buttons at the desk change it."),
    "version": _(
        "The version of the row that you downloaded. Do not change it. It lets the site refuse your row, "
        "instead of overwriting, if someone else changed the activity meanwhile."
    ),
    "title_by_register": _("yes if the title is in the register’s own words, no if it is the text’s."),
    "office": _("The office that reports it, by name or by short name."),
    "confirmed": _("The date as of which someone said that the text is still correct: 2023, 2023-11 or 2023-11-24."),
    "updates": _("Every update. Start each on a new line: 2024-05 (completed): What is new."),
    "source_details": _(
        "Details of each source. Write its address on one line. Below it write kind: report, publisher: …, "
        "language: es, verification: documented, published: 2023-11, accessed: 2024-01-31, archived: "
        "https://…. Then leave an empty line."
    ),
    "do_no_harm": _(
        "yes if nobody at risk can be identified. A file can remove the tick but never give it. You give it on "
        "the page that submits the activity."
    ),
}

DESK_COLUMNS = [
    _computed("reference", _("It is permanent.")),
    _plain("pledge", "pledge", plain.pledge, needed=True, only_new=True, instead=_("Its reference begins with it.")),
    _column("commitments", "commitments", plain.commitments, plain.joined("commitments"), needed=True),
    _plain("title", "title", plain.line, needed=True),
    _plain("description", "description", plain.text, needed=True),
    _plain("language", "language", plain.language),
    _plain("kind", "kind", partial(plain.choice, ActivityKind), needed=True),
    _plain("status", "status", partial(plain.choice, ActivityStatus)),
    _plain("reported", "reported", plain.date, needed=True),
    _plain("start", "start", plain.date),
    _plain("end", "end", plain.end),
    _column("countries", "placements", parts.read_countries, parts.write_countries),
    _column("country_codes", "placements", parts.read_codes, parts.write_codes),
    _column("regions", "regions", plain.regions, plain.labels("regions", "regions")),
    _computed("regions_covered", _("Change the column countries: these regions follow from it.")),
    _plain("places", "places", plain.places, write=lambda document, names: "; ".join(lines(document["places"]))),
    _column("partners", "participations", parts.read_partners, parts.write_partners),
    _column("results", "results", parts.read_results, parts.write_results),
    _column("sources", "sources", parts.read_sources, parts.write_sources),
    _column("same_project", "same_project", plain.same_project, plain.joined("same_project")),
    _computed("latest_update", _("Change the column updates.")),
    DeskColumn("first_published", _MEANINGS["first_published"], moves=True),
    DeskColumn("updated", _MEANINGS["updated"], moves=True),
    _computed("url", _("It follows from the reference.")),
    _plain("source_page", "source_page", plain.line),
    _computed("notes", _("They follow from the countries and the words of the text.")),
    _computed("state", _("Submit, publish or withdraw it at the desk.")),
    _computed("version", _("Leave it as it was downloaded, or leave it empty.")),
    _plain("title_by_register", "title_by_register", plain.yes, write=_yes("title_by_register")),
    _column("office", "office", plain.office, plain.label("office", "offices")),
    DeskColumn("confirmed", _MEANINGS["confirmed"], write=_text("confirmed"), instead=_("Confirm it at the desk.")),
    _column("updates", "updates", parts.read_updates, parts.write_updates),
    _column("source_details", "sources", parts.read_details, parts.write_details),
    _plain("do_no_harm", "do_no_harm", plain.yes, write=_yes("do_no_harm")),
]
NAMES = [column.name for column in DESK_COLUMNS]
BY_NAME = {column.name: column for column in DESK_COLUMNS}
# What the public record has no column for: a file with one of these was not downloaded from it.
STAFF_ONLY = [name for name in NAMES if name not in {column.name for column in COLUMNS}]

# What a cell of XLSX holds at most.
LONGEST_XLSX = 32_767


def xlsx_cell(text):
    """`text` as a cell of XLSX holds it: a longer one by a sentence, which an upload reads as unchanged."""
    if len(text) <= LONGEST_XLSX:
        return text
    sentence = _("[%(count)s characters, more than an XLSX cell can hold. The CSV has them. Leave this cell as it is.]")
    return sentence % {"count": len(text)}
