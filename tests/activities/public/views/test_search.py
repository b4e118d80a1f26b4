"""The search page and what is suggested while one types; near misses and marks on the list."""

import re

import pytest

from activities import publishing
from activities.models import Country
from tests.activities.reading import drafts, public
from tests.reading import links, page_of, references, text, total, undp

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


def test_a_reference_leads_to_its_activity(client):
    for typed in ("undp-gcm-0017", "UNDP-GCM-0017", "undp gcm 0017"):
        response = client.get("/search/", {"q": typed})
        assert (response.status_code, response.get("Location")) == (302, "/activities/undp-gcm-0017/")
        assert references(client.get("/activities/", {"q": typed})) == ["undp-gcm-0017"]
    assert [url for url, _said in options(client.get("/search/?q=undp-gcm-0017", headers=TYPING))] == [
        "/activities/undp-gcm-0017/"
    ]
    assert client.get("/search/?q=undp-gcm-9999").status_code == 200


def test_a_withdrawn_reference_leads_to_the_page_that_says_so_and_one_of_a_hidden_pledge_nowhere(client):
    gone, hidden = public(), public()
    publishing.withdraw([gone])
    publishing.withdraw_pledge(hidden.pledge)
    assert client.get(f"/search/?q={gone.reference}").get("Location") == f"/activities/{gone.reference}/"
    assert client.get(f"/search/?q={hidden.reference}").status_code == 200


def test_a_journalist_reads_what_undp_did_in_moldova_since_2022(client):
    page = client.get("/search/", {"q": "What did UNDP do in Moldova since 2022?"})
    assert total(page) == 1
    assert references(page) == undp("6.8")
    assert "Year read from your words: 2022 or later" in text(page)
    assert "5 more activities state no date." in text(page)
    assert "Did you mean" not in text(page)
    [include] = [link for link in links(page) if "year=undated" in link]
    assert total(client.get(include)) == 6
    assert "/activities/?pledge=undp-gcm&country=MDA" in links(page)


def test_a_journalist_reads_which_partners_work_in_the_western_balkans(client):
    page = client.get("/search/", {"q": "Which partners work in the Western Balkans?"})
    region = client.get("/activities/?region=western-balkans")
    assert total(page) == total(region)
    offered = {link for link in links(page) if link.startswith("/partners/") and link != "/partners/"}
    facet = region.context["filterset"].facet("partner")
    assert offered == {f"/partners/{choice.value}/" for choice in facet.all_choices}


def test_a_journalist_reads_what_is_planned(client):
    page = client.get("/search/", {"q": "What is planned?"})
    assert total(page) == total(client.get("/activities/?status=planned")) > 0
    assert "/activities/?status=planned" in links(page)
    for typed in ("planned", "What is planned?"):
        page = client.get("/search/", {"q": typed})
        assert "Poland" not in text(page)
        assert {"/activities/?status=planned", "/activities/?q=planned"} <= set(links(page))


def test_an_acronym_that_nothing_has_is_said_to_be_nowhere(client):
    page = client.get("/search/?q=UNHCR")
    assert "Nothing in this register contains “UNHCR”." in text(page)
    assert "Did you mean" not in text(page)
    assert "Kosovo" not in text(page)
    assert "Did you mean" not in text(client.get("/activities/?q=UNHCR"))
    assert not options(client.get("/search/?q=UNHCR", headers=TYPING))


def test_where_words_are_found_there_is_no_near_miss_whatever_else_is_filtered(client):
    assert "Poland" not in text(client.get("/search/?q=planned"))
    assert "Did you mean" not in text(client.get("/activities/?q=planned&country=MDA"))


def test_a_word_that_nothing_has_is_left_out_and_said(client):
    page = client.get("/search/?q=people+reached")
    assert total(page) == total(client.get("/activities/?q=people")) > 0
    assert "Nothing in this register contains “reached”. The word is left out." in text(page)


def test_the_list_keeps_every_word_and_offers_what_can_be_read(client):
    for typed, offered in (
        ("Moldova since 2022", "/activities/?country=MDA&year=2022&year=2023&year=2024&year=2025&year=2026&year=2027"),
        ("people reached", "/activities/?q=people"),
    ):
        page = client.get("/activities/", {"q": typed})
        assert total(page) == 0
        assert offered in links(page)
        assert total(client.get(offered)) > 0
        assert f"As filters, these words find: {total(client.get(offered))} of 45 activities" in text(page)
    page = client.get("/activities/?q=Moldova+2022")
    assert "/activities/?country=MDA&year=2022&year=undated" in links(page)
    assert "5 more activities state no date." in text(page)
    page = client.get("/activities/", {"q": "trainings in Lebanon", "commitment": "undp-gcm-1"})
    assert "/activities/?commitment=undp-gcm-1&country=LBN&kind=training" in links(page)


def test_a_question_is_read_while_one_types_too(client):
    found = options(client.get("/search/", {"q": "what happens in moldova since 2022"}, headers=TYPING))
    assert found[0] == ("/countries/MDA/", "Republic of Moldova 6 activities")
    assert found[1][0].startswith("/activities/?country=MDA&amp;year=2022")
    assert found[1][1] == "1 of 45 activities · Republic of Moldova · 2022 or later"
    assert found[2][0] == f"/activities/{undp('6.8')[0]}/"


def test_of_a_name_without_activities_nothing_else_is_offered(client):
    page = client.get("/search/?q=ivory+coast")
    assert total(page) == 0
    assert "Without “" not in text(page)
    assert "Without “Côte d'Ivoire”: 2 activities" in text(client.get("/search/?q=ivory+coast+2022"))


def test_a_name_that_was_read_brings_its_note(client):
    note = Country.objects.get(alpha3="XKX").note
    for headers in ({}, TYPING):
        assert note in text(client.get("/search/", {"q": "What happens in Kosovo?"}, headers=headers))
    assert note in text(client.get("/activities/", {"q": "What happens in Kosovo?"}))
