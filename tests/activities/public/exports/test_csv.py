"""The CSV as whoever downloads it reads it: a spreadsheet, a script, a person."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import publishing
from activities.columns import COLUMNS, safe_cell
from activities.models import Edition
from tests import factories
from tests.reading import body, rows

pytestmark = pytest.mark.django_db

HEADER = (
    "reference,pledge,commitments,title,description,language,kind,status,reported,start,end,countries,country_codes,"
    "regions,regions_covered,places,partners,results,sources,same_project,latest_update,first_published,updated,url,"
    "source_page,notes\r\n"
)
KOSOVO = {
    "name": "Kosovo",
    "alpha3": "XKX",
    "alpha2": "XK",
    "note": "References to Kosovo shall be understood to be in the context of resolution 1244 (1999).",
    "note_words": "Kosovo\nKosova",
}


@pytest.fixture
def pledge():
    pledge = factories.pledge(slug="of-us", original_page="https://example.org/page")
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    return pledge


@pytest.fixture
def publish(pledge):
    """Make an activity of the pledge and publish it with what `add` gives it."""

    def make(add=lambda activity: None, **fields):
        activity = factories.activity(pledge=pledge, **fields)
        add(activity)
        publishing.publish([activity])
        return activity

    return make


def row_of(client, activity):
    [row] = [row for row in rows(client.get("/activities.csv")) if row["reference"] == activity.reference]
    return row


def test_the_header_is_the_published_one(client):
    assert body(client.get("/activities.csv")).decode() == "\ufeff" + HEADER
    assert ",".join(column.name for column in COLUMNS) + "\r\n" == HEADER


def test_it_is_utf_8_with_a_byte_order_mark_and_lines_that_end_as_rfc_4180_says(client, publish):
    publish(title="Türkiye, “Intégrate”", description='He said "now",\nand went.\n\nThen; more.', places="A\nB")
    raw = body(client.get("/activities.csv"))
    assert raw.startswith(b"\xef\xbb\xbfreference,")
    assert raw.count(b"\xef\xbb\xbf") == 1
    text = raw.decode("utf-8-sig")
    assert text.endswith("\r\n")
    header, row = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(header) == len(row) == 26
    assert row[3:5] == ["Türkiye, “Intégrate”", 'He said "now",\nand went.\n\nThen; more.']
    assert '"He said ""now"",\nand went.' in text
    assert row[15] == "A; B"


RUN = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "==1", "+", "-2+3+cmd|' /C calc'!A0"]


def test_no_text_runs_in_a_spreadsheet(client, publish):
    def add(activity):
        factories.update(activity, text=activity.title)
        factories.participation(activity, factories.partner(name=activity.title))
        factories.source(activity, title=activity.title)

    for formula in RUN:
        publish(add, title=formula, description=formula, places=formula)
    for row, formula in zip(rows(client.get("/activities.csv?sort=oldest")), RUN, strict=True):
        for column in ("title", "description", "places", "partners", "sources"):
            assert row[column].startswith(f"'{formula}")
        assert row["latest_update"] == f"2024-05: {formula}"
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_every_start_that_a_spreadsheet_runs_gets_an_apostrophe(start):
    assert safe_cell(f"{start}cmd") == f"'{start}cmd"
    assert safe_cell(f"a{start}") == f"a{start}"


@pytest.mark.parametrize("number", ["-12.5", "+3", "-1", "0", "900", "2023", "2023-11-24", ""])
def test_a_number_or_date_never_gets_an_apostrophe(number):
    assert safe_cell(number) == number


def test_dates_numbers_and_codes_stand_as_they_are(client, publish):
    indicator = factories.indicator(name="policy makers trained")

    def add(activity):
        factories.result(activity, value="900.00", qualifier="over", indicator=indicator)
        factories.result(activity, value="12.50", qualifier="up-to", indicator=indicator, as_of="2023-11")
        factories.result(activity, value="20", qualifier="exactly", indicator=indicator)

    row = row_of(client, publish(add, start="2023", end="2023-11", reported="2023-11-24"))
    assert (row["start"], row["end"], row["reported"]) == ("2023", "2023-11", "2023-11-24")
    assert row["results"] == (
        "over 900 policy makers trained; up to 12.5 policy makers trained (2023-11); 20 policy makers trained"
    )


def test_a_row_says_all_that_the_activity_does(client, publish, pledge):
    kenya = factories.country(name="Kenya", alpha3="KEN")
    factories.region(countries=[kenya], name="East", slug="east")
    region = factories.region(name="Far East", slug="far-east")

    def add(activity):
        factories.participation(activity, factories.partner(name="Bank of All"), role="funding")
        factories.participation(activity, factories.partner(name="Union"))
        factories.source(activity, title="Report", url="https://example.org/report?a=1")
        factories.update(activity, date="2024", text="Older.")
        factories.update(activity, date="2025-02", text="Newest.", status="completed")

    other = publish(title="Another")
    activity = publish(
        lambda each: (add(each), each.same_project.add(other)), countries=[kenya], regions=[region], language="es",
        kind="event", status="planned",
    )  # fmt: skip
    row = row_of(client, activity)
    expected = {
        "reference": activity.reference,
        "pledge": "of-us",
        "commitments": "of-us-1",
        "language": "es",
        "kind": "event",
        "status": "completed",
        "countries": "Kenya",
        "country_codes": "KEN",
        "regions": "Far East",
        "regions_covered": "East",
        "partners": "Bank of All (funding); Union (participating)",
        "sources": "Report <https://example.org/report?a=1>",
        "same_project": other.reference,
        "latest_update": "2025-02: Newest.",
        "url": f"http://testserver/activities/{activity.reference}/",
        "source_page": "https://example.org/page",
        "notes": "",
    }
    assert {column: row[column] for column in expected} == expected
    stamp = r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    assert re.fullmatch(stamp, row["first_published"])
    assert re.fullmatch(stamp, row["updated"])
    assert row_of(client, other)["same_project"] == activity.reference


def test_its_addresses_are_those_of_the_site_whatever_host_was_asked(client, publish, settings):
    activity = publish()
    settings.SITE_URL = "https://pledges.example.org"
    [row] = rows(client.get("/activities.csv", headers={"host": "localhost"}))
    assert row["url"] == f"https://pledges.example.org/activities/{activity.reference}/"
    assert "\x1e" not in "".join(row.values())


def test_kosovo_has_its_asterisk_and_every_row_that_names_it_the_note(client, publish):
    kosovo, kenya = factories.country(**KOSOVO), factories.country(name="Kenya", alpha3="KEN")
    there = row_of(client, publish(countries=[kosovo, kenya]))
    planned = row_of(client, publish(countries=[kenya], planned=[kosovo]))
    said = row_of(client, publish(description="UNDP KOSOVO's work."))
    reported = row_of(client, publish(lambda each: factories.update(each, text="Moved to Kosova.")))
    elsewhere = row_of(client, publish(countries=[kenya], description="The Kosovorotka is a shirt."))
    assert (there["countries"], there["country_codes"]) == ("Kosovo*; Kenya", "XKX; KEN")
    assert (planned["countries"], planned["country_codes"]) == ("Kenya; Kosovo* (planned)", "KEN; XKX")
    assert [row["notes"] for row in (there, planned, said, reported)] == [KOSOVO["note"]] * 4
    assert (elsewhere["countries"], elsewhere["notes"]) == ("Kenya", "")


def test_the_file_is_named_by_filter_edition_and_day(client, publish, settings):
    settings.TODAY = date(2026, 11, 24)
    publish(countries=[factories.country(alpha3="KGZ"), factories.country(alpha3="MDA")])
    edition = Edition.objects.first().number
    for query, brief in {
        "": "",
        "country=KGZ&country=MDA": "KGZ-MDA-",
        "kind=event&q=Intégrate+now&page=7": "event-integrate-now-",
        "q=日本": "",
        "country=KGZ&country=" + "MDA" + "&q=" + "x" * 100: "KGZ-MDA-",
    }.items():
        response = client.get(f"/activities.csv?{query}")
        expected = f'attachment; filename="activities-{brief}edition-{edition}-2026-11-24.csv"'
        assert re.sub("x{20,}-", "", response["Content-Disposition"]) == expected
        assert len(response["Content-Disposition"]) < 150
        assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_the_rows_are_streamed_and_read_by_one_statement(client, publish):
    for _ in range(5):
        publish()
    client.get("/activities.csv")  # the index is built
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/activities.csv?sort=title")
        assert response.streaming
        assert len(rows(response)) == 5
    # The newest edition; the rows, with the edition that the statement itself saw.
    assert [re.findall(r'FROM "activities_(\w+)"', query["sql"]) for query in queries] == [
        ["edition"],
        ["edition", "publicactivity"],
    ]


def test_a_download_outside_a_transaction_may_break_off(client, transactional_db, publish):
    """As in production, where each download has its connection to itself: from PostgreSQL the rows come by COPY."""
    for _ in range(3):
        publish()
    assert len(rows(client.get("/activities.csv?sort=oldest"))) == 3
    broken = client.get("/activities.csv?sort=oldest")
    assert next(iter(broken)).startswith(b"\xef\xbb\xbf")
    broken.close()
    del broken
    assert len(rows(client.get("/activities.csv?sort=oldest"))) == 3


def test_a_bad_filter_is_400_with_every_reason_in_plain_text(client, publish):
    publish()
    response = client.get("/activities.csv?country=XXX&country=YYY&year=²&q=%00&sort=colour")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "ETag" not in response
    said = response.content.decode()
    for reason in ("“XXX”", "“YYY”", "“²”", "colour"):
        assert reason in said
    assert len(said.strip().splitlines()) == 5
    assert "\0" not in said


def test_the_download_of_an_empty_record_is_the_header(client):
    assert rows(client.get("/activities.csv")) == []
