"""An activity that is tied to one of a pledge that its editor does not see."""

import pytest
from django.urls import reverse

from activities import ties
from commitments import history
from commitments.models import Revision
from tests import factories
from tests.forms import fields_of

from .test_editorial import address

SECRET = "A draft of the others"


@pytest.fixture
def editor(client, db):
    user = factories.user(is_staff=True)
    factories.membership(user, factories.commitment().pledge)
    client.force_login(user)
    return user


@pytest.fixture
def ours(editor):
    return factories.activity(pledge=editor.memberships.get().pledge)


def tie(one, *others):
    """As someone does who may change both; kept in the history."""
    before = ties.of(one)
    one.same_project.set(others)
    ties.changed(one, before)
    one.save()
    return history.record(one, Revision.Action.CHANGED)


def test_its_pages_name_a_tied_draft_of_others_by_its_reference_alone(client, ours):
    theirs = factories.activity(title=SECRET)
    history.record(ours, Revision.Action.ADDED)
    step = tie(ours, theirs)
    pages = [address(ours, name) for name in ("change", "history", "review", "preview")]
    for page in (*pages, reverse("admin:activities_activity_restore", args=[ours.pk, step.pk])):
        answer = client.get(page)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode(), page
    assert theirs.reference in client.get(address(ours)).content.decode()
    client.post(address(ours), fields_of(client.get(address(ours))) | {"title": "Typed"})
    assert list(ours.same_project.all()) == [theirs]


def test_restoring_ties_again_only_what_the_person_may_change(client, ours):
    theirs, own = factories.activity(), factories.activity(pledge=ours.pledge)
    then = tie(ours, theirs, own)
    tie(ours)
    version = type(theirs).objects.get(pk=theirs.pk).version
    page = reverse("admin:activities_activity_restore", args=[ours.pk, then.pk])
    assert client.post(page, fields_of(client.get(page))).status_code == 302
    assert list(ours.same_project.all()) == [own]
    theirs.refresh_from_db()
    assert theirs.version == version
