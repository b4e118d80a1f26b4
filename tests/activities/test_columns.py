"""The columns of the public record: a published contract."""

import csv
import io
import re

import pytest

from activities import publishing
from activities.columns import COLUMNS, ORIGIN, csv_header, result_text, safe_cell
from tests import factories
from tests.activities.reading import drafts, public, row

CONTRACT = (
    "reference,pledge,commitments,title,description,language,kind,status,reported,start,end,countries,country_codes,"
    "regions,regions_covered,places,partners,results,sources,same_project,latest_update,first_published,updated,url,"
    "source_page,notes"
)


def read(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def cells(activity):
    (line,) = read(row(activity).csv_line)
    return dict(zip(CONTRACT.split(","), line, strict=True))


def test_the_header_is_the_published_one():
    assert csv_header() == f"{CONTRACT}\r\n"


def test_every_column_says_what_it_means():
    assert all(re.fullmatch(r"[A-Z].+\.", str(column.meaning), re.DOTALL) for column in COLUMNS)


@pytest.mark.django_db
def test_the_kept_line_has_the_value_of_every_column():
    activity = public(description='Two\n\nparagraphs, "quoted"; and é', start="2022")
    kept = row(activity)
    assert cells(activity) == {column.name: column.value(kept) for column in COLUMNS}
    assert kept.csv_line.endswith("\r\n")


@pytest.mark.django_db
def test_the_sites_address_is_left_open_in_the_address_alone():
    activity = public(source_page="https://example.org/")
    assert row(activity).csv_line.count(ORIGIN) == 1
    assert cells(activity)["url"] == f"{ORIGIN}/activities/{activity.reference}/"


@pytest.mark.django_db
def test_lists_in_a_cell_are_separated_by_semicolons_and_codes_stand_in_the_order_of_names():
    kosovo = factories.country(name="Kosovo", alpha3="XKX", note="A note.")
    (activity,) = drafts(
        1,
        countries=[kosovo],
        planned=[factories.country(name="Chad", alpha3="TCD")],
        places="Osh\nBatken",
        regions=[factories.region(name=name) for name in ("North", "South")],
    )
    publishing.publish([activity])
    found = cells(activity)
    assert found["countries"] == "Kosovo*; Chad (planned)"
    assert found["country_codes"] == "XKX; TCD"
    assert found["places"] == "Osh; Batken"
    assert found["regions"] == "North; South"
    assert found["notes"] == "A note."


@pytest.mark.django_db
def test_the_latest_update_is_the_newest_with_its_date():
    (activity,) = drafts(1)
    factories.update(activity, date="2024-05", text="Newest.")
    factories.update(activity, date="2023", text="Older.")
    publishing.publish([activity])
    assert cells(activity)["latest_update"] == "2024-05: Newest."


@pytest.mark.django_db
def test_timestamps_are_those_of_publishing_in_utc():
    activity = public()
    kept = row(activity)
    assert cells(activity)["first_published"] == kept.first_published.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert cells(activity)["updated"] == kept.updated.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("qualifier", "as_of", "text"),
    [
        ("exactly", "", "900 people trained"),
        ("over", "", "over 900 people trained"),
        ("about", "2023", "about 900 people trained (2023)"),
        ("up-to", "2023-11", "up to 900 people trained (2023-11)"),
    ],
)
def test_a_result_reads_as_a_phrase_with_its_qualifier_and_date(qualifier, as_of, text):
    result = {"qualifier": qualifier, "value": "900", "name": "people trained", "as_of": as_of}
    assert result_text(result) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "1-1", "a=b", "'=1", " =1", "–1", "12"])
def test_every_other_cell_is_left_as_it_is(text):
    assert safe_cell(text) == text
