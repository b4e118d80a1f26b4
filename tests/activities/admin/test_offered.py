"""What a form offers can be done, and what a save comes to is said: who reads it, and what is next."""

import html

import pytest
from django.urls import reverse

from activities import publishing, workflow
from activities.models import Activity
from commitments.models import Membership
from tests import factories
from tests.activities.admin.test_editorial import LIST, address, said, selected, send

EDITOR, PUBLISHER = Membership.Role.EDITOR, Membership.Role.PUBLISHER


@pytest.fixture
def pledge(db):
    pledge = factories.pledge(made_by=[factories.partner()])
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    pledge.refresh_from_db()
    return pledge


def someone(pledge, *roles):
    user = factories.user(is_staff=True)
    for role in roles:
        factories.membership(user, pledge, role=role)
    return user


def submit(record, by):
    workflow.submit([record], by, {str(record.pk): str(record.version)})


def offered(client, record):
    """The names of the steps that the form and the review of a record lead to."""
    found = []
    for page in ("change", "review"):
        text = client.get(address(record, page)).content.decode()
        found.append({name for name in ("submit", "return", "publish", "withdraw", "confirm")
                      if f'href="{address(record, name)}"' in text})  # fmt: skip
    assert found[0] == found[1]
    return found[0]


# --- Offered ----------------------------------------------------------------------------------------------------------
def test_who_submitted_it_is_not_offered_to_publish_it(client, pledge):
    both, other = someone(pledge, EDITOR, PUBLISHER), someone(pledge, PUBLISHER)
    draft = factories.activity(pledge=pledge)
    submit(draft, both)
    client.force_login(both)
    assert offered(client, draft) == {"return"}
    client.force_login(other)
    assert offered(client, draft) == {"return", "publish"}


def test_nothing_is_offered_to_be_published_before_its_pledge(client, db):
    pledge = factories.pledge()
    draft = factories.activity(pledge=pledge)
    submit(draft, someone(pledge, EDITOR))
    client.force_login(someone(pledge, PUBLISHER))
    assert offered(client, draft) == {"return"}
    publishing.publish_pledge(pledge)
    assert offered(client, draft) == {"return", "publish"}


def test_save_and_publish_is_not_offered_before_the_pledge_is_public(client, editor):
    pledge = factories.pledge()
    draft = factories.activity(pledge=pledge)
    page = client.get(address(draft)).content.decode()
    assert 'name="_publish"' not in page
    assert 'name="_submit"' in page
    publishing.publish_pledge(pledge)
    assert 'name="_publish"' in client.get(address(draft)).content.decode()


def test_what_waits_is_not_offered_to_be_confirmed(client, pledge):
    client.force_login(someone(pledge, EDITOR))
    activity = factories.activity(pledge=pledge)
    publishing.publish([activity])
    activity.refresh_from_db()
    assert "confirm" in offered(client, activity)
    activity.save()
    assert "confirm" not in offered(client, activity)


@pytest.mark.parametrize(("step", "why"), [
    ("confirm", "not published, so there is nothing to confirm."),
    ("publish", "not submitted for review as it now stands."),
    ("return", "not in review."),
])  # fmt: skip
def test_what_a_list_asks_and_cannot_be_done_is_said_on_the_page_and_has_no_button(client, pledge, step, why):
    client.force_login(someone(pledge, EDITOR, PUBLISHER))
    draft, public = factories.activity(pledge=pledge), factories.activity(pledge=pledge)
    publishing.publish([public])
    page = client.post(reverse(LIST), selected([draft], step))
    text = html.unescape(page.content.decode())
    assert page.status_code == 200
    assert "This cannot be done now." in text
    assert f"{draft}: {why}" in text
    assert 'class="default"' not in text


# --- Said after a save ------------------------------------------------------------------------------------------------
def test_save_says_that_nothing_is_public_and_how_to_submit(client, pledge):
    client.force_login(someone(pledge, EDITOR))
    draft = factories.activity(pledge=pledge)
    way = f'<a href="{address(draft, "submit")}">submit it for review</a>'
    sentence = f"Nothing of this is public yet. To publish it, {way}."
    for button in ("_save", "_continue"):
        page = send(client, draft, button, kind="event" if button == "_save" else "training")
        assert sentence in said(page)
        assert sentence in page.content.decode()
    publishing.publish([Activity.objects.get(pk=draft.pk)])
    assert not [each for each in said(send(client, draft)) if "public" in each], "nothing was changed"
    assert f"This change is not public yet. To publish it, {way}." in said(send(client, draft, title="Other"))


def test_what_is_submitted_with_the_save_says_no_such_thing(client, pledge):
    client.force_login(someone(pledge, EDITOR))
    draft = factories.activity(pledge=pledge)
    assert not [each for each in said(send(client, draft, "_submit", kind="event")) if "not public" in each]


def test_a_commitment_says_that_it_waits_with_its_pledge(client, pledge):
    client.force_login(someone(pledge, EDITOR))
    page = send(client, pledge.commitments.get(), short_title="Other")
    way = f'<a href="{address(pledge, "submit")}">submit the pledge for review</a>'
    assert f"A commitment becomes public with its pledge. To publish this, {way}." in said(page)


def test_a_pledge_says_so_too(client, pledge):
    client.force_login(someone(pledge, EDITOR))
    assert any(each.startswith("This change is not public yet.") for each in said(send(client, pledge, title="Other")))
