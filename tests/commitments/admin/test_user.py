import pytest
from django.urls import reverse

from commitments.models import Revision, User
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


# --- Passwords --------------------------------------------------------------------------------------------------------
NEW = "a long one of mine 7"


def change_own(client):
    typed = {"old_password": "password", "new_password1": NEW, "new_password2": NEW}
    return client.post(reverse("admin:password_change"), typed)


def set_for(client, person):
    typed = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    return client.post(reverse("admin:auth_user_password_change", args=[person.pk]), typed)


@pytest.mark.parametrize("whose", ["own", "another's"])
def test_a_new_password_gives_nobody_rights_back(client, db, monkeypatch, whose):
    """Someone else takes the rights away while the password is being derived."""
    person = factories.user(is_staff=True)
    client.force_login(person if whose == "own" else factories.administrator())
    derive = User.set_password

    def meanwhile(user, raw):
        derive(user, raw)
        User.objects.filter(pk=user.pk).update(is_staff=False, first_name="Renamed")

    monkeypatch.setattr(User, "set_password", meanwhile)
    assert (change_own(client) if whose == "own" else set_for(client, person)).status_code == 302
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert (person.is_staff, person.first_name) == (False, "Renamed")


def test_a_new_password_is_kept_in_the_history_and_not_what_it_is(client, db):
    person = factories.user(is_staff=True)
    client.force_login(person)
    assert change_own(client).status_code == 302
    kept = Revision.objects.get(record_key=person.pk)
    assert (kept.by, kept.action, kept.comment) == (person, "changed", "Set a new password.")
    assert "password" not in kept.document
    person.refresh_from_db()
    assert kept.version == person.version
