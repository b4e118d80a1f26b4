"""Workbooks for tests, as spreadsheet programs write them and as nobody should."""

import io
import zipfile

import openpyxl

KEYS = ["reference", "pledge", "commitments", "title", "description", "kind", "reported"]


def workbook(*sheets):
    """The bytes of a workbook; each sheet is (title, rows of cells, state)."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows, state in sheets:
        sheet = made.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    return saved(made)


def of_rows(*rows, title="activities"):
    return workbook((title, [KEYS, *rows], "visible"))


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_sheet_xml(xml):
    """A workbook whose one sheet is this XML: bytes, or an iterator of bytes."""
    source, target = zipfile.ZipFile(io.BytesIO(of_rows())), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, source.read(name))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in [xml] if isinstance(xml, bytes) else xml:
                part.write(piece)
    return target.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
