"""Whatever file is sent: it is read right, or refused with a sentence, in bounded time and memory."""

import datetime
import time
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.intake.columns import NAMES
from activities.intake.errors import Refused
from activities.intake.reading import MB, UPLOAD_ROWS, read_file, read_upload
from activities.intake.sheet import letters

from . import workbooks
from .workbooks import KEYS, of_rows, workbook

HEAD = ",".join(KEYS)
GOOD = "undp-gcm-0001,undp-gcm,1,A title,A text,training,2023"


def lines(*rows):
    return "\r\n".join(rows).encode()


def refusal(data, read=read_upload):
    with pytest.raises(Refused) as caught:
        read(data)
    return str(caught.value)


def problems(line):
    return [(column, sentence) for column, sentence in line.problems]


# --- CSV --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_recognised(encoding, separator):
    text = (
        "\n".join([HEAD, GOOD.replace("A title", "Où Łódź, Ålesund")]).replace("Łódź,", "Łódź").replace(",", separator)
    )
    (line,) = read_upload(text.encode(encoding)).lines
    assert line.cells["title"] == "Où Łódź Ålesund"
    assert line.cells["commitments"] == "1"


def test_windows_1252_is_read_where_it_can_be_nothing_else():
    sheet = read_upload(lines(HEAD, GOOD.replace("A text", "Formación en línea – “café”")).decode().encode("cp1252"))
    assert sheet.lines[0].cells["description"] == "Formación en línea – “café”"
    assert "Windows-1252" in sheet.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "Čačak, đaci".encode("cp1250"),  # as Windows-1252: Èaèak, ðaci
        "niños".encode("cp1252"),  # as Windows-1250: nińos
        "Переселение".encode("cp1251"),
        b"\x81\x8d",
    ],
)
def test_other_old_encodings_are_refused_and_not_guessed(text):
    assert "CSV UTF-8" in refusal(lines(HEAD, GOOD).replace(b"A text", b'"' + text + b'"'))


def test_a_cut_off_file_of_utf16_is_refused():
    assert "incomplete or damaged" in refusal("\n".join([HEAD, GOOD]).encode("utf-16")[:-1])


def test_blank_lines_and_a_title_above_the_headings_are_passed_over_and_rows_keep_their_numbers():
    sheet = read_upload(lines("", ",,,,,,", "Activities of the office", "", HEAD, "", GOOD, ",,,,,,", GOOD))
    assert [line.number for line in sheet.lines] == [7, 9]
    assert sheet.notes == ["Row 3 above the headings was left out."]


def test_the_line_that_names_the_separator_for_excel_is_understood():
    (line,) = read_upload(lines("sep=;", HEAD.replace(",", ";"), GOOD.replace(",", ";"))).lines
    assert (line.number, line.cells["title"]) == (3, "A title")


def test_headings_are_recognised_as_people_write_them():
    sheet = read_upload(lines(HEAD.replace("reference", "﻿ Reference * ").replace("title", "TITLE"), GOOD))
    assert sheet.columns == KEYS


def test_a_heading_twice_is_refused_by_name():
    assert "“title” appears twice" in refusal(lines(HEAD + ",Title", GOOD + ",other"))


def test_a_missing_required_column_is_refused_by_name():
    assert "“reference” is missing" in refusal(lines(HEAD.replace("reference,", ""), GOOD))


def test_a_file_without_headings_is_refused():
    assert "no row of headings" in refusal(lines(GOOD, GOOD))


def test_headings_alone_are_refused():
    assert "no rows below the headings" in refusal(lines(HEAD, "", ",,,"))


def test_unknown_columns_are_named_and_left_out():
    sheet = read_upload(lines(HEAD + ",Budget,", GOOD + ",5,x"))
    assert any("“Budget”" in note for note in sheet.notes)
    assert any("columns I" in note for note in sheet.notes)
    assert "Budget" not in sheet.lines[0].cells


