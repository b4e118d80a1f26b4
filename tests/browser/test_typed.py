"""What was typed and not saved: kept in the browser for who typed it, offered back, and forgotten once it is saved."""

import pytest
from django.test import Client
from django.urls import reverse

from activities import publishing
from commitments.models import Membership, Opening
from tests import factories

LIST = reverse("admin:activities_activity_changelist")
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('typed:'))"
ALL_KEPT = "() => JSON.stringify(Object.entries(localStorage))"


@pytest.fixture
def pledge(transactional_db):
    pledge = factories.pledge(made_by=[factories.partner()])
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    factories.partner(name="Red Crescent")
    return pledge


@pytest.fixture
def ana(pledge):
    return someone(pledge, "ana")


def someone(pledge, name):
    user = factories.user(username=name, first_name=name.capitalize(), is_staff=True)
    factories.membership(user, pledge, role=Membership.Role.EDITOR)
    return user


@pytest.fixture
def sign_in(base_url):
    """`sign_in(page, user)`: without the page that asks for the password."""

    def signed_in(page, user):
        client = Client()
        client.force_login(user)
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])

    return signed_in


@pytest.fixture
def desk(page, ana, sign_in):
    page.set_default_timeout(15_000)
    sign_in(page, ana)
    return page


@pytest.fixture
def look(axe, shot):
    """`look(page, name)`: nothing that axe holds against it, wide and light, then narrow and dark."""

    def looked(page, name):
        for width, scheme in ((1280, "light"), (390, "dark")):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            shot(page, f"typed-{name}-{width}-{scheme}")
            assert axe(page, preload=False) == [], name
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        page.set_viewport_size({"width": 1280, "height": 900})

    return looked


def form_of(activity):
    return reverse("admin:activities_activity_change", args=[activity.pk])


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def sign_in_by_form(page, name):
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()


def is_kept(page):
    """Waits until something is."""
    for _attempt in range(50):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was kept")


def test_what_was_typed_survives_a_sign_in_that_lapsed(desk, pledge, look):
    activity = factories.activity(pledge=pledge, title="Before")
    desk.goto(form_of(activity))
    desk.locator("#id_title").fill("Typed for an hour")
    desk.locator("#id_updates-0-date").fill("2024")
    desk.locator("#id_updates-0-text").fill("First news.\nOn two lines.")
    desk.locator("#updates-group .add-row a").click()
    desk.locator("#id_updates-1-date").fill("2025")
    desk.locator("#id_updates-1-text").fill("Second news.")
    desk.locator("#participations-group .add-row a").click()
    desk.locator("#participations-0").get_by_role("combobox", name="Partner").fill("Red")
    desk.get_by_role("option", name="Red Crescent").click()

    desk.context.clear_cookies(name="sessionid")
    save(desk)
    desk.get_by_text("What you just sent is not saved. This browser keeps it").wait_for()
    desk.get_by_text("Sign in to continue.").wait_for()
    look(desk, "login")
    sign_in_by_form(desk, "ana")

    desk.get_by_text("you typed something here that was not saved").wait_for()
    assert desk.locator("#id_title").input_value() == "Before"
    look(desk, "offer")
    desk.get_by_role("button", name="Put it back into the form").click()
    desk.get_by_text("What you typed is back in the form. It is not saved yet").wait_for()
    look(desk, "returned")
    activity.refresh_from_db()
    assert activity.title == "Before", "nothing is saved by putting it back"
    assert desk.locator("#id_title").input_value() == "Typed for an hour"
    assert desk.locator("#participations-0").get_by_role("combobox", name="Partner").input_value() == "Red Crescent"
    save(desk)
    desk.locator(".messagelist .success").wait_for()
    activity.refresh_from_db()
    assert activity.title == "Typed for an hour"
    assert [each.text for each in activity.updates.all()] == ["Second news.", "First news.\nOn two lines."]
    assert [str(each.partner) for each in activity.participations.all()] == ["Red Crescent"]
    assert desk.evaluate(KEPT) == []
    desk.goto(form_of(activity))
    assert not desk.get_by_text("you typed something here").is_visible()


def test_it_survives_a_form_that_is_refused_as_forged(desk, pledge, base_url, look, allow_console):
    allow_console("403")
    activity = factories.activity(pledge=pledge)
    desk.goto(form_of(activity))
    desk.locator("#id_title").fill("Typed before another sign-in")
    # As by a sign-in in another window.
    desk.context.add_cookies([{"name": "csrftoken", "value": "x" * 32, "url": base_url}])
    save(desk)
    desk.get_by_text("Nothing is saved.").wait_for()
    desk.get_by_text("This browser keeps what you typed.").wait_for()
    look(desk, "refused")
    desk.get_by_role("link", name="Open the page again").click()
    desk.get_by_role("button", name="Put it back into the form").click()
    desk.get_by_text("What you typed is back in the form.").wait_for()
    save(desk)
    desk.locator(".messagelist .success").wait_for()
    activity.refresh_from_db()
    assert activity.title == "Typed before another sign-in"


def test_a_new_record_is_kept_too_and_a_form_with_mistakes_once_only(desk, pledge):
    desk.goto(reverse("admin:activities_activity_add"))
    desk.locator("#id_title").fill("New and half done")
    save(desk)
    desk.locator("#mistakes").wait_for()
    desk.locator("#id_description").fill("Some text")
    save(desk)
    desk.locator("#mistakes").wait_for()
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto(LIST)
    desk.goto(reverse("admin:activities_activity_add"))
    assert desk.get_by_role("button", name="Put it back into the form").count() == 1
    desk.get_by_role("button", name="Put it back into the form").click()
    desk.get_by_text("What you typed is back in the form.").wait_for()
    assert desk.locator("#id_title").input_value() == "New and half done"
    assert desk.locator("#id_description").input_value() == "Some text"


