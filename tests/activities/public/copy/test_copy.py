"""The copy of the site in files, as somebody opens it years later."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from activities.models import Country, PublicActivity
from activities.public.copy import copy_site
from activities.public.copy.places import link, place
from activities.public.copy.search import beginnings, fingerprint, shown_words
from tests.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.links, self.ids, self.forms = [], set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.ids |= {known.get("id")}
        self.forms += [known] if tag == "form" else []
        self.links += [known[name] for name in ("href", "src", "action") if known.get(name)]


@pytest.fixture(scope="module")
def copy(undp, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy") / "site"
    with django_db_blocker.unblock():
        copy_site(folder)
    return folder


@cache
def read(page):
    return Links(page.read_text())


def pages(folder):
    return sorted(folder.rglob("*.html"))


def test_every_link_leads_to_a_file_of_the_copy_and_none_to_a_server(copy):
    broken = []
    for page in pages(copy):
        for address in read(page).links:
            if re.match(r"https?://|mailto:", address):
                assert not re.search(r"\.(css|js|svg|woff2)$", address), "nothing is loaded from elsewhere"
                continue
            bare, _mark, fragment = address.partition("#")
            target = (page.parent / bare).resolve() if bare else page
            inside = target.is_file() and target.is_relative_to(copy.resolve())
            if not inside or (fragment and fragment not in read(target).ids):
                broken.append((str(page.relative_to(copy)), address))
    assert not broken, broken[:10]


def test_every_activity_country_partner_and_commitment_has_its_page(copy):
    for reference in PublicActivity.objects.listed().values_list("reference", flat=True):
        assert reference in (copy / f"activities/{reference}/index.html").read_text()
    for each in (
        "index",
        "pledges/undp-gcm/index",
        "pledges/undp-gcm/5/index",
        "countries/KGZ/index",
        "partners/iom/index",
        "objectives/gcm-20/index",
    ):
        assert (copy / f"{each}.html").is_file(), each
    assert (copy / "activities/page/2/index.html").is_file()


def test_a_list_of_one_filter_shows_the_activities_that_the_site_shows(copy, client):
    for query in ("country=KGZ", "year=undated", "partner=iom", "region=western-balkans"):
        name, _equals, code = query.partition("=")
        page = (copy / f"activities/{name}/{code}/index.html").read_text()
        shown = client.get(f"/activities/?{query}").content.decode()
        stated = r'data-total="(\d+)"'
        assert re.search(stated, page)[1] == re.search(stated, shown)[1] != "0"
        download = body(client.get(f"/activities.csv?{query}"))
        assert (copy / f"activities/{name}/{code}/activities.csv").read_bytes() == download


@pytest.mark.parametrize(
    "name", ["activities.csv", "activities.json", "activities.jsonl", "activities-results.csv", "data/datapackage.json"]
)
def test_a_download_is_the_sites_own(copy, client, name):
    assert (copy / name).read_bytes() == body(client.get(f"/{name}"))


def test_what_only_a_server_can_do_is_not_offered(copy):
    for page in pages(copy):
        for form in read(page).forms:
            assert (form["role"], Path(form["action"]).name) == ("search", "index.html")
        # The address that the page has on the site is no link to press.
        shown = re.sub(r'<link rel="canonical"[^>]*>|<meta property="og:url"[^>]*>', "", page.read_text())
        assert not re.search(r"type=.checkbox|<select|htmx|/admin/|For staff|[?]country=", shown), page


def test_every_page_says_what_it_is_and_where_the_register_is(copy):
    for page in pages(copy):
        assert "This is an archive copy of Pledge Tracker, edition" in page.read_text(), page
        assert 'href="http://testserver/"' in page.read_text()


def searched(copy):
    """(entries, names) of the script of the search's words."""
    script = (copy / "search/words.js").read_text()
    activities, names = re.fullmatch(r"const ACTIVITIES = (.*);\nconst NAMES = (.*);\n", script, re.DOTALL).groups()
    return json.loads(activities.replace(",\n]", "\n]")), json.loads(names)


def test_the_search_finds_every_activity_by_every_word_of_it(copy):
    entries, names = searched(copy)
    rows = {row.title: row.words.split() for row in PublicActivity.objects.listed()}
    assert {title for _address, title, _held, _numbers in entries} == rows.keys()
    for address, title, held, numbers in entries:
        assert (copy / "search" / address).resolve().is_file()
        unshown = set(rows[title]) - set(held.split())
        assert set(held.split()) <= set(rows[title])
        begun = {each for number in numbers for each in names[number]}
        assert {fingerprint(word[:end]) for word in unshown for end in range(1, len(word) + 1)} <= begun


def test_other_names_find_and_are_nowhere_in_the_copys_search_as_text(copy):
    entries, names = searched(copy)
    assert "Kirghizia" in Country.objects.get(alpha3="KGZ").other_names
    asked = fingerprint("kirghi")
    found = {title for _address, title, _held, numbers in entries if any(asked in names[each] for each in numbers)}
    assert found == {row.title for row in PublicActivity.objects.listed() if "KGZ" in row.facets["country"]} != set()
    shown = PublicActivity.objects.listed()
    in_texts = {word for row in shown for word in shown_words(row.record).split()}
    unshown = {word for row in shown for word in row.words.split()} - in_texts
    assert "kirghizia" in unshown
    held = {word for _address, _title, words, _numbers in entries for word in words.split()}
    assert not unshown & held


def test_a_fingerprint_is_the_one_that_the_script_makes():
    """Known values of FNV-1a, 32 bits."""
    assert [fingerprint(text) for text in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
    assert beginnings(["Ab c"]) == sorted(map(fingerprint, ("a", "ab", "c")))


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/activities/", "activities/index.html"),
        ("/activities/?page=1", "activities/index.html"),
        ("/activities/?page=2", "activities/page/2/index.html"),
        ("/activities/?country=KGZ&page=2", "activities/country/KGZ/page/2/index.html"),
        ("/activities/?country=KGZ&kind=training", None),
        ("/activities/?q=words", None),
        ("/activities/?country=../../x", None),
        ("/activities.csv", "activities.csv"),
        ("/activities.csv?country=KGZ", "activities/country/KGZ/activities.csv"),
        ("/activities.xlsx?country=KGZ", None),
        ("/activities/choose/country/", None),
        ("/admin/", None),
        ("/healthz", None),
        ("/no/such/page/", None),
        ("/static/css/site.css", "static/css/site.css"),
        ("http://testserver/data/", "data/index.html"),
        ("https://elsewhere.example/data/", None),
        ("//elsewhere.example/data/", None),
    ],
)
def test_an_address_has_one_file_or_none(address, file):
    assert place(address) == file


def test_files_lead_to_each_other_wherever_the_copy_lies():
    assert link("index.html", "activities/index.html") == "activities/index.html"
    assert link("activities/page/2/index.html", "static/css/site.css") == "../../../static/css/site.css"
