"""The records of a CSV: which encoding, which separator, and nothing taken for what it is not."""

import codecs
import csv
import io
import re
from itertools import islice

from django.utils.translation import gettext as _

from .columns import NAMES
from .errors import Refused
from .sheet import HEADER_WITHIN, heading

SEPARATORS = (",", ";", "\t")
# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Excel's line that names the separator.
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")

# The stock limit is 128 KB, and no limit of ours: a cell may hold a long text. It bounds nothing that the file's own
# size does not bound.
csv.field_size_limit(2**31 - 1)


def csv_records(data):
    """([sentences about the file], records): each record is (row number as a spreadsheet counts, [texts])."""
    text, notes = decoded(data)
    if "\0" in text:
        raise Refused(_("The file is not a text file: it contains zero bytes. Save it as “CSV UTF-8” or as XLSX."))
    named = _SEPARATOR_LINE.match(text)
    first = 2 if named else 1
    text = text[named.end() :] if named else text
    separator = named[1] if named and named[1] in SEPARATORS else _separator(text)
    return notes, _records(text, separator, first)


def decoded(data):
    """(the text of `data`, [a sentence where the encoding was inferred]). Raises Refused where it could be several."""
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "")
    try:
        return data.decode(encoding or "utf-8"), []
    except UnicodeDecodeError:
        if encoding:
            raise Refused(_("Some characters of the file cannot be read. The file is incomplete or damaged.")) from None
    if text := _western(data):
        return text, [_("The file does not state its encoding. It was read as Windows-1252.")]
    raise Refused(
        _(
            "The file does not state its encoding, and more than one encoding is possible. Save it as “CSV "
            "UTF-8” or as XLSX."
        )
    )


def _western(data):
    """`data` as Windows-1252 where nothing else is likely, or "".

    Offices of western and of central Europe save what their Excel calls plain CSV: only bytes that mean the same to
    both are taken. Where most letters of such words are beyond ASCII, the alphabet is another one altogether.
    """
    try:
        text = data.decode("cp1252")
        if text != data.decode("cp1250"):
            return ""
    except UnicodeDecodeError:
        return ""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    letters = "".join(words)
    beyond = sum(not letter.isascii() for letter in letters)
    return text if beyond * 2 <= len(letters) else ""


def _separator(text):
    """The separator that makes out most of the known headings; a comma where none does."""

    def known(separator):
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), HEADER_WITHIN))
        except csv.Error:
            return 0
        return max((len({heading(cell) for cell in row} & set(NAMES)) for row in rows), default=0)

    return max(SEPARATORS, key=known)


def _records(text, separator, first):
    # Strict: a quotation mark that is never closed would swallow every row after it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = first - 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            sentence = _("Row %(number)s (line %(line)s of the file) has a misplaced quotation mark, so the "
                         "rows after it cannot be read.")  # fmt: skip
            raise Refused(sentence % {"number": number, "line": reader.line_num}) from None
        yield number, cells
