"""Whole answers, kept and given before Django's layers: each is exact for the edition, the day and the release.

What is kept is known by the request's own bytes; it is given only while the edition and the day that it was drawn for
are the present ones. Kept in the process, and beyond it where CACHE_URL names a server.
"""

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.db import Error
from django.urls import reverse
from django.utils.translation import get_language

from pledgetracker.compression import negotiated
from pledgetracker.middleware import finished, known_as, of_not_modified

from ..newest import newest_token
from .conditions import METHODS, Decision, State, decide, present
from .pages import PARTIAL

logger = logging.getLogger(__name__)

LARGEST = 2**20  # bytes of a body; what is larger is drawn or read each time
OVERHEAD = 2000  # bytes that an answer weighs besides its body and its query
AFTER_FAILURE = 30  # seconds until a server that failed is asked again
# What a page may differ by, besides what the key holds.
VARIES = {"accept-encoding", PARTIAL.lower()}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of 200 and the `conditions.State` that it is known by; `unchanged` is the headers of a 304."""

    state: State
    headers: list
    body: bytes
    unchanged: list = ()

    @classmethod
    def of(cls, response):
        headers = [(name, value) for name, value in response.items() if name != "X-Request-ID"]
        return cls(response.state, headers, response.content, of_not_modified(headers))


class Memory:
    """Answers by key, the least lately used forgotten when they weigh more than `capacity` bytes."""

    def __init__(self, capacity):
        self.capacity, self.weight = capacity, 0
        self._answers, self._lock = OrderedDict(), threading.Lock()

    def get(self, key):
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key, answer):
        with self._lock:
            self._drop(key)
            self._answers[key] = answer
            self.weight += self._weight(key, answer)
            while self.weight > self.capacity:
                self._drop(next(iter(self._answers)))

    def _drop(self, key):
        if answer := self._answers.pop(key, None):
            self.weight -= self._weight(key, answer)

    @staticmethod
    def _weight(key, answer):
        return len(answer.body) + sum(map(len, key)) + OVERHEAD


class Beyond:
    """The answers of all processes, in the cache `answers`. Where its server fails the site goes on without it."""

    def __init__(self):
        self._until = 0

    @property
    def is_set(self):
        return "answers" in settings.CACHES

    def get(self, key, kept_as):
        return self._asked(lambda cache: cache.get(self._name(key, kept_as)))

    def put(self, key, answer):
        self._asked(lambda cache: cache.set(self._name(key, answer.state.kept_as), answer))

    def _asked(self, ask):
        if not self.is_set or time.monotonic() < self._until:
            return None
        try:
            return ask(caches["answers"])
        except Exception as fault:
            # Whatever it is, a page can be drawn without it. Said once, not for each request.
            self._until = time.monotonic() + AFTER_FAILURE
            logger.warning("the cache of CACHE_URL fails", extra={"data": {"fault": repr(fault)}})
            return None

    @staticmethod
    def _name(key, kept_as):
        parts = "\0".join([settings.SHAPE, get_language() or "", kept_as, *key])
        return hashlib.sha256(parts.encode("utf-8", "surrogateescape")).hexdigest()


class Answers:
    """Gives what is kept to a WSGI server, and keeps what Django answered."""

    def __init__(self):
        self.memory, self.beyond = Memory(settings.ANSWERS_MEMORY), Beyond()
        # No page: nothing is asked for their sake, least of all by what tells whether the process is alive.
        self.others = (settings.STATIC_URL, reverse("admin:index"), reverse("healthz"), reverse("readyz"))

    def give(self, environ, start_response):
        """The body of a kept answer, begun; None where there is none and Django has to answer."""
        started = time.perf_counter()
        key = self._key(environ)
        answer = key and self._find(key)
        if not answer:
            return None
        status, headers, body = "200 OK", answer.headers, answer.body
        # It is there: by a tag or by whatever else, who asks has it.
        if decide(environ, answer.state) is not Decision.ANSWER:
            status, headers, body = "304 Not Modified", answer.unchanged, b""
        elif environ["REQUEST_METHOD"] == "HEAD":
            body = b""
        identity = known_as(environ.get("HTTP_X_REQUEST_ID", ""))
        start_response(status, [*headers, ("X-Request-ID", identity)])
        finished(environ["REQUEST_METHOD"], environ["PATH_INFO"], int(status[:3]), started, identity)
        return [body]

    def keep(self, request, response):
        """Keep what answered a GET, if it says what it is of and depends on nothing that the key does not hold."""
        state = getattr(response, "state", None)
        key = self._key(request.META) if state and state.kept_as and request.method == "GET" else None
        if not key or response.status_code != 200 or response.streaming or len(response.content) > LARGEST:
            return
        if response.cookies or not {name.strip().lower() for name in response.get("Vary", "").split(",")} <= VARIES:
            return
        answer = Answer.of(response)
        self.memory.put(key, answer)
        self.beyond.put(key, answer)

    def _key(self, environ):
        return None if environ["PATH_INFO"].startswith(self.others) else key_of(environ)

    def _find(self, key):
        answer = self.memory.get(key)
        if not answer and not self.beyond.is_set:
            return None
        try:
            kept_as = present(newest_token())
        except Error:
            return None  # Django says what a visitor is told then
        if answer and answer.state.kept_as == kept_as:
            return answer
        answer = self.beyond.get(key, kept_as)
        if answer:
            self.memory.put(key, answer)
        return answer


def key_of(environ):
    """All of a request that a public page may depend on, as texts; None where it may not be kept."""
    if environ["REQUEST_METHOD"] not in METHODS or environ.get("CONTENT_TYPE"):
        return None
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_HOST", environ.get("SERVER_NAME", "")),
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_HX_REQUEST_TYPE", ""),
        negotiated(environ.get("HTTP_ACCEPT_ENCODING", "")),
    )
