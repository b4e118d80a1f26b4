"""Lists of names read as they should: no space before a comma, and semicolons where a name holds a comma."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

from activities import publishing
from activities.models import Country, PublicPledge
from tests import factories
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

PAGES = [
    "/",
    "/countries/",
    "/countries/MDA/",
    "/regions/",
    "/regions/western-balkans/",
    "/pledges/undp-gcm/",
    "/pledges/undp-gcm/report/",
    "/embed/activities/?country=XKX",
    "/activities/?country=XKX&view=cards",
    "/activities/?country=XKX&view=table",
    "/activities/?country=XKX&view=timeline",
    "/activities/?country=XKX&view=charts",
    "/activities/?country=XKX&view=gaps",
]


def said(html):
    """The text as it is read: a tag alone parts no words."""
    html = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.mark.parametrize("page", PAGES)
def test_no_space_stands_before_a_comma(client, page):
    response = client.get(page)
    assert response.status_code == 200
    assert re.findall(r".{0,30}\s[,;)](?=\s)", said(response.content.decode())) == []


def test_an_asterisk_is_followed_by_the_comma():
    kosovo = {"label": "Kosovo", "url": "", "note": "XKX", "code": "XKX"}
    others = [kosovo, {"label": "Serbia", "url": "", "note": "", "code": "SRB"}]
    assert said(render_to_string("includes/_without.html", {"empty": others})).endswith("Kosovo*, Serbia.")
    assert said(render_to_string("includes/_meant.html", {"meant": others})).endswith("Kosovo*, Serbia")


def test_names_with_commas_are_separated_by_semicolons(client):
    bonaire, chad = (Country.objects.get(alpha3=code) for code in ("BES", "TCD"))
    pledge = factories.pledge(made_by=[factories.partner(name="Ministry of Labour, Chad"), factories.partner(name="P")])
    activity = factories.activity(pledge=pledge, countries=[bonaire, chad], places="Osh, city\nAccra")
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    assert "Bonaire, Sint Eustatius and Saba; Chad" in said(client.get(activity.get_absolute_url()).content.decode())
    assert "Osh, city; Accra" in text(client.get(activity.get_absolute_url()))
    makers = PublicPledge.objects.get(slug=pledge.slug).record
    assert "Ministry of Labour, Chad; P" in said(render_to_string("includes/_made_by.html", {"record": makers}))
