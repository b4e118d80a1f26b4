"""The search page and what is suggested while one types; near misses and marks on the list."""

import re

import pytest

from activities import publishing
from activities.models import Country
from tests.activities.reading import drafts
from tests.reading import links, page_of, references, text, total

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

TYPING = {"HX-Request-Type": "partial"}


def options(response):
    """[(address, text)] of the suggestions."""
    html = response.content.decode()
    return [
        (url, " ".join(re.sub("<[^>]*>", "", said).split()))
        for url, said in re.findall(
            r'role="option" aria-selected="false" data-url="([^"]*)"[^>]*>(.*?)</div>', html, re.DOTALL
        )
    ]


def test_the_page_works_without_script_and_leads_to_names_and_to_the_list(client):
    page = client.get("/search/?q=moldova")
    assert "/countries/MDA/" in links(page)
    assert "/activities/?q=moldova" in links(page)
    assert total(page) == total(client.get("/activities/?q=moldova"))
    assert len(references(page)) == min(5, total(page))
    assert set(references(page)) <= set(references(client.get("/activities/?q=moldova")))
    [field] = [each for each in page_of(page).inputs if each.get("name") == "q"]
    assert field["value"] == "moldova"


def test_an_everyday_name_leads_to_the_name_in_use_and_is_not_shown(client):
    page = client.get("/search/?q=ivory")
    assert "/countries/CIV/" in links(page)
    assert "Ivory Coast" not in text(page)
    assert "No activity reported in this register" in text(page)
    assert options(client.get("/search/?q=turkey", headers=TYPING)) == [
        ("/countries/TUR/", "Türkiye No activity reported in this register")
    ]


def test_a_slip_is_answered_with_what_may_be_meant_on_every_page(client):
    for address in ("/search/?q=Kirgistan", "/activities/?q=Kirgistan"):
        page = client.get(address)
        assert total(page) == 0
        assert "Did you mean: Kyrgyzstan" in text(page)
        assert "/countries/KGZ/" in links(page)
    assert ("/countries/KGZ/", "Kyrgyzstan") in options(client.get("/search/?q=Kirgistan", headers=TYPING))
    assert "Did you mean" not in text(client.get("/activities/?q=migration"))


def test_who_finds_no_activity_of_a_name_is_led_to_its_page(client):
    assert "/countries/CIV/" in links(client.get("/activities/?q=ivory+coast"))


def test_a_name_brings_its_note_wherever_it_is_suggested(client):
    note = Country.objects.get(alpha3="XKX").note
    for address, headers in (
        ("/search/?q=kosovo", {}),
        ("/search/?q=kosovo", TYPING),
        ("/search/?q=cosovo", {}),
        ("/activities/?q=cosovo", {}),
    ):
        response = client.get(address, headers=headers)
        assert note in text(response)
        assert "Kosovo*" in text(response).replace("Kosovo *", "Kosovo*")
    page = page_of(client.get("/search/?q=kosovo"))
    assert {href[1:] for href, _inside in page.links if href.startswith("#note-")} <= set(page.ids)


def test_what_is_suggested_while_one_types_is_a_part_of_a_page_and_cached_apart(client):
    page, typing = client.get("/search/?q=osh"), client.get("/search/?q=osh", headers=TYPING)
    assert "<html" not in typing.content.decode()
    assert typing["ETag"] != page["ETag"]
    assert "HX-Request-Type" in typing["Vary"]
    found = options(typing)
    assert f'data-found="{len(found)}"' in typing.content.decode()
    assert {url for url, _said in found if url.startswith("/activities/")} == {
        f"/activities/{reference}/" for reference in references(page)
    }
    assert client.get("/search/?q=osh", headers=TYPING | {"If-None-Match": typing["ETag"]}).status_code == 304


def test_for_a_letter_or_two_activities_are_not_looked_for_while_one_types(client, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(1):  # the newest edition
        found = options(client.get("/search/?q=un", headers=TYPING))
    assert found
    assert not [url for url, _said in found if url.startswith("/activities/")]
    assert total(client.get("/search/?q=un")) > 0


@pytest.mark.parametrize(
    "typed", ["", "   ", "%00", "...", "a" * 201, "%F0%9F%98%80", "%ED%A0%80", "%E2%80%AE", "-%22%27%3C"]
)
def test_whatever_is_typed_there_is_an_answer(client, typed):
    for headers in ({}, TYPING):
        response = client.get(f"/search/?q={typed}", headers=headers)
        assert response.status_code == 200
        assert "\0" not in response.content.decode()
        assert not options(response)
    said = text(client.get(f"/search/?q={typed}"))
    assert ("at most 200" in said) == (len(typed) > 200)


def test_what_was_typed_does_not_run(client):
    for address in ("/search/", "/activities/"):
        page = client.get(address, {"q": '"><script>alert(1)</script>'}).content.decode()
        assert "<script>alert" not in page
        assert '"><script' not in page


@pytest.mark.parametrize("view", ["cards", "table", "timeline"])
def test_whatever_view_the_list_has_its_words_are_marked_and_its_html_stays_html(client, view):
    publishing.publish(drafts(1, title="Intégrer <mark>"))
    page = client.get(f"/activities/?q=integr&view={view}").content.decode()
    assert "<mark>Intégrer</mark> &lt;mark&gt;" in page
    assert "&lt;/a&gt;" not in page


def test_the_list_marks_what_matched_and_nothing_without_words(client):
    publishing.publish(drafts(1, title="Intégrer <mark>", description="Integration & <script>intégrons</script>"))
    page = client.get("/activities/?q=integr&sort=newest").content.decode()
    assert "<mark>Integration</mark> &amp; &lt;script&gt;<mark>intégrons</mark>&lt;/script&gt;" in page
    assert "<mark>" not in client.get("/activities/").content.decode()
    assert "<mark>" not in client.get("/activities/?country=KGZ").content.decode()
    assert client.get("/activities/?q=integr&sort=newest").content.decode() == page
