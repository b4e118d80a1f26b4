"""What the browser sends back is drawn in its form and saves nothing; what is saved, the browser is told to forget."""

import pytest
from django.test import Client
from django.urls import reverse

from activities.models import Activity
from commitments import history
from commitments.models import Opening
from tests import factories
from tests.forms import fields_of

LEFT = reverse("admin:left")
LIST = reverse("admin:activities_activity_changelist")


@pytest.fixture
def chief(client, db):
    user = factories.administrator(username="chief")
    client.force_login(user)
    return user


@pytest.fixture
def activity(db):
    return factories.activity(title="Before")


def form_of(activity):
    return reverse("admin:activities_activity_change", args=[activity.pk])


def sent(client, address, **typed):
    return client.post(address, fields_of(client.get(address)) | typed)


# --- Put back ---------------------------------------------------------------------------------------------------------
def test_what_is_put_back_stands_in_the_form_and_is_not_saved(client, chief, activity):
    page = sent(client, form_of(activity), title="Typed", _typed="yes", _kept_id="abc")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="Typed"' in text
    assert "What you typed is back in the form." in text
    assert 'name="_kept_id" value="abc"' in text
    assert 'id="mistakes"' not in text
    assert Activity.objects.get().title == "Before"
    assert not history.of(activity).exists()
    assert "typed_saved" not in page.cookies


@pytest.mark.parametrize("button", ["_save", "_submit", "_publish", "_continue"])
def test_no_button_saves_what_is_put_back(client, chief, activity, button):
    sent(client, form_of(activity), title="Typed", _typed="yes", **{button: "x"})
    assert Activity.objects.get().title == "Before"
    assert Activity.objects.get().state == "draft"


def test_what_is_wrong_in_it_is_said(client, chief, activity):
    page = sent(client, form_of(activity), title="", _typed="yes")
    assert [where for where, _sentence, _id in page.context["mistakes"]] == ["Title"]


def test_over_a_later_version_both_are_shown(client, chief, activity):
    values = fields_of(client.get(form_of(activity)))
    activity.title = "Theirs"
    activity.save()
    page = client.post(form_of(activity), values | {"title": "Typed", "_typed": "yes"})
    assert page.context["conflict"].theirs["title"] == "Theirs"
    assert 'value="Typed"' in page.content.decode()


def test_a_comment_is_put_back_on_the_page_of_its_step(client, chief, activity):
    address = reverse("admin:activities_activity_return", args=[activity.pk])
    page = client.post(address, {"comment": "Say where.", "_typed": "yes", "decided": "yes"})
    assert "Say where." in page.content.decode()
    assert not history.of(activity).exists()


# --- Forgotten --------------------------------------------------------------------------------------------------------
def test_the_browser_is_told_what_is_saved(client, chief, activity):
    answer = sent(client, form_of(activity), title="Typed")
    cookie = answer.cookies["typed_saved"]
    assert cookie.value == f"{chief.pk}:activities.activity:{activity.pk}"
    assert (cookie["path"], cookie["samesite"]) == (reverse("admin:index"), "Lax")
    assert f'data-kept="{cookie.value}"' in client.get(form_of(activity)).content.decode()
    assert "typed_saved" not in sent(client, form_of(activity), title="").cookies


def test_a_refused_form_says_that_nothing_is_saved_and_leads_back(chief, activity):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(chief)
    page = browser.post(f"{form_of(activity)}?_changelist_filters=q%3Dx", {"title": "Typed"})
    text = page.content.decode()
    assert page.status_code == 403
    assert "Nothing is saved." in text
    assert f'href="{form_of(activity)}?_changelist_filters=q%3Dx"' in text


def test_the_page_to_sign_in_says_why_only_to_who_was_led_there(client, db):
    assert "Sign in to continue." in client.get(LIST, follow=True).content.decode()
    assert "Sign in to continue." not in client.get(reverse("admin:index"), follow=True).content.decode()


# --- Left -------------------------------------------------------------------------------------------------------------
def opened(client, activity):
    return client.get(form_of(activity)).context["opening"]


def test_a_form_that_is_left_is_open_no_more(client, chief, activity):
    opening = opened(client, activity)
    assert client.post(LEFT, opening).status_code == 204
    assert not Opening.objects.exists()


def test_an_earlier_page_of_the_same_person_ends_nothing(client, chief, activity):
    first, _second = opened(client, activity), opened(client, activity)
    client.post(LEFT, first)
    assert Opening.objects.count() == 1


def test_nobody_ends_what_another_has_open(client, chief, activity):
    opening = opened(client, activity)
    client.force_login(factories.administrator())
    client.post(LEFT, opening)
    assert Opening.objects.get().user == chief


@pytest.mark.parametrize(
    "forged", [{}, {"record": "x"}, {"record": "a:\0", "at": "\0"}, {"record": ":", "at": "2024-99"}]
)
def test_nonsense_ends_nothing_and_is_no_server_error(client, chief, activity, forged):
    opened(client, activity)
    assert client.post(LEFT, forged).status_code == 204
    assert Opening.objects.count() == 1
