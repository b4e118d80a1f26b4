"""The tags of a page one by one. Pages are many and most of their tags the same, so that a reader may keep them."""

import re
from html.parser import HTMLParser

# From its "<" to its ">", which a quoted value may hold. The site's pages have no comments, and no "<" in a script.
_TAG = re.compile(r"""(</?[A-Za-z](?:[^"'>]|"[^"]*"|'[^']*')*>)""")


def pieces(html):
    """Text and tags in turn, as they are written: text first and last, empty where there is none."""
    return _TAG.split(html)


def read(tag):
    """What a tag begins, (name, {attribute: value or None}) or None, and the name of what it ends, or None."""
    reader = _Reader(convert_charrefs=False)
    reader.feed(tag)
    return reader.begins, reader.ends


class _Reader(HTMLParser):
    begins = ends = None

    def handle_starttag(self, tag, attributes):
        self.begins = tag, dict(attributes)

    def handle_endtag(self, tag):
        self.ends = tag
