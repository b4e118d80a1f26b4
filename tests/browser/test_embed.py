"""A page of another origin in a real browser: it frames the small pages, and no other."""

import re
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from activities.reference.loading import load_reference
from activities.reference.undp_pledge import load_undp_pledge

FRAMES = ("/embed/activities/?country=KGZ", "/embed/commitments/undp-gcm-5/", "/embed/countries/XKX/")


class Host(BaseHTTPRequestHandler):
    """Answers everything with `html`, under a policy that lets in only what asks to be let in."""

    def __init__(self, html, *args):
        self.html = html
        super().__init__(*args)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.end_headers()
        self.wfile.write(self.html.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def undp_site(transactional_db):
    load_reference()
    load_undp_pledge()


@pytest.fixture
def host():
    """`host(html)`: the address of a page of another origin that holds it."""
    servers = []

    def serve(html):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, f"<!doctype html><title>Host</title>{html}"))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_another_site_frames_these_and_their_links_open_outside_the_frame(
    page, undp_site, host, base_url, allow_console
):
    allow_console("favicon")
    page.goto(host("".join(f'<iframe src="{base_url}{frame}" width="240" height="500"></iframe>' for frame in FRAMES)))
    for place, heading in enumerate(("Activities", "5. ", "Kosovo")):
        frame = page.frame_locator(f"iframe >> nth={place}")
        expect(frame.get_by_role("heading", level=1)).to_contain_text(heading)
        expect(frame.get_by_text("Source: ")).to_be_visible()
    first = page.frame_locator("iframe >> nth=0").locator("#results li a").first
    with page.expect_popup() as opened:
        first.click()
    opened.value.wait_for_url(re.compile(r"/activities/undp-gcm-\d+/$"))
    assert page.url.startswith("http://127.0.0.1:")
    assert [frame.evaluate("document.documentElement.scrollWidth <= innerWidth") for frame in page.frames[1:]] == [
        True
    ] * 3


def test_another_site_cannot_frame_anything_else(page, undp_site, host, base_url, allow_console):
    allow_console("frame|refused|Refused|ERR_BLOCKED")
    for address in ("/activities/?country=KGZ", "/embed/", "/search/"):
        page.goto(host(f'<iframe src="{base_url}{address}"></iframe>'))
        expect(page.frame_locator("iframe").get_by_role("heading")).to_have_count(0)


def test_the_preview_shows_what_the_snippet_frames(page, undp_site, axe, shot):
    page.goto("/embed/?country=KGZ")
    frame = page.frame_locator("iframe.preview")
    page.locator("iframe.preview").scroll_into_view_if_needed()
    expect(frame.get_by_role("heading", level=1)).to_have_text("Kyrgyzstan")
    shot(page, "embed")
    assert axe(page) == []


@pytest.mark.parametrize(
    ("address", "field"),
    [("/embed/?country=KGZ", "The HTML for your page"), ("/countries/KGZ/", "APA 7")],
)
def test_what_is_there_to_be_taken_along_is_copied_by_a_button_and_that_is_said(
    page, undp_site, axe, base_url, address, field
):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page.goto(address)
    shown = page.get_by_label(field, exact=True)
    button = page.locator("p, main").filter(has=shown).last.get_by_role("button", name="Copy", exact=True).first
    expect(button).to_have_accessible_description(field)
    button.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == shown.input_value() != ""
    assert axe(page) == []


def test_without_scripts_the_snippet_is_there_to_be_selected(new_context, undp_site, base_url):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{base_url}/embed/?country=KGZ")
    field = page.get_by_label("The HTML for your page")
    field.focus()
    page.keyboard.press("Control+a")
    snippet = field.input_value()
    assert re.match("<iframe src=.*/embed/countries/KGZ/", snippet)
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == snippet
    expect(page.get_by_role("button", name="Copy", exact=True)).to_have_count(0)
