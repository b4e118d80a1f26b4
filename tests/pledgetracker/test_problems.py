"""Errors of the API are problem details (RFC 9457), whichever layer refuses; a page's errors stay pages."""

import pytest
from django.test import Client, override_settings

from activities.public.api import about

pytestmark = pytest.mark.django_db


def problem(response, status):
    """The problem that the response holds."""
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    content = response.json()
    assert (content["type"], content["status"]) == ("about:blank", status)
    assert content["detail"].endswith(".")
    return content


def test_every_layer_refuses_in_json(client):
    assert problem(client.get("/api/v1/nothing/"), 404)["title"] == "Not Found"
    assert problem(client.get("/api/v2/"), 404)
    assert problem(client.get("/api/v1/activities/?q=" + "x" * 9000), 414)
    assert problem(client.get("/api/v1/", headers={"Host": "elsewhere.example"}), 400)
    assert problem(client.generic("GET", "/api/v1/\0/"), 400)
    assert problem(client.generic("GET", "/api/v1/", b"a", content_type="text/plain; charset=utf-16"), 400)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_what_would_write_is_refused_with_what_is_allowed_and_without_asking_for_a_token(method):
    response = Client(enforce_csrf_checks=True).generic(method, "/api/v1/activities/")
    assert problem(response, 405)["title"] == "Method Not Allowed"
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@override_settings(DEBUG=False)
def test_a_failure_of_ours_is_a_problem_too_and_gives_nothing_away(monkeypatch):
    def fail(self):
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(about.Entry, "content", fail)
    response = Client(raise_request_exception=False).get("/api/v1/")
    problem(response, 500)
    assert b"secret" not in response.content


def test_errors_of_pages_stay_pages(client):
    for address in ("/nothing/", "/api/?q=" + "x" * 9000, "/activities.csv?country=XXX"):
        assert not client.get(address)["Content-Type"].endswith("json")
