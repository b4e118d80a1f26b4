"""A page of the site made into a page of the copy: its links lead to files, and what only a server can do is gone."""

import re
from functools import lru_cache
from html import escape
from itertools import zip_longest

from .places import is_public, link, place
from .tags import pieces, read

LINKS = ("href", "src", "action")
# Elements that are not in every file as they are in the page, even without a link.
OWN = {"form", "input", "main", "meta"}
# Elements of which nothing is left: what only a running site can do.
DROPPED_CLASSES = {"sort", "without-script", "report-form", "embed-link", "views", "ways"}
DROPPED_SCRIPTS = ("htmx", "browse", "js/suggest")
FILTERS = re.compile(r'<details class="filters".*?(?=<section)', re.DOTALL)
SEARCH = "search/index.html"  # the file of the copy's own search
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page:
    """`text` is the page of the copy for the `html` at a path of the site; `found` the addresses that it leads to.

    `banner` stands before the content, `browse` where the filters stood; both are HTML whose links lead to addresses of
    the site, as the page's own do.
    """

    def __init__(self, path, file, html, banner="", browse=""):
        self.path, self.file, self.banner, self.browse = path, file, banner, browse
        self.found, self._out, self._dropping, self._renamed = set(), [], [], []
        # Half of a list's page is its filters, of which nothing is kept: reading them would take half of the time.
        self._read(pieces(FILTERS.sub('<details id="filters"></details>', html, count=1)))

    @property
    def text(self):
        return "".join(self._out)

    def _read(self, parts):
        for text, tag in zip_longest(parts[::2], parts[1::2], fillvalue=""):
            if not self._dropping:
                self._out.append(text)
            begins, ends, same = _read(tag)
            if begins and same is not None and not self._dropping:
                self._out.append(same)
            elif begins:
                self._begin(*begins)
            if ends:
                self._end(ends)

    def _begin(self, tag, known):
        if self._dropping:
            if tag not in VOID:
                self._dropping.append(tag)
            return
        classes = set((known.get("class") or "").split())
        if known.get("id") == "filters":
            self._insert(self.browse)
        if known.get("id") == "filters" or classes & DROPPED_CLASSES or self._is_live(tag, known):
            if tag not in VOID:
                self._dropping.append(tag)
            return
        if tag == "form":
            self._renamed.append("form" if known.get("role") == "search" else "div")
            tag, known = self._form(known)
        self._write(tag, known)
        if tag == "main":
            self._insert(self.banner)

    def _end(self, tag):
        if self._dropping:
            self._dropping.pop()
        else:
            self._out.append(f"</{self._renamed.pop() if tag == 'form' else tag}>")

    def _is_live(self, tag, known):
        if tag == "a":
            return not is_public(known.get("href") or "")
        if tag == "script":
            return any(name in (known.get("src") or "") for name in DROPPED_SCRIPTS)
        if tag == "link" and known.get("rel") == "alternate":
            return place(known.get("href") or "") is None
        return (tag == "meta" and known.get("name") == "htmx-config") or (
            tag == "input" and known.get("type") == "hidden"
        )

    def _form(self, known):
        """The search of a page leads to the copy's own; the list's form is a part of the page like another."""
        if known.get("role") == "search":
            return "form", known | {"action": SEARCH}
        return "div", {"id": known["id"]} if "id" in known else {}

    def _write(self, tag, known):
        led = {}
        for name, value in known.items():
            if name in LINKS and tag != "form" and value and not value.startswith("#"):
                value = self._led(value)
                if value is None:
                    continue
            elif name == "action":
                value = link(self.file, value)
            led[name] = value
        self._out.append(_written(tag, led))

    def _led(self, address):
        """The link to the file of an address of the site; what leads elsewhere stays; None where the copy has none."""
        if not address.startswith(("/", "?")):
            return address
        if address.startswith("?"):
            address = self.path + address
        bare, _mark, fragment = address.partition("#")
        file = place(bare)
        if file is None:
            return None
        self.found.add(bare)
        return link(self.file, file) + (f"#{fragment}" if fragment else "")

    def _insert(self, html):
        text, found = _part(html, self.file.count("/"))
        self.found |= found
        self._out.append(text)


@lru_cache(maxsize=20_000)
def _read(tag):
    """What a tag begins and ends (as `read`), and how every file has it, or None where that is to be asked of each."""
    begins, ends = read(tag)
    return begins, ends, _written(*begins) if begins and _is_same(*begins) else None


def _is_same(tag, known):
    classes = set((known.get("class") or "").split())
    return not (tag in OWN or known.keys() & set(LINKS) or known.get("id") == "filters" or classes & DROPPED_CLASSES)


def _written(tag, known):
    parts = (f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in known.items())
    return f"<{tag}{''.join(parts)}>"


@lru_cache(maxsize=50)
def _part(html, depth):
    """What stands on every page, with links for the files of one depth, and the addresses that it leads to."""
    part = Page("/", "/" * depth, html)
    return part.text, frozenset(part.found)
