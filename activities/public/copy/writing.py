"""Every page, download and static file that a visitor can get to, asked of the site in this process and written."""

import json
import logging
import re
import shutil
from collections import deque
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

from ...models import PublicActivity
from ..filters import ActivityFilterSet
from ..index import FACETS, current_index
from ..rows import NewerRecord
from .places import DOWNLOADS, OF_A_FILTER, STATIC, link, of_filter, place
from .rewriting import SEARCH, Page

# A folder that holds this file was written here, and may be written again.
MARK = "copy.json"
# Pages to begin with; every other is found by a link.
BEGIN = ("home", "data", "accessibility")


MOVED = "Something was published meanwhile. Begin again."


class CopyError(Exception):
    """Why there is no copy, in a sentence."""


def copy_site(folder, progress=lambda done, known: None):
    """Write the copy of the present edition to `folder`, which is empty, not there, or an earlier copy.

    Returns how many files it holds. Raises CopyError if the folder holds something else, if a link leads nowhere, or if
    something was published meanwhile; the folder is then as it was.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise CopyError(f"{folder} holds something that is not a copy of the site. Name an empty folder.")
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        with _quiet():
            count = _Copy(fresh, progress).write()
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return count


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


class _Copy:
    def __init__(self, folder, progress):
        self.folder, self.progress = folder, progress
        self.site = WSGIHandler()
        address = urlsplit(settings.SITE_URL)
        self.requests = RequestFactory(SERVER_NAME=address.hostname, SERVER_PORT=str(address.port or 80))
        self.secure = address.scheme == "https"
        self.index = current_index()
        everything = ActivityFilterSet(QueryDict(""), index=self.index)
        context = {"edition": self.index.edition, "site": {"name": settings.SITE_NAME, "url": settings.SITE_URL}}
        self.banner = render_to_string("activities/copy/_banner.html", context)
        self.browse = render_to_string("activities/copy/_browse.html", {"facets": browsed(everything)})
        self.waiting, self.known, self.done = deque(), set(), 0

    def write(self):
        self._found({reverse(name) for name in BEGIN})
        self._found({url for url, _name, _code in filters(self.index)})
        self._search()
        try:
            while self.waiting:
                self._take(self.waiting.popleft())
                self.done += 1
                self.progress(self.done, len(self.known))
        except NewerRecord as moved:
            raise CopyError(MOVED) from moved
        if current_index().token != self.index.token:
            raise CopyError(MOVED)
        self._put(MARK, json.dumps({"site": settings.SITE_URL, "edition": self.index.edition.number}) + "\n")
        return self.done

    def _found(self, addresses):
        for address in sorted(addresses):
            file = place(address)
            if file not in self.known:
                self.known.add(file)
                self.waiting.append(address)

    def _take(self, address):
        file = place(address)
        path, _mark, query = address.partition("?")
        name = "" if file.startswith(STATIC) else resolve(path).url_name
        if not name:
            self._static(file)
        elif name in DOWNLOADS:
            filterset = ActivityFilterSet(QueryDict(query), index=self.index)
            self._put(file, DOWNLOADS[name].pieces(filterset))
        else:
            self._page(address, path, file)

    def _page(self, address, path, file):
        request = self.requests.get(address, secure=self.secure)
        response = self.site.get_response(request)
        body = response.getvalue()
        if response.status_code != 200:
            raise CopyError(f"{address} answers {response.status_code}.")
        if not response["Content-Type"].startswith("text/html"):
            self._put(file, body)
            return
        page = Page(path, file, body.decode(), self.banner, self.browse)
        self._put(file, page.text)
        self._found(page.found)

    def _static(self, file):
        body = static(file.removeprefix(STATIC))
        self._put(file, body)
        if file.endswith(".css"):
            named = re.findall(rb"""url\(["']?([^"')]+)""", body)
            self._found({urljoin(f"/{file}", each.decode()) for each in named if not each.startswith(b"data:")})

    def _search(self):
        """The copy's own search: a page, its script, and the words of every activity."""
        html = render_to_string("activities/copy/search.html", {"edition": self.index.edition, **self._context()})
        page = Page("/search/", SEARCH, html, self.banner, "")
        self._put(SEARCH, page.text)
        self._found(page.found)
        rows = PublicActivity.objects.listed().order_by("-ordinal").values_list("reference", "title", "words")
        entries = ([link(SEARCH, place(reverse("activity", args=[row[0]]))), row[1], row[2]] for row in rows.iterator())
        lines = (f"{json.dumps(entry, ensure_ascii=False)},\n" for entry in entries)
        self._put("search/words.js", "".join(["const ACTIVITIES = [\n", *lines, "];\n"]))

    def _context(self):
        return {"site": {"name": settings.SITE_NAME, "url": settings.SITE_URL, "disclaimer": settings.SITE_DISCLAIMER}}

    def _put(self, file, content):
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        pieces = [content] if isinstance(content, str | bytes) else content
        with path.open("wb") as written:
            written.writelines(piece.encode() if isinstance(piece, str) else piece for piece in pieces)


def static(name):
    """The bytes of a static file, as collected, or in development and tests as they lie."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as collected:
            return collected.read()
    return Path(finders.find(name)).read_bytes()


def filters(index):
    """(address, filter, value) of the list of every value that a listed activity has, and its downloads."""
    for name in FACETS:
        for code in index.facets[name]:
            url = of_filter(name, code)
            yield url, name, code
            query = url.partition("?")[2]
            for download in OF_A_FILTER:
                yield f"{reverse(download)}?{query}", name, code


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
