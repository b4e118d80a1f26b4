"""JSON and JSON Lines as a program reads them. Their keys are a published contract."""

import json
from datetime import date

import pytest

from activities import publishing
from activities.columns import COLUMNS
from activities.models import Edition
from activities.public.structured import SHAPES
from tests import factories
from tests.activities.reading import public, public_pledge
from tests.reading import body, json_rows, jsonl_rows

pytestmark = pytest.mark.django_db

NAMES = [column.name for column in COLUMNS]
ABOUT = [
    "title",
    "description",
    "publisher",
    "url",
    "edition",
    "generated",
    "filter",
    "total",
    "left_out",
    "terms_of_use",
    "notes",
    "columns",
    "activities",
]


def test_the_keys_of_an_activity_are_the_columns_in_their_order(client):
    public()
    for [activity] in (json_rows(client.get("/activities.json")), jsonl_rows(client.get("/activities.jsonl"))):
        assert list(activity) == NAMES
    assert set(SHAPES) < set(NAMES)


def test_lists_are_lists_numbers_are_numbers_and_codes_stand_beside_names(client):
    region = factories.region(name="East", slug="east")
    kosovo = factories.country(name="Kosovo", alpha3="XKX", note="A note.")
    covered = factories.region(name="Balkans", slug="balkans", countries=[kosovo])
    pledge = public_pledge(slug="of-us", original_page="https://example.org/page")
    other = public(pledge=pledge)
    activity = factories.activity(
        pledge=pledge, countries=[kosovo], regions=[region], places="Here\nThere", kind="event", status="planned",
        start="2023", description="=1+1; “é”", language="es", title="Title", reported="2023-11-11",
    )  # fmt: skip
    factories.participation(activity, factories.partner(name="Bank", slug="bank", acronym="B"), role="funding")
    factories.update(activity, date="2025-02", text="Newest.", status="completed", language="en")
    factories.source(activity, title="Report", url="https://example.org/r", publisher="Us", published_on="2024")
    indicator = factories.indicator(key="trained", name="people trained", unit="people")
    factories.result(activity, value="12.50", qualifier="over", indicator=indicator, as_of="2023-11")
    factories.result(activity, value="900", indicator=indicator)
    activity.same_project.add(other)
    publishing.publish([activity])
    [told] = json_rows(client.get("/activities.json?kind=event"))
    result = {"indicator": "trained", "name": "people trained", "unit": "people", "level": "output"}
    expected = {
        "reference": activity.reference,
        "pledge": "of-us",
        "commitments": ["of-us-1"],
        "title": "Title",
        "description": "=1+1; “é”",
        "language": "es",
        "kind": "event",
        "status": "completed",
        "reported": "2023-11-11",
        "start": "2023",
        "end": "",
        "countries": [{"code": "XKX", "name": "Kosovo*", "planned": False}],
        "country_codes": ["XKX"],
        "regions": [{"slug": "east", "name": "East"}],
        "regions_covered": [{"slug": covered.slug, "name": "Balkans"}],
        "places": ["Here", "There"],
        "partners": [{"slug": "bank", "name": "Bank", "acronym": "B", "role": "funding"}],
        "results": [
            {"qualifier": "over", "value": 12.5, **result, "as_of": "2023-11"},
            {"qualifier": "exactly", "value": 900, **result, "as_of": ""},
        ],
        "same_project": [other.reference],
        "latest_update": {"date": "2025-02", "text": "Newest.", "status": "completed", "language": "en"},
        "url": f"http://testserver/activities/{activity.reference}/",
        "source_page": "https://example.org/page",
        "notes": [{"code": "XKX", "text": "A note."}],
    }
    assert {name: told[name] for name in expected} == expected
    [source] = told["sources"]
    assert source["title"] == "Report"
    assert source["verification"] == "self-reported"
    assert json_rows(client.get("/activities.json?kind=programme"))[0]["latest_update"] is None


def test_the_file_says_what_it_is_of(client, settings):
    settings.TODAY = date(2026, 11, 24)
    pledge = public_pledge(title="Of us", terms="Free to use.")
    public(pledge=pledge, title="Diaspora", kind="event")
    public()
    edition = Edition.objects.first()
    told = json.loads(body(client.get("/activities.json?kind=event&q=Dia%01spora&page=9&x=1&sort=title")))
    assert list(told) == ABOUT
    assert told["total"] == len(told["activities"]) == 0
    told = json.loads(body(client.get("/activities.json?kind=event&q=+Diaspora&page=9&x=1&sort=title")))
    assert told["total"] == len(told["activities"]) == 1
    assert told["filter"] == {"kind": ["event"], "q": "Diaspora", "sort": "title"}
    assert told["url"] == "http://testserver/activities/?kind=event&q=Diaspora&sort=title"
    assert told["edition"] == {"number": edition.number, "at": edition.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    assert told["generated"] == "2026-11-24"
    assert told["publisher"] == {"name": "Pledge Tracker", "url": "http://testserver"}
    assert told["terms_of_use"] == [{"pledge": pledge.slug, "title": "Of us", "terms": "Free to use."}]
    assert [column["name"] for column in told["columns"]] == NAMES
    assert "\\u" not in json.dumps(told["notes"], ensure_ascii=False)


@pytest.mark.parametrize("count", [0, 1, 100, 101, 205])
def test_every_record_is_there_however_many_are_written_at_a_time(client, count):
    if count:
        factories.published(count, public_pledge())
    assert len(json_rows(client.get("/activities.json"))) == count
    assert len(jsonl_rows(client.get("/activities.jsonl"))) == count
