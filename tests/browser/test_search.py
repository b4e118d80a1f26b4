"""Suggestions while one types, in a real browser: by keyboard alone, read out, and a plain form without scripts."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge


@pytest.fixture
def undp_site(transactional_db):
    load_reference()
    load_undp_pledge()


def typed(page, text):
    """The field, with suggestions under it for this text."""
    field = page.get_by_role("combobox", name="Search the register")
    field.focus()
    with page.expect_response(
        lambda answer: "/search/?q=" in answer.url and answer.url.endswith(text.replace(" ", "+"))
    ):
        page.keyboard.type(text)
    return field


def test_a_country_is_found_under_an_everyday_name_by_keyboard_alone(page, undp_site, axe, shot):
    page.goto("/")
    field = typed(page, "ivory coast")
    option = page.get_by_role("option", name="Côte d'Ivoire")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="suggestion")).to_have_text(re.compile("^1 suggestion"))
    assert page.locator(f"#{field.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    shot(page, "suggestions")
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/countries/CIV/")


def test_escape_closes_the_list_and_enter_then_sends_the_form(page, undp_site):
    page.goto("/")
    field = typed(page, "remittances")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("remittances")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=remittances")
    expect(page.locator("mark").first).to_have_text(re.compile("^remittances", re.IGNORECASE))


def test_arrows_go_round_and_leaving_the_field_closes_the_list(page, undp_site):
    page.goto("/search/")
    field = typed(page, "moldova")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(options).to_have_count(0)
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(".*"))


def test_a_slip_of_a_key_is_answered_and_a_click_leads_on(page, undp_site):
    page.goto("/")
    typed(page, "kirgistan")
    expect(page.get_by_text("Did you mean")).to_be_visible()
    page.get_by_role("option", name="Kyrgyzstan").click()
    page.wait_for_url("**/countries/KGZ/")


def test_without_scripts_the_form_leads_to_names_and_activities(new_context, undp_site):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("searchbox", name="Search the register").fill("ivory coast")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Côte d'Ivoire").click()
    assert page.url.endswith("/countries/CIV/")


def test_a_question_is_offered_as_a_filter_while_one_types(page, undp_site, axe, shot):
    page.goto("/")
    typed(page, "moldova since 2022")
    page.get_by_role("option", name="Republic of Moldova · 2022 or later").click()
    page.wait_for_url("**/activities/?country=MDA&year=2022*")
    page.goto("/search/?q=What+did+UNDP+do+in+Moldova+since+2022")
    assert axe(page) == []
    shot(page, "question")
    page.get_by_role("link", name="Include them").click()
    expect(page.locator("#results")).to_have_attribute("data-total", "6")


def test_a_reference_leads_to_its_activity(page, undp_site):
    page.goto("/")
    typed(page, "undp-gcm-0017")
    page.keyboard.press("Enter")
    page.wait_for_url("**/activities/undp-gcm-0017/")


@pytest.mark.parametrize(("query", "titles"), [("UNDP GCM 0017", ["One"]), ("osh", ["Two"]), ("activities", [])])
def test_the_search_of_a_copy_finds_words_and_references(page, tmp_path, query, titles):
    script = Path(settings.BASE_DIR, "static/js/copy-search.js").read_text()
    one, two = (
        ["../activities/undp-gcm-0017/index.html", "One", " x", []],
        ["../activities/undp-gcm-0018/", "Two", " osh", []],
    )
    body = '<input id="search-words"><p id="found" data-none="0" data-one="1" data-many="2"></p><ol id="results"></ol>'
    data = f"const NAMES = []; const ACTIVITIES = {json.dumps([one, two])};"
    (tmp_path / "index.html").write_text(f"{body}<script>{data}\n{script}</script>")
    page.goto(f"file://{tmp_path}/index.html?q={query.replace(' ', '%20')}")
    expect(page.get_by_role("listitem")).to_have_text(titles)
