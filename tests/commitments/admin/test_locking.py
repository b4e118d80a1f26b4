"""That somebody else has a record open; and that a deletion that is refused leaves no trace of one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments import history
from commitments.admin.locking import OPEN_FOR
from commitments.models import Opening, Partner
from tests import factories
from tests.forms import fields_of

pytestmark = pytest.mark.django_db
NOTICE = "opened this at"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def jane():
    return factories.administrator(username="jane")


@pytest.fixture
def joe():
    return factories.administrator(username="joe")


@pytest.fixture
def partner():
    return factories.partner()


def change(record):
    return reverse(f"admin:commitments_{record._meta.model_name}_change", args=[record.pk])


def test_who_opens_a_record_is_told_who_else_has_it_open(jane, joe, partner):
    assert NOTICE not in signed_in(jane).get(change(partner)).content.decode()
    page = signed_in(joe).get(change(partner)).content.decode()
    assert NOTICE in page
    assert "jane" in page
    assert NOTICE in signed_in(jane).get(change(partner)).content.decode()
    assert Opening.objects.count() == 2


def test_who_opens_it_twice_is_not_told_of_themselves(jane, partner):
    client = signed_in(jane)
    for _ in range(2):
        assert NOTICE not in client.get(change(partner)).content.decode()
    assert Opening.objects.count() == 1


def test_another_record_is_not_the_one_that_is_open(jane, joe, partner):
    same_key = factories.indicator(pk=partner.pk)
    signed_in(jane).get(change(partner))
    for other in (same_key, factories.partner()):
        assert NOTICE not in signed_in(joe).get(change(other)).content.decode()


def test_what_was_opened_long_ago_was_left(jane, joe, partner):
    signed_in(jane).get(change(partner))
    Opening.objects.update(at=timezone.now() - OPEN_FOR - timedelta(seconds=1))
    assert NOTICE not in signed_in(joe).get(change(partner)).content.decode()
    Opening.objects.filter(user=jane).update(at=timezone.now() - OPEN_FOR + timedelta(seconds=60))
    assert NOTICE in signed_in(joe).get(change(partner)).content.decode()


def test_a_save_closes_it_and_so_does_one_without_a_change(jane, joe, partner):
    for typed in ({"acronym": "ABC"}, {}):
        client = signed_in(jane)
        client.post(change(partner), fields_of(client.get(change(partner))) | typed)
        assert NOTICE not in signed_in(joe).get(change(partner)).content.decode()


def test_who_only_reads_it_has_not_opened_it(jane):
    pledge = factories.pledge()
    reader = factories.user(is_staff=True)
    factories.membership(reader, pledge, role="publisher")
    signed_in(reader).get(change(pledge))
    assert not Opening.objects.exists()
    assert NOTICE not in signed_in(jane).get(change(pledge)).content.decode()


def test_a_record_that_is_opened_is_no_new_version_of_it(jane, partner):
    signed_in(jane).get(change(partner))
    assert Partner.objects.get().version == 1
    assert not history.of(partner).exists()


def test_a_deletion_in_a_list_that_is_refused_leaves_no_trace_in_the_history(jane, partner):
    other = factories.partner()
    versions = [f"{partner.pk}:1", f"{other.pk}:1"]
    other.save()
    sent = {"action": "delete_selected", "_selected_action": [partner.pk, other.pk], "post": "yes", "_seen": versions}
    page = signed_in(jane).post(reverse("admin:commitments_partner_changelist"), sent, follow=True)
    assert "Nothing was done because someone else changed this meanwhile" in page.content.decode()
    assert Partner.objects.count() == 2
    assert not history.of(partner).exists()
    assert not history.of(other).exists()


def test_one_of_the_chosen_that_is_gone_stops_the_deletion_of_the_others(jane, partner):
    sent = {
        "action": "delete_selected",
        "_selected_action": [partner.pk, 99999],
        "post": "yes",
        "_seen": f"{partner.pk}:1",
    }
    page = signed_in(jane).post(reverse("admin:commitments_partner_changelist"), sent, follow=True)
    assert "Nothing was changed because this list does not contain everything you chose." in page.content.decode()
    assert Partner.objects.count() == 1


def test_a_record_that_someone_else_deleted_is_said_to_be_gone(jane, partner):
    client = signed_in(jane)
    data = fields_of(client.get(change(partner)))
    partner.delete()
    page = client.post(change(partner), data | {"name": "Typed"}, follow=True)
    assert "doesn’t exist" in page.content.decode()
