"""Pages for the frames of other sites: what they show, that they alone may be framed, and how one gets there."""

import re
from html import escape, unescape

import pytest

from activities import publishing
from activities.models import Country
from tests import factories
from tests.activities.reading import drafts
from tests.reading import links, page_of, references, text, total

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

FRAMES = ["/embed/activities/?country=KGZ", "/embed/commitments/undp-gcm-5/", "/embed/countries/XKX/"]


@pytest.mark.parametrize(
    ("frame", "page", "query"),
    [
        ("/embed/activities/?country=KGZ&kind=programme&sort=title", "", "country=KGZ&kind=programme&sort=title"),
        ("/embed/activities/", "", ""),
        ("/embed/activities/?q=migration", "", "q=migration"),
        ("/embed/activities/?country=KGZ&kind=event", "", "country=KGZ&kind=event"),
        ("/embed/commitments/undp-gcm-5/", "/pledges/undp-gcm/5/", "commitment=undp-gcm-5"),
        ("/embed/commitments/undp-gcm-3/", "/pledges/undp-gcm/3/", "commitment=undp-gcm-3"),
        ("/embed/countries/KGZ/", "/countries/KGZ/", "country=KGZ"),
        ("/embed/countries/NZL/", "/countries/NZL/", "country=NZL"),
    ],
)
def test_a_frame_shows_the_first_activities_of_its_filter_and_leads_to_the_page(client, settings, frame, page, query):
    framed, listed = client.get(frame), client.get(f"/activities/?{query}")
    page = page or (f"/activities/?{query}" if query else "/activities/")
    assert references(framed) == references(listed)[:5]
    assert total(framed) == total(listed)
    assert page in links(framed)
    assert f'<link rel="canonical" href="{escape(settings.SITE_URL + page)}">' in framed.content.decode()
    assert ("No activity reported in this register" in text(framed)) == (total(framed) == 0)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_says_where_it_comes_from_and_leads_out_of_itself(client, settings, frame):
    page = client.get(frame)
    said, html = text(page), page.content.decode()
    assert f"Source: {settings.SITE_NAME}, edition " in said
    assert "not an official site of the United Nations" in said
    assert '<meta name="robots" content="noindex">' in html
    assert "<nav" not in html
    for link in re.findall(r"<a [^>]*>", html):
        assert 'target="_blank" rel="noopener"' in link or 'href="#note-' in link


def test_a_name_has_its_note_in_the_frame(client):
    note = Country.objects.get(alpha3="XKX").note
    for frame in (
        "/embed/countries/XKX/",
        "/embed/activities/?country=XKX",
        "/embed/activities/?country=XKX&kind=event",
    ):
        page = client.get(frame)
        assert note in text(page)
        assert {href[1:] for href in links(page) if href.startswith("#")} <= set(page_of(page).ids)


@pytest.mark.parametrize(
    "frame", [*FRAMES, "/embed/commitments/no-1/", "/embed/countries/QQQ/", "/embed/activities/?country=Q"]
)
def test_any_site_may_frame_these(client, frame):
    response = client.get(frame)
    assert response["Content-Security-Policy"].endswith("; frame-ancestors *")
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert not response.cookies


@pytest.mark.parametrize(
    "address", ["/", "/embed/", "/search/?q=a", "/activities/", "/embed", "/x/embed/activities/", "/embed/x/"]
)
def test_everything_else_refuses_to_be_framed(client, address):
    response = client.get(address)
    assert response["Content-Security-Policy"].endswith("; frame-ancestors 'none'")
    assert response["X-Frame-Options"] == "DENY"
    assert "Cross-Origin-Embedder-Policy" not in response


def test_what_is_not_there_is_said_in_the_frame(client):
    hidden = drafts(1)[0].pledge
    address = f"/embed/commitments/{hidden.slug}-1/"
    assert client.get(address).status_code == 200
    publishing.withdraw_pledge(hidden)
    for gone in (address, "/embed/countries/QQQ/", "/embed/commitments/undp-gcm-99/", "/embed/commitments/x/"):
        response = client.get(gone)
        assert response.status_code == 404
        assert "does not hold what this frame should show" in text(response)
        assert "<nav" not in response.content.decode()
    page = client.get("/embed/activities/?country=XXX")
    assert total(page) == 0
    assert "“XXX” is not a value of this filter" in text(page)


@pytest.mark.parametrize(
    ("query", "frame"),
    [
        ("", "/embed/activities/"),
        ("country=KGZ", "/embed/countries/KGZ/"),
        ("commitment=undp-gcm-5", "/embed/commitments/undp-gcm-5/"),
        ("country=KGZ&country=MDA", "/embed/activities/?country=KGZ&country=MDA"),
        ("country=KGZ&q=a", "/embed/activities/?country=KGZ&q=a"),
        ("kind=event&sort=title", "/embed/activities/?kind=event&sort=title"),
    ],
)
def test_the_snippet_is_html_that_frames_this_filter(client, settings, query, frame):
    page = client.get(f"/embed/?{query}")
    snippet = re.search("<textarea[^>]*>(.*?)</textarea>", page.content.decode(), re.DOTALL)[1]
    html = unescape(snippet)
    [source] = re.findall(' src="([^"]*)"', html)
    assert unescape(source) == settings.SITE_URL + frame
    assert 'loading="lazy"' in html
    assert settings.SITE_NAME in re.search('title="([^"]*)"', html)[1]
    assert client.get(frame).status_code == 200
    [preview] = re.findall('<iframe class="preview" src="([^"]*)"', page.content.decode())
    assert unescape(preview) == frame


def test_the_snippet_cannot_be_broken_by_what_a_name_or_a_visitor_says(client):
    factories.country(name='"><script>alert(1)</script>', alpha3="QQZ", alpha2="QZ")
    publishing.vocabulary_changed()
    for query in ({"country": "QQZ"}, {"q": '"></textarea><script>alert(1)</script>'}):
        page = client.get("/embed/", query).content.decode()
        assert "<script>alert" not in page
        snippet = unescape(re.search("<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
        assert "<script" not in snippet
        assert snippet.count(">") == 2


def test_of_a_filter_that_cannot_be_read_there_is_no_snippet(client):
    page = client.get("/embed/?country=XXX")
    assert "<textarea" not in page.content.decode()
    assert "“XXX” is not a value of this filter" in text(page)


@pytest.mark.parametrize("query", ["", "?country=KGZ&q=project"])
def test_the_list_leads_to_its_embed_page(client, query):
    assert f"/embed/{query}" in links(client.get(f"/activities/{query}"))


@pytest.mark.parametrize(
    ("page", "query"), [("/pledges/undp-gcm/5/", "commitment=undp-gcm-5"), ("/countries/KGZ/", "country=KGZ")]
)
def test_a_commitment_and_a_country_lead_to_their_embed_page(client, page, query):
    assert f"/embed/?{query}" in links(client.get(page))
