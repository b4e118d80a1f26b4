"""Page and downloads go through one door: for the same query string they have the same rows, in the same order."""

import re

import pytest

from activities.models import Country, Region
from activities.public.exports.formats import FORMATS
from tests.reading import LONG, ROWS, all_pages, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

QUERIES = """
sort=oldest | sort=title | sort=reported | sort=year | year=2023&sort=year |
region=rbec&sort=reported | country=KGZ | country=KGZ&country=MDA | country=XKX&sort=oldest
country=MDA&country=SRB&kind=publication | region=western-balkans | region=rbec&sort=title | region=africa&region=asia
region=eac&kind=training | partner=iom | partner=iom&partner=ohchr&sort=title | commitment=undp-gcm-3
commitment=undp-gcm-1&commitment=undp-gcm-7 | commitment=undp-gcm-5&year=undated | objective=gcm-20
objective=gcm-19&sort=title | pledge=undp-gcm&year=2023 | kind=programme
kind=programme&status=not-stated&sort=oldest | status=completed&sort=title | year=undated&sort=title
year=2022&year=2023&year=2024 | q=integrate | q=migration&sort=title | q=diaspora+moldova&sort=oldest
q=UNDP&region=europe | q=nothing-of-the-kind | country=&kind=&q=&sort=&unknown=1 | page=2
year=undated&page=2&sort=oldest
"""


@pytest.mark.parametrize("query", [query.strip() for query in re.split(r"[|\n]", QUERIES) if query.strip()])
def test_page_and_every_download_have_the_same_rows_in_the_same_order(client, query):
    listed = re.sub(r"(^|&)page=\d+", "", query)
    on_pages, stated = all_pages(client, listed)
    assert stated == len(on_pages) == len(set(on_pages))
    activities = {}
    for name, read in ROWS.items():
        activities[name] = read(client.get(f"/activities.{name}?{query}"))
        assert [row["reference"] for row in activities[name]] == on_pages, name
    assert activities["xlsx"] == [spreadsheet_sees(row) for row in activities["csv"]]
    assert activities["jsonl"] == activities["json"]
    for name, many in LONG.items():
        expected = [row["reference"] for row in activities["json"] for _item in row[many]]
        assert [row["reference"] for row in rows(client.get(f"/activities-{many}.csv?{query}"))] == expected, name


def spreadsheet_sees(row):
    """A row of the CSV without the apostrophes that keep a spreadsheet from running a text."""
    return {name: cell.removeprefix("'") for name, cell in row.items()}


def test_every_format_is_compared_here():
    assert {each.name for each in FORMATS} == {*ROWS, *LONG}


def test_a_place_that_no_activity_names_has_its_page_and_stands_in_no_list(client):
    assert Country.objects.filter(alpha3="NZL").exists()
    assert Region.objects.filter(slug="oceania").exists()
    assert client.get("/countries/NZL/").status_code == 200
    assert client.get("/regions/oceania/").status_code == 200
    for address in ("/countries/", "/regions/", "/sitemap-pages.xml"):
        listed = client.get(address).content.decode()
        assert "/countries/NZL/" not in listed
        assert "/regions/oceania/" not in listed
