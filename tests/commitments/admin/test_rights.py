"""Who may only look sees what is the pledge's, and nothing that another pledge has not shown."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    """`publisher(pledge)`: signs in someone who publishes for the pledge, and writes nothing."""

    def signed_in(pledge):
        user = factories.user(is_staff=True)
        factories.membership(user, pledge, role="publisher")
        client.force_login(user)

    return signed_in


def form_of(client, record):
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    return client.get(reverse(name, args=[record.pk])).content.decode()


def test_a_tie_to_another_pledges_draft_is_named_by_its_reference_alone(client, publisher):
    activity = factories.activity(title="Ours")
    other = factories.activity(title="Draft of others")
    activity.same_project.add(other)
    publisher(activity.pledge)
    page = form_of(client, activity)
    assert other.reference in page
    assert "Draft of others" not in page


def test_a_matched_pledge_of_others_is_named_by_its_slug_alone(client, publisher):
    other = factories.pledge(title="Draft of others")
    pledge = factories.pledge(title="Ours", kind="matching", matched_pledge=other)
    publisher(pledge)
    page = form_of(client, pledge)
    assert other.slug in page
    assert "Draft of others" not in page


def test_who_may_only_look_at_no_tie_sees_none(client, publisher):
    pledge = factories.pledge(title="Ours")
    publisher(pledge)
    assert "Ours" in form_of(client, pledge)
