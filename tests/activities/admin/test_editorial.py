"""Publish, withdraw and delete, through the forms that staff see."""

import pytest
from django.urls import reverse

from activities import publishing
from activities.models import Activity, Edition, PublicActivity
from commitments import history
from commitments.models import Revision
from tests import factories
from tests.forms import fields_of

LIST = "admin:activities_activity_changelist"


def address(obj, page="change"):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def send(client, obj, button="_save", **typed):
    """Open the form of `obj`, type, and press a button."""
    values = fields_of(client.get(address(obj)))
    return client.post(address(obj), values | typed | {button: "x"}, follow=True)


def ticked(client, page):
    """Tick every text of the page of a step, and take the step."""
    keys = [record.pk for record, _is_ticked in page.context["texts"]]
    return client.post(page.request["PATH_INFO"], fields_of(page) | {"harmless": keys}, follow=True)


def public(activity):
    """What visitors read of it: every byte of its row."""
    return PublicActivity.objects.filter(reference=activity.reference).values().first()


def said(response):
    return [str(message) for message in response.context["messages"]]


def selected(records, action, **more):
    return {"action": action, "_selected_action": [record.pk for record in records], **more}


def test_an_editors_edit_to_a_published_activity_changes_nothing_public(client, editor, published):
    before, edition = public(published), Edition.objects.first()
    page = send(client, published, title="Another title")
    published.refresh_from_db()
    assert published.title == "Another title"
    assert public(published) == before
    assert Edition.objects.first() == edition
    assert published.has_unpublished_changes
    page = client.get(address(published))
    assert "Published as version 1. Later changes are saved, and not public yet." in page.content.decode()


def test_save_and_publish_shows_what_was_typed(client, editor, published):
    page = ticked(client, send(client, published, "_publish", title="Another title"))
    published.refresh_from_db()
    assert public(published)["title"] == "Another title"
    assert not published.has_unpublished_changes
    assert page.request["PATH_INFO"] == address(published)
    assert "Published as version 2." in page.content.decode()
    assert f'href="{published.get_absolute_url()}"' in page.content.decode()
    assert published.publications.first().by == editor


def test_a_failed_check_is_named_and_nothing_typed_is_lost(client, editor, published):
    before = public(published)
    draft = factories.activity(pledge=published.pledge)
    Activity.objects.filter(pk=draft.pk).update(places="a;b")
    page = send(client, draft, "_publish", kind="event")
    draft.refresh_from_db()
    assert draft.kind == "event"
    assert draft.state == "draft"
    assert any(each.startswith(f"– {draft.reference}: A place contains a semicolon") for each in said(page))
    assert public(draft) is None
    assert public(published) == before


def test_a_new_activity_is_published_from_its_first_form(client, editor, published):
    first = client.get(reverse("admin:activities_activity_add"))
    assert [name for name in ("commitments", "_submit", "_publish") if f'name="{name}' in first.content.decode()] == []
    typed = {"pledge": published.pledge.pk, "title": "New", "description": "Text", "kind": "event", "reported": "2024"}
    page = client.post(reverse("admin:activities_activity_add"), fields_of(first) | typed, follow=True)
    made = Activity.objects.get(title="New")
    assert made.reference == f"{published.pledge.slug}-0002"
    assert page.request["PATH_INFO"] == address(made)
    assert "Choose the commitments that it serves, then submit it." in said(page)
    page = ticked(client, send(client, made, "_publish", commitments=[published.commitments.get().pk]))
    assert public(made)["listed"]
    assert page.request["PATH_INFO"] == address(made)


def test_a_commitment_of_another_pledge_is_refused(client, editor, published):
    page = send(client, published, commitments=[factories.commitment().pk])
    assert "is not one of the available choices" in page.content.decode()
    assert published.commitments.get().pledge == published.pledge


def test_an_update_alone_is_a_change_that_waits(client, editor, published):
    version = published.version
    typed = {"updates-0-date": "2024-05", "updates-0-text": "Done.\r\nAll of it.", "updates-0-status": "completed"}
    send(client, published, **typed)
    published.refresh_from_db()
    assert published.updates.get().text == "Done.\nAll of it."
    assert published.version > version
    assert published.has_unpublished_changes
    ticked(client, send(client, published, "_publish"))
    published.refresh_from_db()
    assert not published.has_unpublished_changes
    assert public(published)["record"]["status"] == "completed"
    assert public(published)["last_reported"] == "2024-05"


