"""The home page: what the register holds, and what is new in it."""

import datetime

import pytest

from activities import publishing
from activities.models import Activity
from activities.public.views.home import FEW, MOST
from commitments.models import Pledge
from tests import factories
from tests.activities.reading import public_pledge
from tests.reading import links, page_of, text, undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

COUNTRIES = """
MAR UKR GEO ARM THA BIH LBN LBY DZA GHA RWA KEN KWT KAZ UZB KHM MEX SLV BRA BRB KGZ TJK TKM
BGD ECU JAM KGZ MDA MAR NPL PHL SEN SRB TUN
KEN SLV GHA MRT RWA XKX ALB MKD SRB MKD KWT LBN DZA LBY EGY HND ECU
LBN MEX XKX CAF LSO MWI MUS KGZ MDA SRB MDA KGZ KGZ
MEX COL ECU PER MDA MDA ALB MKD SRB KGZ UZB KAZ DJI MDA VNM PAK PHL
"""


def test_home_counts_the_record_and_shows_what_is_new(client):
    page = client.get("/")
    figures = {figure["url"]: figure["count"] for figure in page.context["figures"]}
    assert figures["/activities/"] == 45
    # Read off the page, planned ones included, each country once.
    assert figures["/countries/"] == len(set(COUNTRIES.split()))
    assert figures["/partners/"] == 20
    assert [figure["count"] for figure in page.context["figures"] if figure["url"] == "/pledges/"] == [1, 7]
    assert [row.reference for row in page.context["latest"]] == undp("1.1 1.2 1.3 1.4 1.5")
    assert {"/pledges/undp-gcm/", "/activities/undp-gcm-0001/", "/data/"} <= set(links(page))
    later = factories.activity(pledge=Pledge.objects.get())
    publishing.publish([later])
    assert next(iter(client.get("/").context["latest"])).reference == later.reference


def test_home_says_what_kinds_of_activities_there_are_where_there_are_several(client):
    page = client.get("/")
    bars = [bar for _heading, bars in page.context["kinds"].groups for bar in bars]
    assert sum(int(bar.value) for bar in bars) == 45
    assert {bar.url for bar in bars} <= set(links(page))
    assert "chart-kind" in page_of(page).ids
    publishing.withdraw(list(Activity.objects.exclude(kind="training")))
    page = client.get("/")
    assert "chart-kind" not in page_of(page).ids


def test_home_names_every_commitment_of_a_few_pledges_and_of_many_the_pledges_alone(client):
    said = text(client.get("/"))
    assert "3 Regular migration pathways No activity reported in this register" in said
    assert "5 Diaspora engagement, remittances and financial inclusion 18 activities" in said
    for _another in range(FEW):
        publishing.publish_pledge(factories.pledge())
    page = client.get("/")
    assert page.context["promises"] == []
    assert len(page.context["pledges"]) == FEW + 1
    assert "Regular migration pathways" not in text(page)


def test_of_many_pledges_home_names_those_last_reported_and_leads_to_all(client):
    heard = [public_pledge() for _another in range(MOST)][-1]
    publishing.publish([factories.activity(pledge=heard, reported="2025-01-01")])
    page = client.get("/")
    named = [pledge.slug for pledge in page.context["pledges"]]
    assert named[:2] == [heard.slug, "undp-gcm"]
    assert len(named) == MOST
    assert f"All {MOST + 1} pledges" in text(page)


def test_home_says_how_old_what_it_holds_is(client, settings):
    settings.TODAY = datetime.date(2026, 11, 25)
    assert "Last reported 3 years ago, on 11 November 2023." in text(client.get("/"))
    settings.TODAY = datetime.date(2024, 1, 10)
    assert "Last reported 1 month ago, on 11 November 2023." in text(client.get("/"))


def test_home_says_of_several_pledges_when_the_newest_report_on_any_was_made(client, settings):
    settings.TODAY = datetime.date(2026, 11, 25)
    later = public_pledge(slug="later")
    publishing.publish([factories.activity(pledge=later, reported="2025-09-25")])
    said = text(client.get("/"))
    assert "The newest report on any of these pledges was made 1 year and 2 months ago, on 25 September 2025." in said
    # Of a month alone nobody knows how long ago it is.
    publishing.publish([factories.activity(pledge=later, reported="2025-10")])
    assert "The newest report on any of these pledges: October 2025." in text(client.get("/"))
