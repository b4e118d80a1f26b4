import pytest
from django.urls import reverse

from tests import factories
from tests.forms import fields_of


@pytest.fixture
def administrator(db, client):
    user = factories.administrator()
    client.force_login(user)
    return user


def test_a_person_is_added_with_a_password_and_then_given_pledges(client, administrator):
    add = reverse("admin:commitments_user_add")
    typed = {"username": "jane", "password1": "correct horse battery", "password2": "correct horse battery"}
    answer = client.post(add, fields_of(client.get(add)) | typed)
    made = factories.User.objects.get(username="jane")
    assert answer["Location"] == reverse("admin:commitments_user_change", args=[made.pk])
    pledge = factories.pledge()
    rows = {
        "memberships-TOTAL_FORMS": "1", "memberships-0-pledge": pledge.pk, "memberships-0-role": "publisher",
        "memberships-0-user": made.pk, "memberships-0-id": "",
    }  # fmt: skip
    client.post(answer["Location"], fields_of(client.get(answer["Location"])) | rows)
    assert made.memberships.get().pledge == pledge


def test_the_site_is_named_on_every_page(client, administrator, settings):
    page = client.get(reverse("admin:index")).content.decode()
    assert settings.SITE_NAME in page
    assert "Django" not in page
