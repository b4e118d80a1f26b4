"""The feed as a feed reader reads it."""

from datetime import UTC, datetime

import feedparser
import pytest

from activities import publishing
from activities.models import Edition, PublicActivity
from activities.public import rows as reading
from activities.public.exports import atom
from tests import factories
from tests.activities.reading import edit, public, public_pledge
from tests.reading import ATOM, body, entries, feed

pytestmark = pytest.mark.django_db


def read(client, query=""):
    parsed = feedparser.parse(body(client.get(f"/activities.atom{query}")))
    assert parsed.bozo is False
    return parsed


def titles(client, query=""):
    return [entry.title for entry in read(client, query).entries]


def test_it_has_all_that_rfc_4287_asks_for(client):
    pledge = public_pledge(terms="Free.")
    activity = public(pledge=pledge, countries=[factories.country(alpha3="KGZ")], kind="event", title="A & B")
    root = feed(client.get("/activities.atom?country=KGZ"))
    own = "http://testserver/activities.atom?country=KGZ"
    assert root.find(f"{ATOM}id").text == own
    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert links == {"self": own, "alternate": "http://testserver/activities/?country=KGZ"}
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Pledge Tracker"
    assert root.find(f"{ATOM}author/{ATOM}email") is None
    [entry] = root.findall(f"{ATOM}entry")
    address = f"http://testserver/activities/{activity.reference}/"
    assert entry.find(f"{ATOM}id").text == entry.find(f"{ATOM}link").get("href") == address
    assert entry.find(f"{ATOM}title").text == "A & B"
    assert {each.get("term") for each in entry.findall(f"{ATOM}category")} == {"event", "not-stated", "KGZ"}
    assert entry.find(f"{ATOM}rights").text == "Free."
    assert entry.find(f"{ATOM}published").text <= entry.find(f"{ATOM}updated").text
    assert body(client.get("/activities.atom?x=1&country=KGZ&page=3")) == body(
        client.get("/activities.atom?country=KGZ")
    )


def test_what_changed_last_comes_first_and_says_what_is_new(client):
    first, _second = public(title="First"), public(title="Second")
    assert titles(client) == ["Second", "First"]
    before = read(client)
    factories.update(first, date="2025-02", text="<b>News</b> & more.", language="es")
    publishing.publish([first])
    after = read(client)
    assert [entry.title for entry in after.entries] == ["First", "Second"]
    assert [entry.id for entry in after.entries] == [entry.id for entry in reversed(before.entries)]
    assert after.entries[0].updated_parsed >= after.entries[0].published_parsed
    assert after.feed.updated > before.feed.updated
    summary = entries(client.get("/activities.atom"))[0]["element"].find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert summary.text.startswith('<div lang="es"><p>2025-02: &lt;b&gt;News&lt;/b&gt; &amp; more.</p></div><div lang=')
    assert titles(client, "?sort=oldest") == titles(client, "?sort=title") == ["First", "Second"]


def test_the_note_of_a_name_goes_with_it(client):
    public(countries=[factories.country(name="Kosovo", alpha3="XKX", note="To be \x01understood so.\ufffe")])
    public()
    assert "To be understood so." in read(client, "?country=XKX").feed.subtitle
    assert "To be understood so." in read(client, "?sort=oldest").entries[0].summary


def test_what_is_withdrawn_is_absent_and_the_date_does_not_go_back(client):
    public(title="Stays")
    gone = public(title="Goes")
    before = read(client)
    publishing.withdraw([gone])
    after = read(client)
    assert [entry.title for entry in after.entries] == ["Stays"]
    assert after.feed.updated > before.feed.updated


def test_an_empty_record_has_a_feed_too(client):
    assert not Edition.objects.filter(number__gt=0).exists()
    assert read(client).entries == []


@pytest.mark.parametrize("some", [0, 5000])
@pytest.mark.parametrize("query", ["", "?kind=event"])
def test_it_holds_the_newest_changes_and_no_more_than_it_says(client, monkeypatch, some, query):
    """However many rows pass and however they lie among the others: here the newest changes are of other kinds."""
    monkeypatch.setattr(atom, "ENTRIES", 3)
    monkeypatch.setattr(reading, "SOME", some)
    pledge = public_pledge()
    made = [public(pledge=pledge, kind="event") for _ in range(4)] + factories.published(60, pledge)
    for day, activity in enumerate(made, 1):
        moment = datetime(2026, 1 + day // 28, 1 + day % 28, tzinfo=UTC)
        PublicActivity.objects.filter(reference=activity.reference).update(updated=moment)
    passing = made[:4] if query else made
    expected = [activity.reference for activity in passing[:-4:-1]]
    assert [each["reference"] for each in entries(client.get(f"/activities.atom{query}"))] == expected
    assert "The 3 changes published last." in read(client, query).feed.subtitle
    edit(made[0], title="Newest")
    publishing.publish([made[0]])
    assert titles(client, query)[0] == "Newest"
