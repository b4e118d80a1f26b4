"""The door's rows as CSV: UTF-8 with BOM, RFC 4180, the columns of `columns.COLUMNS`, safe in a spreadsheet."""

from django.conf import settings

from ...columns import ORIGIN, csv_header


def pieces(filterset):
    """The rows of a valid filter set as pieces of a CSV."""
    blocks = filterset.qs.stream()
    origin, address = ORIGIN.encode(), settings.SITE_URL.encode()
    # The first lines tell whether the statement saw the index's edition: only then may anything be sent.
    first = next(blocks, b"")
    yield ("\ufeff" + csv_header()).encode() + first.replace(origin, address)
    for block in blocks:
        yield block.replace(origin, address)
