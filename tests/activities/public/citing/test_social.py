"""What pages say of themselves to other sites: once, absolutely, and nothing that could run."""

import json
import re
from html import unescape

import pytest

from activities import publishing
from activities.models import Activity, Country
from tests import factories
from tests.activities.reading import public
from tests.reading import total, undp
from tests.test_bad_input import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

SITE = "http://testserver"
XKX_NOTE = "* References to Kosovo shall be understood to be in the context of"


def said(response):
    """{name or property: [contents]} of the page's meta elements, with its canonical addresses."""
    html = response.content.decode()
    found = {"canonical": re.findall(r'<link rel="canonical" href="([^"]*)">', html)}
    for name, content in re.findall(r'<meta (?:name|property)="([^"]*)" content="([^"]*)">', html):
        found.setdefault(name, []).append(unescape(content))
    return {name: [unescape(each) for each in several] for name, several in found.items()}


def data(response):
    [element] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(element)


def test_every_page_has_one_address_one_title_one_description_and_one_picture_that_is_there(client):
    """Pictures are asked for by HEAD, which makes none: the tests of pictures make them."""
    # What stands within another site's page leads to the page that it is a part of.
    pages = {address: client.get(address) for address in ADDRESSES.values() if not re.match("/embed/.", address)}
    pages = {address: page for address, page in pages.items() if page["Content-Type"].startswith("text/html")}
    assert len(pages) > 15
    pictures = set()
    for address, page in pages.items():
        found = said(page)
        for name in ("canonical", "description", "og:title", "og:description", "og:url", "og:image", "og:image:alt"):
            assert len(found[name]) == 1, (address, name, found.get(name))
            assert found[name][0], (address, name)
        canonical = "/activities/undp-gcm-0017/" if "/v/1/" in address else address
        assert found["canonical"] == found["og:url"] == [SITE + canonical]
        pictures |= set(found["og:image"])
    for picture in pictures:
        assert client.head(picture.removeprefix(SITE)).status_code == 200


def test_an_error_has_no_address_to_lead_to(client):
    for address in ("/activities/undp-gcm-9999/", "/no/such/page/"):
        assert said(client.get(address))["canonical"] == []


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("?sort=newest&country=KGZ&utm_source=x", "?country=KGZ"),
        ("?country=MDA&country=KGZ&q=+project+", "?country=MDA&country=KGZ&q=project"),
        ("?page=2", "?page=2"),
        ("?page=1&year=", ""),
    ],
)
def test_a_list_has_the_address_of_its_own_filter(client, asked, canonical):
    assert said(client.get(f"/activities/{asked}"))["canonical"] == [f"{SITE}/activities/{canonical}"]


def test_an_old_version_keeps_its_own_address(client):
    one = Activity.objects.get(reference="undp-gcm-0017")
    one.title = "Another"
    one.save()
    publishing.publish([one])
    assert said(client.get("/activities/undp-gcm-0017/v/1/"))["canonical"] == [f"{SITE}/activities/undp-gcm-0017/v/1/"]


def test_the_description_is_the_text_as_published_cut_after_a_word(client):
    page = client.get(f"/activities/{undp('6.10')[0]}/")
    [description] = said(page)["description"]
    text = " ".join(page.context["activity"].record["description"].split())
    assert description.endswith(" …")
    assert len(description) <= 200
    assert text.startswith(description.removesuffix(" …") + " ")


def test_what_names_kosovo_goes_with_its_note(client):
    for address in (f"/activities/{undp('2.2')[0]}/", "/countries/XKX/", "/activities/?country=XKX"):
        assert XKX_NOTE in said(client.get(address))["og:description"][0], address
    for address in (f"/activities/{undp('6.3')[0]}/", "/countries/KGZ/", "/activities/?country=KGZ"):
        assert "References to" not in said(client.get(address))["og:description"][0], address
    picture = said(client.get("/countries/XKX/"))["og:image:alt"][0]
    assert picture.startswith("Country or area: Kosovo*. 2 activities. ")
    assert XKX_NOTE in picture


