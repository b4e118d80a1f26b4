"""The ZIP of the data package: every table as CSV, the data dictionary, the terms of use, `datapackage.json`."""

import csv
import io
import json
import tempfile
from contextlib import ExitStack
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from ...columns import ORIGIN, safe_cell
from .descriptor import descriptor, read_me
from .tables import REGISTERS, TABLES

IN_MEMORY = 2**20  # bytes of a table beyond which it waits on disk
PIECE = 2**16


def write(filterset, file):
    """Write the package of a filter set, which is that of the whole public record, to a binary file.

    The rows are read by one statement, in one pass for all tables. Raises NewerRecord if the record moved on.
    """
    with ExitStack() as stack, ZipFile(file, "w", ZIP_DEFLATED) as package:
        tables = [(table, stack.enter_context(_table_file())) for table in TABLES]
        _fill(tables, filterset)
        when = _moment(filterset.index.edition)
        texts = {
            "README.txt": read_me(filterset),
            "datapackage.json": json.dumps(descriptor(filterset), ensure_ascii=False, indent=2) + "\n",
            "data-dictionary.csv": _text(_dictionary()),
        }
        texts |= {f"{table.name}.csv": _text(_register(table, filterset.index)) for table in REGISTERS}
        for name, text in texts.items():
            package.writestr(_entry(name, when), text.encode())
        for table, temporary in tables:
            _copy(temporary, package, _entry(f"{table.name}.csv", when))


def _table_file():
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)


def _entry(name, when):
    """The same edition gives the same bytes: the moment is the edition's, not the clock's."""
    entry = ZipInfo(name, when)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _moment(edition):
    """As a ZIP keeps it. Before the first edition there is none; a ZIP knows none before 1980."""
    return edition.at.timetuple()[:6] if edition.at else (1980, 1, 1, 0, 0, 0)


def _fill(tables, filterset):
    for table, temporary in tables:
        temporary.write(_text([_head(table)]).encode())
    started = [(table, table.start(), temporary) for table, temporary in tables]
    for row in filterset.qs.records():
        for table, items, temporary in started:
            temporary.write(_text(_safe(table.cells(row, item)) for item in items(row)).encode())


def _register(table, index):
    yield _head(table)
    yield from (_safe(table.cells(index, item)) for item in table.start()(index))


def _dictionary():
    yield ["table", "column", "meaning"]
    for table in [*TABLES, *REGISTERS]:
        yield from ([table.name, column.name, str(column.meaning)] for column in table.columns)


def _head(table):
    return [column.name for column in table.columns]


def _safe(cells):
    return [safe_cell("" if cell is None else str(cell)).replace(ORIGIN, settings.SITE_URL) for cell in cells]


def _text(rows):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def _copy(temporary, package, entry):
    temporary.seek(0)
    with package.open(entry, "w", force_zip64=True) as member:
        while piece := temporary.read(PIECE):
            member.write(piece)
