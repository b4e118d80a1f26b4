"""From the bytes of a spreadsheet to a Sheet: which of the two formats it is, and what is neither."""

from django.utils.translation import gettext as _

from .csv_reading import csv_records
from .errors import Refused
from .sheet import sheet_of
from .xlsx_reading import Bounds, xlsx_records

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
MB = 1024 * 1024
# An upload, and a file that someone with a shell reads in.
UPLOAD_BYTES, UPLOAD_ROWS = 5 * MB, 2_000
COMMAND_BYTES, COMMAND_ROWS = 500 * MB, 200_000


def read_upload(data):
    """The Sheet of an uploaded file. Raises Refused with a sentence."""
    return read(data, UPLOAD_BYTES, UPLOAD_ROWS, Bounds(unpacked=60 * MB, tags=1_200_000, cells=300_000, rows=20_000))


def read_file(data):
    """The Sheet of a file that is read in by the command."""
    return read(
        data, COMMAND_BYTES, COMMAND_ROWS, Bounds(unpacked=1500 * MB, tags=80_000_000, cells=12_000_000, rows=300_000)
    )


def read(data, most_bytes, most_rows, bounds):
    """The Sheet of `data`, the bytes of a CSV or XLSX. Raises Refused with a sentence for whatever is no such thing."""
    if len(data) > most_bytes:
        raise Refused(_("The file is larger than %(most)s MB.") % {"most": most_bytes // MB})
    if not data.strip():
        raise Refused(_("The file is empty."))
    if data.startswith(OLD_EXCEL):
        raise Refused(_("This is an old Excel file (.xls) or has a password. Save it as XLSX without a password."))
    if data.startswith(ZIP):
        notes, records = xlsx_records(data, bounds)
        sheet = sheet_of(records, most_rows, short_is_wrong=False)
    else:
        notes, records = csv_records(data)
        sheet = sheet_of(records, most_rows, short_is_wrong=True)
    sheet.notes[:0] = notes
    return sheet
