"""Activities by the API: the list's rows, totals and counts, each activity, and its versions."""

import re

import pytest

from activities import publishing
from activities.models import Activity
from activities.public.index import FACETS
from tests import factories
from tests.reading import choices, csv_references, undp
from tests.test_bad_input import QUERIES as ODD_QUERIES
from tests.test_bad_input import checked, get
from tests.test_one_door import QUERIES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

ACTIVITIES = "/api/v1/activities/"


def answer(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.json()


def followed(client, address):
    """Every answer of a listing, by its `next` addresses."""
    answers = []
    while address:
        answers.append(answer(client, address))
        address = answers[-1]["next"]
    return answers


def references(answers):
    return [record["reference"] for each in answers for record in each["data"]]


@pytest.mark.parametrize("query", [query.strip() for query in re.split(r"[|\n]", QUERIES) if query.strip()])
def test_the_api_has_the_rows_and_the_total_of_the_list_in_its_order(client, query):
    asked = re.sub(r"(^|&)page=\d+", "", query)
    answers = followed(client, f"{ACTIVITIES}?{asked}&page_size=20")
    # The download has the list's rows: tests/test_one_door.py.
    found = csv_references(client.get(f"/activities.csv?{asked}"))
    assert references(answers) == found
    assert {each["total"] for each in answers} == {len(found)}


def test_pages_lead_to_one_another_and_keep_the_filter(client):
    first, last = followed(client, f"{ACTIVITIES}?country=KGZ&country=MDA&sort=title&page_size=6&x=1")
    kept = "http://testserver/api/v1/activities/?country=KGZ&country=MDA&sort=title"
    assert (first["previous"], first["next"]) == (None, f"{kept}&page=2&page_size=6")
    assert (last["previous"], last["next"]) == (f"{kept}&page=1&page_size=6", None)
    assert (last["page"], last["page_size"], last["pages"], last["total"]) == (2, 6, 2, 11)
    response = client.get(last["previous"])
    assert response["Link"] == f'<{kept}&page=2&page_size=6>; rel="next"'


def test_every_answer_names_its_edition_so_that_a_reader_notices_a_new_one(client):
    before = answer(client, f"{ACTIVITIES}?page_size=1")["edition"]
    publishing.vocabulary_changed()
    after = answer(client, f"{ACTIVITIES}?page=2&page_size=1")["edition"]
    assert after["number"] == before["number"] + 1
    assert after["token"] != before["token"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", after["at"])


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=1.5", "page=x", "page_size=0", "page_size=101"])
def test_a_malformed_page_is_refused_with_the_reason(client, query):
    response = client.get(f"{ACTIVITIES}?{query}")
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["parameter"] == query.split("=")[0]
    assert error["detail"].startswith("Write a whole number from 1 to")


def test_a_page_past_the_end_is_not_there_and_an_empty_list_has_one(client):
    response = client.get(f"{ACTIVITIES}?page=3")
    assert (response.status_code, response.json()["detail"]) == (404, "This list has no such page. The last page is 2.")
    empty = answer(client, f"{ACTIVITIES}?country=NZL")
    assert (empty["data"], empty["total"], empty["pages"]) == ([], 0, 1)


def test_an_unknown_value_is_refused_by_name(client):
    response = client.get(f"{ACTIVITIES}?country=KGZ&country=XXX&kind=party&sort=best&q=-")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert {error["parameter"] for error in problem["errors"]} == {"country", "kind", "sort", "q"}
    assert "“XXX” is not a value of this filter (Country or area)." in problem["detail"]


@pytest.mark.parametrize(("query", "statuses"), ODD_QUERIES.items())
def test_an_odd_query_gets_a_clean_answer(query, statuses):
    response = checked(get(ACTIVITIES, query), 200 if statuses == (200, 200) else 400)
    assert b"\0" not in response.content
    checked(get("/api/v1/facets/", query), 400 if statuses == (200, 400) else 200)
    checked(get("/api/v1/changes/", f"{query}&since=0"), 200)


def test_former_slugs_are_understood_as_on_the_list(client):
    publishing.slug_changed("region", "of-old", "eac")
    now, of_old = (answer(client, f"{ACTIVITIES}?region={slug}") for slug in ("eac", "of-old"))
    assert now["total"] > 0
    assert now == of_old
    response = client.get("/api/v1/regions/of-old/")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/regions/eac/")


@pytest.mark.parametrize("query", ["", "country=KGZ&country=MDA", "region=eac&kind=training", "q=diaspora"])
def test_the_counts_are_those_of_the_list(client, query):
    counts = answer(client, f"/api/v1/facets/?{query}")
    found = {(facet["parameter"], each["value"]): each["count"] for facet in counts["data"] for each in facet["values"]}
    shown = choices(client.get(f"/activities/?{query}"))
    assert shown
    assert shown.items() <= found.items()
    assert counts["total"] == answer(client, f"{ACTIVITIES}?{query}")["total"]
    assert [facet["parameter"] for facet in counts["data"]] == list(FACETS)
    assert answer(client, f"/api/v1/facets/kind/?{query}")["data"] in counts["data"]
    assert client.get("/api/v1/facets/nothing/").status_code == 404


def test_names_with_a_note_carry_it(client):
    [note] = answer(client, "/api/v1/facets/country/")["data"]["notes"]
    assert note["code"] == "XKX"
    assert answer(client, "/api/v1/countries/XKX/")["data"]["note"] == note["text"]
    assert answer(client, "/api/v1/regions/western-balkans/")["data"]["notes"] == [note]
    [activity] = answer(client, f"{ACTIVITIES}?country=XKX&page_size=1")["data"]
    assert {"code": "XKX", "name": "Kosovo*", "planned": False} in activity["countries"]
    assert note in activity["notes"]


def test_an_activity_says_what_its_page_says(client):
    activity = Activity.objects.get(reference=undp("1.1")[0])
    factories.update(activity, date="2024", text="Went on.", status="completed")
    factories.update(activity, date="2024-05", text="Ended.")
    publishing.publish([activity])
    record = answer(client, f"{ACTIVITIES}{activity.reference}/")["data"]
    assert record["title"] == activity.title
    assert record["commitments"] == ["undp-gcm-1"]
    assert record["status"] == "completed"
    assert [update["text"] for update in record["updates"]] == ["Ended.", "Went on."]
    assert record["latest_update"] == record["updates"][0]
    assert {"code": "TJK", "name": "Tajikistan", "planned": True} in record["countries"]
    assert record["url"] == f"http://testserver/activities/{activity.reference}/"
    assert record == answer(client, f"{ACTIVITIES}?sort=oldest&page_size=1&page=45")["data"][0]


def test_each_version_can_be_had(client):
    [reference] = undp("1.1")
    activity = Activity.objects.get(reference=reference)
    old, activity.title = activity.title, "A new title"
    activity.save()
    publishing.publish([activity])
    newer, older = answer(client, f"{ACTIVITIES}{reference}/versions/")["data"]
    assert ([newer["version"], older["version"]], [newer["current"], older["current"]]) == ([2, 1], [True, False])
    assert older["url"] == f"http://testserver/activities/{reference}/v/1/"
    record = answer(client, older["api_url"])["data"]
    assert (record["title"], record["version"], record["url"]) == (old, 1, older["url"])
    assert answer(client, newer["api_url"])["data"]["title"] == "A new title"
    assert client.get(f"{ACTIVITIES}{reference}/versions/3/").status_code == 404


def test_a_withdrawn_activity_is_gone_and_one_that_never_was_is_not_there(client):
    [reference] = undp("1.1")
    publishing.withdraw([Activity.objects.get(reference=reference)])
    for page in ("", "versions/", "versions/1/"):
        response = client.get(f"{ACTIVITIES}{reference}/{page}")
        assert response.status_code == 410
        assert response.json()["detail"].startswith("This activity was withdrawn.")
        assert client.get(f"{ACTIVITIES}undp-gcm-9999/{page}").status_code == 404


def test_what_has_not_changed_is_not_sent_again(client):
    for address in (f"{ACTIVITIES}?country=KGZ", "/api/v1/changes/?since=0", "/api/v1/openapi.json"):
        first = client.get(address)
        assert first["Cache-Control"] == "public, no-cache"
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
        head = client.head(address)
        assert (head.status_code, head["ETag"], head.content) == (200, first["ETag"], b"")
    publishing.vocabulary_changed()
    address = f"{ACTIVITIES}?country=KGZ"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


# The queries of each beside the one for the newest edition, which every answer asks for first.
COUNTED = {
    "/api/v1/": 0,
    "/api/v1/openapi.json": 0,
    "/api/v1/pledges/": 0,
    "/api/v1/commitments/": 0,
    "/api/v1/facets/?country=KGZ": 0,
    "/api/v1/activities/?country=KGZ&page_size=100": 1,  # the rows
    "/api/v1/activities/?q=cooperation": 3,  # the search, which no test before had kept, the edition again, the rows
    "/api/v1/activities/undp-gcm-0017/": 1,  # the row
    "/api/v1/activities/undp-gcm-0017/versions/": 2,  # the row, its publications
    "/api/v1/countries/?page_size=100": 2,  # countries and areas, their regions
    "/api/v1/regions/?page_size=100": 2,  # regions, their countries and areas
    "/api/v1/partners/?page_size=100": 1,  # partners
    "/api/v1/editions/": 1,  # editions
    "/api/v1/changes/?since=1&page_size=100": 4,  # the edition, where its changes end, those after it, their rows
}


def test_an_answer_takes_a_fixed_number_of_queries(queries, grow):
    expected = {address: 1 + number for address, number in COUNTED.items()}
    assert queries(COUNTED) == expected
    grow()
    assert queries(COUNTED) == expected
