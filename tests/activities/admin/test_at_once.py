"""Two people at two records that name each other: nobody waits for the other for ever, and nobody meets an error."""

import pytest
from django.test import Client

from activities import publishing
from activities.models import Activity
from tests import factories
from tests.activities.publishing.test_editions import at_once
from tests.forms import fields_of

from .test_editorial import address

TRIALS = 5


@pytest.fixture
def pair(transactional_db):
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
    for _ in range(TRIALS):
        one, other, forms = pair()
        # The second is told that the first has tied them.
        assert sorted(at_once(*forms)) == [200, 302]
        assert list(one.same_project.all()) == [other]


def test_one_who_ties_two_that_another_publishes(pair):
    for _ in range(TRIALS):
        one, other, forms = pair()
        # The later is tied: publishing holds the earlier when it comes to it.
        sent = at_once(lambda one=one, other=other: publishing.publish([one, other]), forms[1])
        assert sent[0] is not None
        assert sent[1] == 302
        assert Activity.objects.published().filter(pk__in=[one.pk, other.pk]).count() == 2