def test_what_is_put_back_over_a_later_version_is_shown_beside_it(desk, pledge):
    activity = factories.activity(pledge=pledge, description="First.")
    desk.goto(form_of(activity))
    desk.locator("#id_description").fill("Mine.")
    desk.context.clear_cookies(name="sessionid")
    save(desk)
    activity.description = "Theirs."
    activity.save()
    sign_in_by_form(desk, "ana")
    desk.get_by_role("button", name="Put it back into the form").click()
    desk.locator("#conflict").wait_for()
    assert "Theirs." in desk.locator("#conflict").inner_text()
    assert desk.locator("#id_description").input_value() == "Mine."


def test_another_person_at_the_same_browser_is_offered_nothing(desk, pledge, ana, sign_in):
    activity = factories.activity(pledge=pledge)
    someone(pledge, "ben")
    desk.goto(form_of(activity))
    desk.locator("#id_title").fill("Of Ana alone")
    desk.context.clear_cookies(name="sessionid")
    save(desk)
    sign_in_by_form(desk, "ben")
    desk.locator("#id_title").wait_for()
    assert not desk.get_by_text("you typed something here").is_visible()
    # It is there still for Ana.
    assert len(desk.evaluate(KEPT)) == 1
    sign_in(desk, ana)
    desk.goto(form_of(activity))
    desk.get_by_text("you typed something here").wait_for()


def test_who_signs_out_leaves_nothing_behind(desk, pledge):
    activity = factories.activity(pledge=pledge)
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto(form_of(activity))
    desk.locator("#id_title").fill("Typed")
    is_kept(desk)
    desk.get_by_role("button", name="Log out").click()
    desk.wait_for_url("**/logout/")
    assert desk.evaluate(KEPT) == []


def test_what_is_offered_can_be_deleted(desk, pledge):
    activity = factories.activity(pledge=pledge)
    desk.goto(form_of(activity))
    desk.locator("#id_title").fill("Typed")
    desk.context.clear_cookies(name="sessionid")
    save(desk)
    sign_in_by_form(desk, "ana")
    desk.get_by_role("button", name="Delete it").click()
    assert not desk.get_by_text("you typed something here").is_visible()
    assert desk.evaluate(KEPT) == []


def test_passwords_and_tokens_are_never_kept(page, pledge, sign_in):
    sign_in(page, factories.administrator(username="chief"))
    page.goto(reverse("admin:commitments_user_add"))
    page.get_by_label("Username").fill("newcomer")
    page.locator("#id_password1").fill("a secret of mine")
    page.locator("#id_password2").fill("another secret")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".errorlist").first.wait_for()
    page.goto(form_of(activity := factories.activity(pledge=pledge)))
    page.locator("#id_title").fill("Typed")
    is_kept(page)
    kept = page.evaluate(ALL_KEPT)
    assert f":activities.activity:{activity.pk}" in kept
    assert "secret" not in kept
    assert "csrfmiddlewaretoken" not in kept


def test_ticks_of_many_texts_survive_too(desk, pledge, look):
    drafts = [factories.activity(pledge=pledge, do_no_harm=False) for _ in range(4)]
    desk.goto(LIST)
    desk.locator("#action-toggle").check()
    desk.locator("select[name=action]").select_option("submit")
    desk.get_by_role("button", name="Go").click()
    look(desk, "texts")
    for box in desk.locator("input[name=harmless]").all()[:3]:
        box.check()
    desk.context.clear_cookies(name="sessionid")
    desk.locator("input[type=submit].default").click()
    sign_in_by_form(desk, "ana")
    desk.get_by_text("you typed something here that was not saved").wait_for()
    look(desk, "list-offer")
    desk.get_by_role("button", name="Put it back into the form").click()
    desk.get_by_text("What you typed and ticked is back on the page.").wait_for()
    assert desk.locator("input[name=harmless]:checked").count() == 3
    desk.locator("input[type=submit].default").click()
    desk.get_by_text("3 records wait for review.").wait_for()
    look(desk, "left")
    assert desk.evaluate(KEPT) == []
    assert sorted(each.state for each in map(refreshed, drafts)) == ["draft", "in-review", "in-review", "in-review"]


def refreshed(record):
    record.refresh_from_db()
    return record


def test_nobody_is_said_to_have_a_form_open_that_was_left(desk, pledge, open_context, sign_in):
    activity, cem = factories.activity(pledge=pledge), someone(pledge, "cem")
    desk.goto(form_of(activity))
    other = open_context().new_page()
    sign_in(other, cem)
    other.goto(form_of(activity))
    other.get_by_text("Ana opened this at").wait_for()
    desk.goto(LIST)
    for _attempt in range(50):
        if not Opening.objects.filter(user__username="ana").exists():
            break
        desk.wait_for_timeout(100)
    other.reload()
    assert not other.get_by_text("Ana opened this at").count()
    # One that is saved and goes on, or is open a second time, stays open.
    desk.goto(form_of(activity))
    desk.get_by_role("button", name="Save and continue editing").click()
    desk.locator(".messagelist .success").wait_for()
    desk.wait_for_timeout(500)
    assert Opening.objects.filter(user__username="ana").exists()
