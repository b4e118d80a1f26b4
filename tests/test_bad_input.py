"""Whatever is sent, the site answers in its own words: never 5xx, always with its headers, never with a cookie."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from activities.public.exports.formats import FORMATS
from activities.public.index import FACETS
from activities.public.list_views import VIEWS
from activities.public.urls import urlpatterns
from pledgetracker.middleware import FRAMED
from tests.reading import body, csv_references, links, text, total, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

ADDRESSES = {
    "home": "/",
    "pledge_list": "/pledges/",
    "pledge": "/pledges/undp-gcm/",
    "commitment": "/pledges/undp-gcm/4/",
    "report": "/pledges/undp-gcm/report/",
    "report_pdf": "/pledges/undp-gcm/report.pdf",
    "activity_list": "/activities/",
    **{each.url_name: f"/{each.path}" for each in FORMATS},
    "choose": "/activities/choose/kind/",
    "activity": "/activities/undp-gcm-0017/",
    "activity_version": "/activities/undp-gcm-0017/v/1/",
    "activity_versions": "/activities/undp-gcm-0017/versions/",
    "country_list": "/countries/",
    "country": "/countries/KGZ/",
    "region_list": "/regions/",
    "region": "/regions/eac/",
    "partner_list": "/partners/",
    "partner": "/partners/iom/",
    "data": "/data/",
    "data_package": "/data/pledge-tracker.zip",
    "data_descriptor": "/data/datapackage.json",
    "data_catalogue": "/data/catalogue.jsonld",
    "accessibility": "/accessibility/",
    "style": "/style/",
    "search": "/search/",
    "embed": "/embed/",
    "embed_activities": "/embed/activities/",
    "embed_commitment": "/embed/commitments/undp-gcm-4/",
    "embed_country": "/embed/countries/KGZ/",
    "robots": "/robots.txt",
    "sitemap_index": "/sitemap.xml",
    "sitemap": "/sitemap-pages.xml",
    **{
        f"{name}_{ending}": f"/{path}.{ending}"
        for name, path in {
            "activity": "activities/undp-gcm-0017",
            "activity_version": "activities/undp-gcm-0017/v/1",
            "pledge": "pledges/undp-gcm",
            "commitment": "pledges/undp-gcm/4",
            "country": "countries/KGZ",
        }.items()
        for ending in ("bib", "ris")
    },
    "preview_site": "/preview/site.png",
    "preview_pledge": "/preview/pledge/undp-gcm.png",
    "preview_commitment": "/preview/commitment/undp-gcm-5.png",
    "preview_country": "/preview/country/KGZ.png",
    "preview_region": "/preview/region/rbec.png",
    "preview_partner": "/preview/partner/iom.png",
    "preview_objective": "/preview/objective/gcm-20.png",
    "objective_list": "/objectives/",
    "objective": "/objectives/gcm-20/",
}
DOWNLOADS = [f"/{each.path}" for each in FORMATS]
EVERY_ADDRESS = [*ADDRESSES.values(), "/healthz", "/readyz"]


def checked(response, *statuses):
    """The response, which has one of these statuses, the site's headers, and no cookie."""
    assert response.status_code < 500
    assert not statuses or response.status_code in statuses
    # A 304 leaves what is said of the answer that it confirms as it is.
    if response.status_code != 304:
        assert response["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; ")
        assert response["X-Content-Type-Options"] == "nosniff"
        framed = FRAMED.match(response.wsgi_request.path_info)
        assert response.get("X-Frame-Options") == (None if framed else "DENY")
        assert response["Referrer-Policy"] == "same-origin"
    assert not response.cookies
    body(response)
    return response


def get(address, query=""):
    """GET with the path and the query byte for byte as given."""
    client = Client()
    path = address.encode("utf-8", "surrogatepass").decode("latin-1")
    return client.generic("GET", "/", PATH_INFO=path, QUERY_STRING=query)


def test_every_address_of_the_site_is_tried_here():
    # There is no IATI file unless an organisation reports to IATI; the tests of it try its address.
    assert set(ADDRESSES) == {pattern.name for pattern in urlpatterns} - {"activity_iati"}
    for address in EVERY_ADDRESS:
        checked(Client().get(address), 200)


