"""An answer of so many bytes as FIXED_BYTES says, with the headers of a page: what this server can do at most."""

import os

BODY = b"x" * int(os.environ.get("FIXED_BYTES", 40 * 1024))
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY))), ("ETag", '"fixed"')]
HEADERS += [("Cache-Control", "public, no-cache"), ("Vary", "Accept-Encoding")]
# What a 304 has to say (RFC 9110, 15.4.5), and the date of a page.
NOT_MODIFIED = [*HEADERS[2:], ("Last-Modified", "Tue, 24 Nov 2026 00:00:00 GMT")]


def application(environ, start_response):
    if environ.get("HTTP_IF_NONE_MATCH"):
        start_response("304 Not Modified", NOT_MODIFIED)
        return [b""]
    start_response("200 OK", HEADERS)
    return [BODY]
