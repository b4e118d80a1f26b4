"""The living style page: every component as the site draws it."""

import re

import pytest

from activities import publishing
from commitments.models import Pledge
from pledgetracker.colours import SHEET, contrast, tokens
from tests.reading import text

pytestmark = pytest.mark.django_db


def test_every_class_that_the_page_names_is_in_the_sheet(client, undp):
    named = re.findall(r"<code>(?:\w+)?((?:\.[\w-]+)+)</code>", client.get("/style/").content.decode())
    classes = {each for several in named for each in several[1:].split(".")}
    assert len(classes) > 15
    sheet = SHEET.read_text("utf-8")
    assert not {each for each in classes if not re.search(rf"\.{each}\b(?!-)", sheet)}


def test_the_contrast_that_the_page_states_is_that_of_the_sheet(client, undp):
    said = text(client.get("/style/"))
    light, dark = (contrast(tokens()[scheme]["ink"], tokens()[scheme]["wash"]) for scheme in ("light", "dark"))
    assert f"ink · wash 4.5 {light:.2f} {dark:.2f}" in said
    for name, value in tokens()["dark"].items():
        assert not value.startswith("#") or f"--{name} {tokens()['light'][name]} {value}" in said


def test_the_page_shows_what_the_register_holds_and_is_not_found_by_search(client, undp):
    page = client.get("/style/")
    assert 'content="noindex"' in page.content.decode()
    assert page.context["filterset"].selected["kind"] == ["programme"]
    assert {row.record["kind"] for row in page.context["cards"]} == {"programme"}
    kinds = {kind["url"].split("=")[1]: kind["count"] for kind in page.context["kinds"]}
    assert (kinds["programme"], sum(kinds.values())) == (20, 45)


def test_a_register_without_a_pledge_has_a_home_and_a_style_page(client, undp):
    publishing.withdraw_pledge(Pledge.objects.get())
    for address in ("/", "/style/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "No pledge is published in this register yet." in text(page)