# The page's status and the download's; for None the address is the first page with all rows.
QUERIES = {
    "page=999999999999999999999": (404, 200),
    "page=-1": (404, 200),
    "page=%C2%B2": (404, 200),
    "page=%00": (404, 200),
    "page=%FF": (404, 200),
    "year=%C2%B2": (200, 400),
    "year=99999999999999999999": (200, 400),
    "country=%00": (200, 400),
    "country=XXX": (200, 400),
    "country=%FF%FE": (200, 400),
    "country=%ED%A0%80": (200, 400),
    "q=%FF": (200, 400),
    "q=%00": (200, 400),
    "q=a%00b": (200, 400),
    "sort=%00": (200, 400),
    "sort=newest&sort=%FF": (200, 400),
    "region[]=1": (200, 200),
    "region[0][x]=1": (200, 200),
    "%00=%00": (200, 200),
    "%FF=%FF&=&==&&;": (200, 200),
    "%": (200, 200),
    "page": (200, 200),
    "country&region&year&q&sort": (200, 200),
    "\xff\xfe": (200, 200),
}


@pytest.mark.parametrize(("query", "statuses"), QUERIES.items())
def test_an_odd_query_gets_a_clean_answer(query, statuses):
    page = checked(get("/activities/", query), statuses[0])
    downloads = [checked(get(address, query), statuses[1]) for address in DOWNLOADS]
    assert "\0" not in page.content.decode()
    if statuses == (404, 200):
        assert "/activities/" in links(page)
    elif statuses == (200, 400):
        assert total(page) == 0
        assert page.context["filterset"].errors
        assert not [each for each in downloads if b"\0" in each.content]
    else:
        assert total(page) == 45
    checked(get("/activities/choose/country/", f"{query}&find=%00%FF"), 200)


def test_no_odd_query_breaks_a_page_that_does_not_ask_for_it():
    odd = "&".join(QUERIES)
    for address in EVERY_ADDRESS:
        checked(get(address, odd), 200, 400 if address in DOWNLOADS else 404)
        checked(get(address, odd.replace("page=", "x=") + "&p=%C2%B2&find=%00%FF"))


def test_the_unknown_value_is_named_without_running_as_html():
    page = checked(get("/activities/", "country=" + quote("<script>alert(1)</script>") + "&q=" + quote('"><b>')), 200)
    assert b"<script>alert" not in page.content
    assert b'"><b>' not in page.content
    assert "<script>alert(1)</script>" in text(page)


def test_a_query_over_8_kib_is_414_on_every_address():
    longest = "q=" + "%20" * 2730
    assert len(longest) == 8192
    for address in EVERY_ADDRESS:
        assert checked(get(address, longest)).status_code != 414
        refused = checked(get(address, longest + "x"), 414)
        assert "/activities/" in links(refused)


