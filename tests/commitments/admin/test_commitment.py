import pytest
from django.urls import reverse

from commitments.models import Commitment
from tests import factories
from tests.forms import fields_of


@pytest.fixture
def page(db, client):
    """Opens the form of a record, for an administrator."""
    client.force_login(factories.administrator())
    return lambda obj: reverse(f"admin:commitments_{obj._meta.model_name}_change", args=[obj.pk])


def test_a_commitment_and_its_target_are_entered_on_one_form(client, page):
    commitment, indicator = factories.commitment(), factories.indicator()
    typed = {
        "targets-TOTAL_FORMS": "1", "targets-0-indicator": indicator.pk, "targets-0-value": "100",
        "targets-0-due": "2030", "targets-0-commitment": commitment.pk, "targets-0-id": "",
    }  # fmt: skip
    client.post(page(commitment), fields_of(client.get(page(commitment))) | typed)
    assert commitment.targets.get().due == "2030"


def test_new_commitments_are_entered_with_their_pledge_and_old_ones_are_only_shown(client, page):
    old = factories.commitment(short_title="Old")
    typed = {
        "commitments-TOTAL_FORMS": "2", "commitments-1-number": "2", "commitments-1-short_title": "New",
        "commitments-1-text": "New", "commitments-1-pledge": old.pledge.pk, "commitments-1-id": "",
        "commitments-0-short_title": "Forged",
    }  # fmt: skip
    sent = fields_of(client.get(page(old.pledge))) | typed | {"made_by": [factories.partner().pk]}
    client.post(page(old.pledge), sent)
    assert list(old.pledge.commitments.values_list("short_title", flat=True)) == ["Old", "New"]


def test_the_number_of_a_public_commitment_is_fixed(client, page):
    commitment = factories.commitment()
    assert 'name="number"' in client.get(page(commitment)).content.decode()
    type(commitment.pledge).objects.update(state="published")
    assert 'name="number"' not in client.get(page(commitment)).content.decode()


def test_a_number_given_twice_is_named(client, page):
    first = factories.commitment()
    second = factories.commitment(pledge=first.pledge)
    sent = fields_of(client.get(page(second))) | {"number": first.number}
    answer = client.post(page(second), sent)
    assert "already has a commitment with this number" in answer.content.decode()
    assert Commitment.objects.filter(number=second.number).exists()
