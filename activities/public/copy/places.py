"""Which file of the copy an address of the site is kept in, and how files lead to each other."""

import posixpath
import re
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from ..exports.formats import FORMATS, IATI
from ..index import FACETS

DOWNLOADS = {each.url_name: each for each in (*FORMATS, IATI)}
# What a copy holds of one value of a filter besides its pages; the others are of the whole record alone.
OF_A_FILTER = {"activity_csv", "activity_json"}
# Addresses that only a site that runs can answer.
LIVE = {"choose", "healthz", "readyz", "robots", "sitemap", "sitemap_index", "style"}
# Of a copy nothing is in a frame.
LIVE |= {"embed", "embed_activities", "embed_commitment", "embed_country"}
STATIC = settings.STATIC_URL.lstrip("/")  # the folder of static files
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


@lru_cache(maxsize=10_000)  # most links of a page are those of every page
def place(address):
    """The file, `activities/country/KGZ/index.html`, of an address of the site, or None where the copy has none."""
    parts = urlsplit(address.removeprefix(settings.SITE_URL))
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    if parts.path.startswith(f"/{STATIC}"):
        return parts.path[1:]
    try:
        name = resolve(parts.path).url_name
    except Resolver404:
        return None
    folder = _folder(name, parts)
    if folder is None or name in LIVE or not is_public(parts.path):
        return None
    if parts.path.endswith("/"):
        return posixpath.join(folder, "index.html").lstrip("/")
    return posixpath.join(folder, posixpath.basename(parts.path)).lstrip("/")


def is_public(path):
    return not path.startswith(_live())


@cache
def _live():
    return reverse("admin:index"), "/api/"


def link(source, target):
    """The relative link from one file of the copy to another, by way of its first folder: one for each depth."""
    return "../" * source.count("/") + target


def of_filter(name, code):
    """The address of the list of one value of a filter."""
    return f"{reverse('activity_list')}?{name}={code}"


def _folder(name, parts):
    """Pages are `page/2` of a list; one value of one filter is `country/KGZ` of it; what else is asked has no place."""
    asked = [(key, value) for key, value in parse_qsl(parts.query) if value]
    pages = [value for key, value in asked if key == "page"]
    filters = [pair for pair in asked if pair[0] != "page"]
    folder = parts.path if parts.path.endswith("/") else posixpath.dirname(parts.path)
    if name in DOWNLOADS and filters:
        folder = reverse("activity_list")
    if len(pages) > 1 or len(filters) > 1 or any(not _is_kept(name, *pair) for pair in filters):
        return None
    folder = posixpath.join(folder, *filters[0]) if filters else folder
    page = pages[0] if pages else "1"
    if not _PLAIN.fullmatch(page) or (page != "1" and name in DOWNLOADS):
        return None
    return folder if page == "1" else posixpath.join(folder, "page", page)


def _is_kept(name, key, value):
    return key in FACETS and bool(_PLAIN.fullmatch(value)) and name in {"activity_list", *OF_A_FILTER}
