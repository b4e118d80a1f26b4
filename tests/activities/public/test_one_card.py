"""The same card never stands twice on a page, whatever its kind."""

import re
from collections import Counter

import pytest

from activities import publishing
from activities.models import Activity
from commitments.models import Partner, Pledge
from tests import factories
from tests.reading import undp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

PAGES = [
    "/",
    "/pledges/",
    "/pledges/undp-gcm/",
    "/pledges/undp-gcm/2/",
    "/activities/",
    "/activities/?view=table",
    "/activities/?view=timeline",
    "/search/?q=kosovo",
    "/countries/XKX/",
    "/countries/ALB/",
    "/regions/western-balkans/",
    "/partners/undp/",
    "/partners/iom/",
    "/objectives/gcm-21/",
    *(f"/activities/{reference}/" for reference in undp("2.2 2.3 5.16 6.7 6.9 7.1")),
]


@pytest.mark.parametrize("address", PAGES)
def test_no_activity_has_two_cards_on_a_page(client, address):
    """One serves two commitments, and a maker takes part in one of its own pledge."""
    activity = Activity.objects.get(reference=undp("2.3")[0])
    activity.commitments.add(Pledge.objects.get().commitments.get(number=6))
    factories.participation(activity, Partner.objects.get(slug="undp"))
    publishing.publish([activity])
    page = client.get(address)
    assert page.status_code == 200
    assert [each for each, times in cards(page).items() if times > 1] == []


def cards(page):
    """How often a card, a row of the table or an entry of the timeline leads to each activity."""
    leading = r'<(?:h\d|td)[^>]*>\s*<a href="(/activities/[a-z-]+-\d+/)"'
    return Counter(re.findall(leading, page.content.decode()))
