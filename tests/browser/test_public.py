"""The public site in a real browser, on UNDP's pledge: for everyone, at every width, with and without JavaScript."""

import re

import pytest

from activities import publishing
from activities.models import Activity
from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge
from tests import factories
from tests.browser.conftest import SEEN

PAGES = {
    "home": "/",
    "pledges": "/pledges/",
    "pledge": "/pledges/undp-gcm/",
    "commitment": "/pledges/undp-gcm/5/",
    "commitment-without-activity": "/pledges/undp-gcm/3/",
    "list": "/activities/",
    "list-filtered": "/activities/?country=KGZ&country=XKX&q=project&sort=title",
    "list-empty": "/activities/?country=KGZ&kind=event",
    "list-unknown-value": "/activities/?country=XXX",
    "list-map": "/activities/?view=map",
    "choose": "/activities/choose/country/?kind=programme",
    "choose-grouped": "/activities/choose/region/",
    "activity": "/activities/undp-gcm-0002/",
    "activity-with-note": "/activities/undp-gcm-0007/",
    "activity-rich": "/activities/undp-gcm-0001/",
    "old-version": "/activities/undp-gcm-0001/v/1/",
    "versions": "/activities/undp-gcm-0001/versions/",
    "versions-with-note": "/activities/undp-gcm-0007/versions/",
    "withdrawn": "/activities/undp-gcm-0045/",
    "countries": "/countries/",
    "countries-by-activities": "/countries/?sort=activities",
    "country": "/countries/KGZ/",
    "country-with-note": "/countries/XKX/",
    "country-without-activity": "/countries/AND/",
    "regions": "/regions/",
    "region": "/regions/western-balkans/",
    "partners": "/partners/",
    "partner": "/partners/iom/",
    "pledge-maker": "/partners/undp/",
    "data": "/data/",
    "api": "/api/",
    "accessibility": "/accessibility/",
    "style": "/style/",
    "report": "/pledges/undp-gcm/report/?from=2024",
    "report-odd": "/pledges/undp-gcm/report/?from=soon",
    "objectives": "/objectives/",
    "objective": "/objectives/gcm-20/",
    "search": "/search/?q=kosovo",
    "search-near": "/search/?q=kirgistan",
    "embed": "/embed/?commitment=undp-gcm-5",
    "embed-list": "/embed/activities/?country=XKX&country=KGZ",
    "embed-commitment": "/embed/commitments/undp-gcm-3/",
    "embed-country": "/embed/countries/KGZ/",
    "table": "/activities/?view=table&country=MDA",
    "table-unknown-value": "/activities/?view=table&country=XXX",
    "timeline": "/activities/?view=timeline",
    "not-found": "/activities/?page=99",
    "too-long": "/activities/?q=" + "a" * 9000,
    "charts": "/activities/?view=charts",
    "gaps": "/activities/?view=gaps",
    "gaps-by-year": "/activities/?view=gaps&by=year&country=KGZ&year=2023&year=undated",
}
ANSWERED_WITH_AN_ERROR = r"status of (404|410|414)"


@pytest.fixture
def undp_site(transactional_db):
    """UNDP's pledge; its first activity has everything a page can show, in four versions; its last one is withdrawn."""
    load_reference()
    load_undp_pledge()
    first, last = Activity.objects.get(reference="undp-gcm-0001"), Activity.objects.get(reference="undp-gcm-0045")
    factories.update(first, date="2024-05", text="Tres talleres más.", status="completed", language="es")
    factories.source(
        first, title="Workshop report", archived_url="https://archive.example.org/1", published_on="2024-04"
    )
    first.same_project.add(Activity.objects.get(reference="undp-gcm-0002"))
    publishing.publish([first])
    publishing.withdraw([first])
    publishing.publish([first])
    correct(first)
    noted = Activity.objects.get(reference="undp-gcm-0007")
    noted.placements.all().delete()
    publishing.publish([noted])
    publishing.withdraw([last])


def correct(activity):
    """A correction of each kind: of words and lines, dates, items, an update that stays, a source that goes."""
    activity.refresh_from_db()
    activity.description = activity.description.replace(" and ", " or ", 2) + "\n\nA second paragraph, in full."
    activity.start, activity.reported, activity.places = "2023-11", "2023-11-24", "Osh\nBatken"
    activity.save()
    activity.updates.update(text="Cuatro talleres más.")
    activity.sources.all().delete()
    activity.placements.filter(planned=True).update(planned=False)
    publishing.publish([activity])


def test_no_page_breaks_an_accessibility_rule_and_each_fits_a_width_of_320_pixels(
    page, undp_site, axe, shot, allow_console
):
    """In light with every rule of axe, in dark with those that colours can change, each page loaded once."""
    allow_console(ANSWERED_WITH_AN_ERROR)
    complaints = []
    for name, address in PAGES.items():
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(address)
        for scheme, rules in (("light", {}), ("dark", {"runOnly": SEEN})):
            page.emulate_media(color_scheme=scheme)
            shot(page, f"{name}-{scheme}")
            complaints += [f"{name}, {scheme}: {line}" for line in axe(page, **rules)]
        page.set_viewport_size({"width": 320, "height": 700})
        shot(page, f"{name}-320")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            complaints.append(f"{name}: {width} px wide")
    assert not complaints, "\n".join(complaints)