def test_a_short_row_a_long_one_and_repeated_headings_are_rejected_whole():
    sheet = read_upload(lines(HEAD, "undp-gcm-0001,undp-gcm,1", GOOD + ",more", HEAD, GOOD + ",,"))
    assert [bool(line.problems) for line in sheet.lines] == [True, True, True, False]
    assert [line.cells for line in sheet.lines[:3]] == [{}, {}, {}]
    assert "The row is incomplete" in problems(sheet.lines[0])[0][1]


def test_a_quotation_mark_that_is_never_closed_is_refused_and_does_not_swallow_rows():
    assert "quotation mark" in refusal(lines(HEAD, GOOD.replace("A text", '"A text'), GOOD))
    assert "quotation mark" in refusal(lines(HEAD, GOOD.replace("A text", '"A" text'), GOOD))


def test_cells_are_cleaned_and_the_apostrophe_comes_off_only_where_it_keeps_a_text_from_being_run():
    said = {
        "'==1": "==1", "'+1 more": "+1 more", "'tis": "'tis", "'-5": "'-5", "'@x": "@x", "=1+1": "=1+1",
        "\u00a0a\u202fb\x07 ": "a b",
    }  # fmt: skip
    sheet = read_upload(lines(HEAD, *(GOOD.replace("A title", cell) for cell in said)))
    assert [line.cells["title"] for line in sheet.lines] == list(said.values())


