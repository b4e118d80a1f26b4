"""What catalogues of data and search engines are told of the public record."""

import json
import re

import pytest

from activities.public.exports.formats import FORMATS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def in_page(client):
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get("/data/").content.decode())
    return json.loads(text)


def addresses(client):
    dataset = client.get("/data/catalogue.jsonld").json()["dcat:dataset"][0]
    return [each["dcat:downloadURL"]["@id"] for each in dataset["dcat:distribution"]]


def test_every_way_to_have_the_data_is_named_and_answers(client):
    named = addresses(client)
    assert named == [each["contentUrl"] for each in in_page(client)["distribution"]]
    assert len(named) == len(FORMATS) + 1
    for address in named:
        assert client.head(address.removeprefix("http://testserver")).status_code == 200, address


def test_the_data_page_leads_to_the_catalogue(client):
    assert (
        '<link rel="alternate" type="application/ld+json" href="/data/catalogue.jsonld"'
        in client.get("/data/").content.decode()
    )
    assert client.get("/data/catalogue.jsonld")["Content-Type"] == "application/ld+json"


def test_no_text_ends_the_element_that_holds_the_data(client, settings):
    settings.SITE_NAME = "</script><script>alert(1)</script>"
    assert in_page(client)["creator"]["name"] == settings.SITE_NAME


def test_both_name_the_edition_and_the_terms_of_use(client):
    dataset = client.get("/data/catalogue.jsonld").json()["dcat:dataset"][0]
    said = in_page(client)
    assert dataset["dcat:version"] == said["version"]
    assert dataset["dct:modified"]["@value"] == said["dateModified"]
    assert dataset["dct:accessRights"] == said["usageInfo"] != []
