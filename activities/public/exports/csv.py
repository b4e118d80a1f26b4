"""The door's rows as CSV: UTF-8 with BOM, RFC 4180, the columns of `columns.COLUMNS`, safe in a spreadsheet."""

from itertools import chain

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pledgetracker.clock import today

from ...columns import ORIGIN, csv_header

LINES = 200  # written at a time: fewer, larger pieces stream faster


def links(filterset):
    """What the page offers to download, with the number of rows: [{label, url, rows}]."""
    query = filterset.query()
    url = reverse("activity_csv") + (f"?{query}" if query else "")
    return [{"label": _("CSV"), "url": url, "rows": filterset.total}]


def download(filterset):
    """The answer to a request for the filter's rows: streamed, of one edition; 400 with the reason for a bad filter."""
    if filterset.errors:
        return HttpResponse(
            "\n".join(filterset.errors_list) + "\n", content_type="text/plain; charset=utf-8", status=400
        )
    lines = filterset.qs.stream()
    # The first line tells whether the statement saw the index's edition: only then may anything be sent.
    first = next(lines, "")
    response = StreamingHttpResponse(_pieces(chain([first], lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(filterset, "csv")}"'
    return response


def file_name(filterset, extension):
    """`activities-KGZ-MDA-edition-12-2026-11-24.csv`: the filter in brief, the edition and the day."""
    codes = [code for several in filterset.selected.values() for code in several] + filterset.words
    brief = "-".join(code for code in codes if code.isascii())[:60].strip("-")
    parts = ["activities", brief, f"edition-{filterset.index.edition.number}", today().isoformat()]
    return "-".join(part for part in parts if part) + f".{extension}"


def _pieces(lines):
    yield ("\ufeff" + csv_header()).encode()
    piece = []
    for line in lines:
        piece.append(line)
        if len(piece) == LINES:
            yield _joined(piece)
            piece = []
    yield _joined(piece)


def _joined(piece):
    return "".join(piece).replace(ORIGIN, settings.SITE_URL).encode()