@pytest.mark.parametrize(
    "parameter", ["country=KGZ&", "country=XXX&", "page=1&", "q=a&", "sort=title&", "x=1&", "&", "="]
)
def test_a_parameter_repeated_as_often_as_fits_gets_a_clean_answer(parameter):
    query = (parameter * 8192)[: 8192 // len(parameter) * len(parameter)]
    for address in ("/activities/", "/activities.csv", "/activities/choose/country/", "/countries/KGZ/"):
        checked(get(address, query))
    if parameter == "country=KGZ&":
        assert csv_references(get("/activities.csv", query)) == undp("1.1 1.2 5.13 5.17 5.18 6.10")


ODD = ["none", "%00", "%FF", "%C2%B2", "%3Cb%3E", "x" * 8000]


@pytest.mark.parametrize("view", VIEWS)
def test_an_odd_filter_gets_its_reason_whatever_the_list_is_looked_at_as(view):
    for query, (status, _download) in QUERIES.items():
        page = checked(get("/activities/", f"view={view}&{query}"), status)
        if status == 200 and total(page) == 0:
            assert page.context["filterset"].errors
            assert "No activities are shown because a filter has an unknown value." in text(page)
    assert checked(get("/activities/", f"view={view}&view=none"), 200).context["view"].name == "cards"


@pytest.mark.parametrize("value", ODD)
def test_an_unknown_view_or_side_of_the_matrix_is_named_and_the_list_is_still_there(value):
    said = {"view": "This list has no view called “", "by": "The commitments cannot be compared by “"}
    for query in (f"view={value}", f"view=gaps&by={value}", f"view=gaps&by=year&by={value}"):
        page = checked(get("/activities/", query), 200)
        assert total(page) == 45
        assert said["by" if "by=" in query else "view"] in text(page)
        assert b"<b>\xe2\x80\x9d" not in page.content
        assert b"\0" not in page.content
        assert "x" * 101 not in text(page)


def test_more_than_the_address_may_hold_is_414_in_every_view():
    for parameter in ("view", "view=gaps&by", "view=map&country", "q"):
        checked(get("/activities/", f"{parameter}={'x' * 10_000}"), 414)


PERIODS = [f"{name}={value}" for name in ("from", "to") for value in [*ODD, "2023-13", "2023-02-30", "0000", "99999"]]


@pytest.mark.parametrize("query", [*PERIODS, "from=2024&to=2023", "from=2023&from=none"])
def test_a_period_that_is_none_is_explained_and_is_no_report(query):
    page = checked(get("/pledges/undp-gcm/report/", query), 200)
    refused = checked(get("/pledges/undp-gcm/report.pdf", query), 400)
    reason = refused.content.decode().strip().partition(": ")[2]
    assert reason.endswith(".")
    assert reason in text(page)
    assert "\0" not in reason + text(page)


UNKNOWN = [
    "/pledges/none/report/",
    "/pledges/none/report.pdf",
    "/embed/none/",
    "/embed/countries/XXX/",
    "/embed/countries/kgz/",
    "/embed/commitments/none/",
    "/embed/commitments/undp-gcm-99/",
    "/preview/none.png",
    "/preview/none/KGZ.png",
    "/preview/country/XXX.png",
    "/preview/country/KGZ.jpg",
    "/preview/pledge/none.png",
    "/preview/commitment/undp-gcm-99.png",
    "/objectives/none/",
    "/objectives/gcm/",
    "/objectives/gcm-99/",
    "/objectives/gcm-020/",
    "/objectives/GCM-20/",
    *(
        f"{path}.{ending}"
        for path in (
            "/activities/none",
            "/activities/undp-gcm-9999",
            "/activities/undp-gcm-0017/v/9",
            "/pledges/none",
            "/pledges/undp-gcm/99",
            "/countries/XXX",
        )
        for ending in ("bib", "ris", "enw")
    ),
]


def test_what_there_is_not_is_404_in_words():
    for address in UNKNOWN:
        page = checked(get(address, "country=XXX&from=none"), 404)
        assert "Page not found" in text(page), address


def test_what_a_frame_cannot_show_is_said_in_the_frame():
    for query in ("country=XXX", "q=%00", "year=%FF", f"q={'x' * 201}"):
        for address in ("/embed/", "/embed/activities/"):
            page = checked(get(address, query), 200)
            assert page.context["filterset"].errors_list[0] in text(page)
            assert "<iframe" not in page.content.decode()
    assert total(checked(get("/embed/countries/KGZ/", "country=XXX&q=%00"), 200)) == 6


@pytest.mark.parametrize("query", ["", "q", "q=", "q=%00", "q=%FF", "q=...", f"q={'x' * 8000}", "q=a&q=%00", "q[]=a"])
def test_an_odd_search_finds_nothing_and_says_why(query):
    page = checked(get("/search/", query), 200)
    assert page.context["found"] == 0
    assert bool(page.context["filterset"].errors) == (query not in {"", "q", "q=", "q[]=a"})


@pytest.mark.parametrize("name", FACETS)
def test_every_value_at_once_is_a_clean_answer(name):
    values = "&".join(f"{name}={value}" for value in ("KGZ", "gcm-20", "iom", "2023", "undated", "x" * 500, "%00", "²"))
    page = checked(get("/activities/", values), 200)
    assert total(page) == 0


PATHS = ["\0", "/\0", "/activities/\0/", "/countries/KGZ\0/", "/activities/undp-gcm-0001\0/v/1/", "/sitemap-\0.xml"]
ODD_PATHS = [
    "/\xff",
    "/activities/\xff/",
    "/countries/²/",
    "/pledges/undp-gcm/²/",
    "//",
    "//evil.example/",
    "/../../etc/passwd",
    "/activities/undp-gcm-0001/v/999999999999999999999/",
    "/activities/" + "a" * 5000 + "/",
    "/activities/%2e%2e/",
    "/pledges/undp-gcm",
    "/activities/undp-gcm-0001",
    "/sitemap-activities.xml/",
    "/static/../settings.py",
    "/admin\0/",
]


@pytest.mark.parametrize("path", PATHS + ODD_PATHS)
def test_an_odd_path_gets_a_clean_answer(path):
    response = checked(get(path), *([400] if "\0" in path else [301, 404]))
    assert not response.get("Location", "").startswith(("//", "http"))
    raw = Client().generic("GET", "/", PATH_INFO=path.encode("utf-8").decode("latin-1").replace("Ã¿", "\xff"))
    checked(raw, 301, 400, 404)


def test_the_addresses_are_those_of_their_names():
    assert reverse("activity_list") == ADDRESSES["activity_list"]
    assert reverse("activity", args=["undp-gcm-0017"]) == ADDRESSES["activity"]