def test_a_form_sent_back_as_it_came_changes_nothing(client, editor, published):
    factories.update(published, text="One.\nTwo.")
    version = published.version
    send(client, published)
    published.refresh_from_db()
    assert published.version == version
    assert published.description == "First line.\nSecond line."


def test_pasted_text_is_cleaned(client, editor, published):
    send(client, published, title="No\u00a0break", description="A\ufffeB\x0bC\r\nD")
    published.refresh_from_db()
    assert published.title == "No break"
    assert published.description == "ABC\nD"


def test_the_list_publishes_all_or_nothing(client, editor, published):
    good, bad = (factories.activity(pledge=published.pledge) for _ in range(2))
    Activity.objects.filter(pk=bad.pk).update(places="a;b")
    page = client.post(reverse(LIST), selected([good, bad], "publish"))
    assert f"{bad.reference}: A place contains a semicolon" in page.content.decode()
    assert 'value="Publish"' not in page.content.decode()
    page = client.post(reverse(LIST), fields_of(page))
    assert page.status_code == 400
    assert f"{bad.reference}: A place contains a semicolon" in page.content.decode()
    assert public(good) is None
    client.post(reverse(LIST), fields_of(client.post(reverse(LIST), selected([good], "publish"))))
    assert public(good)["listed"]


def test_the_list_withdraws_once_confirmed(client, editor, published):
    page = client.post(reverse(LIST), selected([published], "withdraw"))
    assert public(published)["listed"]
    assert published.title in page.content.decode()
    client.post(reverse(LIST), fields_of(page))
    assert public(published)["withdrawn"]
    published.refresh_from_db()
    assert published.state == "withdrawn"


def test_the_form_withdraws_once_confirmed_and_publishes_again(client, editor, published):
    assert address(published, "withdraw") in client.get(address(published)).content.decode()
    page = client.get(address(published, "withdraw"))
    assert public(published)["listed"]
    client.post(address(published, "withdraw"), fields_of(page))
    assert public(published)["withdrawn"]
    assert "Withdrawn: not public." in client.get(address(published)).content.decode()
    send(client, published, "_publish")
    assert public(published)["listed"]
    assert [step.action for step in history.of(published)[:2]] == ["published", "withdrawn"]


def test_a_pledge_is_published_changed_and_withdrawn(client, editor, published):
    pledge = published.pledge
    commitment = published.commitments.get()
    assert "Published as version 1." in client.get(address(pledge)).content.decode()
    send(client, commitment, short_title="In other words")
    assert "Later changes are saved" in client.get(address(pledge)).content.decode()
    send(client, pledge, "_publish")
    assert public(published)["record"]["commitments"][0]["short_title"] == "In other words"
    client.post(address(pledge, "withdraw"), fields_of(client.get(address(pledge, "withdraw"))))
    assert not public(published)["listed"]
    assert "Its pledge is not public" in client.get(address(published)).content.decode()
    pledges = reverse("admin:commitments_pledge_changelist")
    client.post(pledges, fields_of(client.post(pledges, selected([pledge], "publish"))))
    assert public(published)["listed"]


