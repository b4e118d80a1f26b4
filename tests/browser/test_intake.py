"""The round trip in a real browser: by keyboard alone, on a phone, in both colour schemes, without JavaScript."""

import csv

import pytest
from django.urls import reverse

from activities.models import Activity
from tests import factories

UPLOAD = reverse("admin:activities_activity_intake")
LIST = reverse("admin:activities_activity_changelist")


@pytest.fixture
def activity(transactional_db):
    made = factories.activity(title="First title", description="A long text of the report. " * 12)
    factories.indicator(name="policy makers trained")
    factories.country(name="Kenya", alpha3="KEN")
    return made


@pytest.fixture
def file(activity, tmp_path):
    """A spreadsheet with a row of each outcome."""
    other = factories.activity(pledge=activity.pledge, title="Stays")
    pledge, long = activity.pledge.slug, f"{activity.description.strip()}, and more"
    rows = [
        ["reference", "pledge", "commitments", "title", "description", "kind", "reported", "countries", "end"],
        [activity.reference, pledge, "1", "Second title", long, "programme", "2023-11-11", "KEN.", "Present"],
        [other.reference, pledge, "1", "Stays", other.description, "programme", "2023-11-11", "", ""],
        ["", pledge, "1", "A new one", "Its text", "training", "2024", "Kenya", ""],
        ["", pledge, "1", "A bad one", "Its text", "workshop", "03/04/2024", "Kenja", ""],
    ]
    made = tmp_path / "list.csv"
    with made.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
    return made


def sign_in(page, address):
    factories.administrator(username="editor")
    page.goto(address)
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()
    return page


def tab_to(page, locator, most=80):
    for _press in range(most):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("Not reached with the tabulator key.")


def test_the_round_trip_by_keyboard_and_axe_finds_nothing(page, axe, shot, file, activity):
    sign_in(page, LIST)
    link = page.get_by_role("link", name="Upload a spreadsheet")
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Upload a spreadsheet").wait_for()
    page.get_by_text("All columns and what to write in them").click()
    assert axe(page, preload=False) == []
    shot(page, "intake-upload")
    page.get_by_label("Spreadsheet").set_input_files(file)
    tab_to(page, page.get_by_role("button", name="Show what it would change"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What list.csv would change").wait_for()
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["Rejected", "Changed", "New", "Unchanged"]
    assert axe(page, preload=False) == []
    shot(page, "intake-preview")
    tab_to(page, page.get_by_role("button", name="Write 2 rows"))
    page.keyboard.press("Enter")
    page.get_by_text("2 activities were written").wait_for()
    assert axe(page, preload=False) == []
    shot(page, "intake-result")
    activity.refresh_from_db()
    assert (activity.title, Activity.objects.count()) == ("Second title", 3)


def test_a_bad_file_is_said_beside_the_field(page, axe, shot, activity, tmp_path, allow_console):
    allow_console("400")
    (tmp_path / "bad.csv").write_text("nothing of use")
    sign_in(page, UPLOAD)
    page.get_by_label("Spreadsheet").set_input_files(tmp_path / "bad.csv")
    page.get_by_role("button", name="Show what it would change").click()
    page.get_by_text("The file has no row of headings").wait_for()
    assert axe(page, preload=False) == []
    shot(page, "intake-bad")


def preview(page, file):
    sign_in(page, UPLOAD)
    page.get_by_label("Spreadsheet").set_input_files(file)
    page.get_by_role("button", name="Show what it would change").click()
    page.get_by_role("heading", name="What list.csv would change").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_in_both_colour_schemes(new_context, axe, shot, file, scheme):
    page = new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme).new_page()
    preview(page, file)
    shot(page, f"intake-phone-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page, preload=False) == []


def test_it_needs_no_script(new_context, file, activity):
    page = new_context(java_script_enabled=False).new_page()
    preview(page, file)
    page.get_by_role("button", name="Write 2 rows").click()
    page.get_by_text("2 activities were written").wait_for()
    activity.refresh_from_db()
    assert activity.title == "Second title"
