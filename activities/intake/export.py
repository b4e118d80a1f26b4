"""Lists of the desk as spreadsheets that can be changed and uploaded again: every column, as the reader may see it."""

import csv
import io
import tempfile
from itertools import chain

import xlsxwriter

from commitments import history, roles

from ..columns import safe_cell
from ..models import Activity
from .columns import DESK_COLUMNS, NAMES, xlsx_cell
from .computed import Computed
from .names import Names

BATCH = 500
BOM = "\ufeff"
# Characters; a spreadsheet shows the rest of a longer cell when it is opened.
NARROW, WIDE = 14, 40
LONG_TEXTS = {"title", "description", "updates", "source_details", "sources", "results", "notes", "latest_update"}


def csv_pieces(keys, user):
    """The CSV, UTF-8 with BOM, of the activities of these primary keys in this order: an iterator of bytes."""
    return csv_of(_rows(keys, user))


def xlsx_file(keys, user):
    """The same as an open temporary file of XLSX, at its beginning."""
    return xlsx_of(_rows(keys, user))


def csv_of(batches):
    """Batches of rows of texts, one for each of NAMES, as pieces of a CSV."""
    yield (BOM + _line(NAMES)).encode()
    for rows in batches:
        yield "".join(_line([safe_cell(text) for text in row]) for row in rows).encode()


def xlsx_of(batches):
    """The same as XLSX. Cells are texts: nothing in them runs or links."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet("activities")
        sheet.freeze_panes(1, 1)
        for place, name in enumerate(NAMES):
            sheet.set_column(place, place, WIDE if name in LONG_TEXTS else NARROW)
        sheet.write_row(0, 0, NAMES, workbook.add_format({"bold": True}))
        for number, row in enumerate(chain.from_iterable(batches), 1):
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(number, place, xlsx_cell(safe_cell(text)))
    file.seek(0)
    return file


def template(extension):
    """The headings alone, as (bytes, content type)."""
    if extension == "csv":
        return b"".join(csv_pieces([], None)), "text/csv; charset=utf-8"
    with xlsx_file([], None) as file:
        return file.read(), XLSX


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cells_of(activity, names, computed, sees):
    """{column: text} of an activity loaded `with_history()`, without ties to what the reader does not see."""
    document = history.document(activity)
    document["same_project"] = [each for each in document["same_project"] if sees(each)]
    cells = {}
    for column in DESK_COLUMNS:
        if column.write:
            cells[column.name] = column.write(document, names)
        elif column.name in ("reference", "state", "version"):
            cells[column.name] = str(getattr(activity, column.name))
        else:
            cells[column.name] = computed.cells(activity)[column.name]
    return cells


def _rows(keys, user):
    """The cells of these activities, in batches."""
    names, keys = Names(user), list(keys)
    if user is None or roles.is_administrator(user):
        sees = lambda reference: True  # noqa: E731
    else:
        seen = set(roles.pledges_of(user).values_list("slug", flat=True))
        sees = lambda reference: reference.rpartition("-")[0] in seen  # noqa: E731
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        activities = Activity.objects.filter(pk__in=part).with_history().in_bulk()
        activities = [activities[key] for key in part if key in activities]
        computed = Computed(activities)
        yield [list(cells_of(activity, names, computed, sees).values()) for activity in activities]


def _line(cells):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
