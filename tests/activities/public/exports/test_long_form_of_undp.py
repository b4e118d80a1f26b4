"""The number of rows of the CSVs of results and of countries, of UNDP's pledge: stated before they are taken."""

import pytest
from django.http import QueryDict

from activities import publishing
from activities.models import Activity
from activities.public.exports.formats import links
from activities.public.filters import ActivityFilterSet
from tests import factories
from tests.reading import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def counted(downloads):
    """{name of a format: how many rows are said to be in it}."""
    return {each["format"].name: each["counted"] for each in downloads}


def test_the_number_of_rows_is_stated_before_the_download_whatever_is_filtered(client):
    assert counted(client.get("/data/").context["downloads"])["results_csv"] == "13 rows"
    # A second number of what it reports already.
    again = Activity.objects.get(reference="undp-gcm-0002")
    factories.result(again, value="950", indicator=again.results.get(indicator__key="policy-makers-trained").indicator)
    publishing.publish([again])
    queries = ["", "?country=KEN", "?pledge=undp-gcm&country=KGZ&country=MDA", "?region=western-balkans", "?q=training"]
    for query in [*queries, "?year=1999"]:
        stated = counted(links(ActivityFilterSet(QueryDict(query[1:]))))
        for name, path in (("results_csv", "activities-results.csv"), ("countries_csv", "activities-countries.csv")):
            there = len(rows(client.get(f"/{path}{query}")))
            assert stated[name] == f"{there} row{'' if there == 1 else 's'}", (query, name)
    assert counted(client.get("/data/").context["downloads"])["results_csv"] == "14 rows"
