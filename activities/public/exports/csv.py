"""The door's rows as CSV: UTF-8 with BOM, RFC 4180, the columns of `columns.COLUMNS`, safe in a spreadsheet."""

from itertools import islice

from django.conf import settings

from ...columns import ORIGIN, csv_header

LINES = 500  # sent at a time: fewer, larger pieces stream faster


def pieces(filterset):
    """The rows of a valid filter set as pieces of a CSV."""
    lines = filterset.qs.stream()
    origin, address = ORIGIN.encode(), settings.SITE_URL.encode()
    # The first lines tell whether the statement saw the index's edition: only then may anything be sent.
    first = b"".join(islice(lines, LINES))
    yield ("\ufeff" + csv_header()).encode() + first.replace(origin, address)
    while block := b"".join(islice(lines, LINES)):
        yield block.replace(origin, address)
