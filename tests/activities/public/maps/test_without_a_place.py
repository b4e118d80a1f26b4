"""What staff add and no shape is prepared for: counted and named beside the map, on no map, and never an error."""

import pytest

from activities import publishing
from tests import factories
from tests.activities.reading import public_pledge
from tests.reading import body

pytestmark = pytest.mark.django_db

UNPLACED = "Areax* is not drawn on this map."
DRAWN = [
    "/",
    "/activities/?view=map",
    "/activities/?view=map&country=XAA",
    "/regions/areas/",
    "/pledges/first/1/",
]
OTHERS = [
    "/countries/",
    "/countries/XAA/",
    "/countries/KGZ/",
    "/regions/",
    "/activities/?country=XAA",
    "/embed/",
    "/embed/?country=XAA",
    "/embed/countries/XAA/",
    "/embed/activities/?country=XAA",
    "/search/?q=areax",
    "/pledges/first/",
    "/preview/country/XAA.png",
    "/pledges/first/report.pdf",
]


@pytest.fixture
def site():
    pledge = public_pledge(slug="first", commitments=1)
    areax = factories.country(alpha3="XAA", name="Areax", note="A note on Areax.")
    countries = [areax, factories.country(alpha3="KGZ", name="Kyrgyzstan")]
    region = factories.region(slug="areas", countries=countries)
    activity = factories.activity(commitments=list(pledge.commitments.all()), countries=countries, regions=[region])
    publishing.publish([activity])


@pytest.mark.parametrize("address", DRAWN)
def test_it_is_counted_beside_the_map_and_said_to_have_no_place_on_it(site, client, address):
    page = client.get(address)
    assert page.status_code == 200
    html = page.content.decode()
    assert UNPLACED in html
    assert "country=XAA" in html
    assert "A note on Areax." in html


def test_the_report_says_it_too(site, client):
    assert UNPLACED in client.get("/pledges/first/report/").content.decode()


@pytest.mark.parametrize("address", OTHERS)
def test_nothing_else_fails_of_it(site, client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert body(answer)


def test_of_two_both_are_named(site, client):
    more = factories.country(alpha3="XAB", name="Otherland")
    publishing.publish([factories.activity(pledge=public_pledge(slug="second"), countries=[more])])
    html = client.get("/").content.decode()
    assert "Areax* and Otherland are not drawn on this map." in html
