"""Every download alike: how the pages lead to it, what it answers, and that no text breaks or changes in it."""

import io
import re
from dataclasses import replace

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from activities import publishing
from activities.public.exports.formats import BY_NAME, FORMATS
from activities.public.filters import ActivityFilterSet
from tests import factories
from tests.activities.reading import edit, public, row
from tests.reading import ATOM, body, entries, json_rows, jsonl_rows, links, rows, text, xlsx_rows

pytestmark = pytest.mark.django_db

EVERY = pytest.mark.parametrize("of", FORMATS, ids=lambda each: each.name)


def test_the_list_leads_to_every_format_with_its_filter_and_number_of_rows(client):
    public(countries=[factories.country(alpha3="KGZ")], title="Diaspora")
    public()
    page = client.get("/activities/?country=KGZ&q=diaspora&sort=title&page=1&x=1")
    expected = [f"/{each.path}?country=KGZ&q=diaspora&sort=title" for each in FORMATS]
    assert [(each["url"], each["rows"]) for each in page.context["downloads"]] == [(url, 1) for url in expected]
    assert [href for href in links(page) if href in expected] == expected
    head = page.content.decode().split("</head>")[0]
    for each, url in zip(FORMATS, expected, strict=True):
        link = f'<link rel="alternate" type="{each.media_type}" title="{each.label}" href="{escape(url)}">'
        assert link in head
    said = text(page)
    counted = ("Results (CSV): 0 rows", "Countries and areas (CSV): 1 row", "Feed (Atom): from 1 activity")
    for told in ("Download 1 row", "CSV: 1 row", *counted):
        assert told in said


def test_a_bad_filter_leads_to_no_download_of_something_else(client):
    public()
    page = client.get("/activities/?country=XXX")
    assert page.context["downloads"] == []
    assert "activities.csv" not in page.content.decode()


@EVERY
def test_head_answers_as_get_does_and_reads_no_row(client, of):
    public()
    got = client.get(f"/{of.path}?kind=programme")
    assert got.streaming
    body(got)
    with CaptureQueriesContext(connection) as queries:
        asked = client.head(f"/{of.path}?kind=programme")
    assert asked.status_code == 200
    assert body(asked) == b""
    assert "Content-Length" not in asked
    for header in ("Content-Type", "Content-Disposition", "ETag", "Cache-Control", "Vary"):
        assert asked[header] == got[header]
    assert len(queries) == 1, "the newest edition"


@EVERY
def test_a_present_etag_is_answered_304_and_a_change_makes_it_old(client, of):
    activity = public(title="Before")
    address = f"/{of.path}"
    etag = client.get(address)["ETag"]
    kept = client.get(address, headers={"if-none-match": etag})
    assert (kept.status_code, body(kept)) == (304, b"")
    edit(activity, title="After")
    publishing.publish([activity])
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


@EVERY
def test_a_bad_filter_is_400_with_every_reason_in_plain_text(client, of):
    public()
    response = client.get(f"/{of.path}?country=XXX&year=0&sort=colour")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "ETag" not in response
    assert "Content-Disposition" not in response
    said = response.content.decode().splitlines()
    assert len(said) == 3
    assert "“XXX”" in said[0]


@EVERY
def test_an_empty_record_is_a_whole_file_too(client, of):
    response = client.get(f"/{of.path}")
    assert response.status_code == 200
    assert response["Content-Type"] == of.content_type
    body(response)


@EVERY
def test_the_file_is_named_by_what_it_holds_its_filter_edition_and_day(client, of):
    public(kind="event")
    stem, extension = of.path.split(".")
    said = client.get(f"/{of.path}?kind=event")["Content-Disposition"]
    how = "inline" if of.name == "atom" else "attachment"
    assert re.fullmatch(f'{how}; filename="{stem}-event-edition-[0-9]+-20[0-9-]{{8}}.{extension}"', said)


def test_more_rows_than_a_sheet_holds_are_refused_with_a_way_out():
    public()
    public()
    small = replace(BY_NAME["xlsx"], most_rows=1)
    [reason] = small.refusals(ActivityFilterSet({}))
    assert "at most 1 row" in reason
    assert "CSV" in reason
    assert small.refusals(ActivityFilterSet({"q": "nothing"})) == []
    assert BY_NAME["xlsx"].most_rows == 2**20 - 1


# Plain texts, and those that some format or program takes for more than text.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text("=+-@'\"\t,;<>&_x0041ué\u202e\u2028\ufffe\x01\x85\n\ud7ff😀م", max_size=30),
)


@settings(max_examples=settings.default.max_examples // 5)  # each is published, and read in six formats
@given(title=TEXTS, text=TEXTS)
@example(title="=1+1", text="<r>&</r>")
@example(title="_x0041_", text="]]>&#0;\x0b\ufffe\uffff")
@example(title="0042", text="مرحبا\nعالم, “é”")
def test_no_text_breaks_or_changes_in_any_format(client, title, text):
    activity = public(title=title, description=text)
    published = row(activity)
    address = f"q=&pledge={published.pledge}"
    [of_csv], [of_xlsx], [of_json], [of_lines], [of_feed] = (
        read(client.get(f"/activities.{name}?{address}"))
        for name, read in {
            "csv": rows, "xlsx": xlsx_rows, "json": json_rows, "jsonl": jsonl_rows, "atom": entries,
        }.items()
    )  # fmt: skip
    said = (published.title, published.record["description"])
    assert (of_json["title"], of_json["description"]) == said
    assert of_lines == of_json
    assert tuple(unescape(of_xlsx[name]) for name in ("title", "description")) == said
    for name, told in zip(("title", "description"), said, strict=True):
        assert of_csv[name] in (told, f"'{told}")
    assert (of_feed["element"].find(f"{ATOM}title").text or "") == published.title
    assert feedparser.parse(io.BytesIO(body(client.get(f"/activities.atom?{address}"))))["bozo"] is False
    publishing.withdraw([activity])
