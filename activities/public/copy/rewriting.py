"""A page of the site made into a page of the copy: its links lead to files, and what only a server can do is gone."""

import re
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

from .places import is_public, link, place

LINKS = ("href", "src", "action")
# Elements of which nothing is left: what only a running site can do.
DROPPED_CLASSES = {"sort", "without-script"}
DROPPED_SCRIPTS = ("htmx", "browse")
FILTERS = re.compile(r'<details class="filters".*?(?=<section)', re.DOTALL)
SEARCH = "search/index.html"  # the file of the copy's own search
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """`text` is the page of the copy for the `html` at a path of the site; `found` the addresses that it leads to.

    `banner` stands before the content, `browse` where the filters stood; both are HTML whose links lead to addresses of
    the site, as the page's own do.
    """

    def __init__(self, path, file, html, banner="", browse=""):
        super().__init__(convert_charrefs=False)
        self.path, self.file, self.banner, self.browse = path, file, banner, browse
        self.found, self._out, self._dropping, self._renamed = set(), [], [], []
        # Half of a list's page is its filters, of which nothing is kept: reading them would take half of the time.
        self.feed(FILTERS.sub('<details id="filters"></details>', html, count=1))
        self.close()

    @property
    def text(self):
        return "".join(self._out)

    def handle_starttag(self, tag, attributes):
        if self._dropping:
            if tag not in VOID:
                self._dropping.append(tag)
            return
        known = dict(attributes)
        classes = set((known.get("class") or "").split())
        if known.get("id") == "filters":
            self._insert(self.browse)
        if known.get("id") == "filters" or classes & DROPPED_CLASSES or self._is_live(tag, known):
            if tag not in VOID:
                self._dropping.append(tag)
            return
        if tag == "form":
            self._renamed.append("form" if known.get("role") == "search" else "div")
            tag, attributes = self._form(known)
        self._write(tag, attributes)
        if tag == "main":
            self._insert(self.banner)

    def handle_endtag(self, tag):
        if self._dropping:
            self._dropping.pop()
            return
        self._out.append(f"</{self._renamed.pop() if tag == 'form' else tag}>")

    def handle_data(self, data):
        self._keep(data)

    def handle_entityref(self, name):
        self._keep(f"&{name};")

    def handle_charref(self, name):
        self._keep(f"&#{name};")

    def handle_comment(self, data):
        self._keep(f"<!--{data}-->")

    def handle_decl(self, declaration):
        self._keep(f"<!{declaration}>")

    def _keep(self, text):
        if not self._dropping:
            self._out.append(text)

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
            return "form", (known | {"action": SEARCH}).items()
        return "div", [("id", known["id"])] if "id" in known else []

    def _write(self, tag, attributes):
        parts = []
        for name, value in attributes:
            if name in LINKS and tag != "form" and value and not value.startswith("#"):
                value = self._led(value)
                if value is None:
                    continue
            elif name == "action":
                value = link(self.file, value)
            parts.append(f" {name}" if value is None else f' {name}="{escape(value)}"')
        self._out.append(f"<{tag}{''.join(parts)}>")

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


@lru_cache(maxsize=50)
def _part(html, depth):
    """What stands on every page, with links for the files of one depth, and the addresses that it leads to."""
    part = Page("/", "/" * depth, html)
    return part.text, frozenset(part.found)
