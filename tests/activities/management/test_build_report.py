"""The command that writes a report, for who hands it in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def said(*arguments):
    out = StringIO()
    call_command("build_report", *arguments, stdout=out)
    return out.getvalue().strip()


def test_it_writes_the_pdf_and_says_what_is_in_it(tmp_path):
    path = tmp_path / "report.pdf"
    words = said("undp-gcm", "--from", "2024", "--output", str(path))
    assert words == f"{path}: 2 activities, and 40 undated ones listed separately."
    assert path.read_bytes().startswith(b"%PDF")


def test_without_a_name_it_is_called_by_what_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said("undp-gcm", "--to", "2022")
    assert [each.name.split("-edition")[0] for each in tmp_path.iterdir()] == ["undp-gcm-report-to-2022"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["no-such"], "No pledge “no-such” is published. Published pledges: undp-gcm."),
        (["undp-gcm", "--from", "soon"], "“soon” is not a date"),
        (["undp-gcm", "--from", "2024", "--to", "2023"], "The end of the period is before its beginning."),
        (["undp-gcm", "--output", "/no/such/folder/report.pdf"], "No such file or directory"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        said(*arguments)


def test_a_file_that_is_no_pdf_is_not_written_over(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Notes of the meeting")
    with pytest.raises(CommandError, match="is not a PDF, so nothing was written to it"):
        said("undp-gcm", "--output", str(path))
    assert path.read_text() == "Notes of the meeting"
    path.write_bytes(b"%PDF-1.7 of last week")
    said("undp-gcm", "--from", "2024", "--output", str(path))
    assert b"of last week" not in path.read_bytes()
