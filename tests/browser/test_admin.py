"""The desk in a real browser: under the site's own policy, and with nothing but what an editor sees."""

import time

import pytest
from django.urls import reverse

from activities import publishing
from tests import factories

SECONDS_FOR_AN_UPDATE = 60


@pytest.fixture
def published(transactional_db, settings):
    settings.SUBMIT_AND_PUBLISH = True  # one person writes and publishes
    pledge = factories.pledge(made_by=[factories.partner()], title="A pledge")
    activity = factories.activity(pledge=pledge, title="Training in Bishkek", countries=[factories.country()])
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    return activity


@pytest.fixture
def desk(page, published):
    """The list of activities, reached by signing in."""
    factories.administrator(username="editor")
    page.goto(reverse("admin:activities_activity_changelist"))
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Activities", exact=True).wait_for()
    return page


def test_an_update_is_one_form_and_the_first_thing_on_it(desk, published, shot):
    shot(desk, "admin-list")
    started = time.monotonic()
    desk.locator("#searchbar").fill("Bishkek")
    desk.locator("#searchbar").press("Enter")
    desk.get_by_role("link", name="Training in Bishkek").click()
    row = desk.locator("#updates-0")
    assert row.bounding_box()["y"] < desk.locator("#id_title").bounding_box()["y"]
    row.get_by_role("textbox").nth(0).fill("2026-11")
    row.get_by_role("textbox").nth(1).fill("Two more groups were trained.")
    shot(desk, "admin-activity")
    desk.get_by_role("button", name="Save and publish").click()
    desk.get_by_label("Nobody at risk can be identified").check()
    desk.get_by_role("button", name="Publish").click()
    desk.get_by_text("Published as version 2.").wait_for()
    assert time.monotonic() - started < SECONDS_FOR_AN_UPDATE
    assert published.updates.get().date == "2026-11"


def test_what_is_missing_is_named_on_the_page_that_publishes(desk, published, shot, allow_console):
    allow_console("400")
    draft = factories.activity(pledge=published.pledge, do_no_harm=False)
    desk.goto(reverse("admin:activities_activity_change", args=[draft.pk]))
    desk.get_by_role("button", name="Save and publish").click()
    desk.get_by_role("button", name="Publish").click()
    desk.get_by_text("Tick that nobody at risk can be identified").first.wait_for()
    shot(desk, "admin-publish-error")


def test_lookups_and_new_rows_work_under_the_policy(desk, published, shot):
    office = factories.office(name="Bishkek office")
    desk.goto(reverse("admin:activities_activity_change", args=[published.pk]))
    desk.get_by_role("combobox", name="Office").press_sequentially("Bishkek")
    desk.get_by_role("option", name="Bishkek office").click()
    desk.get_by_text("Add another Source").click()
    desk.locator("#id_sources-0-title").fill("A report")
    desk.locator("#id_sources-0-url").fill("https://example.org/report")
    shot(desk, "admin-lookup")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.locator(".messagelist .success").wait_for()
    published.refresh_from_db()
    assert published.office == office
    assert published.sources.get().title == "A report"


@pytest.mark.parametrize("model", ["pledge", "commitment", "user"])
def test_other_forms_open_under_the_policy(desk, published, model, shot):
    desk.goto(reverse(f"admin:commitments_{model}_changelist"))
    desk.locator("#result_list tbody th a").first.click()
    desk.get_by_role("button", name="Save", exact=True).wait_for()
    shot(desk, f"admin-{model}")


def test_withdrawing_asks_first(desk, published, shot):
    desk.goto(reverse("admin:activities_activity_change", args=[published.pk]))
    desk.get_by_role("link", name="Withdraw").click()
    desk.get_by_role("heading", name="Withdraw?").wait_for()
    shot(desk, "admin-withdraw")
    desk.get_by_role("button", name="Withdraw").click()
    desk.get_by_text("Withdrawn: not public.").wait_for()
    desk.get_by_role("link", name="Preview").click()
    desk.get_by_role("heading", name="Training in Bishkek").wait_for()
    shot(desk, "admin-preview")
