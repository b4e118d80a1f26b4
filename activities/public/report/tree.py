"""HTML of our own templates as a tree that a typst template can walk: what the page says, the PDF says.

A node is a text or a dict: `t` its tag, `c` its nodes, and where there are any `k` its classes, `id`, `href` (a web
address, or `#id` of a node of the tree), `lang` (as typst takes it), `span` of a cell how many
columns it spans; of an `svg`, `svg` its whole text and `alt` what it shows. White space is what a browser would show.
What is for the screen alone is left out, and of elements that say nothing their nodes stand in their parent.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.conf import settings

from .. import typeset

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
DROPPED = {"form", "script", "style", "template", "button", "input", "progress"}
PIECE = 35  # characters between two places where a long word may be broken
UNSEEN = {"screen-only", "visually-hidden"}
BLOCKS = {
    *(
        "article",
        "aside",
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol", "p", "section", "summary", "svg"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
# Without a class or a language these only hold others.
PLAIN = {"div", "section", "article", "span", "time", "header", "details", "bdi", "data"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
# No line holds such a word: it may be broken where a browser would break it for want of room.
_LONG = re.compile(r"\S{70,}")
_TAG = re.compile(r"<([A-Za-z][\w:-]*)")


class Tree(HTMLParser):
    """`nodes` of this HTML; `styles` goes into every SVG, whose classes the site's style sheet colours on a page."""

    def __init__(self, html, styles=""):
        super().__init__()
        self.styles = styles
        self.nodes, self._skipping, self._svg, self._names = [], [], None, []
        self._open = [{"t": "", "c": self.nodes}]
        # What is said of the next drawing, and whether it is one within a line.
        self._alt, self._small = "", False
        # Whether a space would stand at the beginning of a line, or after another; the last text that was kept.
        self._spaced, self._last = True, None
        self.feed(html)
        self.close()
        self._trim()
        _settle(self.nodes)

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        classes = attributes.get("class", "").split()
        if attributes.get("role") == "img" and tag != "svg":
            self._alt = attributes.get("aria-label", "")
        # A hidden drawing that nobody describes says nothing that the numbers beside it do not.
        hidden = tag == "svg" and attributes.get("aria-hidden") == "true" and not (self._alt or "swatch" in classes)
        unseen = "hidden" in attributes or hidden
        if self._skipping or tag in DROPPED or unseen or UNSEEN.intersection(classes):
            if tag not in VOID:
                self._skipping.append(tag)
        elif self._svg or tag == "svg":
            self._draw(tag, self.get_starttag_text())
        else:
            self._begin(tag, attributes, classes)

    def handle_startendtag(self, tag, attributes):
        if self._svg:
            self._svg.append(self.get_starttag_text())
        else:
            self.handle_starttag(tag, attributes)
            if tag not in VOID:
                self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self._skipping:
            self._skipping.pop()
        elif self._svg:
            self._drawn()
        elif tag not in VOID:
            if tag in BLOCKS:
                self._trim()
            node = self._open.pop()
            if _is_plain(node):
                self._open[-1]["c"].extend(node["c"])
            else:
                self._open[-1]["c"].append(node)

    def handle_data(self, data):
        if self._svg:
            self._svg.append(escape(data))
        elif not self._skipping:
            text = _LONG.sub(_breakable, _SPACE.sub(" ", data))
            text = text[1:] if self._spaced and text.startswith(" ") else text
            if text:
                self._spaced = text.endswith(" ")
                self._last = self._open[-1]["c"]
                self._last.append(text)

    def _begin(self, tag, attributes, classes):
        if tag in BLOCKS:
            self._trim()
        node = {"t": tag, "c": []} | ({"k": classes} if classes else {})
        node |= {name: attributes[name] for name in ("id",) if attributes.get(name)}
        if "lang" in attributes and (known := typeset.language(attributes["lang"])):
            node["lang"] = known
        if attributes.get("href"):
            node["href"] = _address(attributes["href"])
        if tag in {"td", "th"}:
            node["span"] = int(attributes.get("colspan") or 1)
        if tag in VOID:
            self._open[-1]["c"].append(node)
            self._spaced = True
        else:
            self._open.append(node)

    def _trim(self):
        """A block begins or ends: no space stands before that."""
        if self._last and isinstance(self._last[-1], str):
            self._last[-1] = self._last[-1].rstrip(" ")
            if not self._last[-1]:
                self._last.pop()
        self._last, self._spaced = None, True

    def _draw(self, tag, text):
        if tag == "svg":
            self._small = "swatch" in text
            if not self._small:
                self._trim()
            xmlns = "" if "xmlns=" in text else ' xmlns="http://www.w3.org/2000/svg"'
            text = f"<svg{xmlns}{text[4:]}<style>{self.styles}</style>"
            self._svg = []
        self._svg.append(text)
        self._names.append(_TAG.match(text)[1])

    def _drawn(self):
        self._svg.append(f"</{self._names.pop()}>")
        if not self._names:
            svg, self._svg = "".join(self._svg), None
            kept = {"t": "svg", "c": [], "svg": svg, "alt": self._alt or _said_in(svg)}
            self._open[-1]["c"].append(kept | ({"k": ["swatch"]} if self._small else {}))
            self._alt, self._spaced = "", not self._small


def _is_plain(node):
    return node["t"] in PLAIN and not node.keys() & {"k", "lang", "id"}


def _said_in(svg):
    """The title and the description of a drawing that bears them itself."""
    said = (re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", svg, re.DOTALL) for name in ("title", "desc"))
    return unescape(" ".join(_SPACE.sub(" ", found[1]).strip() for found in said if found))


def _breakable(word):
    return "\u200b".join(word[0][place : place + PIECE] for place in range(0, len(word[0]), PIECE))


def _address(href):
    """A web address or `#id`; of the site's own addresses the whole."""
    return href if href.startswith("#") else urljoin(f"{settings.SITE_URL}/", href)


def _settle(nodes):
    """Take out links that lead to no node, and ids that no link leads to: typst wants each to have its other."""
    ids = {node.get("id") for node in _walk(nodes)}
    asked, met = set(), set()
    for node in _walk(nodes):
        href = node.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            del node["href"]
        elif href.startswith("#"):
            asked.add(href[1:])
    for node in _walk(nodes):
        if "id" in node and (node["id"] not in asked or node["id"] in met):
            del node["id"]
        met.add(node.get("id"))


def _walk(nodes):
    """Every node that is not a text, in order."""
    for node in nodes:
        if isinstance(node, dict):
            yield node
            yield from _walk(node["c"])
