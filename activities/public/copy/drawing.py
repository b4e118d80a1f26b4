"""One file of the copy after the other: asked of the site in this process, and written."""

import json
import logging
import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from ...models import PublicActivity
from ..filters import ActivityFilterSet
from ..index import current_index
from ..report import Period, pdf_of, report_of
from ..typeset import Failed
from .places import DOWNLOADS, STATIC, link, of_filter, place
from .rewriting import SEARCH, Page
from .search import Names, shown_words

ROWS = 500  # read at a time


class CopyError(Exception):
    """Why there is no copy, in a sentence."""


class Drawer:
    """Draws the edition that is the present one as it begins."""

    def __init__(self, folder):
        self.folder, self.said = folder, set()
        self.site = WSGIHandler()
        address = urlsplit(settings.SITE_URL)
        self.requests = RequestFactory(SERVER_NAME=address.hostname, SERVER_PORT=str(address.port or 80))
        self.secure = address.scheme == "https"
        self.index = current_index()
        everything = ActivityFilterSet(QueryDict(""), index=self.index)
        context = {"edition": self.index.edition, "site": {"name": settings.SITE_NAME, "url": settings.SITE_URL}}
        self.banner = render_to_string("activities/copy/_banner.html", context)
        self.browse = render_to_string("activities/copy/_browse.html", {"facets": browsed(everything)})

    def draw(self, addresses):
        """Write the files of these addresses. Returns for each the addresses that it was the first to lead to.

        Raises CopyError if one has no answer, NewerRecord if something was published since this drawer began.
        """
        with _quiet():
            return [self._first_said(self._take(address)) for address in addresses]

    def _first_said(self, addresses):
        fresh = set(addresses) - self.said
        self.said |= fresh
        return fresh

    def _take(self, address):
        """Write the file of an address. Returns the addresses that it leads to."""
        file = place(address)
        path, _mark, query = address.partition("?")
        name = "" if file.startswith(STATIC) else resolve(path).url_name
        if not name:
            return self._static(file)
        if name in DOWNLOADS:
            filterset = ActivityFilterSet(QueryDict(query), index=self.index)
            return self._put(file, DOWNLOADS[name].pieces(filterset))
        if name == "report_pdf":
            return self._put(file, self._report(**resolve(path).kwargs))
        return self._page(address, path, file)

    def _report(self, slug):
        """The PDF at once, however long it takes: who asks the site for a large one is told to wait."""
        try:
            return pdf_of(report_of(self.index, self.index.pledges[slug], Period()))
        except Failed as error:
            raise CopyError(_("The PDF of the report on %(slug)s could not be made.") % {"slug": slug}) from error

    def _page(self, address, path, file):
        request = self.requests.get(address, secure=self.secure)
        response = self.site.get_response(request)
        body = response.getvalue()
        if response.status_code != 200:
            said = _("%(address)s answers %(status)s.")
            raise CopyError(said % {"address": address, "status": response.status_code})
        if not response["Content-Type"].startswith("text/html"):
            return self._put(file, body)
        page = Page(path, file, body.decode(), self.banner, self.browse)
        return self._put(file, page.text, page.found)

    def _static(self, file):
        body = static(file.removeprefix(STATIC))
        named = re.findall(rb"""url\(["']?([^"')]+)""", body) if file.endswith(".css") else []
        led = {urljoin(f"/{file}", each.decode()) for each in named if not each.startswith(b"data:")}
        return self._put(file, body, led)

    def search(self):
        """Write the copy's own search: a page, its script, and the words of every activity. Returns as `_take`."""
        html = render_to_string("activities/copy/search.html", {"edition": self.index.edition, **self._context()})
        page = Page("/search/", SEARCH, html, self.banner, "")
        self._put("search/words.js", self._words())
        return self._put(SEARCH, page.text, page.found)

    def _words(self):
        """The script of the search's words: of each activity its link, title, words and numbers of NAMES."""
        names = Names(self.index.other_names)
        yield "const ACTIVITIES = [\n"
        for reference, title, record in self._records():
            address = link(SEARCH, place(reverse("activity", args=[reference])))
            yield f"{json.dumps([address, title, shown_words(record), names.of(record)], ensure_ascii=False)},\n"
        yield f"];\nconst NAMES = {json.dumps(names.fingerprints(), separators=(',', ':'))};\n"

    @staticmethod
    def _records():
        rows = PublicActivity.objects.listed().order_by("-ordinal")
        return rows.values_list("reference", "title", "record").iterator(chunk_size=ROWS)

    def _context(self):
        return {"site": {"name": settings.SITE_NAME, "url": settings.SITE_URL, "disclaimer": settings.SITE_DISCLAIMER}}

    def _put(self, file, content, led=()):
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        pieces = [content] if isinstance(content, str | bytes) else content
        with path.open("wb") as written:
            written.writelines(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
        return led


@contextmanager
def _quiet():
    """Nobody visits: the log of requests is not about this."""
    logger = logging.getLogger("pledgetracker.request")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def static(name):
    """The bytes of a static file, as collected, or in development and tests as they lie."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as collected:
            return collected.read()
    return Path(finders.find(name)).read_bytes()


def browsed(everything):
    """Each filter with its values for the copy's list of them: [{label, choices: [{label, count, url}]}]."""
    return [
        {
            "label": facet.label,
            "choices": [
                {"label": each.label, "note": each.note, "count": each.count, "url": of_filter(facet.name, each.value)}
                for each in facet.in_vocabulary_order
            ],
        }
        for facet in everything.facets
    ]
