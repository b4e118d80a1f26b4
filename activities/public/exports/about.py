"""What a download says of itself: of which filter, edition and day it is, and on which terms it may be used."""

import html

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from pledgetracker.clock import today
from pledgetracker.text import printable

from ..pages import list_url


def about(filterset):
    """Plain JSON, in the order in which people read it. Nothing in it differs between two answers of one ETag."""
    edition = filterset.index.edition
    title = _("%(site)s: activities") % {"site": settings.SITE_NAME}
    told = {
        "title": " · ".join([title, *(chip.label for chip in filterset.chips)]),
        "description": filterset.sentence,
        "publisher": {"name": settings.SITE_NAME, "url": settings.SITE_URL},
        "url": settings.SITE_URL + list_url(filterset),
        "edition": {"number": edition.number, "at": moment(edition.at)},
        "generated": today().isoformat(),
        "filter": asked(filterset),
        "total": filterset.total,
        "left_out": [
            {"parameter": each.name, "value": each.code, "activities": each.count, "sentence": each.sentence}
            for each in filterset.left_out
        ],
        "terms_of_use": terms(filterset),
        "notes": [*notes(filterset), sentence("includes/_designations.html"), sentence("includes/_disclaimer.html")],
    }
    # Words that were typed, and names at the desk, may hold what no feed or spreadsheet takes.
    return printable(told)


def asked(filterset):
    """The filter by parameter: {"country": ["KGZ"], "q": "words", "sort": "title"}, what is asked for alone."""
    values = {name: codes for name, codes in filterset.selected.items() if codes}
    words = {"q": filterset.typed.strip()} if filterset.words else {}
    return values | words | {"sort": filterset.order}


def terms(filterset):
    """The terms of use of the text of each pledge that one of the rows belongs to."""
    index = filterset.index
    return [
        {"pledge": slug, "title": pledge.title, "terms": pledge.record["terms"] or _("Not stated.")}
        for slug, pledge in index.pledges.items()
        if filterset.bitmap.intersect(index.having("pledge", slug))
    ]


def notes(filterset):
    """The notes that go with the names of the filter; those of a row's own are the row's."""
    index = filterset.index
    return [index.notes[code] for code in filterset.selected["country"] if code in index.notes]


def moment(value):
    """A moment in UTC as ISO 8601; empty before the first edition."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else ""


def sentence(template):
    """A text that pages draw, without its markup: it is written once."""
    site = {"name": settings.SITE_NAME, "disclaimer": settings.SITE_DISCLAIMER}
    return html.unescape(" ".join(strip_tags(render_to_string(template, {"site": site})).split()))
