"""About the data, what machines ask for, and what holds for every page of the site."""

import re
from urllib.parse import urljoin

import pytest
from django.test import Client

from activities import publishing
from activities.columns import COLUMNS
from activities.models import Activity
from activities.public.exports.formats import FORMATS
from activities.public.exports.long_form import COUNTRIES, RESULTS
from activities.public.filters import ActivityFilterSet
from activities.public.index import current_index
from activities.public.structured import SHAPES
from commitments.models import Pledge
from tests import factories
from tests.reading import body, links, page_of, text, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def listed(response):
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", body(response).decode())


@pytest.fixture(scope="module")
def pages(undp):
    """Every page that the sitemap names, and the lists under a few filters: {address: response}."""
    client = Client()
    addresses = [*listed(client.get("/sitemap-pages.xml")), *listed(client.get("/sitemap-activities.xml"))]
    addresses += ["/activities/?page=2", "/activities/?region=western-balkans", "/activities/?country=XKX&kind=event"]
    addresses += ["/activities/?q=kosovo", "/activities/choose/country/", "/activities/choose/country/?find=kosova"]
    addresses += ["/activities/choose/region/", "/activities/choose/partner/", "/activities/undp-gcm-0007/v/1/"]
    return {address: client.get(address) for address in addresses}


def test_every_page_answers_and_none_leads_nowhere(client, pages):
    assert len(pages) > 150
    wrong = {address: page.status_code for address, page in pages.items() if page.status_code != 200}
    assert not wrong
    targets = {}
    for address, page in pages.items():
        ids = page_of(page).ids
        for href in links(page):
            if href.startswith("#"):
                assert (address, href[1:]) == (address, href[1:] if href[1:] in ids else "an element with this id")
            elif not re.match(r"https?:", href):
                target = urljoin(f"http://testserver{address}", href).removeprefix("http://testserver").split("#")[0]
                targets.setdefault(target, address)
    unseen = {target: seen for target, seen in targets.items() if target not in pages and target != "/admin/"}
    # Of the filters' many links: one of each kind of page is enough, the tests of the filters follow the rest.
    sample = {re.sub(r"=[^&]*", "", target): target for target in unseen}
    assert len(sample) > 5
    for target in sample.values():
        assert (target, unseen[target], client.get(target).status_code) == (target, unseen[target], 200)


def test_every_page_that_says_kosovo_carries_the_note(pages):
    saying = 0
    for address, page in pages.items():
        says = "Kosovo" in re.sub(r"References to Kosovo shall be.*?1244 \(1999\)", "", text(page))
        saying += says
        if says:
            assert (address, page_of(page).ids & {"note-XKX"}) == (address, {"note-XKX"})
    assert saying > 15


def test_the_sitemap_names_what_is_public_and_nothing_else(client):
    assert [urljoin("/", each) for each in listed(client.get("/sitemap.xml"))] == [
        "/sitemap-pages.xml",
        "/sitemap-activities.xml",
    ]
    pages, activities = listed(client.get("/sitemap-pages.xml")), listed(client.get("/sitemap-activities.xml"))
    assert len(activities) == 45
    assert {"/", "/pledges/undp-gcm/", "/pledges/undp-gcm/3/", "/countries/KGZ/", "/regions/western-balkans/"} <= set(
        pages
    )
    assert {"/partners/iom/", "/data/", "/accessibility/"} <= set(pages)
    assert not {"/countries/VEN/", "/regions/oceania/"} & set(pages)
    one = Activity.objects.get(reference=undp("4.1")[0])
    publishing.withdraw([one])
    factories.activity(pledge=Pledge.objects.get())
    assert set(activities) - set(listed(client.get("/sitemap-activities.xml"))) == {f"/activities/{one.reference}/"}
    assert "/partners/samuel-hall/" not in listed(client.get("/sitemap-pages.xml"))


def test_the_sitemap_is_at_the_address_of_the_site_whatever_host_was_asked(client):
    asked = body(client.get("/sitemap-pages.xml", headers={"host": "localhost"})).decode()
    assert "http://testserver/" in asked
    assert "localhost" not in asked


def test_a_page_of_the_sitemap_that_is_not_there_is_404(client):
    for number in ("0", "-1", "2", "x", "²", "99999999999999999999"):
        assert (number, client.get(f"/sitemap-pages.xml?p={number}").status_code) == (number, 404)
        assert (number, client.get(f"/sitemap-{number}.xml").status_code) == (number, 404)


def test_robots_may_read_the_record_and_are_told_where_it_is(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    said = body(response).decode().splitlines()
    assert "Disallow: /admin/" in said
    assert "Sitemap: http://testserver/sitemap.xml" in said
    assert "Disallow: /" not in said


def test_the_data_page_explains_every_column_and_parameter_and_offers_the_download(client):
    page = client.get("/data/")
    said = text(page)
    for column in (*COLUMNS, *RESULTS.columns, *COUNTRIES.columns):
        assert f"{column.name} {column.meaning}" in said
    for name, shape in SHAPES.items():
        assert f"{shape.meaning}" in said, name
    assert {each["name"] for each in page.context["filters"]} == set(ActivityFilterSet.base_filters)
    assert [(each["url"], each["rows"]) for each in page.context["downloads"]] == [
        (f"/{each.path}", 45) for each in FORMATS
    ]
    assert {f"/{each.path}" for each in FORMATS} <= set(links(page))
    assert "states no terms of use" in said
    assert f"edition {page.context['edition'].number} of" in said


def test_every_page_says_that_it_is_no_official_site_unless_the_site_says_otherwise(client, settings):
    assert "not an official site" in text(client.get("/"))
    settings.SITE_DISCLAIMER = "Kept by the Office of Tests."
    # What a process keeps was drawn under settings that do not change.
    current_index().fragments.clear()
    assert "Kept by the Office of Tests." in text(client.get("/"))
    assert "not an official site" not in text(client.get("/"))


def test_the_machine_that_watches_gets_a_short_answer_that_nobody_keeps(client):
    for address in ("/healthz", "/readyz"):
        response = client.get(address)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/data/", "/accessibility/"])
def test_what_did_not_change_is_304_and_head_is_get_without_a_body(client, address):
    page = client.get(address)
    assert (page.status_code, page["Cache-Control"]) == (200, "public, no-cache")
    assert client.get(address, headers={"If-None-Match": page["ETag"]}).status_code == 304
    head = client.head(address)
    assert (head.status_code, body(head), head["ETag"]) == (200, b"", page["ETag"])