def test_an_activity_says_in_schema_org_what_its_page_says(client):
    activity = public(title="A project", countries=[Country.objects.get(alpha3="XKX")], start="2023", places="Osh")
    factories.source(activity, title="A report", url="https://example.org/report", published_on="2023-05")
    factories.participation(activity, factories.partner(name="A funder", slug="a-funder"), role="funding")
    publishing.publish([activity])
    found = data(client.get(f"/activities/{activity.reference}/"))
    assert found["@id"] == f"{SITE}/activities/{activity.reference}/"
    assert (found["name"], found["identifier"], found["version"]) == ("A project", activity.reference, "2")
    assert found["about"]["funder"][0]["name"] == "A funder"
    assert (found["about"]["foundingDate"], found["about"]["location"][0]["name"]) == ("2023", "Osh")
    assert found["spatialCoverage"][0]["name"] == "Kosovo*"
    assert found["creditText"].startswith(XKX_NOTE)
    assert found["citation"][0]["datePublished"] == "2023-05"
    assert "dissolutionDate" not in found["about"]
    pledge = data(client.get("/pledges/undp-gcm/"))
    assert len(pledge["hasPart"]) == 7
    assert pledge["creator"][0]["name"] == "United Nations Development Programme"


@pytest.mark.parametrize(
    ("address", "kind", "about"),
    [
        ("/countries/XKX/", "CollectionPage", {"@type": "Place", "name": "Kosovo*", "identifier": "XKX"}),
        ("/countries/NZL/", "CollectionPage", {"@type": "Place", "name": "New Zealand"}),
        ("/regions/western-balkans/", "CollectionPage", {"@type": "Place", "identifier": "western-balkans"}),
        ("/partners/iom/", "CollectionPage", {"@type": "Organization", "alternateName": "IOM"}),
        ("/objectives/gcm-20/", "CollectionPage", {"@type": "DefinedTerm", "termCode": "20"}),
        ("/pledges/undp-gcm/5/", "CreativeWork", {}),
    ],
)
def test_a_profile_says_in_schema_org_what_it_is_about(client, address, kind, about):
    page = client.get(address)
    found = data(page)
    assert (found["@type"], found["@id"]) == (kind, SITE + address)
    assert found.get("about", {}).items() >= about.items()
    assert client.get(found["url"].removeprefix(SITE)).status_code == 200
    if kind == "CollectionPage":
        assert found["mainEntity"]["numberOfItems"] == total(page)
    # What an area is, is not for its data to say.
    assert "Country" not in json.dumps(found)


def test_a_commitment_is_a_part_of_its_pledge_in_its_own_words(client):
    found = data(client.get("/pledges/undp-gcm/5/"))
    pledge = data(client.get("/pledges/undp-gcm/"))
    assert found["isPartOf"]["@id"] == pledge["@id"]
    [part] = [each for each in pledge["hasPart"] if each["@id"] == found["@id"]]
    assert part.items() <= found.items()
    assert (found["position"], found["identifier"]) == ("5", "undp-gcm-5")
    assert found["creator"][0]["name"] == "United Nations Development Programme"


def test_kosovo_goes_with_its_note_in_the_data_too(client):
    assert data(client.get("/countries/XKX/"))["creditText"].startswith(XKX_NOTE)
    assert "creditText" not in data(client.get("/countries/KGZ/"))


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/countries/KGZ/", ["/countries/"]),
        ("/regions/rbec/", ["/regions/"]),
        ("/pledges/undp-gcm/5/", ["/pledges/", "/pledges/undp-gcm/"]),
    ],
)
def test_the_way_to_a_page_can_be_read_by_programs(client, address, above):
    html = client.get(address).content.decode()
    [crumbs] = re.findall(r'itemtype="https://schema.org/BreadcrumbList">(.*?)</ol>', html, re.DOTALL)
    item = (
        r'itemprop="item" href="([^"]+)"><span itemprop="name">[^<]+</span></a><meta itemprop="position" content="(\d)"'
    )
    found = re.findall(item, crumbs)
    assert found == [(each, str(place)) for place, each in enumerate(above, start=1)]
    assert all(client.get(each).status_code == 200 for each, _place in found)


def test_no_text_ends_the_element_or_the_attribute_that_it_stands_in(client):
    hostile = '</script><script>alert(1)</script>"><b>'
    activity = public(title=hostile, description=hostile, places=hostile)
    factories.source(activity, title=hostile, publisher=hostile)
    publishing.publish([activity])
    page = client.get(f"/activities/{activity.reference}/")
    assert "<script>alert" not in page.content.decode()
    assert '"><b>' not in page.content.decode()
    assert data(page)["text"] == said(page)["description"][0] == hostile
