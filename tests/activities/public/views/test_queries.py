"""How often each page asks the database: pinned, and the same for a record of 45 activities and of 1,000."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.public.views.pledges import NEWEST
from tests.reading import links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

# Every page that comes from the record asks for the newest edition. After that:
QUERIES = {
    # --- pledges.py
    "/": 2,  # the rows that were published first and last
    "/pledges/": 1,
    "/pledges/undp-gcm/": 2,  # the rows of every commitment
    "/pledges/undp-gcm/5/": 2,  # the rows of the page
    "/pledges/undp-gcm/5/?page=1": 2,
    # --- activities.py
    "/activities/": 2,  # the rows of the page
    "/activities/?page=2": 2,
    "/activities/?sort=title": 2,
    "/activities/?sort=reported&page=2": 2,
    "/activities/?view=table": 2,
    "/activities/?view=timeline": 2,
    "/activities/?country=KGZ&kind=programme": 2,
    "/activities/?q=migration&country=MDA": 4,  # the search, and the newest edition once more; the rows
    "/activities/?country=XKX&kind=event&q=nothing": 3,  # the same; no rows
    "/activities/choose/country/": 1,
    "/activities/choose/partner/?q=UNDP&find=bank": 3,  # the same
    "/activities.csv": 2,  # the rows
    "/activities.csv?q=migration": 4,  # the search, and the newest edition once more; the rows
    "/activities.xlsx": 2,
    "/activities.json": 2,
    "/activities.jsonl": 2,
    "/activities-results.csv": 2,
    "/activities-countries.csv": 4,  # the regions and their countries; the rows
    "/activities.atom": 2,
    "/activities.atom?sort=title": 2,
    "/activities/undp-gcm-0017/": 4,  # the row; its versions; the related rows
    "/activities/undp-gcm-0037/": 5,  # the row; its versions; those of its project; the related rows
    # As above, and the vocabulary that a document is drawn with: former slugs, countries with their regions, regions,
    # offices, indicators, frameworks, objectives, the pledge, the ties.
    "/activities/undp-gcm-0017/v/1/": 14,
    # The row; its versions; the vocabulary; when it and its pledge were withdrawn or shown.
    "/activities/undp-gcm-0017/versions/": 14,
    # --- places.py
    "/countries/": 2,  # what lies in which region
    "/countries/?sort=activities": 2,
    "/regions/": 2,
    "/partners/": 1,
    "/countries/MDA/": 6,  # the country; its regions; those of UNDP's region; the regional rows; the rows of the page
    "/countries/NZL/": 3,  # the country; its regions; no rows
    "/regions/western-balkans/": 4,  # the region; its countries; the rows of the page
    "/partners/iom/": 3,  # the partner; the rows of the page
    "/partners/undp/": 3,  # the partner; the rows of the page, of its pledge
    # --- objectives.py
    "/objectives/": 2,  # the objectives
    "/objectives/gcm-20/": 3,  # the objectives; the rows of the page
    # --- search.py
    "/search/": 1,
    "/search/?q=migration": 5,  # the search, and the newest edition once more; titles of those found; the rows
    # --- embed.py
    "/embed/?country=KGZ": 1,
    "/embed/activities/?country=KGZ": 2,  # the rows
    "/embed/commitments/undp-gcm-5/": 2,
    "/embed/countries/KGZ/": 2,
    # --- site.py
    "/data/": 1,  # the newest edition
    "/accessibility/": 1,
    # --- style.py
    "/style/": 2,  # the newest edition; the rows of the cards
    "/robots.txt": 0,
    "/sitemap.xml": 3,  # the newest edition; the newest change; the number of activities
    "/sitemap-pages.xml": 1,
    "/sitemap-activities.xml": 3,  # the newest edition; the number of activities; the page of them
    "/healthz": 0,
    "/readyz": 1,
}


# Asked for again, a page of the list reads no row: its cards are kept. What is left:
AGAIN = {
    "/": 1,
    "/pledges/undp-gcm/": 1,
    "/pledges/undp-gcm/5/": 1,
    "/activities/": 1,
    "/activities/?page=2": 1,
    "/activities/?view=table": 1,
    "/activities/?view=timeline": 1,
    "/activities/?country=KGZ&kind=programme": 1,
    "/activities/?q=migration&country=MDA": 1,  # what the words find is kept too
    "/countries/": 1,
    "/regions/": 1,
    "/countries/MDA/": 4,  # the country; its regions; those of UNDP's region
    "/regions/western-balkans/": 3,  # the region; its countries
    "/partners/iom/": 2,  # the partner
    "/objectives/gcm-20/": 2,  # the objectives
}


def test_a_page_that_is_drawn_again_reads_no_row(client):
    for address, count in AGAIN.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert (address, len(captured)) == (address, count)


def test_every_page_asks_the_same_few_questions_of_45_and_of_1000_activities(client, queries, grow):
    assert queries(QUERIES) == QUERIES
    grow()
    assert queries(QUERIES) == QUERIES
    page = client.get("/pledges/undp-gcm/")
    commitments = page.context["commitments"]
    assert sum(each.total for each in commitments) == page.context["total"] == 1000
    # What the pledge's page does not show is one link away.
    assert [len(each.activities) for each in commitments] == [NEWEST] * 7
    assert {f"/activities/?commitment=undp-gcm-{number}" for number in range(1, 8)} <= set(links(page))
