"""Two people who save at the very same time, each in a thread and with a connection of their own."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from activities import publishing
from activities.models import Activity
from commitments import history
from tests import factories
from tests.forms import fields_of

from .test_editorial import address

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


# --- Two records that name each other: nobody waits for the other for ever, and nobody meets an error -----------------
@pytest.fixture
def pair():
    """Two drafts of a public pledge; and forms, each filled in by a person of their own, that tie one to the other."""
    pledge = factories.commitment(pledge=factories.pledge(made_by=[factories.partner()])).pledge
    publishing.publish_pledge(pledge)
    people = [factories.administrator(), factories.administrator()]

    def make():
        one, other = (factories.activity(pledge=pledge) for _ in range(2))
        return one, other, [form(*each) for each in zip(people, (one, other), (other, one), strict=True)]

    return make


def form(person, activity, other):
    """A function that sends the form of `activity`, opened before, and returns the answer's status."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    sent = fields_of(client.get(address(activity))) | {"same_project": [other.pk]}
    return lambda: client.post(address(activity), sent).status_code


def test_two_who_tie_the_same_two_activities(pair):
    for _ in range(ROUNDS):
        one, other, forms = pair()
        # The second is told that the first has tied them.
        assert sorted(at_once(*forms)) == [200, 302]
        assert list(one.same_project.all()) == [other]


def test_one_who_ties_two_that_another_publishes(pair):
    for _ in range(ROUNDS):
        one, other, forms = pair()
        # The later is tied: publishing holds the earlier when it comes to it.
        sent = at_once(lambda one=one, other=other: publishing.publish([one, other]), forms[1])
        assert sent[0] is not None
        assert sent[1] == 302
        assert Activity.objects.published().filter(pk__in=[one.pk, other.pk]).count() == 2
