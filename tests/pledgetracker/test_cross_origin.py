"""Reading from other sites: data may be read by any site's scripts, pages and the desk by none."""

import pytest

from activities.public.exports.formats import FORMATS, IATI

pytestmark = pytest.mark.django_db

DATA = [
    "/api/v1/activities/",
    "/api/v1/openapi.json",
    "/api/v1/nothing/",
    "/data/pledge-tracker.zip",
    "/data/datapackage.json",
    "/data/catalogue.jsonld",
    *(f"/{each.path}" for each in (*FORMATS, IATI)),
]
PAGES = ["/", "/api/", "/activities/", "/activities/undp-gcm-0017/", "/data/", "/admin/login/", "/sitemap.xml"]


@pytest.mark.parametrize("address", [*DATA, "/activities.csv?country=XXX", "/api/v1/activities/?q=" + "x" * 9000])
def test_data_may_be_read_from_any_site_without_credentials(client, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("address", DATA)
def test_a_question_beforehand_is_answered_for_reading(client, address):
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    response = client.options(address, headers=asked | {"Access-Control-Request-Headers": "if-none-match"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "*"
    assert client.options(address).status_code in {200, 404}


@pytest.mark.parametrize("address", [*PAGES, "/admin/x.csv", "/static/x.json"])
def test_nothing_else_may_be_read_from_another_site(client, address):
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    for response in (client.get(address, headers=asked), client.options(address, headers=asked)):
        assert "Access-Control-Allow-Origin" not in response
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
