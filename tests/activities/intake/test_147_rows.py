"""The spreadsheet of real-life cells: every bad cell is reported where it stands, and no good row is lost."""

import csv
import io

import pytest

from activities.intake import judging, outcomes, reading, writing
from activities.models import Activity
from commitments import history
from commitments.models import Revision

from .files import build

pytestmark = pytest.mark.django_db

FILE = build.HERE / "147-rows.csv"
REJECTED = {each[0] for each in build.DEFECTS if each[4] == build.REJECTED}


def judged(data):
    return {verdict.number: verdict for verdict in judging.judge(reading.read_upload(data), None)}


def as_semicolons():
    return build.as_csv(";").encode("utf-8-sig")


def as_tabs_of_utf16():
    return build.as_csv("\t").encode("utf-16")


def as_plain_utf8():
    return build.as_csv(line_end="\n").encode()


ENCODINGS = [FILE.read_bytes, as_semicolons, as_tabs_of_utf16, as_plain_utf8]


def test_the_files_are_what_the_script_makes():
    assert FILE.read_bytes() == build.as_csv().encode("utf-8-sig")
    assert (build.HERE / "README.md").read_text(encoding="utf-8") == build.readme()
    assert len(list(csv.reader(io.StringIO(build.as_csv(), newline="")))) == 3 + build.ROWS


@pytest.mark.parametrize("data", ENCODINGS, ids=lambda data: data.__name__)
def test_every_bad_cell_is_reported_with_its_row_and_column_and_no_good_row_is_lost(undp, data):
    verdicts = judged(data())
    assert len(verdicts) == build.ROWS
    assert {number for number, verdict in verdicts.items() if verdict.outcome == outcomes.REJECTED} == REJECTED
    for number, column, _cell, _what, becomes, text in build.DEFECTS:
        if becomes == build.REJECTED:
            found = [sentence for name, sentence in verdicts[number].problems if name == column or not column]
            assert any(text in sentence for sentence in found), (number, column, verdicts[number].problems)


@pytest.mark.parametrize(
    ("number", "column", "text"),
    [(each[0], each[1], each[5]) for each in build.DEFECTS if each[4] == build.READ and each[5]],
)
def test_a_dirty_cell_is_read_as_what_it_can_only_mean(undp, number, column, text):
    verdict = judged(FILE.read_bytes())[number]
    assert {name: to for name, _before, to in verdict.changes}[column] == text
    assert verdict.problems == []


def test_cells_that_are_not_named_are_good(undp):
    named = {(each[0], each[1]) for each in build.DEFECTS}
    follows = {"do_no_harm"}  # the tick is taken back where a text changes
    for number, verdict in judged(FILE.read_bytes()).items():
        if number < build.FIRST + 45:
            assert {(number, name) for name, *_cells in verdict.changes if name not in follows} <= named
        elif number not in REJECTED:
            assert verdict.outcome == outcomes.NEW, verdict


def test_what_cannot_be_said_in_the_cell_is_said_beside_it(undp):
    verdicts = judged(FILE.read_bytes())
    assert "no end" in verdicts[38].notes[0]
    assert "no end" in verdicts[94].notes[0]
    assert "no date" in verdicts[95].notes[0]
    assert any("draft" in note for note in verdicts[96].notes)
    assert verdicts[43].outcome == verdicts[37].outcome == outcomes.UNCHANGED
    assert "Indonesia; Japan" in verdicts[10].notes[0]


def test_imported_twice_it_changes_nothing(undp):
    before = Activity.objects.count()
    verdicts = judged(FILE.read_bytes())
    good = outcomes.counts(verdicts.values())
    writing.write(list(verdicts.values()))
    assert Activity.objects.count() == before + good["new"]
    assert Revision.objects.filter(action="imported").count() == good["new"] + good["changed"]

    again = outcomes.counts(judged(FILE.read_bytes()).values())
    assert again == {"new": 0, "changed": 0, "unchanged": build.ROWS - len(REJECTED), "rejected": len(REJECTED)}
    assert writing.write(list(judged(FILE.read_bytes()).values())) == []


def test_what_is_kept_is_what_stands_there_whatever_the_rows_change(undp):
    """The documents of revisions are not read back from the database: they must be what it would give."""
    references = writing.write(list(judged(FILE.read_bytes()).values()))
    activities = {str(each.pk): each for each in Activity.objects.of_references(references).with_history()}
    revisions = Revision.objects.filter(action="imported")
    assert len(revisions) == len(references) > 70
    for revision in revisions:
        activity = activities[revision.record_key]
        assert revision.document == history.document(activity)
        assert (revision.version, revision.name) == (activity.version, str(activity))
