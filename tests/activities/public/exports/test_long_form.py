"""Results and countries, a row each. The headers are a published contract."""

import pytest
from django.http import QueryDict

from activities import publishing
from activities.public.exports.formats import links
from activities.public.filters import ActivityFilterSet
from tests import factories
from tests.activities.reading import public_pledge
from tests.reading import body, rows

pytestmark = pytest.mark.django_db

RESULTS = (
    "reference,pledge,commitments,title,indicator,indicator_name,qualifier,value,unit,level,as_of,reported,countries,"
    "country_codes,url,notes\r\n"
)
COUNTRIES = (
    "reference,pledge,commitments,title,kind,status,reported,start,end,"
    "country_code,country,planned,regions,note,url\r\n"
)


@pytest.fixture
def activity():
    """Published, with two results and two countries, beside another one with neither."""
    pledge = public_pledge(slug="of-us")
    kosovo = factories.country(name="Kosovo", alpha3="XKX", note="A note.")
    kenya = factories.country(name="Kenya", alpha3="KEN")
    factories.region(name="Balkans", countries=[kosovo])
    factories.region(name="Allies", countries=[kosovo, kenya])
    activity = factories.activity(pledge=pledge, title="=1+1", countries=[kosovo], planned=[kenya], start="2023")
    indicator = factories.indicator(key="trained", name="@people trained", unit="people")
    factories.result(activity, value="12.50", qualifier="up-to", indicator=indicator, as_of="2023-11")
    factories.result(activity, value="-900", indicator=indicator)
    publishing.publish([factories.activity(pledge=pledge), activity])
    return activity


def test_the_headers_are_the_published_ones(client):
    assert body(client.get("/activities-results.csv")).decode() == "\ufeff" + RESULTS
    assert body(client.get("/activities-countries.csv")).decode() == "\ufeff" + COUNTRIES


def test_each_result_is_a_row_with_its_number_as_a_number(client, activity):
    first, second = rows(client.get("/activities-results.csv"))
    shared = {"reference": activity.reference, "pledge": "of-us", "title": "'=1+1", "indicator": "trained",
              "indicator_name": "'@people trained", "unit": "people", "level": "output",
              "countries": "Kosovo*; Kenya (planned)", "country_codes": "XKX; KEN", "notes": "A note.",
              "url": f"http://testserver/activities/{activity.reference}/"}  # fmt: skip
    for row, own in ((first, ("up-to", "12.5", "2023-11")), (second, ("exactly", "-900", ""))):
        assert {name: row[name] for name in shared} == shared
        assert (row["qualifier"], row["value"], row["as_of"]) == own


def test_each_country_is_a_row_with_its_own_note_and_regions(client, activity):
    kosovo, kenya = rows(client.get("/activities-countries.csv"))
    names = ("reference", "title", "start", "country_code", "country", "planned", "regions", "note")
    here = (activity.reference, "'=1+1", "2023")
    assert tuple(kenya[name] for name in names) == (*here, "KEN", "Kenya", "true", "Allies", "")
    assert tuple(kosovo[name] for name in names) == (*here, "XKX", "Kosovo*", "false", "Allies; Balkans", "A note.")


def test_the_filter_is_of_activities_so_that_all_countries_of_each_are_there(client, activity):
    assert [row["country_code"] for row in rows(client.get("/activities-countries.csv?country=KEN"))] == ["XKX", "KEN"]
    assert rows(client.get("/activities-results.csv?q=nothing")) == []


def test_counting_the_rows_asks_the_database_nothing(activity, django_assert_num_queries):
    filterset = ActivityFilterSet(QueryDict("country=KEN"))
    assert filterset.total == 1
    with django_assert_num_queries(0):
        assert [each["counted"] for each in links(filterset) if each["format"].columns] == ["2 rows", "2 rows"]
