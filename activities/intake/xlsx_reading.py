"""The records of a workbook, read within bounds of time and memory, each cell by its type."""

import datetime
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .errors import Refused
from .sheet import MOST_COLUMNS, Bad

SHEET = "activities"
MOST_PARTS = 1_000
PIECE = 256 * 1024
# What a small text can be packed to at best is far less; a bomb is far more.
MOST_RATIO, RATIO_FROM = 300, 8 * 1024 * 1024
# Rows without a word in them, one after another: what follows is formatting.
MOST_BLANK = 5_000
# A date as Excel shows it without its day was typed without one: "2023-11" becomes 1 November.
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CELL = re.compile(rb"<(?:[A-Za-z]+:)?c[ />]")
_ROW = re.compile(rb"<(?:[A-Za-z]+:)?row[ />]")
_ESCAPED = re.compile(r"_x005F_")


@dataclass(frozen=True)
class Bounds:
    """How large a workbook may be: `unpacked` in bytes, how many tags and cells it has, and rows one of its parts."""

    unpacked: int
    tags: int
    cells: int
    rows: int


def xlsx_records(data, bounds):
    """([sentences about the workbook], records): each record is (row number, [text or Bad]). Raises Refused."""
    _guard(data, bounds)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        worksheet, notes = _choice(workbook)
    except Refused:
        raise
    except Exception as error:
        # Its many parts raise whatever they meet: a damaged workbook is one, whichever it was.
        raise _damaged() from error
    return notes, _records(worksheet)


def _damaged():
    return Refused(
        _("The workbook is damaged or is not XLSX. Open it in a spreadsheet program and save it as XLSX again.")
    )


def _guard(data, bounds):
    """Unpacks every part once, keeping nothing, before anything is built from it. Raises Refused."""
    too_large = Refused(
        _(
            "The workbook unpacks to more than can be read here. Mostly these are empty rows with formatting: copy the "
            "rows that say something into a new workbook, or save it as “CSV UTF-8”."
        )
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise Refused(_("This is not an Excel workbook. Save it as XLSX or as “CSV UTF-8”."))
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > bounds.unpacked:
                raise too_large
            if unpacked > RATIO_FROM and unpacked > MOST_RATIO * len(data):
                raise too_large
            if _holds_more(archive, bounds):
                raise too_large
    except Refused:
        raise
    except Exception as error:
        raise _damaged() from error


def _holds_more(archive, bounds):
    """Whether the parts, unpacked piece by piece, have more tags or cells, or one of them more rows, than may be."""
    tags = cells = 0
    for part in archive.infolist():
        rows = 0
        with archive.open(part) as file:
            while piece := file.read(PIECE):
                tags += piece.count(b"<")
                cells += len(_CELL.findall(piece))
                rows += len(_ROW.findall(piece))
                if tags > bounds.tags or cells > bounds.cells or rows > bounds.rows:
                    return True
    return False


def _choice(workbook):
    """(the worksheet to read, [sentences on what is left out])."""
    sheets = workbook.worksheets
    if not sheets:
        raise Refused(_("The workbook has no sheet."))
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    named = [sheet for sheet in visible if sheet.title.strip().casefold() == SHEET]
    chosen = (named or visible)[0]
    notes = []
    if len(sheets) > 1:
        text = _("The workbook has %(count)s sheets. Only “%(name)s” was read.")
        notes.append(text % {"count": len(sheets), "name": chosen.title})
    hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible" and sheet is not chosen]
    if hidden:
        text = _("Hidden sheets were left out: %(names)s.")
        notes.append(text % {"names": ", ".join(f"“{title}”" for title in hidden[:10])})
    return chosen, notes


def _records(worksheet):
    # The declared dimension lies: rows are as long as they are, up to what is looked at.
    worksheet.reset_dimensions()
    blank = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, row in enumerate(worksheet.iter_rows(max_col=MOST_COLUMNS), 1):
                cells = [_text(cell) for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                blank = 0 if cells else blank + 1
                if blank > MOST_BLANK:
                    text = _(
                        "There are more than %(most)s empty rows below row %(number)s. Delete them and save again."
                    )
                    raise Refused(text % {"number": number - blank, "most": f"{MOST_BLANK:,}"})
                yield number, cells
    except Refused:
        raise
    except Exception as error:
        raise _damaged() from error


def _text(cell):
    """A cell as the text that a person would have typed, or Bad."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Bad(_("The cell holds a formula. Replace it with its value (copy, then paste values)."))
    if cell.data_type == "e":
        return Bad(_("The cell shows an error of the spreadsheet: %(value)s.") % {"value": str(value)[:20]})
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, cell.number_format or "")
    if isinstance(value, datetime.time | datetime.timedelta):
        return Bad(_("The cell holds a time of day or a duration, which no column takes."))
    if isinstance(value, int | float):
        return _number(value)
    # Excel writes a line end of the old kind, and what looks like such a mark, in this way.
    return _ESCAPED.sub("_", str(value).replace("_x000D_", ""))


def _date(value, number_format):
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return value.isoformat(sep=" ")
    shown = _QUOTED.sub("", number_format).lower()
    text = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if "d" in shown or "y" not in shown:
        return text
    return text[:7] if "m" in shown else text[:4]


def _number(value):
    if isinstance(value, int):
        # An absurd one would take minutes to write out.
        return str(value) if abs(value) < 10**30 else Bad(_("The cell holds a number that is too large."))
    if value != value or abs(value) > 1e30:
        return Bad(_("The cell holds a number that is too large."))
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
