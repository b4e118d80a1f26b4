"""Where the API begins, and the page about it: what they say is so."""

import io
import urllib.request

import pytest

from activities.public.api import manual
from activities.public.api.document import operations
from tests.reading import links, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def test_the_entry_leads_to_every_listing_and_to_the_document(client):
    addresses = client.get("/api/v1/").json()["data"]
    assert {"activities", "pledges", "facets", "openapi"} <= set(addresses)
    for name, address in addresses.items():
        assert client.get(address).status_code == (400 if name == "changes" else 200)


def test_every_link_of_the_page_leads_somewhere(client):
    page = client.get("/api/")
    tried = {link for link in links(page) if link.startswith(("/api/", "/data/"))}
    assert len(tried) > len(list(operations()))
    for address in tried:
        assert client.get(address).status_code == 200, address


def test_the_page_says_of_each_operation_what_the_document_says(client):
    said = text(client.get("/api/"))
    for path, view in operations():
        assert path in said
        assert str(view.summary) in said
        for parameter in view.parameters:
            assert str(parameter.meaning) in said


def test_the_example_in_python_runs(client, monkeypatch, capsys):
    code = dict(manual.examples())["Python"]
    # The network alone stands in: what it leads to is the site.
    monkeypatch.setattr(urllib.request, "urlopen", lambda url: io.BytesIO(client.get(url).content))
    exec(code, {})
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed] == [
        row["reference"] for row in client.get("/api/v1/activities/?country=KGZ").json()["data"]
    ]
    assert len(printed) > 5


def test_the_data_page_and_the_footer_lead_to_the_api(client):
    assert links(client.get("/data/")).count("/api/") == 2
    assert links(client.get("/")).count("/api/") == 1
