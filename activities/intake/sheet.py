"""A table as it was read: which columns it has, and its rows under the numbers that the person sees."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pledgetracker.text import clean, fold

from ..columns import RUNNABLE, safe_cell
from .columns import NAMES, REQUIRED
from .errors import Refused

# How far down the headings may stand, and how many columns are looked at.
HEADER_WITHIN, MOST_COLUMNS = 30, 120
LONGEST_NAME = 40


class Bad(str):
    """In place of a cell's text: the sentence that says why it cannot be read."""

    __slots__ = ()


@dataclass
class Line:
    """One row: its number in the spreadsheet, its cells by column name, what is wrong: [(column or "", sentence)]."""

    number: int
    cells: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)


@dataclass
class Sheet:
    """`columns` are those known, in the file's order; `notes` are sentences about the file as a whole."""

    columns: list
    lines: list
    notes: list


def as_read(text):
    """A cell's text as it is meant: printable, trimmed, and without the apostrophe that keeps it from being run."""
    text = clean(text)
    if text.startswith("'") and text[1:].startswith(RUNNABLE) and safe_cell(text[1:]) == text:
        text = text[1:]
    return text.strip()


def sheet_of(records, most, short_is_wrong):
    """The Sheet of `records`: (number, cells) in order, a cell being a text or Bad; blank ones may be among them.

    `most` is how many rows may follow the headings. With `short_is_wrong` a row must have as many cells as there are
    headings: in a CSV the missing ones may be any. Raises Refused.
    """
    records = iter(records)
    above, header = _header(records)
    places, unknown = _places(header)
    sheet, unnamed = Sheet(columns=list(places), lines=[], notes=[]), set()
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(sheet.lines) == most:
            raise Refused(_too_many(most))
        sheet.lines.append(_line(number, cells, header, places, short_is_wrong, unnamed))
    if not sheet.lines:
        raise Refused(_("There are no rows below the headings."))
    sheet.notes += _left_out(above, unknown, unnamed)
    return sheet


def _left_out(above, unknown, unnamed):
    """What of the file is not read, in sentences: rows above the headings, unknown columns, columns without a name."""
    if above:
        text = ngettext(
            "Row %(rows)s above the headings was left out.",
            "Rows %(rows)s above the headings were left out.",
            len(above),
        )
        yield text % {"rows": ", ".join(map(str, above))}
    if unknown:
        text = _("Ignored because the register has no such column: %(names)s.")
        yield text % {"names": ", ".join(f"“{name}”" for name in unknown)}
    if unnamed:
        text = _("Ignored because they have no heading: columns %(names)s.")
        yield text % {"names": ", ".join(letters(place) for place in sorted(unnamed))}


def letters(place):
    """The letters over a column in a spreadsheet: 0 is A, 27 is AB."""
    place, text = place + 1, ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def heading(text):
    """The column name that a heading means: 'Country codes*' is country_codes."""
    return re.sub(r"[\s_-]+", "_", fold(as_read(text)).strip(" *:"))


def _too_many(most):
    text = _(
        "It has more than %(most)s rows. Send it in parts, or ask who runs this site to read it with "
        "“manage.py import_activities”."
    )
    return text % {"most": f"{most:,}"}


def _header(records):
    """(numbers of the rows passed over, cells of the headings): of the first rows the one with most known names."""
    above, best, best_known = [], None, 0
    seen = []
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        known = len({heading(cell) for cell in cells} & set(NAMES))
        seen.append(number)
        if known > best_known:
            best, best_known = cells, known
        # One known name may be a word in a title above the table; two are headings.
        if best_known > 1 or len(seen) == HEADER_WITHIN:
            break
    if best is None or (best_known == 1 and len(seen) > 1):
        names = ", ".join(NAMES[:6])
        raise Refused(
            _("The file has no row of headings. Write the names of the columns above the rows (%(names)s, …).")
            % {"names": names}
        )
    above = seen[:-1]
    return above, best


def _places(header):
    """({known column: its place}, the unknown headings). Raises Refused for one twice, or a required one missing."""
    names = [heading(cell) for cell in header]
    twice = [name for name, count in Counter(name for name in names if name).items() if count > 1]
    if twice:
        text = ngettext(
            "The column %(names)s appears twice. Keep one of them.",
            "The columns %(names)s appear twice. Keep one of each.",
            len(twice),
        )
        raise Refused(text % {"names": ", ".join(f"“{name[:LONGEST_NAME]}”" for name in twice)})
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        text = _("The column %(names)s is missing. Add it, and leave its cells empty in the rows of new activities.")
        raise Refused(text % {"names": ", ".join(f"“{name}”" for name in missing)})
    places = {name: place for place, name in enumerate(names) if name in NAMES}
    unknown = [
        as_read(cell)[:LONGEST_NAME] for cell, name in zip(header, names, strict=True) if name and name not in NAMES
    ]
    return places, unknown


def _line(number, cells, header, places, short_is_wrong, unnamed):
    line = Line(number)
    if short_is_wrong and len(cells) < len(header):
        text = _(
            "The row has %(cells)s cells but there are %(columns)s headings. The row is incomplete, so none of "
            "it is read."
        )
        line.problems.append(("", text % {"cells": len(cells), "columns": len(header)}))
        return line
    if any(cell.strip() for cell in cells[len(header) :]):
        text = _(
            "The row has %(cells)s cells but there are %(columns)s headings, so its cells may be in the wrong columns."
        )
        line.problems.append(("", text % {"cells": len(cells), "columns": len(header)}))
        return line
    if all(heading(cell) == heading(name) for cell, name in zip(cells, header, strict=False)):
        line.problems.append(("", _("The row repeats the headings.")))
        return line
    for place, cell in enumerate(cells[: len(header)]):
        if cell.strip() and not header[place].strip():
            unnamed.add(place)
    for name, place in places.items():
        cell = cells[place] if place < len(cells) else ""
        if isinstance(cell, Bad):
            line.problems.append((name, str(cell)))
        line.cells[name] = as_read(cell)
    return line
