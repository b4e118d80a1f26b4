"""Profiles and long pages in a real browser: the answer first, contents that stay in view, a way past the filter."""

import pytest
from playwright.sync_api import expect

from activities import publishing
from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge
from tests import factories
from tests.activities.reading import public_pledge

PROFILES = [
    "/pledges/undp-gcm/",
    *(f"/pledges/undp-gcm/{number}/" for number in (1, 2, 4, 5, 6, 7)),
    *(f"/countries/{code}/" for code in ("MDA", "KGZ", "XKX", "BGD")),
    *(f"/regions/{slug}/" for slug in ("western-balkans", "rbec", "eac")),
    *(f"/partners/{slug}/" for slug in ("undp", "iom")),
    *(f"/objectives/gcm-{number}/" for number in (1, 2, 16, 17, 19, 20, 21, 23)),
]
LONG = ["/pledges/undp-gcm/", "/pledges/undp-gcm/report/"]
TOP = """() => {
  const card = document.querySelector("#results .cards, .commitment .cards");
  return card && card.getBoundingClientRect().top + scrollY;
}"""
WIDE, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}


@pytest.fixture
def undp_site(transactional_db):
    load_reference()
    load_undp_pledge()


def test_the_first_activity_of_every_profile_stands_near_the_top(page, undp_site):
    """Within 900 px on a wide screen and 1,400 px on a phone."""
    late = []
    for window, most in ((WIDE, 900), (PHONE, 1400)):
        page.set_viewport_size(window)
        for address in PROFILES:
            assert page.goto(address).status == 200, address
            top = page.evaluate(TOP)
            if top is None or top > most:
                late.append(f"{address} at {window['width']}: {top}")
    assert not late, "\n".join(late)


@pytest.mark.parametrize("address", LONG)
def test_the_contents_of_a_long_page_stay_in_view_and_lead_to_its_parts(page, undp_site, address):
    page.set_viewport_size(WIDE)
    page.goto(address)
    contents = page.locator(".contents")
    links = contents.get_by_role("link")
    for number in range(links.count()):
        anchor = links.nth(number).get_attribute("href")
        assert page.locator(f"[id='{anchor.removeprefix('#')}']").count() == 1, anchor
    for part in (0.3, 0.7, 0.95):
        page.evaluate("part => scrollTo({top: part * document.body.scrollHeight, behavior: 'instant'})", part)
        assert page.evaluate(
            """() => {
                const box = document.querySelector(".contents").getBoundingClientRect();
                return box.top >= 0 && box.bottom <= innerHeight;
            }"""
        ), part
    page.set_viewport_size(PHONE)
    assert contents.evaluate("node => getComputedStyle(node).position") == "static"
    page.emulate_media(media="print")
    assert not contents.is_visible()


@pytest.mark.parametrize("address", LONG)
def test_the_contents_work_by_keyboard_without_scripts_and_cover_nothing_that_has_the_focus(
    new_context, undp_site, address
):
    page = new_context(java_script_enabled=False, viewport=WIDE).new_page()
    page.goto(address)
    page.locator(".contents a[href*='commitment-5']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**commitment-5")
    heading = page.get_by_role("heading", name="Commitment 5: ").first
    expect(heading).to_be_in_viewport(timeout=30_000)  # it scrolls smoothly
    contents = page.locator(".contents").bounding_box()
    for _stop in range(12):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if not focused.evaluate("node => Boolean(node.closest('.contents'))"):
            box = focused.bounding_box()
            assert box["x"] + box["width"] <= contents["x"] or box["y"] > contents["y"] + contents["height"]


def test_a_link_that_shows_when_it_has_the_focus_skips_the_filters(page, undp_site):
    for window in (WIDE, PHONE):
        page.set_viewport_size(window)
        page.goto("/activities/")
        skip = page.get_by_role("link", name="Skip the filters")
        skip.focus()
        box = skip.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= window["width"]
        assert (
            page.evaluate("([x, y]) => document.elementFromPoint(x, y).textContent", [box["x"] + 8, box["y"] + 8])
            == "Skip the filters"
        )
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('#results'))")


def test_the_table_fits_and_breaks_no_date(page, undp_site):
    later = factories.activity(pledge=public_pledge(), start="2024-09-28", end="2024-12-28", reported="2025-09-28")
    publishing.publish([later])
    page.set_viewport_size(WIDE)
    page.goto("/activities/?view=table")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    assert page.evaluate("document.querySelector('.activities').getBoundingClientRect().right") <= WIDE["width"]
    dates = page.locator(".activities td:last-child")
    heights = {dates.nth(number).evaluate(LINES) for number in range(dates.count())}
    assert heights == {1}
    assert "5. Diaspora engagement, remittances and financial inclusion" in page.content()
    assert not page.get_by_role("cell", name="undp-gcm-5", exact=True).count()


# How many lines of text a cell has.
LINES = """cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
}"""
