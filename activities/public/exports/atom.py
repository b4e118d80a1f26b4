"""Publications and updates of the door's rows as an Atom feed (RFC 4287), for feed readers.

An entry is an activity: its id is its permanent address, and it is dated by its last published change. The newest
change comes first, unless another order is asked for. A withdrawn activity is absent: its address says so.
"""

from datetime import UTC, datetime
from io import StringIO

from django.conf import settings
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext

from ..pages import filtered_url
from .about import about

ENTRIES = 100  # at most: who wants every row wants a download
BEFORE_ALL_EDITIONS = datetime(1970, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """Dated by its edition: the date never goes back, also where what was newest is withdrawn."""

    def latest_post_date(self):
        return self.feed["at"]


def pieces(filterset):
    """The feed of a valid filter set, in one piece."""
    rows = filterset.qs.changed(ENTRIES)
    told = about(filterset)
    address = settings.SITE_URL + filtered_url("activity_atom", filterset)
    shown = ngettext("The %(count)s change published last.", "The %(count)s changes published last.", len(rows))
    feed = _Feed(
        told["title"],
        told["url"],
        None,
        language=get_language(),
        author_name=told["publisher"]["name"],
        author_link=told["publisher"]["url"],
        subtitle=" ".join([shown % {"count": len(rows)}, *told["notes"]]),
        feed_url=address,
        feed_guid=address,
        at=filterset.index.edition.at or BEFORE_ALL_EDITIONS,
    )
    terms = {each["pledge"]: each["terms"] for each in told["terms_of_use"]}
    for row in rows:
        feed.add_item(**_entry(row, terms[row.pledge]))
    text = StringIO()
    feed.write(text, "utf-8")
    yield text.getvalue().encode()


def _entry(row, terms):
    address = settings.SITE_URL + reverse("activity", args=[row.reference])
    codes = ("kind", "status")
    return {
        "title": row.title,
        "link": address,
        "unique_id": address,
        "description": "".join(_paragraphs(row.record)),
        "pubdate": row.first_published,
        "updateddate": row.updated,
        "categories": [*(row.record[code] for code in codes), *(each["code"] for each in row.record["countries"])],
        "item_copyright": terms,
    }


def _paragraphs(record):
    """What is new first, then the text as published, each in its language, then the notes that they call for."""
    for update in record["updates"][:1]:
        yield _in(update["language"], f"{update['date']}: {update['text']}")
    yield _in(record["language"], record["description"])
    for note in record["notes"]:
        yield linebreaks_filter(note["text"])


def _in(language, text):
    return format_html('<div lang="{}">{}</div>', language, linebreaks_filter(text))
