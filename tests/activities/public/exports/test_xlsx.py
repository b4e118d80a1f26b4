"""The XLSX as whoever opens it sees it: with openpyxl, pandas and LibreOffice."""

import csv
import io
import shutil
import subprocess

import openpyxl
import pandas
import pytest
from django.http import QueryDict

from activities import publishing
from activities.columns import COLUMNS
from activities.public.exports import xlsx
from activities.public.filters import ActivityFilterSet
from tests import factories
from tests.activities.reading import public
from tests.conftest import missing
from tests.reading import body, rows, workbook, xlsx_rows

pytestmark = pytest.mark.django_db

SOFFICE = shutil.which("soffice")
NO_LIBREOFFICE = "No LibreOffice on this machine (`apt-get install libreoffice-calc-nogui`)."
TEXTS = {
    "formula": "=1+1",
    "command": "@SUM(1+9)*cmd|' /C calc'!A0",
    "negative": "-2+3",
    "zeros": "0042",
    "like a date": "2023-11",
    "like a number": "1e5",
    "Arabic": "مرحبا، بالعالم",
    "accents": "Türkiye, “Intégrate” ñ 😀",
    "lines": "One\nTwo\n\nThree",
    "markup": "<r><t>&amp;</t></r>",
    "quotes": "\"a\",'b'",
    "long": "ä" * 20_000,
}


@pytest.fixture
def texts():
    """An activity for each of TEXTS, in their order, with the text as its description."""
    for name, text in TEXTS.items():
        public(title=name, description=text)
    return "/activities.xlsx?sort=oldest"


def sheets(client, address="/activities.xlsx"):
    book = openpyxl.load_workbook(io.BytesIO(body(client.get(address))))
    return [book[name] for name in book.sheetnames]


def test_every_cell_is_a_text_that_nothing_runs(client, texts):
    activities, about = sheets(client, texts)
    assert {cell.data_type for sheet in (activities, about) for row in sheet for cell in row if cell.value} == {"s"}
    assert {cell.number_format for row in activities.iter_rows(min_row=2) for cell in row if cell.value} == {"@"}
    assert not [cell for row in activities for cell in row if cell.hyperlink]
    described = [row[4].value for row in activities.iter_rows(min_row=2)]
    assert described == list(TEXTS.values())


def test_pandas_reads_what_it_reads_from_the_csv(client, texts):
    as_text = {"dtype": str, "keep_default_na": False}
    spreadsheet = pandas.read_excel(io.BytesIO(body(client.get(texts))), **as_text)
    table = pandas.read_csv(io.BytesIO(body(client.get(texts.replace("xlsx", "csv")))), **as_text)
    assert list(spreadsheet.columns) == [column.name for column in COLUMNS]
    assert spreadsheet["description"].tolist() == list(TEXTS.values())
    for name in spreadsheet.columns:
        assert spreadsheet[name].tolist() == [text.removeprefix("'") for text in table[name]]


def test_libreoffice_opens_it_right(client, texts, tmp_path):
    if not SOFFICE:
        missing(NO_LIBREOFFICE)
    path = tmp_path / "activities.xlsx"
    path.write_bytes(body(client.get(texts)))
    as_utf_8 = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", as_utf_8,
         "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        opened = list(csv.DictReader(file))
    assert opened == xlsx_rows(client.get(texts))
    assert [row["description"] for row in opened] == list(TEXTS.values())


def test_the_header_stays_in_sight_and_can_be_filtered_by(client):
    public()
    public()
    activities, about = sheets(client)
    assert activities.freeze_panes == "B2"
    assert activities.auto_filter.ref == "A1:Z3"
    assert (activities.title, about.title) == ("Activities", "About")
    widths = {name: each.width for name, each in activities.column_dimensions.items()}
    assert min(widths.values()) > 10
    assert widths["E"] > widths["A"] > widths["F"]


def test_the_second_sheet_says_what_the_first_one_is(client):
    pledge = factories.pledge(title="Of us", terms="Free to use, with the source named.")
    country = factories.country(name="Kosovo", alpha3="XKX", note="References to Kosovo shall be understood so.")
    public(pledge=published(pledge), countries=[country])
    public()
    filterset = ActivityFilterSet(QueryDict("country=XKX"))
    told = workbook(client.get("/activities.xlsx?country=XKX"))["About"]
    said = dict(told)
    assert said["Title"] == "Pledge Tracker: activities · Kosovo*"
    assert said["Rows"] == "1 of 2 activities · Kosovo*"
    assert said["Address"] == "http://testserver/activities/?country=XKX"
    assert said["Edition of the public record"].startswith(f"{filterset.index.edition.number} (20")
    assert said["Terms of use: Of us"] == "Free to use, with the source named."
    assert len([label for label, _text in told if label.startswith("Terms of use")]) == 1
    notes = [text for label, text in told if label == "Note"]
    assert notes[0] == "References to Kosovo shall be understood so."
    assert notes[1].startswith("The designations used do not imply")
    assert "not an official site" in notes[2]
    assert [(name, said[name]) for name in said if name in {column.name for column in COLUMNS}] == [
        (column.name, str(column.meaning)) for column in COLUMNS
    ]
    assert "Cut" not in said


def published(pledge):
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    return pledge


def test_a_text_longer_than_a_cell_is_cut_with_a_mark_and_the_second_sheet_says_so(client):
    longest = "a" * 32_767
    public(description=longest)
    public(description=longest + "b")
    public(description="😀" * 16_384)  # two units each, as Excel counts
    cells = [row["description"] for row in xlsx_rows(client.get("/activities.xlsx?sort=oldest"))]
    assert cells == [longest, longest[:-1] + "…", "😀" * 16_383 + "…"]
    [said] = [text for label, text in workbook(client.get("/activities.xlsx"))["About"] if label == "Cut"]
    assert said.startswith("2 cells had too much text")
    assert [len(row["description"]) for row in rows(client.get("/activities.csv?sort=oldest"))] == [32767, 32768, 16384]


def test_it_can_be_written_into_a_file(tmp_path):
    public(title="Kept")
    path = tmp_path / "kept.xlsx"
    filterset = ActivityFilterSet({})
    with path.open("wb") as file:
        xlsx.write(filterset, file)
    assert path.read_bytes() == b"".join(xlsx.pieces(filterset))
    assert openpyxl.load_workbook(path).worksheets[0]["D2"].value == "Kept"
