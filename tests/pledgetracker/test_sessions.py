"""A session slides while its owner works at the desk, and no public page writes it or sends a cookie."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db
DESK = reverse("admin:guide")


@pytest.fixture
def signed_in(client):
    client.force_login(factories.administrator())
    return client


def left():
    """How long the one session lasts from now on."""
    return Session.objects.get().expire_date - timezone.now()


def spent(days):
    Session.objects.update(expire_date=timezone.now() + timedelta(days=14 - days))


def test_a_page_of_the_desk_starts_the_time_anew(signed_in):
    spent(days=13)
    response = signed_in.get(DESK)
    assert left() > timedelta(days=13, hours=23)
    assert response.cookies["sessionid"]["max-age"] == 14 * 24 * 60 * 60


def test_it_is_written_once_a_day_at_most(signed_in):
    spent(days=0.9)
    with CaptureQueriesContext(connection) as queries:
        response = signed_in.get(DESK)
    assert "sessionid" not in response.cookies
    assert not [query for query in queries if query["sql"].startswith("UPDATE")]


@pytest.mark.parametrize("address", ["/", "/activities/", "/robots.txt"])
def test_a_public_page_neither_reads_nor_writes_it(signed_in, address):
    spent(days=13)
    before = Session.objects.get().expire_date
    with CaptureQueriesContext(connection) as queries:
        response = signed_in.get(address)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert not [query for query in queries if "django_session" in query["sql"]]
    assert Session.objects.get().expire_date == before


def test_one_that_has_ended_is_not_brought_back(signed_in):
    spent(days=15)
    response = signed_in.get(DESK)
    assert response["Location"].startswith(reverse("admin:login"))
    assert Session.objects.get().expire_date < timezone.now()


def test_who_is_not_signed_in_gets_no_session(client):
    assert "sessionid" not in client.get(reverse("admin:login")).cookies
    assert not Session.objects.exists()
