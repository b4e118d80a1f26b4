"""The way back to what was deleted."""

import pytest
from django.urls import reverse

from activities.models import Activity
from commitments.models import Revision, User
from tests import factories
from tests.forms import fields_of


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = factories.administrator()
    client.force_login(user)
    return user


def delete(client, record):
    """The revision of its end."""
    page = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_delete", args=[record.pk])
    assert client.post(page, fields_of(client.get(page))).status_code == 302
    return Revision.objects.get(record_key=record.pk, action=Revision.Action.DELETED)


def bring_back(client, revision):
    page = reverse("admin:commitments_revision_bring_back", args=[revision.pk])
    return client.post(page, fields_of(client.get(page)))


def test_a_draft_comes_back_with_its_rows_and_its_reference(client):
    draft = factories.activity(countries=[factories.country()])
    other = factories.activity(pledge=draft.pledge)
    draft.same_project.add(other)
    factories.update(draft)
    assert bring_back(client, delete(client, draft)).status_code == 302
    back = Activity.objects.get(pk=draft.pk)
    assert (back.reference, back.state, back.updates.count()) == (draft.reference, "draft", 1)
    assert list(back.same_project.all()) == [other]
    assert back.version > draft.version


@pytest.mark.parametrize("kind", ["commitment", "objective", "partner", "region", "pledge"])
def test_other_kinds_come_back_too(client, kind):
    made_by = {"made_by": [factories.partner()]} if kind == "pledge" else {}
    record = getattr(factories, kind)(**made_by)
    assert bring_back(client, delete(client, record)).status_code == 302
    assert str(type(record).objects.get(pk=record.pk)) == str(record)


def test_a_person_comes_back_with_roles_and_without_a_password(client):
    person = factories.user(is_staff=True)
    factories.membership(person, factories.pledge(), role="publisher")
    assert bring_back(client, delete(client, person)).status_code == 302
    back = User.objects.get(username=person.username)
    assert back.memberships.get().role == "publisher"
    assert not back.has_usable_password()


def test_a_kind_of_record_that_is_gone_cannot_come_back(client):
    gone = {"name": "Gone", "action": "deleted", "document": {}, "record_key": "1"}
    for kind in ("activities.nosuch", "nosuch.nosuch", "commitments.target"):
        kept = Revision.objects.create(record_type=kind, at=User.objects.first().date_joined, **gone)
        assert client.get(reverse("admin:commitments_revision_changelist")).status_code == 200
        assert client.get(reverse("admin:commitments_revision_bring_back", args=[kept.pk])).status_code == 404
