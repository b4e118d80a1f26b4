"""The pledge's form, and what is published with it: its commitments and their targets."""

import pytest
from django.urls import reverse

from activities import publishing
from commitments.admin.locking import REFUSAL
from commitments.models import Revision
from tests import factories
from tests.forms import fields_of

from .test_editorial import address, send


@pytest.fixture
def commitment(editor):
    made = factories.commitment(pledge=factories.pledge(made_by=[factories.partner()]))
    publishing.publish_pledge(made.pledge)
    return made


def test_a_commitment_added_on_the_pledges_form_waits_with_the_pledge(client, commitment):
    pledge = commitment.pledge
    typed = {
        "commitments-TOTAL_FORMS": "2", "commitments-1-number": "2", "commitments-1-short_title": "New",
        "commitments-1-text": "New", "commitments-1-pledge": pledge.pk, "commitments-1-id": "",
    }  # fmt: skip
    send(client, pledge, "_publish", **typed)
    pledge.refresh_from_db()
    assert pledge.publications.first().document["commitments"][1]["short_title"] == "New"


def test_targets_are_written_on_their_commitments_form_alone(client, commitment):
    """So that two editors are told of each other, and the commitment's history has them all."""
    target = factories.target(commitment=commitment, value=100)
    shown = client.get(address(target))
    assert shown.status_code == 200
    assert "_save" not in shown.content.decode()
    assert client.post(address(target), {"value": "7", "_save": "x"}).status_code == 403
    assert client.get(reverse("admin:commitments_target_add")).status_code == 403
    assert client.get(address(target, "delete")).status_code == 403
    first, second = (fields_of(client.get(address(commitment))) for _ in range(2))
    client.post(address(commitment), first | {"targets-0-value": "777"})
    refused = client.post(address(commitment), second | {"targets-0-due": "2031"})
    assert str(REFUSAL) in refused.content.decode()
    target.refresh_from_db()
    assert (target.value, target.due) == (777, "")


def test_a_target_removed_stays_in_the_commitments_history(client, commitment):
    factories.target(commitment=commitment, value=100)
    send(client, commitment, short_title="Renamed")
    send(client, commitment, **{"targets-0-DELETE": "on"})
    kept = Revision.objects.filter(record_type="commitments.commitment").order_by("pk")
    assert [len(each.document["targets"]) for each in kept] == [1, 0]
    commitment.pledge.refresh_from_db()
    assert commitment.pledge.has_unpublished_changes


def test_principles_are_changed_on_forms_of_their_own(client, editor):
    principle = factories.principle(title="As it is")
    page = address(principle.framework)
    sent = fields_of(client.get(page)) | {"principles-0-title": "Forged", "principles-0-DELETE": "on"}
    client.post(page, sent)
    principle.refresh_from_db()
    assert principle.title == "As it is"
