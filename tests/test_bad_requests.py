"""Whatever is sent beside an address: bodies, charsets, methods, hosts and headers get a clean answer too."""

import pytest
from django.test import Client

from tests.test_bad_input import ADDRESSES, EVERY_ADDRESS, checked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

FORM = "application/x-www-form-urlencoded"


def send(method, address, content_type, data=b"a=b", **headers):
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    return client.generic(method, address, data, content_type=content_type, **headers)


@pytest.mark.parametrize("charset", ["utf-16", "rot13", "UTF-7", "zlib", "idna", "no-such-codec", "latin-1"])
def test_text_in_another_charset_is_refused_on_every_address(charset):
    for address in (*EVERY_ADDRESS, "/admin/", "/admin/login/", "/no/such/page/"):
        for method in ("POST", "GET"):
            checked(send(method, address, f"{FORM}; charset={charset}"), 400)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "us-ascii"])
def test_a_charset_that_says_utf_8_is_no_reason_to_refuse(charset):
    checked(send("GET", "/activities/", f"{FORM}; charset={charset}"), 200)


MULTIPART = "multipart/form-data; boundary=x"
BROKEN = b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--\r\n'
BODIES = {
    "a form": (FORM, b"a=%FF&b=\xff\xfe"),
    "NUL": (FORM, b"csrfmiddlewaretoken=%00"),
    "too many fields": (FORM, b"a=&" * 6000),
    "a multipart form without a boundary": ("multipart/form-data", b"x"),
    "a multipart form that breaks off": (MULTIPART, b"--x\r\nContent-Disposition: form-data; na"),
    "a field of a broken encoding": (MULTIPART, BROKEN),
    "too large a form": (FORM, b"a=" + b"x" * (5 * 1024 * 1024 + 1)),
    "JSON": ("application/json", b"{"),
    "nothing": ("", b""),
}


@pytest.mark.parametrize("sent", BODIES)
def test_whatever_is_posted_is_refused(sent):
    content_type, data = BODIES[sent]
    for address in ("/", "/activities/", "/activities.csv", "/sitemap.xml"):
        checked(send("POST", address, content_type, data), 400, 403, 413)
    checked(send("POST", "/no/such/page/", content_type, data), 400, 403, 404, 413)


def test_a_public_page_takes_no_other_method_than_get_and_head():
    for address in ADDRESSES.values():
        for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
            checked(Client().generic(method, address), 405)
        checked(Client().options(address), 200)


@pytest.mark.parametrize("host", ["evil.example", "a b", "", "[::", "testserver@evil.example"])
def test_another_host_is_refused(host):
    checked(Client().get("/activities/", headers={"host": host}), 400)


HEADERS = [
    "If-None-Match",
    "If-Modified-Since",
    "If-Match",
    "Accept-Language",
    "Accept-Encoding",
    "HX-Request-Type",
    "Range",
    "Cookie",
    "X-Request-ID",
    "X-Forwarded-Proto",
    "Authorization",
]
ODD_VALUES = ["", "\xff", "*", "W/", '"', "a" * 5000, "xx-yy-zz;q=²", "bytes=9-1", "csrftoken=\xff; sessionid=a"]


@pytest.mark.parametrize("header", HEADERS)
def test_an_odd_header_gets_a_clean_answer(header):
    for value in ODD_VALUES:
        # `*` is not odd there: whoever has any answer of that address has the present one.
        status = 304 if (header, value) == ("If-None-Match", "*") else 200
        checked(Client().get("/activities/choose/kind/", headers={header: value}), status)
        checked(Client().get("/activities.csv", headers={header: value}), status)
