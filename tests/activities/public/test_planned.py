"""Planned: one rule for the list, its counts, its charts, its map, the profiles, the API and the downloads.

An activity is planned as a whole where its status says so, and in part where one of its countries or areas is so.
"""

import pytest

from activities import publishing
from activities.models import Country, PublicActivity
from activities.public.charts import by_value
from activities.public.filters import ActivityFilterSet
from activities.public.index import current_index
from activities.public.maps import map_of
from activities.public.matrix import matrix
from tests import factories
from tests.reading import choices, csv_references, json_rows, references, rows, text, total

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

QUERY = "/activities/?status=planned"


def planned():
    """The references of UNDP's planned activities, by the rows alone."""
    return {
        row.reference
        for row in PublicActivity.objects.listed()
        if row.record["status"] == "planned" or any(country["planned"] for country in row.record["countries"])
    }


def test_the_list_finds_what_is_planned_as_a_whole_and_what_is_planned_in_part(client):
    assert {"undp-gcm-0001", "undp-gcm-0023"} <= planned()
    page = client.get(QUERY)
    assert set(references(page)) == planned()
    assert total(page) == len(planned())
    assert "Planned, in whole or in part" in text(page) or "planned, in whole or in part" in text(page)


def test_every_output_counts_the_same(client):
    found = planned()
    assert choices(client.get("/activities/"))["status", "planned"] == len(found)
    assert set(csv_references(client.get("/activities.csv?status=planned"))) == found
    assert {row["reference"] for row in json_rows(client.get("/activities.json?status=planned"))} == found
    assert client.get("/api/v1/activities/?status=planned").json()["total"] == len(found)
    filterset = ActivityFilterSet({"status": ["planned"]}, index=current_index())
    assert map_of(filterset).total == matrix(filterset).total == filterset.total == len(found)
    bars = [bar for _heading, several in by_value(ActivityFilterSet({}), "status").groups for bar in several]
    assert {bar.label: bar.value for bar in bars}["planned, in whole or in part"] == str(len(found))


@pytest.mark.parametrize("view", ["cards", "table", "timeline"])
def test_what_is_planned_in_part_says_in_which_part(client, view):
    page = text(client.get(f"{QUERY}&view={view}"))
    assert "planned in 3 of 23 countries and areas" in page


def test_the_page_of_the_activity_says_it_too(client):
    assert "planned in 3 of 23 countries and areas" in text(client.get("/activities/undp-gcm-0001/"))
    assert "planned in 3 of" not in text(client.get("/activities/undp-gcm-0023/"))


@pytest.mark.parametrize("name", ["Lesotho", "Malawi", "Mauritius", "Tajikistan"])
def test_countries_with_nothing_but_plans_are_marked_in_the_list_of_all(client, name):
    assert f"{name} · only planned" in text(client.get("/countries/"))


def test_a_country_with_nothing_but_plans_says_so_on_its_page_and_on_the_map(client):
    assert "It is only planned here." in text(client.get("/countries/LSO/"))
    shown = {row.code: (row.count, row.planned) for row in map_of(ActivityFilterSet({})).rows}
    assert shown["LSO"] == (1, 1)
    assert shown["KGZ"] == (6, 1)


def test_the_downloads_mark_each_country(client):
    found = {row["reference"]: row for row in rows(client.get("/activities.csv?status=planned"))}
    assert found["undp-gcm-0023"]["countries"] == "Lesotho (planned); Malawi (planned); Mauritius (planned)"
    assert found["undp-gcm-0023"]["status"] == "planned"
    assert found["undp-gcm-0001"]["status"] == "in-progress"


def test_where_some_are_planned_their_number_is_said(client):
    country = Country.objects.get(alpha3="LSO")
    pledge = factories.pledge()
    activity = factories.activity(pledge=pledge, countries=[country], status="completed")
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    assert "Lesotho · 1 of them only planned" in text(client.get("/countries/"))
    assert "1 of them is only planned here." in text(client.get("/countries/LSO/"))