def test_only_what_was_never_public_is_deleted(client, editor, published):
    draft = factories.activity(pledge=published.pledge)
    factories.update(draft)
    assert client.post(address(published, "delete"), {"post": "yes"}).status_code == 403
    page = client.post(reverse(LIST), selected([published, draft], "delete_selected", post="yes"))
    assert "Withdraw it instead" in page.content.decode()
    assert Activity.objects.count() == 2
    publishing.withdraw([published])
    assert client.post(address(published, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(address(draft, "delete"), fields_of(client.get(address(draft, "delete")))).status_code == 302
    assert not Activity.objects.filter(pk=draft.pk).exists()


def test_what_others_need_is_named_not_deleted(client, editor, published):
    country, commitment = published.countries.get(), published.commitments.get()
    for needed, named in ((country, published.reference), (published.pledge.framework, published.pledge.title)):
        page = client.post(address(needed, "delete"), {"post": "yes"})
        assert page.status_code == 200
        assert named in page.content.decode()
        needed.refresh_from_db()
    page = client.post(address(published.pledge, "delete"), {"post": "yes"})
    assert "Withdraw it instead" in page.content.decode()
    assert client.post(address(commitment, "delete"), {"post": "yes"}).status_code == 403


def test_the_pledge_of_an_activity_and_the_slug_of_a_pledge_are_fixed(client, editor, published):
    send(client, published, pledge=factories.pledge().pk, title="Same pledge")
    reference, pledge = published.reference, published.pledge
    send(client, pledge, slug="another", title="Same slug")
    published.refresh_from_db()
    assert (published.pledge, published.reference, published.title) == (pledge, reference, "Same pledge")
    assert published.pledge.slug == pledge.slug
    assert published.pledge.title == "Same slug"


def test_someone_who_may_only_look_can_publish_nothing(client, published):
    viewer = factories.user(is_staff=True)
    factories.membership(viewer, published.pledge, role="editor")
    client.force_login(viewer)
    publishing.withdraw([published])
    page = client.get(address(published)).content.decode()
    assert 'name="_publish"' not in page
    assert (
        client.post(address(published), fields_of(client.get(address(published))) | {"_publish": "x"}).status_code
        == 403
    )
    assert client.post(address(published, "withdraw")).status_code == 403
    client.post(reverse(LIST), selected([published], "publish"))
    assert public(published)["withdrawn"]


def test_a_country_named_twice_is_an_error_of_the_form(client, editor, published):
    country = published.countries.get()
    typed = {
        "placements-TOTAL_FORMS": "2", "placements-1-country": country.pk, "placements-1-activity": published.pk,
        "placements-1-id": "", "title": "Kept as typed",
    }  # fmt: skip
    page = send(client, published, **typed)
    assert "Kept as typed" in page.content.decode()
    assert published.placements.count() == 1


def test_a_comment_stands_on_the_form_until_it_is_acted_on(client, editor, published):
    draft = factories.activity(pledge=published.pledge)
    for action, comment, stands in (
        (Revision.Action.SUBMITTED, "", False),
        (Revision.Action.RETURNED, "Say how many.", True),
        (Revision.Action.CHANGED, "", True),
        (Revision.Action.SUBMITTED, "", False),
    ):
        history.record(draft, action, editor, comment)
        assert ("Say how many." in client.get(address(draft)).content.decode()) == stands


def test_a_page_is_called_by_what_it_shows(client, editor, published):
    assert client.get(reverse(LIST)).context["title"] == "Activities"
    assert client.get(address(published)).context["title"] == str(published)


def test_a_list_in_which_nothing_is_found_leads_to_the_whole(client, editor, published):
    page = client.get(reverse(LIST), {"q": "zzz"}).content.decode()
    assert '<a href="?">Show the whole list</a>' in page
    assert "Show the whole list" not in client.get(reverse(LIST)).content.decode()


def test_a_wrong_date_is_an_error_of_the_form(client, editor, published):
    for typed in ({"start": "2024-13"}, {"start": "2025", "end": "2024-12"}, {"updates-0-date": "May"}):
        page = send(client, published, title="Kept as typed", **typed)
        text = page.content.decode()
        assert "Kept as typed" in text
        assert 'id="mistakes"' in text
        for where, _sentence, control in page.context["mistakes"]:
            assert not control or f'<a href="#{control}">{where}</a>' in text
            assert not control or f'id="{control}"' in text


@pytest.mark.parametrize("todo", ["publishing", "date", "country", "source"])
def test_the_worklist_finds_exactly_what_is_missing(todo, client, editor, published):
    found = factories.activity(pledge=published.pledge)
    whole = factories.activity(pledge=published.pledge, start="2023", countries=[factories.country()])
    factories.source(whole)
    if todo == "publishing":
        publishing.publish([found])
        found.refresh_from_db()
        found.save()
    listed = client.get(reverse(LIST), {"worklist": todo}).context["cl"].result_list
    assert found in listed
    assert whole not in listed


def test_the_list_takes_the_same_queries_for_one_activity_and_for_forty(
    client, editor, published, django_assert_num_queries
):
    # session, user, count, rows, their commitments, the filters' pledges and offices
    with django_assert_num_queries(7):
        client.get(reverse(LIST))
    for _ in range(39):
        factories.activity(pledge=published.pledge)
    with django_assert_num_queries(7):
        client.get(reverse(LIST))
