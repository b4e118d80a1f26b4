"""The headers of every answer: what a page may load, what may be kept, and that visitors get no cookie."""

import pytest
from django.test import Client

from activities.public.exports.formats import FORMATS
from tests import factories

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": CSP,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Data may be read by any site's scripts.
OF_DATA = EVERYWHERE | {"Cross-Origin-Resource-Policy": "cross-origin"}
PUBLIC = [
    "/",
    "/pledges/",
    "/activities/",
    *(f"/{each.path}" for each in FORMATS),
    "/activities/choose/country/",
    "/countries/",
    "/regions/",
    "/partners/",
    "/data/",
    "/api/",
    "/api/v1/activities/",
    "/accessibility/",
    "/style/",
    "/search/",
    "/embed/",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/healthz",
    "/readyz",
]
ADMIN = ["/admin/", "/admin/login/", "/admin/activities/activity/", "/admin/no/such/page/", "/admin/password_change/"]
ERRORS = {
    "/no/such/page": 404,
    "/activities/?page=0": 404,
    "/activities.csv?year=0": 400,
    "/api/v1/nothing/": 404,
    "/activities.xlsx?year=0": 400,
    "/\0": 400,
    "/activities": 301,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    client = Client()
    client.force_login(factories.administrator())
    return client


@pytest.mark.parametrize("address", [*PUBLIC, *ADMIN, *ERRORS, "/static/css/site.css", "/static/no-such-file.css"])
def test_every_answer_says_what_a_page_may_load(address):
    response = Client().get(address)
    data = address.split("?")[0].removeprefix("/") in {each.path for each in FORMATS} or address.startswith("/api/v1/")
    assert {name: response.get(name) for name in EVERYWHERE} == (OF_DATA if data else EVERYWHERE)
    assert response["X-Request-ID"]


@pytest.mark.parametrize("address", [*PUBLIC, *ERRORS])
def test_visitors_get_no_cookie_and_pages_do_not_depend_on_one(address):
    visitor = Client()
    response = visitor.get(address)
    assert response.status_code == ERRORS.get(address, 200)
    assert not response.cookies
    assert not visitor.cookies
    assert "cookie" not in response.get("Vary", "").lower()


def test_a_page_is_the_same_for_staff_and_for_visitors(staff):
    for address in ("/", "/activities/", "/data/"):
        seen, shown = staff.get(address), Client().get(address)
        assert seen.content == shown.content
        assert seen.get("ETag") == shown.get("ETag")
        assert not seen.cookies


@pytest.mark.parametrize("address", ADMIN)
def test_nothing_of_the_staffs_desk_is_kept(staff, address):
    for client in (staff, Client()):
        response = client.get(address)
        kept = response["Cache-Control"]
        assert "private" in kept
        assert "no-store" in kept
        assert "public" not in kept


@pytest.mark.parametrize("address", ["/", "/activities/", "/data/"])
def test_pages_load_nothing_from_elsewhere_and_hold_no_code_or_style_of_their_own(address):
    page = Client().get(address).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert "javascript:" not in page
    assert " onclick=" not in page
    # What search engines read is data, and no browser runs it.
    for element in page.replace('<script type="application/ld+json">', "").split("<script")[1:]:
        assert 'src="/static/' in element.split(">")[0]
        assert element.split(">", 1)[1].startswith("</script>")


def test_a_request_keeps_the_id_that_a_proxy_gave_it_if_it_is_a_plain_one():
    given = "0123456789abcdef"
    assert Client().get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given
    for odd in ("short", "a" * 65, "with space", "line\tbreak"):
        assert Client().get("/healthz", headers={"X-Request-ID": odd})["X-Request-ID"] != odd
