"""Pledges, commitments, countries, regions and partners by the API: those that the pages show, with their numbers."""

import re

import pytest

from activities import publishing
from commitments.models import Partner, Pledge
from tests import factories
from tests.reading import links, total

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def data(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.json()["data"]


def test_a_pledge_has_its_commitments_in_full(client):
    [pledge] = data(client, "/api/v1/pledges/")
    assert pledge == data(client, "/api/v1/pledges/undp-gcm/")
    assert [each["key"] for each in pledge["commitments"]] == [f"undp-gcm-{number}" for number in range(1, 8)]
    assert pledge["commitments"] == data(client, "/api/v1/commitments/")
    assert pledge["commitments"][4] == data(client, "/api/v1/commitments/undp-gcm-5/")
    assert [each["activities"] for each in pledge["commitments"]] == [5, 6, 0, 1, 18, 11, 4]
    assert pledge["activities"] == 45
    assert pledge["reporting_interval"] is None
    assert pledge["made_by"] == [
        {"slug": "undp", "name": "United Nations Development Programme", "acronym": "UNDP"},
    ]


def test_targets_are_numbers_and_what_is_not_stated_is_null(client):
    pledge = Pledge.objects.get(slug="undp-gcm")
    indicator = factories.indicator(name="people trained", unit="people")
    factories.target(commitment=pledge.commitments.get(number=3), indicator=indicator, value="12.50")
    publishing.publish_pledge(pledge)
    [target] = data(client, "/api/v1/commitments/undp-gcm-3/")["targets"]
    assert (target["name"], target["baseline"], target["value"], target["due"]) == ("people trained", None, 12.5, "")


@pytest.mark.parametrize(
    "address", ["pledges/nothing", "commitments/undp-gcm-8", "commitments/nothing", "countries/XXX", "regions/nothing"]
)
def test_what_is_not_published_is_not_there(client, address):
    assert client.get(f"/api/v1/{address}/").status_code == 404


@pytest.mark.parametrize(("listing", "key"), [("countries", "code"), ("regions", "slug"), ("partners", "slug")])
def test_a_listing_has_what_the_page_of_that_name_lists(client, listing, key):
    records = data(client, f"/api/v1/{listing}/?page_size=100")
    shown = {link for link in links(client.get(f"/{listing}/")) if re.fullmatch(rf"/{listing}/[\w-]+/", link)}
    # A partner may have made a pledge, and taken part in nothing: it has a page, and stands beside those with counts.
    assert {record["url"].removeprefix("http://testserver") for record in records} == shown
    assert all(record["activities"] or record["pledges"] for record in records)
    parameter = {"countries": "country", "regions": "region", "partners": "partner"}[listing]
    for record in records[:5]:
        assert record["activities"] == total(client.get(f"/activities/?{parameter}={record[key]}"))
        assert record == data(client, f"/api/v1/{listing}/{record[key]}/")


def test_who_makes_pledges_has_their_activities_beside_those_that_name_it(client):
    undp, iom = (data(client, f"/api/v1/partners/{slug}/") for slug in ("undp", "iom"))
    assert (undp["pledges"], undp["activities"], undp["activities_of_pledges"]) == (["undp-gcm"], 0, 45)
    assert (iom["pledges"], iom["activities"], iom["activities_of_pledges"]) == ([], 5, 0)


def test_a_country_or_region_without_activities_can_be_asked_for_and_a_drafts_partner_cannot(client):
    assert data(client, "/api/v1/countries/NZL/")["activities"] == 0
    assert data(client, "/api/v1/regions/oceania/")["activities"] == 0
    partner = factories.partner()
    publishing.vocabulary_changed()
    assert Partner.objects.filter(slug=partner.slug).exists()
    assert client.get(f"/api/v1/partners/{partner.slug}/").status_code == 404


def test_the_matched_pledge_is_named_only_while_it_is_public(client):
    undp = Pledge.objects.get(slug="undp-gcm")
    pledge = factories.pledge(slug="of-us", kind="matching", matched_pledge=undp)
    publishing.publish_pledge(pledge)
    assert data(client, "/api/v1/pledges/of-us/")["matched_pledge"] == "undp-gcm"
    publishing.withdraw_pledge(undp)
    assert data(client, "/api/v1/pledges/of-us/")["matched_pledge"] == ""
    assert data(client, "/api/v1/commitments/") == []
