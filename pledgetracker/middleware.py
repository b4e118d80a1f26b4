"""The outer layers: every answer is logged and carries the headers, and what no page can serve stops here."""

import logging
import os
import re
import time

from django.conf import settings
from django.http.response import ResponseHeaders
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pledgetracker.logs import request_id

logger = logging.getLogger("pledgetracker.request")

# What a 304 says (RFC 9110, 15.4.5): what kept copies and scripts go by. All else that came with the copy, its policies
# too, stays in force.
OF_NOT_MODIFIED = {"cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary"}
OF_NOT_MODIFIED |= {"access-control-allow-origin", "access-control-expose-headers", "x-request-id"}
_PLAIN = re.compile(r"[A-Za-z0-9-]{8,64}")
# The small pages that any other site may show in a frame. All else refuses.
FRAMED = re.compile(r"/embed/(?:activities|commitments|countries)/")
# May be kept by anyone, and has to be asked for again each time.
ASKED_AGAIN = "public, no-cache"
LONGEST_QUERY = 8 * 1024  # bytes


class RequestLog:
    """Gives each request an id (a proxy's X-Request-ID where it is a plain one), and each answer a line in the log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        identity = known_as(request.headers.get("X-Request-ID", ""))
        token = request_id.set(identity)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = identity
            finished(request.method, request.path, response.status_code, started)
            return response
        finally:
            request_id.reset(token)


def known_as(given):
    """The id of a request: the one that it was given, if that is a plain one, or a new one."""
    return given if _PLAIN.fullmatch(given) else os.urandom(16).hex()


def finished(method, path, status, started, identity=None):
    """The line of an answer; `started` is of `time.perf_counter`, `identity` that of a request outside RequestLog."""
    if not logger.isEnabledFor(logging.INFO):
        return
    # The query stays out: what people search for is theirs.
    data = {"method": method, "path": path, "status": status, "ms": round(1000 * (time.perf_counter() - started), 1)}
    # As `logger.info` does, but without looking for the caller, whom no line names.
    record = logging.LogRecord(logger.name, logging.INFO, __file__, 0, "answered", (), None)
    record.data = {"request_id": identity} | data if identity else data
    logger.handle(record)


def of_not_modified(headers):
    """Those of (name, value) pairs that a 304 says."""
    return [pair for pair in headers if pair[0].lower() in OF_NOT_MODIFIED]


class Headers:
    """The Content-Security-Policy and its kin, on every answer with a body, errors and static files included; and on
    every answer who may keep it."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": policy(settings.SECURE_CSP),
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        self.framed = self.headers | {
            "Content-Security-Policy": policy(settings.SECURE_CSP | {"frame-ancestors": ["*"]}),
            # Pages that let nothing in unasked (COEP) ask this of what they frame.
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        del self.framed["X-Frame-Options"]

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 304:
            response.headers = ResponseHeaders(of_not_modified(response.items()))
        else:
            headers = self.framed if FRAMED.match(request.path_info) else self.headers
            for name, value in headers.items():
                response.headers.setdefault(name, value)
        # What an answer does not say itself. Without a word a shared cache may keep a 404, 410 or redirect for days.
        if request.path_info.startswith(reverse("admin:index")):
            response.headers.setdefault("Cache-Control", "private, no-store")
        else:
            response.headers.setdefault("Cache-Control", "no-store" if response.status_code >= 400 else ASKED_AGAIN)
            # Django answers a broken cookie with a new one: a page that anyone may keep must not carry it.
            response.cookies.clear()
        return response


def policy(sources):
    """A Content-Security-Policy of {directive: [sources]}."""
    return "; ".join(f"{name} {' '.join(each)}" for name, each in sources.items())


class Guard:
    """Answers what would break the layers below: an overlong query (414), a body in another character set (400)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return render(request, "414.html", status=414)
        # Django would decode the query and the body with any codec named here, and fail in the middle of a page.
        charset = request.content_params.get("charset", "utf-8").lower()
        if charset not in {"utf-8", "utf8", "us-ascii"}:
            return self.refused(request, _("This site reads only text in UTF-8."))
        # PostgreSQL's text cannot hold it; no address of this site has one.
        if "\0" in request.path_info:
            return self.refused(request, _("This address contains a character that no address of this site has."))
        return self.get_response(request)

    @staticmethod
    def refused(request, reason):
        return render(request, "400.html", {"reason": reason}, status=400)