def test_without_javascript_the_filter_the_chooser_and_the_download_work(new_context, undp_site):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="Activities", exact=True).first.click()
    page.get_by_role("checkbox", name="Kyrgyzstan").check()
    page.get_by_role("button", name="Show activities").first.click()
    assert total(page) == 6
    page.get_by_role("checkbox", name="20. Remittances").check()
    page.get_by_role("button", name="Show activities").first.click()
    assert total(page) == 3
    page.goto("/activities/choose/country/?objective=gcm-20")
    page.get_by_role("searchbox").fill("moldavia")
    page.get_by_role("button", name=re.compile("Find|Search")).first.click()
    page.get_by_role("checkbox", name="Republic of Moldova").check()
    page.get_by_role("button", name="Show activities").first.click()
    assert "country=MDA" in page.url and "objective=gcm-20" in page.url
    assert total(page) == 2


def test_a_choice_narrows_the_list_in_place_and_keeps_the_focus(page, undp_site):
    page.goto("/activities/")
    page.evaluate("window.samePage = true")
    choice = page.get_by_role("checkbox", name="Kyrgyzstan")
    choice.focus()
    page.keyboard.press("Space")
    page.wait_for_selector("#results[data-total='6']")
    assert page.evaluate("window.samePage"), "the page was loaded anew"
    assert page.evaluate("document.activeElement.value") == "KGZ"
    assert page.get_by_role("status").inner_text().startswith("6 of 44 activities")
    assert page.url.endswith("/activities/?country=KGZ")
    page.go_back()
    page.wait_for_selector("#results[data-total='44']")


def test_tabs_and_heads_of_the_table_change_the_list_in_place_and_keep_the_focus(page, undp_site):
    page.goto("/activities/?country=KGZ")
    page.evaluate("window.samePage = true")
    for role, name, address in (
        ("link", "Table", "/activities/?country=KGZ&view=table"),
        ("link", "Last reported", "/activities/?country=KGZ&sort=reported&view=table"),
        ("link", "Timeline", "/activities/?country=KGZ&sort=reported&view=timeline"),
    ):
        page.get_by_role(role, name=name, exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}")
        assert page.evaluate("document.activeElement.textContent") == name
    page.get_by_role("checkbox", name="Kyrgyzstan").uncheck()
    page.wait_for_url("**/activities/?view=timeline&sort=reported")
    assert page.evaluate("window.samePage"), "the page was loaded anew"


def test_the_keyboard_alone_leads_from_the_home_page_to_a_download(page, undp_site):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("Skip")
    tab_to(page, lambda focus: focus["name"] == "q")
    page.keyboard.type("remittances")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results")
    tab_to(page, lambda focus: "/activities/?q=remittances" in focus["href"])
    page.keyboard.press("Enter")
    page.wait_for_selector("#filter")
    tab_to(page, lambda focus: focus["value"] == "KGZ")
    page.keyboard.press("Space")
    page.wait_for_selector("#results[data-total='2']")
    tab_to(page, lambda focus: focus["tag"] == "SUMMARY" and focus["text"].startswith("Download"))
    page.keyboard.press("Enter")
    tab_to(page, lambda focus: "/activities.csv" in focus["href"])
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    lines = open(download.value.path(), encoding="utf-8-sig", newline="").read()  # noqa: PTH123, SIM115
    assert lines.count("\r\nundp-gcm-") == 2


def test_the_keyboard_alone_leads_from_a_filter_over_the_list_of_the_map_to_an_activity_and_its_citation(
    page, undp_site
):
    page.goto("/activities/")
    tab_to(page, lambda focus: focus["value"] == "undp-gcm-7")
    page.keyboard.press("Space")
    page.wait_for_selector("#results[data-total='3']")
    tab_to(page, lambda focus: focus["href"].endswith("view=map"))
    page.keyboard.press("Enter")
    page.wait_for_selector("figure.map[data-total='3']")
    tab_to(page, lambda focus: focus["href"].endswith("country=KAZ"))
    page.keyboard.press("Enter")
    page.wait_for_selector("#results[data-total='1']")
    tab_to(page, lambda focus: "/activities/undp-gcm-0043/" in focus["href"])
    page.keyboard.press("Enter")
    page.wait_for_selector("#cite")
    tab_to(page, lambda focus: focus["tag"] == "SUMMARY" and focus["text"] == "BibTeX")
    page.keyboard.press("Enter")
    tab_to(page, lambda focus: focus["href"].endswith(".bib"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "undp-gcm-0043" in download.value.suggested_filename


def test_print_leaves_the_filter_out_and_keeps_the_note(page, undp_site, shot):
    page.goto("/activities/?country=XKX")
    page.emulate_media(media="print")
    shot(page, "list-print")
    assert not page.get_by_role("button", name="Show activities").first.is_visible()
    assert page.get_by_text("United Nations Security Council resolution 1244").first.is_visible()


def total(page):
    return int(page.locator("[data-total]").get_attribute("data-total"))


def tab_to(page, wanted, presses=150):
    """Press Tab until the focused element is the wanted one; every stop on the way must be seen to have the focus."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => {
                const at = document.activeElement, style = getComputedStyle(at);
                return {name: at.name || "", value: at.value || "", href: at.href || "", tag: at.tagName,
                        text: at.textContent.trim(),
                        seen: style.outlineStyle !== "none" || style.boxShadow !== "none"};
            }"""
        )
        assert focus["seen"], f"no visible focus on {focus}"
        if wanted(focus):
            return
    pytest.fail("the keyboard never got there")
