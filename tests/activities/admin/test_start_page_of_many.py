"""The start page with the real pledge, and with a thousand activities in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.desk import reading
from commitments.models import Pledge
from tests import factories

pytestmark = pytest.mark.django_db
QUERIES = 45


def queries(client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("admin:index")).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["administrator", "editor"])
def test_the_page_takes_as_many_queries_for_a_thousand_activities_as_for_few(role, undp, grow, client):
    person = factories.administrator()
    if role == "editor":
        person = factories.user(is_staff=True)
        for each in ("editor", "publisher"):
            factories.membership(person, Pledge.objects.get(slug="undp-gcm"), role=each)
    client.force_login(person)
    client.get(reverse("admin:index"))  # reads the texts
    few = queries(client)
    grow()
    client.get(reverse("admin:index"))
    assert queries(client) == few <= QUERIES


def test_what_would_take_long_is_left_to_the_list_that_counts_it(undp, client, monkeypatch):
    monkeypatch.setattr(reading, "MOST_AT_ONCE", 10)
    client.force_login(factories.administrator())
    page = client.get(reverse("admin:index")).content.decode()
    assert page.count("not counted") == 3
    total = client.get(reverse("admin:activities_activity_alike"), {"kind": "project"}).context["page"].paginator.count
    page = client.get(reverse("admin:index")).content.decode()
    assert "not counted" not in page, "the list has read them"
    assert f">{total}</span>" in page
