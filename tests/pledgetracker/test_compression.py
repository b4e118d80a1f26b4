"""Answers in the coding that was asked for."""

import gzip
import zlib

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from pledgetracker.compression import Compression, negotiated

TEXT = "accents: é, ñ, ع; " * 100
READ = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("*, br;q=0", "gzip"),
        ("identity", ""),
        ("identity;q=1, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("gzip;q=nonsense", ""),
        ("zstd, compress", ""),
        (";;, ,", ""),
    ],
)
def test_the_coding_is_the_one_that_the_client_prefers(accept, coding):
    assert negotiated(accept) == coding


def answer(response, accept):
    return Compression(lambda request: response)(RequestFactory().get("/", headers={"Accept-Encoding": accept}))


@pytest.mark.parametrize("accept", ["br", "gzip", ""])
def test_a_whole_answer_says_the_same_in_every_coding(accept):
    response = answer(HttpResponse(TEXT, headers={"ETag": '"one"'}), accept)
    assert READ[accept](response.content).decode() == TEXT
    assert response.get("Content-Encoding", "") == accept
    assert response["Vary"] == "Accept-Encoding"
    assert response["ETag"] == ('W/"one"' if accept else '"one"')
    assert response.get("Content-Length", str(len(response.content))) == str(len(response.content))


@pytest.mark.parametrize("accept", ["br", "gzip", ""])
def test_a_stream_is_compressed_as_it_goes(accept):
    taken = []

    def pieces():
        for number in range(1000):
            taken.append(number)
            yield f"{number}: {TEXT}".encode()

    response = answer(StreamingHttpResponse(pieces()), accept)
    stream = iter(response.streaming_content)
    first = next(stream)
    assert len(taken) < 1000, "something is sent before everything is read"
    assert READ[accept](first + b"".join(stream)) == b"".join(f"{number}: {TEXT}".encode() for number in range(1000))
    assert not response.has_header("Content-Length")


def test_a_stream_that_is_broken_off_closes_what_it_reads():
    closed = []

    def pieces():
        try:
            while True:
                yield zlib.compress(str(len(closed)).encode()) * 100
        finally:
            closed.append(True)

    response = answer(StreamingHttpResponse(pieces()), "gzip")
    next(iter(response.streaming_content))
    response.close()
    assert closed


def test_what_gains_nothing_stays_as_it_is():
    for response in (
        HttpResponse("short"),
        HttpResponse(TEXT, content_type="application/zip"),
        HttpResponse(TEXT, headers={"Content-Encoding": "gzip"}),
    ):
        before = response.content
        assert answer(response, "gzip").content == before


def test_the_length_of_a_private_page_tells_nothing():
    lengths = {
        len(answer(HttpResponse(TEXT, headers={"Cache-Control": "private, no-store"}), "br, gzip").content)
        for _ in range(20)
    }
    assert len(lengths) > 1
    only_brotli = answer(HttpResponse(TEXT, headers={"Cache-Control": "private, no-store"}), "br")
    assert (only_brotli.content.decode(), only_brotli.has_header("Content-Encoding")) == (TEXT, False)
