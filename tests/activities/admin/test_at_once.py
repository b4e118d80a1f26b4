"""Two people who save at the very same time, each in a thread and with a connection of their own."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from commitments import history
from tests import factories
from tests.forms import fields_of

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def at_once(*calls):
    """What each call answered; all begin together, in threads of their own."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        start.wait()
        try:
            answers[place] = call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "still waiting for each other"
    return answers


def test_of_two_saves_at_the_very_same_time_one_is_saved_and_one_refused():
    activity = factories.activity(description="First.")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(factories.administrator())
    address = reverse("admin:activities_activity_change", args=[activity.pk])
    for number in range(ROUNDS):
        data = fields_of(clients[0].get(address))
        typed = [f"Typed by {who} in round {number}" for who in (0, 1)]
        answers = at_once(
            *(lambda c=client, t=text: c.post(address, data | {"description": t})
              for client, text in zip(clients, typed, strict=True))
        )  # fmt: skip
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        saved = next(place for place, answer in enumerate(answers) if answer.status_code == 302)
        activity.refresh_from_db()
        assert activity.description == typed[saved]
        assert history.of(activity).first().document["description"] == typed[saved]
        assert fields_of(answers[1 - saved])["description"] == [typed[1 - saved]]
    assert history.of(activity).count() == ROUNDS
