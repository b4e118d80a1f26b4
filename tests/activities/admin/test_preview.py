"""The page as publishing would make it, for staff alone."""

from django.urls import reverse

from activities.models import PublicActivity
from tests import factories


def preview(activity):
    return reverse("admin:activities_activity_preview", args=[activity.pk])


def test_staff_see_the_draft_on_the_public_page_and_nobody_keeps_it(client, editor):
    draft = factories.activity(title="Nothing but a draft")
    page = client.get(preview(draft))
    assert page.status_code == 200
    assert "Nothing but a draft" in page.content.decode()
    assert "private" in page["Cache-Control"]
    assert "no-store" in page["Cache-Control"]
    assert not PublicActivity.objects.exists()


def test_an_unpublished_change_is_in_the_preview_alone(client, editor, published):
    published.title = "Changed since"
    published.save()
    assert "Changed since" in client.get(preview(published)).content.decode()
    assert "Changed since" not in client.get(published.get_absolute_url()).content.decode()


def test_others_are_sent_to_sign_in(client, db):
    draft = factories.activity()
    answer = client.get(preview(draft))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))
    client.force_login(factories.user())
    assert client.get(preview(draft)).status_code == 302
    client.force_login(factories.user(is_staff=True))
    assert client.get(preview(draft)).status_code == 404


def test_no_such_draft(client, editor):
    for key in ("0", "abc", "99999999999999999999"):
        assert client.get(reverse("admin:activities_activity_preview", args=[key])).status_code == 404
