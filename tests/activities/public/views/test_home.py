"""The home page: what the register holds, and what was added to it last."""

from datetime import UTC, date, datetime

import pytest
from django.utils.formats import date_format

from activities import publishing
from activities.models import Activity, PublicActivity
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


def test_home_counts_the_record(client):
    page = client.get("/")
    figures = {figure["url"]: figure["count"] for figure in page.context["figures"]}
    assert figures["/activities/"] == 45
    # Read off the page, planned ones included, each country once.
    assert figures["/countries/"] == len(set(COUNTRIES.split()))
    assert figures["/partners/"] == 21
    assert [figure["count"] for figure in page.context["figures"] if figure["url"] == "/pledges/"] == [1, 7]
    assert {"/pledges/undp-gcm/", "/data/"} <= set(links(page))


def test_home_calls_nothing_new_where_all_was_published_on_one_day(client):
    page = client.get("/")
    assert not page.context["latest"]
    day = date_format(PublicActivity.objects.first().first_published, "j F Y")
    assert f"All 45 activities were first published here on {day}." in text(page)


def test_home_shows_what_was_added_last_and_says_when(client):
    PublicActivity.objects.update(first_published=datetime(2020, 5, 4, tzinfo=UTC))
    later = [factories.activity(pledge=Pledge.objects.get()) for _ in range(2)]
    publishing.publish(later)
    page = client.get("/")
    shown = [row.reference for row in page.context["latest"]]
    assert set(shown[:2]) == {each.reference for each in later}
    assert shown[2:] == undp("1.1 1.2 1.3")
    day = date_format(PublicActivity.objects.get(reference=later[0].reference).first_published, "j F Y")
    assert f"Added last First published here between 4 May 2020 and {day}." in text(page)
    more = [factories.activity(pledge=Pledge.objects.get()) for _ in range(3)]
    publishing.publish(more)
    assert f"Added last First published here on {day}." in text(client.get("/"))


def test_home_counts_how_far_sources_support_the_activities(client):
    assert "All 45 activities are self-reported" in text(client.get("/"))
    first, second, third = Activity.objects.order_by("reference")[:3]
    factories.source(first, verification="documented")
    factories.source(first, verification="independently-checked")
    factories.source(second, verification="documented")
    factories.source(third, verification="self-reported")
    publishing.publish([first, second, third])
    said = text(client.get("/"))
    assert "Of the activities 43 are self-reported, 1 documented, 1 independently checked." in said
    publishing.withdraw([second])
    assert "Of the activities 43 are self-reported, 0 documented, 1 independently checked." in text(client.get("/"))


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
    settings.TODAY = date(2026, 11, 25)
    assert "Last reported 3 years ago, on 11 November 2023." in text(client.get("/"))
    settings.TODAY = date(2024, 1, 10)
    assert "Last reported 1 month ago, on 11 November 2023." in text(client.get("/"))


def test_home_says_of_several_pledges_when_the_newest_report_on_any_was_made(client, settings):
    settings.TODAY = date(2026, 11, 25)
    later = public_pledge(slug="later")
    publishing.publish([factories.activity(pledge=later, reported="2025-09-25")])
    said = text(client.get("/"))
    assert "The newest report on any of these pledges was made 1 year and 2 months ago, on 25 September 2025." in said
    # Of a month alone nobody knows how long ago it is.
    publishing.publish([factories.activity(pledge=later, reported="2025-10")])
    assert "The newest report on any of these pledges: October 2025." in text(client.get("/"))
