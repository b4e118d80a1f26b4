"""Many at once: the step goes on when its page is closed, and is all or nothing all the same."""

import pytest
from django.urls import reverse

from activities import publishing
from activities.admin import at_length
from activities.models import Activity, PublicActivity
from commitments.models import Job, Revision
from tests import factories
from tests.forms import fields_of

LIST = "admin:activities_activity_changelist"


@pytest.fixture
def drafts(editor, monkeypatch):
    monkeypatch.setattr(at_length, "AT_ONCE", 2)
    pledge = factories.pledge()
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    return [factories.activity(pledge=pledge) for _ in range(3)]


def ask(client, records):
    chosen = {"action": "publish", "_selected_action": [record.pk for record in records]}
    return client.post(reverse(LIST), chosen)


def test_a_large_decision_is_a_long_operation_that_leads_back_to_its_list(client, editor, drafts):
    answer = client.post(reverse(LIST), fields_of(ask(client, drafts)))
    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert job.state == Job.State.DONE
    assert job.sentences == ["3 records are published."]
    assert job.leads_to == reverse(LIST)
    assert PublicActivity.objects.filter(listed=True).count() == 3
    assert Revision.objects.filter(action="published", by=editor).count() == 3


def test_one_that_was_changed_meanwhile_stops_them_all(client, drafts):
    page = ask(client, drafts)
    drafts[1].save()
    client.post(reverse(LIST), fields_of(page))
    job = Job.objects.get()
    assert job.state == Job.State.REFUSED
    assert drafts[1].reference in job.sentences[0]
    assert not PublicActivity.objects.exists()


def test_what_is_missing_is_named_and_nothing_done(client, drafts):
    Activity.objects.filter(pk=drafts[2].pk).update(places="a;b")
    client.post(reverse(LIST), fields_of(ask(client, drafts)))
    job = Job.objects.get()
    assert job.state == Job.State.REFUSED
    assert "A place contains a semicolon" in job.sentences[0]
    assert not PublicActivity.objects.exists()


def test_ticks_are_given_at_length_too(client, drafts):
    Activity.objects.filter(pk__in=[each.pk for each in drafts]).update(do_no_harm=False)
    values = fields_of(ask(client, drafts)) | {"harmless": [each.pk for each in drafts]}
    client.post(reverse(LIST), values)
    assert Job.objects.get().state == Job.State.DONE
    assert PublicActivity.objects.filter(listed=True).count() == 3
    assert Activity.objects.filter(do_no_harm=True).count() == 3
