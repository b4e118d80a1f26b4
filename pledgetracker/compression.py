"""Answers in the coding that the client asks for: brotli or gzip, whole or as they stream."""

import zlib
from functools import lru_cache

import brotli
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

# Ours, the better first.
CODINGS = ("br", "gzip")
SMALLEST = 200  # bytes; what is smaller gains nothing
TEXTS = ("text/", "application/json", "application/jsonl", "application/ld+json", "application/problem+json")
TEXTS += ("application/xml", "application/atom+xml", "image/svg+xml")
# Of whole answers, which are kept and sent again; and of streams, which must not wait for the coder.
WHOLE, STREAM = {"br": 5, "gzip": 6}, {"br": 1, "gzip": 1}


@lru_cache(maxsize=500)
def negotiated(accept, codings=CODINGS):
    """Which of `codings` an Accept-Encoding header asks for (RFC 9110, 12.5.3), or "" for none."""
    weights = dict(_weighed(part) for part in accept.lower().split(",") if part.strip())
    default = weights.get("*", 0)
    offered = [(weights.get(coding, default), -place, coding) for place, coding in enumerate(codings)]
    weight, _place, coding = max(offered)
    return coding if weight > 0 and weight >= weights.get("identity", 0) else ""


def _weighed(part):
    name, _semicolon, parameter = part.partition(";")
    _q, _equals, weight = parameter.replace(" ", "").partition("=")
    try:
        return name.strip(), float(weight or 1)
    except ValueError:
        return name.strip(), 0


class Compression:
    """Compresses texts. An answer of nobody's own needs no guard against BREACH: it holds no secret to be guessed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 304:
            # It stands for an answer that may have been compressed, and whose length it does not know.
            patch_vary_headers(response, ["Accept-Encoding"])
            del response["Content-Length"]
            return response
        if response.has_header("Content-Encoding") or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        if not response.streaming and len(response.content) < SMALLEST:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        # Pages of the desk hold tokens, of which a length could tell (BREACH): Django's way hides it.
        secret = "private" in response.get("Cache-Control", "") and not response.streaming
        coding = negotiated(request.headers.get("Accept-Encoding", ""), ("gzip",) if secret else CODINGS)
        if coding:
            self.compress(response, coding, secret)
        return response

    @staticmethod
    def compress(response, coding, secret):
        if response.streaming:
            response.streaming_content = stream(response.streaming_content, coding)
            del response["Content-Length"]
        else:
            body = response.content
            response.content = compress_string(body, max_random_bytes=100) if secret else compressed(body, coding)
            response["Content-Length"] = str(len(response.content))
        response["Content-Encoding"] = coding
        # The same text in other bytes (RFC 9110, 8.8.3.3).
        if response.get("ETag", "").startswith('"'):
            response["ETag"] = f"W/{response['ETag']}"


def compressed(body, coding):
    """The bytes `body` in this coding."""
    if coding == "br":
        return brotli.compress(body, quality=WHOLE["br"])
    coder = zlib.compressobj(WHOLE["gzip"], wbits=31)
    return coder.compress(body) + coder.flush()


def stream(pieces, coding):
    """Pieces of bytes in this coding, of which no more than one is held at a time."""
    if coding == "br":
        coder = brotli.Compressor(quality=STREAM["br"])
        code, finish = coder.process, coder.finish
    else:
        coder = zlib.compressobj(STREAM["gzip"], wbits=31)
        code, finish = coder.compress, coder.flush
    for piece in pieces:
        if coded := code(piece):
            yield coded
    yield finish()
