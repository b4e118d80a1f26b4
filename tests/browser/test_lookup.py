"""Choosing records at the desk: by keyboard alone, in rows added later, through the pop-up, and without JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories

MOST_TABS = 150


@pytest.fixture
def activity(transactional_db):
    pledge = factories.pledge(title="A pledge")
    factories.country(name="Kyrgyzstan", alpha3="KGZ")
    factories.country(name="Tajikistan", alpha3="TJK")
    factories.partner(name="Women's Union")
    regions = [factories.region(name="Central Asia"), factories.region(name="Silk Road")]
    return factories.activity(pledge=pledge, title="Training", regions=regions)


def signed_in(context, client, base_url):
    client.force_login(factories.administrator())
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])
    return context


@pytest.fixture
def form(page, context, client, base_url, activity):
    """The activity's form, in the browser of someone signed in."""
    signed_in(context, client, base_url)
    page.goto(reverse("admin:activities_activity_change", args=[activity.pk]))
    return page


def tab_to(page, selector):
    """Presses Tab until what has the focus matches `selector`."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}.")


def options(page, **named):
    """Of the open list: a plain select has options too."""
    return page.locator(".lookup-list").get_by_role("option", **named)


def announced(page):
    return page.locator("[role=status].visually-hidden")


def test_country_and_partner_are_added_and_a_region_removed_by_keyboard_alone(form, activity, axe, shot):
    press, write = form.keyboard.press, form.keyboard.type
    tab_to(form, ".field-regions .lookup-items button")
    assert form.evaluate("document.activeElement.ariaLabel") == "Remove Central Asia"
    press("Enter")
    expect(announced(form)).to_have_text("Central Asia is removed.")
    assert form.evaluate("document.activeElement.ariaLabel") == "Remove Silk Road", "the focus stays near"

    tab_to(form, "#placements-group .add-row a")
    press("Space")
    expect(form.get_by_role("combobox", name="Country or area")).to_be_focused()
    with form.expect_response(re.compile("term=an&")):  # Kyrgyzstan, Tajikistan
        write("an")
    expect(announced(form)).to_contain_text("Found: 2.")
    press("End")  # moves the caret: nothing in the list is active yet
    for key in ("ArrowDown", "ArrowDown", "Home", "End"):
        press(key)
    active = form.locator(f"#{form.evaluate('document.activeElement.getAttribute(`aria-activedescendant`)')}")
    assert active.inner_text() == "Tajikistan"
    assert axe(form, preload=False) == []
    shot(form, "lookup-open")
    press("Enter")
    expect(form.get_by_role("combobox", name="Country or area")).to_have_value("Tajikistan")
    expect(announced(form)).to_have_text("Tajikistan is chosen.")

    tab_to(form, "#participations-group .add-row a")
    press("Enter")
    with form.expect_response(re.compile("term=union&")):
        write("union")
    expect(options(form)).to_have_count(1)
    press("Enter")  # the only one
    shot(form, "lookup-chosen")
    tab_to(form, "input[name=_save]")
    press("Enter")
    form.locator(".messagelist .success").wait_for()
    assert [placement.country.name for placement in activity.placements.all()] == ["Tajikistan"]
    assert [part.partner.name for part in activity.participations.all()] == ["Women's Union"]
    assert [region.name for region in activity.regions.all()] == ["Silk Road"]


def test_escape_closes_the_list_and_then_takes_the_text_back(form):
    box = form.get_by_role("combobox", name="Regions")
    box.press_sequentially("silk")
    options(form, name="Silk Road", selected=True).wait_for()
    box.press("Escape")
    expect(form.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("silk")
    box.press("Escape")
    expect(box).to_have_value("")


def test_nothing_found_is_said_and_enter_sends_no_half_form(form):
    box = form.get_by_role("combobox", name="Office")
    box.press_sequentially("nowhere")
    box.press("Enter")
    expect(announced(form)).to_have_text("Nothing matches.")
    assert form.url.endswith("/change/")
    assert form.locator(".messagelist .success").count() == 0


def test_text_that_was_not_chosen_is_kept_and_named(form, activity):
    factories.office(name="Office of Bishkek")
    factories.office(name="Office of Osh")
    box = form.get_by_role("combobox", name="Office")
    box.fill("office of")
    form.get_by_role("button", name="Save", exact=True).click()
    form.locator("#id_office_error").get_by_text(
        "“office of” can mean several: Office of Bishkek; Office of Osh."
    ).wait_for()
    expect(form.get_by_role("combobox", name="Office")).to_have_value("office of")
    form.get_by_role("combobox", name="Office").fill("office of osh")
    form.get_by_role("button", name="Save", exact=True).click()
    form.locator(".messagelist .success").wait_for()
    activity.refresh_from_db()
    assert activity.office.name == "Office of Osh"


def test_one_chosen_record_gives_way_to_another_or_to_none(form, activity):
    for name in ("Bishkek", "Osh"):
        factories.office(name=name)
        box = form.get_by_role("combobox", name="Office")
        box.fill(name)
        options(form, name=name).click()
        form.get_by_role("button", name="Save and continue editing").click()
        form.locator(".messagelist .success").wait_for()
        activity.refresh_from_db()
        assert activity.office.name == name
    form.get_by_role("combobox", name="Office").fill("")
    form.get_by_role("button", name="Save and continue editing").click()
    form.locator(".messagelist .success").wait_for()
    activity.refresh_from_db()
    assert activity.office is None


def test_more_than_a_page_of_records_is_reached(form):
    for place in range(25):
        factories.office(name=f"Office {place:02}")
    box = form.get_by_role("combobox", name="Office")
    box.click()
    expect(options(form)).to_have_count(21)
    box.press("ArrowUp")
    box.press("Enter")
    expect(options(form)).to_have_count(25)
    assert form.locator("[role=option].active").inner_text() == "Office 20"


def test_what_a_pop_up_adds_is_chosen(form, activity):
    with form.expect_popup() as opened:
        form.locator("#add_id_office").click()
    popup = opened.value
    popup.locator("#id_name").fill("Naryn")
    popup.locator("#id_slug").fill("naryn")
    popup.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("combobox", name="Office")).to_have_value("Naryn")
    assert form.locator("#change_id_office").get_attribute("href"), "and can be changed from here"
    form.get_by_role("button", name="Save", exact=True).click()
    form.locator(".messagelist .success").wait_for()
    activity.refresh_from_db()
    assert activity.office.name == "Naryn"


def test_a_lost_connection_is_said(form, allow_console):
    allow_console("ERR_FAILED")
    form.route(re.compile("autocomplete"), lambda route: route.abort())
    form.get_by_role("combobox", name="Office").press_sequentially("osh")
    expect(announced(form)).to_contain_text("The site looks it up when you save")


def test_without_javascript_names_and_codes_are_typed(new_context, client, base_url, activity):
    office = factories.office(name="Osh")
    factories.placement(activity, factories.country(name="Uzbekistan", alpha3="UZB"))
    page = signed_in(new_context(java_script_enabled=False), client, base_url).new_page()
    page.goto(reverse("admin:activities_activity_change", args=[activity.pk]))
    page.locator("#id_office-typed").fill("osh")
    page.locator("#id_placements-0-country-typed").fill("TJK")
    page.locator("#id_regions").select_option([])
    page.locator("#id_regions-typed").fill("silk road; central")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    activity.refresh_from_db()
    assert activity.office == office
    assert activity.placements.get().country.name == "Tajikistan"
    assert sorted(region.name for region in activity.regions.all()) == ["Central Asia", "Silk Road"]


def test_the_stock_lookup_is_no_longer_loaded(form):
    assert form.locator("[src*=select2], [href*=select2]").count() == 0
