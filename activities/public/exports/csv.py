"""The door's rows as CSV: UTF-8 with BOM, RFC 4180, the columns of `columns.COLUMNS`, safe in a spreadsheet."""

from itertools import chain

from django.conf import settings

from ...columns import ORIGIN, csv_header

LINES = 200  # written at a time: fewer, larger pieces stream faster


def pieces(filterset):
    """The rows of a valid filter set as pieces of a CSV."""
    lines = filterset.qs.stream()
    # The first line tells whether the statement saw the index's edition: only then may anything be sent.
    first = next(lines, "")
    yield ("\ufeff" + csv_header()).encode()
    piece = []
    for line in chain([first], lines):
        piece.append(line)
        if len(piece) == LINES:
            yield _joined(piece)
            piece = []
    yield _joined(piece)


def _joined(piece):
    return "".join(piece).replace(ORIGIN, settings.SITE_URL).encode()