def test_more_rows_than_an_upload_takes_are_refused_with_the_command_that_takes_them():
    data = lines(HEAD, *[GOOD] * (UPLOAD_ROWS + 1))
    assert "import_activities" in refusal(data)
    assert len(read_file(data).lines) == UPLOAD_ROWS + 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"\xef\xbb\xbf", "no row of headings"),
        ("reference,title\na,b".encode("utf-16-le"), "zero bytes"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel file"),
        (b"PK\x03\x04" + b"x" * 600, "damaged"),
        (b"%PDF-1.7 \xff\xfe", "CSV UTF-8"),
        (b"x" * (5 * MB + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data, said):
    assert said in refusal(data)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("content.xml", "x")
    assert "not an Excel workbook" in refusal((tmp_path / "a.zip").read_bytes())


@given(st.binary(max_size=400), st.sampled_from([b"", HEAD.encode() + b"\n", b"\xff\xfe", b"PK\x03\x04"]))
def test_no_bytes_break_it(data, start):
    try:
        read_upload(start + data)
    except Refused as error:
        assert str(error)


@given(st.integers(0, 6000), st.integers(0, 255), st.booleans())
def test_no_damaged_workbook_breaks_it(place, byte, cut):
    data = bytearray(of_rows(["undp-gcm-0001", "undp-gcm", 1, "A title", "A text", "training", 2023]))
    place %= len(data)
    if cut:
        del data[place:]
    else:
        data[place] = byte
    try:
        read_upload(bytes(data))
    except Refused as error:
        assert str(error)


def test_a_huge_cell_is_read_whole():
    text = "word " * 200_000
    (line,) = read_upload(lines(HEAD, GOOD.replace("A text", text))).lines
    assert line.cells["description"] == text.strip()


# --- XLSX -------------------------------------------------------------------------------------------------------------
def test_cells_that_excel_gave_a_type_are_read_as_they_are_shown():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "activities"
    sheet.append(["reference", "title", "start", "end", "reported", "commitments", "do_no_harm", "source_page"])
    sheet.append(["a-1", 2023.0, datetime.datetime(2023, 11, 24), datetime.date(2023, 11, 1), 2023, 5.5, True, 1.10])
    sheet["D2"].number_format = "mmm-yy"
    sheet.append(["a-2", 1234567890123, datetime.datetime(2023, 1, 1), None, "2023-11", 5, False, ""])
    sheet["C3"].number_format = "yyyy"
    one, two = read_upload(workbooks.saved(made)).lines
    assert list(one.cells.values()) == ["a-1", "2023", "2023-11-24", "2023-11", "2023", "5.5", "yes", "1.1"]
    assert list(two.cells.values()) == ["a-2", "1234567890123", "2023", "", "2023-11", "5", "no", ""]


def test_formulas_errors_and_times_are_reported_cell_by_cell_and_a_text_like_one_is_none():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(KEYS)
    sheet.append(["a-1", "=1+1", "#REF!", datetime.time(9), "'==1", "training", "2023"])
    sheet["C2"].data_type = "e"
    sheet["E2"].value, sheet["E2"].data_type = "==1", "s"
    (line,) = read_upload(workbooks.saved(made)).lines
    assert [column for column, _sentence in line.problems] == ["pledge", "commitments", "title"]
    assert ["formula" in line.problems[0][1], "error" in line.problems[1][1], "time" in line.problems[2][1]] == [
        True
    ] * 3
    assert line.cells["description"] == "==1"


def test_of_several_sheets_the_named_one_is_read_and_hidden_ones_are_not():
    row = ["a-1", "p", "1", "t", "d", "training", "2023"]
    sheets = ("notes", [["x"]], "visible"), ("Activities", [KEYS, row], "visible"), ("old", [["y"]], "hidden")
    sheet = read_upload(workbook(*sheets))
    assert sheet.lines[0].cells["reference"] == "a-1"
    assert sheet.notes == [
        "The workbook has 3 sheets. Only “Activities” was read.",
        "Hidden sheets were left out: “old”.",
    ]
    hidden_first = ("x", [["y"]], "hidden"), ("seen", [KEYS, row], "visible")
    assert "“seen”" in read_upload(workbook(*hidden_first)).notes[0]


def test_a_row_that_ends_early_in_a_workbook_has_empty_cells_there():
    (line,) = read_upload(of_rows(["a-1", "p"])).lines
    assert (line.problems, line.cells["title"]) == ([], "")


def test_what_xlsx_escapes_comes_back():
    xml = workbooks.SHEET + (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>title</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>a-1</t></is></c>'
        b'<c r="B2" t="inlineStr"><is><t>a_x000D_\nb _x005F_x0041_</t></is></c></row>'
    ) + workbooks.END  # fmt: skip
    (line,) = read_upload(workbooks.with_sheet_xml(xml)).lines
    assert line.cells["title"] == "a\nb _x0041_"


def bounded(data, read=read_upload):
    """The refusal of `data`, and that it took neither long nor much."""
    tracemalloc.start()
    started = time.monotonic()
    sentence = refusal(data, read)
    seconds, (_now, peak) = time.monotonic() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 20, seconds
    assert peak < 150 * MB, peak
    return sentence


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    data = workbooks.with_sheet_xml(b" " * MB for _ in range(300))
    assert len(data) < MB
    assert "unpacks to more" in bounded(data)
    assert "unpacks to more" in bounded(data, read_file)


@pytest.mark.parametrize("read", [read_upload, read_file])
@pytest.mark.parametrize("row", [b'<row ht="15" customHeight="1"><c s="1"/></row>', b"<row/>", b"<x:row />"])
def test_a_workbook_of_a_million_empty_rows_is_refused_in_bounded_time_and_memory(read, row):
    assert "empty rows" in bounded(workbooks.with_sheet_xml([workbooks.SHEET, row * 10**6, workbooks.END]), read)


def test_more_empty_rows_than_anyone_leaves_between_two_are_refused():
    head = [b'<row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c><c r="B1" t="inlineStr"><is><t>title</t>',
            b'</is></c></row><row r="2"><c r="A2"><v>1</v></c></row>']  # fmt: skip
    nothing = b"<row/>" * 15_000
    assert "below row 2" in bounded(workbooks.with_sheet_xml([workbooks.SHEET, *head, nothing, workbooks.END]))


def test_a_workbook_of_one_endless_row_is_refused():
    assert "unpacks to more" in bounded(
        workbooks.with_sheet_xml([workbooks.SHEET, b"<row>", b"<c/>" * 10**6, b"</row>"])
    )


def test_a_dimension_that_lies_costs_nothing():
    xml = (
        workbooks.SHEET.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
        + b'<row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>title</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        + workbooks.END
    )
    assert "empty rows" in bounded(workbooks.with_sheet_xml(xml))


def test_entities_are_not_expanded():
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + workbooks.SHEET + b"<row><c>&b;</c></row>"
    assert "damaged" in refusal(workbooks.with_sheet_xml(xml + workbooks.END))


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert len(NAMES) == len(set(NAMES))
