"""Whether who asks has the present answer already: the one place that decides about 304 (RFC 9110, section 13).

It decides by the request's headers and the answer's state alone and asks nothing of the database, so that an answer is
decided on before it begins: a download that has begun has the connection for itself.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from django.utils.http import http_date, parse_etags, parse_http_date_safe

from pledgetracker.clock import today
from pledgetracker.middleware import ASKED_AGAIN

METHODS = {"GET", "HEAD"}


class Decision(Enum):
    """What to answer. A tag is known only to whoever was given this very answer, so that there is one; who asks by
    date, or for anything (`*`), may ask for what is not there."""

    ANSWER = "answer"
    UNCHANGED = "unchanged"
    UNCHANGED_IF_THERE = "unchanged if there is an answer"


@dataclass(frozen=True, slots=True)
class State:
    """What an answer is known by.

    `kept_as` names the edition and the day that it is of, or is blank before the first edition; `etag` is the header;
    `modified`, in seconds since the epoch, is when pages last changed; `dated` says whether they changed only once in
    that second, so that the date stands for this answer and no other.
    """

    kept_as: str
    etag: str
    modified: int
    dated: bool

    @classmethod
    def of(cls, index, etag):
        """The state of what is drawn from this index today; `etag` without quotation marks."""
        edition, day = index.second, midnight()
        return cls(
            kept_as=present(index.token) if index.token else "",
            # Weak: one for a page in every coding, and so the same on a 304, which knows of none.
            etag=f'W/"{etag}"',
            modified=max(edition, day),
            dated=edition < day or (edition > day and index.alone_in_second),
        )

    @property
    def headers(self):
        """Those of an answer of 200 and of 304. It may be kept by anyone, but has to be asked for again each time: a
        withdrawal takes effect at once."""
        return {
            "ETag": self.etag,
            "Last-Modified": http_date(self.modified),
            "Cache-Control": ASKED_AGAIN,
        }


def decide(meta, state):
    """The Decision on a request with these WSGI variables, of which the present answer has this state."""
    if meta["REQUEST_METHOD"] not in METHODS:
        return Decision.ANSWER
    asked = meta.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        return _by_tag(asked, state)
    # All pages have one date: it has to be this very one, and a later one is of a clock that is not ours.
    since = meta.get("HTTP_IF_MODIFIED_SINCE")
    if since and state.dated and parse_http_date_safe(since) == state.modified:
        return Decision.UNCHANGED_IF_THERE
    return Decision.ANSWER


def _by_tag(asked, state):
    if asked == state.etag:
        return Decision.UNCHANGED
    tags = parse_etags(asked)
    if "*" in tags:
        return Decision.UNCHANGED_IF_THERE
    known = any(f"W/{tag.removeprefix('W/')}" == state.etag for tag in tags)
    return Decision.UNCHANGED if known else Decision.ANSWER


def present(token):
    """What an answer of this edition, drawn today, is kept as."""
    return f"{token} {today().isoformat()}"


def midnight():
    """Seconds since the epoch to the beginning of today."""
    return int(datetime.combine(today(), datetime.min.time(), UTC).timestamp())
