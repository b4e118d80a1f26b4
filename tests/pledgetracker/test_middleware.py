"""The outer layers, asked as a visitor's browser or a hostile program asks them."""

import logging

import pytest
from django.test import Client, override_settings
from django.urls import include, path

from pledgetracker.logs import request_id

HEADERS = {
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
}


def breaks(request):
    raise RuntimeError("a fault in a view")


urlpatterns = [path("breaks", breaks), path("", include("pledgetracker.urls"))]
handler400 = "activities.public.errors.bad_request"
handler404 = "activities.public.errors.not_found"
handler500 = "activities.public.errors.server_error"


@pytest.fixture
def visitor(db):
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.fixture
def answered(caplog):
    """The data of the log's lines about answers."""
    caplog.set_level(logging.INFO, "pledgetracker.request")
    return lambda: [record.data for record in caplog.records if record.name == "pledgetracker.request"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/healthz", 200),
        ("/activities/?country=XXX", 200),
        ("/activities.csv", 200),
        ("/activities.csv?country=XXX", 400),
        ("/admin/login/", 200),
        ("/admin/", 302),
        ("/nowhere/", 404),
        ("/activities/?q=" + "x" * 9000, 414),
        ("/static/nothing.css", 404),
        ("/breaks", 500),
        ("/a%00b/", 400),
    ],
)
def test_every_answer_carries_the_headers(visitor, address, status):
    response = visitor.get(address)
    assert response.status_code == status
    assert response["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert set(response.headers) >= HEADERS
    assert response["X-Request-ID"]


@pytest.mark.parametrize("address", ["/", "/activities/", "/activities.csv", "/data/", "/nowhere/", "/breaks"])
def test_a_visitor_gets_no_cookie(visitor, address):
    assert not visitor.get(address).cookies


def test_a_layer_below_may_send_a_header_of_its_own(visitor):
    assert visitor.get("/admin/login/")["X-Frame-Options"] == "DENY"


def test_each_request_has_an_id_of_its_own(visitor):
    assert visitor.get("/healthz")["X-Request-ID"] != visitor.get("/healthz")["X-Request-ID"]
    assert request_id.get() == ""


def test_the_id_of_a_proxy_is_kept_where_it_is_a_plain_one(visitor):
    assert visitor.get("/healthz", headers={"X-Request-ID": "abcdef-0123"})["X-Request-ID"] == "abcdef-0123"


@pytest.mark.parametrize("given", ["short", "a" * 65, 'abcdef01", "level": "x', "abcdef01\u00e9", "<script>abcd"])
def test_any_other_id_is_replaced(visitor, given):
    assert visitor.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] != given


def test_each_answer_is_one_line_of_the_log_without_what_was_searched_for(visitor, answered):
    visitor.get("/activities/?q=secret")
    visitor.get("/breaks")
    listed, broken = answered()
    assert (listed["method"], listed["path"], listed["status"]) == ("GET", "/activities/", 200)
    assert listed["ms"] > 0
    assert broken["status"] == 500
    assert "secret" not in str(listed)


def test_a_query_of_eight_kibibytes_passes_and_a_longer_one_is_too_long(visitor):
    fits = "/healthz?" + "x" * (8 * 1024)
    assert visitor.get(fits).status_code == 200
    assert visitor.get(fits + "x").status_code == 414


def form(client, charset, body=b"username=a&password=b"):
    """The answer to a form that says it is written in this character set, sent with a cookie against forgery."""
    client.cookies["csrftoken"] = "x" * 32
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    return client.generic("POST", "/admin/login/", body, content_type=kind)


@pytest.mark.parametrize("charset", ["utf-16", "UTF-7", "idna", "nonsense", "latin-1"])
@pytest.mark.parametrize("strict", [True, False], ids=["checked for forgery", "not checked"])
def test_a_body_in_another_character_set_is_refused_in_a_sentence(visitor, charset, strict):
    visitor.handler.enforce_csrf_checks = strict
    response = form(visitor, charset, b"\xff\xfea=b")
    assert response.status_code == 400
    assert b"only text in UTF-8" in response.content


@pytest.mark.parametrize("charset", ["utf8", "us-ascii"])
def test_a_character_set_that_django_refuses_is_no_fault_of_ours(visitor, charset):
    visitor.handler.enforce_csrf_checks = True
    assert form(visitor, charset).status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_a_body_in_utf_8_reaches_the_page(visitor, charset):
    assert form(visitor, charset).status_code == 200
