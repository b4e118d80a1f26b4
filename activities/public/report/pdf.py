"""A report as HTML, and as a tagged PDF of that very HTML: both say the same, since there is one template."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pledgetracker import partial_dates
from pledgetracker.context_processors import site

from .. import typeset
from ..kept import draw
from .tree import Tree

TEMPLATE = Path(__file__).with_name("report.typ")
STYLES = Path(__file__).with_name("drawings.css").read_text(encoding="utf-8")
# A page takes some 20 ms, and of the largest report there are two thousand.
SECONDS = 300


def html_of(report):
    """The HTML of the body of a Report."""
    return draw("activities/_report.html", {"report": report})


def pdf_of(report):
    """The bytes of the tagged PDF of a Report. Raises typeset.Failed."""
    return typeset.pdf(TEMPLATE, data_of(report), at=report.edition.at, seconds=SECONDS)


def data_of(report):
    """What the template is given: JSON of texts."""
    html = html_of(report)
    name = site(None)["site"].name
    made = _("%(site)s, edition %(number)s, %(date)s") % {
        "site": name,
        "number": report.edition.number,
        "date": partial_dates.display(report.made_on),
    }
    return {
        "title": _("%(title)s: report, %(period)s") % {"title": report.pledge.title, "period": report.period},
        "running": report.pledge.title,
        # As every page is cited: the register compiled it. Whose pledge it is about is its subject.
        "author": [name],
        "subject": _("Pledge made by %(makers)s") % {"makers": "; ".join(report.makers)},
        "made": made,
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "language": typeset.language(get_language() or "en"),
        "missing": _missing(html),
        "nodes": Tree(html, STYLES).nodes,
    }


def _missing(html):
    """A sentence where some characters cannot be shown, or nothing."""
    if not typeset.missing(html):
        return ""
    return _(
        "Some characters appear as □ because this file has no font for them. The address of each activity "
        "leads to its full text."
    )
