"""What a filter leaves out because nothing is stated is counted, said in every view, and one click away."""

import json

import pytest

from activities.models import PublicActivity
from activities.public.filters import ActivityFilterSet
from activities.public.list_views import VIEWS
from tests.reading import body, choices, json_rows, links, references, text, total, workbook, xlsx_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

SINCE_2022 = "&".join(f"year={year}" for year in range(2022, 2027))


def of(query):
    return {each.name: each for each in ActivityFilterSet(_query(query)).left_out}


def _query(query):
    values = {}
    for pair in query.split("&"):
        name, _equals, value = pair.partition("=")
        values.setdefault(name, []).append(value)
    return values


def rows():
    return list(PublicActivity.objects.listed())


def test_moldova_since_2022_says_how_many_more_state_no_date_and_includes_them(client):
    there = [row for row in rows() if "MDA" in row.facets["country"]]
    undated = [row for row in there if row.facets["year"] == ["undated"]]
    page = client.get(f"/activities/?country=MDA&{SINCE_2022}")
    assert f"{len(undated)} more activities (Republic of Moldova; 2022" not in text(page)
    assert f"{len(undated)} more activities (Republic of Moldova) state no date. Include undated activities" in text(
        page
    )
    [url] = [each for each in links(page) if each.endswith("&year=undated")]
    with_them = client.get(url)
    assert total(with_them) == total(page) + len(undated) == len(there)
    assert "state no date" not in text(with_them)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", ["year=2023", "year=2001"])
def test_every_view_says_it_and_the_link_keeps_the_view(client, view, query):
    page = client.get(f"/activities/?{query}&view={view}")
    assert "40 more activities state no date." in text(page)
    url = f"/activities/?{query}&year=undated" + ("" if view == "cards" else f"&view={view}")
    assert url in links(page)


CASES = {
    "year=2023": ("year", lambda row: row.facets["year"] == ["undated"]),
    "status=completed": ("status", lambda row: row.record["status"] == "not-stated"),
    "country=MDA": ("country", lambda row: not row.record["countries"]),
    "region=rbec": ("region", lambda row: not (row.record["countries"] or row.record["regions"])),
}


@pytest.mark.parametrize("query", CASES)
@pytest.mark.parametrize("beside", ["", "&kind=publication", "&commitment=undp-gcm-5&q=remittances"])
def test_the_number_is_that_of_the_activities_that_pass_the_rest_and_state_nothing(client, query, beside):
    name, states_nothing = CASES[query]
    rest = {row.reference for row in ActivityFilterSet(_query(beside[1:])).qs[0:45]} if beside else None
    found = {row.reference for row in rows() if states_nothing(row) and (rest is None or row.reference in rest)}
    said = of(query + beside).get(name)
    assert (said.count if said else 0) == len(found)
    if said:
        before, after = client.get(f"/activities/?{query}{beside}"), client.get(said.url)
        assert total(after) == total(before) + len(found)
        whole = {row.reference for row in ActivityFilterSet(_query(said.url.partition("?")[2])).qs[0:45]}
        assert found <= whole and set(references(before)) <= whole


def test_nothing_is_said_where_nothing_is_left_out(client):
    assert of("year=2023&year=undated") == of("q=diaspora") == of("kind=event") == of("partner=iom") == {}
    assert of("year=2023&kind=nonsense") == {}


def test_what_names_no_place_is_a_value_of_the_filter_that_every_output_knows(client):
    lacking = {row.reference for row in rows() if not row.record["countries"]}
    query = "country=not-stated"
    page = client.get(f"/activities/?{query}")
    assert total(page) == len(lacking)
    assert "no country or area named" in text(page)
    # The form keeps it.
    assert choices(page)["country", "not-stated"] == len(lacking)
    assert {row["reference"] for row in json_rows(client.get(f"/activities.json?{query}"))} == lacking
    assert {row["reference"] for row in xlsx_rows(client.get(f"/activities.xlsx?{query}"))} == lacking
    assert client.get(f"/api/v1/activities/?{query}").json()["total"] == len(lacking)
    for view in VIEWS:
        assert total(client.get(f"/activities/?{query}&view={view}")) == len(lacking)
    for address in ("/embed/", "/embed/activities/", "/activities/choose/country/", "/activities/choose/region/"):
        assert client.get(f"{address}?{query}&region=not-stated").status_code == 200
    assert "/embed/countries/not-stated" not in client.get(f"/embed/?{query}").content.decode()
    # It is no country: it has no page, and is in no list and no figure.
    for address in (
        "regions/not-stated",
        "api/v1/regions/not-stated",
        "countries/not-stated",
        "embed/countries/not-stated",
    ):
        assert client.get(f"/{address}/").status_code == 404
    assert client.get("/preview/region/not-stated.png").status_code == 404
    assert "no country or area named" not in text(client.get("/countries/")) + text(client.get("/activities/"))


def test_the_region_filter_counts_what_names_no_place_at_all(client):
    lacking = {row.reference for row in rows() if not (row.record["countries"] or row.record["regions"])}
    page = client.get("/activities/?region=not-stated&region=eac")
    there = {row.reference for row in rows() if "eac" in row.facets["region"]}
    assert total(page) == len(lacking | there)
    assert choices(page)["region", "not-stated"] == len(lacking)


def test_downloads_say_it_in_what_they_say_of_themselves(client):
    query = "year=2023&country=MDA"
    told = json.loads(body(client.get(f"/activities.json?{query}")))
    assert {each["parameter"]: each["activities"] for each in told["left_out"]} == {
        name: each.count for name, each in of(query).items()
    }
    assert json.loads(body(client.get("/activities.json")))["left_out"] == []
    sheet = dict(workbook(client.get("/activities.xlsx?year=2023"))["About"])
    assert sheet["Left out"] == "40 more activities state no date."
    assert "40 more activities state no date." in text(client.get("/embed/activities/?year=2023"))


def test_it_asks_the_database_nothing(django_assert_num_queries):
    filterset = ActivityFilterSet({"year": ["2023"], "region": ["rbec"]})
    with django_assert_num_queries(0):
        assert [each.name for each in filterset.left_out] == ["year"]
