"""The door's rows as XLSX: a sheet of the columns of `columns.COLUMNS`, all of them text, and a sheet about them.

Cells are of the format Text, so that nothing in them runs or turns into a date, even after a person edits one.
Addresses are text too: Excel takes 65,530 links a sheet at most, and each would stay in memory.
"""

import tempfile
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

from ...columns import COLUMNS, ORIGIN
from .about import about

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a sheet holds, with the header, and a cell, in UTF-16 units, which is how Excel counts.
MOST_ROWS, LONGEST = 1_048_576, 32_767
PIECE = 1 << 16  # bytes sent at a time
# Characters shown of a column; the others show NARROW.
NARROW, WIDTHS = 14, {"reference": 18, "title": 50, "description": 60, "url": 40, "source_page": 40, "about": 90}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def pieces(filterset):
    """The rows of a valid filter set as pieces of an XLSX file. The first comes when the whole is made."""
    with tempfile.NamedTemporaryFile() as file:
        write(filterset, file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def write(filterset, file, advance=lambda done: None):
    """Write the rows of a valid filter set into an open file, and tell `advance` how many. Raises NewerRecord."""
    told = about(filterset)
    with xlsxwriter.Workbook(file, OPTIONS | {"tmpdir": str(Path(file.name).parent)}) as workbook:
        # A sheet of a million rows can be more than 4 GB of text before it is packed.
        workbook.use_zip64()
        # The same rows give the same bytes: an ETag names them.
        workbook.set_properties({"title": told["title"], "created": filterset.index.edition.at})
        cut = _write_rows(workbook, filterset, advance)
        _write_about(workbook, told, cut)


class _Sheet(Worksheet):
    """A sheet of texts, written in half the time, in which <r>...</r> is text too and no XML of the format's own."""

    def _write_cell(self, row, col, cell):
        text = cell.string
        if not text.isprintable() or "_x" in text:
            text = self._escape_control_characters(text)
        place = xl_rowcol_to_cell_fast(row, col)
        style = cell.format._get_xf_index()
        text = self._escape_data(text)
        self.fh.write(f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')


def _write_rows(workbook, filterset, advance):
    """Give how many cells were cut."""
    sheet = workbook.add_worksheet(_("Activities"), _Sheet)
    text = workbook.add_format({"num_format": "@", "valign": "top"})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, filterset.total, len(COLUMNS) - 1)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, WIDTHS.get(column.name, NARROW))
        sheet.write_string(0, place, column.name, workbook.add_format({"bold": True}))
    cut, origin = 0, settings.SITE_URL
    for number, row in enumerate(filterset.qs.records(), 1):
        for place, column in enumerate(COLUMNS):
            value = column.value(row).replace(ORIGIN, origin)
            if value:
                cell = _cell(value)
                cut += cell is not value
                sheet.write_string(number, place, cell, text)
        advance(number)
    return cut


def _write_about(workbook, told, cut):
    sheet = workbook.add_worksheet(_("About"), _Sheet)
    wrapped = workbook.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, WIDTHS["about"])
    for number, (label, value) in enumerate(_said(told, cut)):
        sheet.write_string(number, 0, str(label), bold)
        sheet.write_string(number, 1, _cell(str(value)), wrapped)


def _said(told, cut):
    """(label, text) of each row of the sheet about the data."""
    yield _("Title"), told["title"]
    yield _("Rows"), told["description"]
    for each in told["left_out"]:
        yield _("Left out"), each["sentence"]
    yield _("Address"), told["url"]
    yield _("Edition of the public record"), f"{told['edition']['number']} ({told['edition']['at']})"
    yield _("Downloaded"), told["generated"]
    yield _("Publisher"), f"{told['publisher']['name']}, {told['publisher']['url']}"
    for each in told["terms_of_use"]:
        yield _("Terms of use: %(pledge)s") % {"pledge": each["title"]}, each["terms"]
    for note in told["notes"]:
        yield _("Note"), note
    yield _("Cells"), _("All cells hold text, so dates keep their precision and codes keep their zeros.")
    if cut:
        count = ngettext(
            "%(count)s cell had too much text for XLSX. It is cut and ends in “…”. The CSV has the whole text.",
            "%(count)s cells had too much text for XLSX. They are cut and end in “…”. The CSV has the whole texts.",
            cut,
        )
        yield _("Cut"), count % {"count": cut}
    for column in COLUMNS:
        yield column.name, column.meaning


def _cell(text):
    """`text` itself, or as much of it as a cell holds."""
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST else units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
