import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def signed_in(client, db):
    """An editor of a pledge, and another pledge's commitment."""
    user, other = factories.user(is_staff=True), factories.commitment(short_title="Nobody else's business")
    factories.membership(user, factories.commitment(short_title="Ours").pledge)
    client.force_login(user)
    return user, other


def test_the_filter_by_commitment_tells_nothing_of_another_pledge(client, signed_in):
    user, other = signed_in
    page = reverse("admin:activities_activity_changelist")
    own = user.memberships.get().pledge
    assert "Ours" in client.get(page, {"pledge__id__exact": own.pk}).content.decode()
    assert "Nobody else" not in client.get(page, {"pledge__id__exact": other.pledge.pk}).content.decode()
