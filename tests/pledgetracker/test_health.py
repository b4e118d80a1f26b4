import threading

import pytest
from django.db import connection


def test_the_site_is_alive_without_asking_the_database(client):
    # No `django_db` mark: a query would fail here.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_the_site_is_ready_when_the_database_answers(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_the_site_is_not_ready_while_the_database_is_away(client):
    answers = []

    def ask():
        # A thread has a connection of its own; this one leads nowhere.
        nowhere = {"NAME": "/nowhere/at/all"} if connection.vendor == "sqlite" else {"HOST": "/nowhere/at/all"}
        connection.settings_dict = connection.settings_dict | nowhere
        answers.append(client.get("/readyz"))
        answers.append(client.get("/healthz"))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert [answer.status_code for answer in answers] == [503, 200]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nobody_keeps_an_answer_about_health(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_machine_beside_the_site_is_not_sent_to_https(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    assert client.get("/").status_code == 301
