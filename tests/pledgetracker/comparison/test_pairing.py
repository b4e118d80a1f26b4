"""Rows of two documents: which belong together, and what is said of the others."""

import time

from hypothesis import given

from pledgetracker.comparison import Cell, compare, has_differences

from .documents import LABELS, ROWS, joined, one, update


def kinds(difference):
    return [(row.kind, row.name) for row in difference.rows]


def test_a_row_is_known_by_its_keys_however_much_of_it_changed():
    before = {"updates": [update("2024", "The first workshop."), update("2023", "Nothing new.")]}
    after = {"updates": [update("2025", "Its end."), update("2024", "All else."), update("2023", "Nothing new.")]}
    difference = one(before, after, keys={"updates": ["date"]})
    assert kinds(difference) == [("added", "2025"), ("changed", "2024")]
    added, changed = difference.rows
    assert added.cells == (Cell("Date", "2025"), Cell("Text", "Its end."), Cell("language", "en"))
    assert (added.before, added.after) == (None, after["updates"][0])
    assert [each.label for each in changed.differences] == ["Text"]
    assert joined(changed.differences[0].after_parts, "added") == "All else."


def test_of_rows_with_equal_keys_those_most_alike_belong_together():
    texts = "The workshop was held in Osh.", "A study was published by the university."
    before = {"updates": [update("2024", text) for text in texts]}
    after = {"updates": [update("2024", f"{text} More followed.") for text in reversed(texts)]}
    for row in one(before, after, keys={"updates": ["date"]}).rows:
        assert row.after["text"].startswith(row.before["text"])


def test_a_row_whose_date_was_corrected_is_the_same_row():
    text = "Nine hundred policy makers were trained in twelve workshops."
    difference = one({"updates": [update("2024", text)]}, {"updates": [update("2023", text)]})
    assert [row.kind for row in difference.rows] == ["changed"]
    assert [each.name for each in difference.rows[0].differences] == ["date"]


def test_rows_that_have_little_in_common_are_two():
    before, after = {"updates": [update("2024", "The first workshop.")]}, {"updates": [update("2025", "A study.")]}
    for keys in ({}, {"updates": ["date"]}):
        assert sorted(row.kind for row in one(before, after, keys=keys).rows) == ["added", "removed"]


@given(ROWS, ROWS)
def test_every_row_is_accounted_for_once(before, after):
    for keys in ({}, {"updates": ["date"]}):
        differences = compare({"updates": before}, {"updates": after}, LABELS, keys=keys)
        rows = [row for difference in differences for row in difference.rows]
        gone = [row.before for row in rows if row.before is not None]
        new = [row.after for row in rows if row.after is not None]
        said = [[row for row in own if has_differences(row, {})] for own in (before, after)]
        assert len(said[0]) - len(gone) == len(said[1]) - len(new)
        for listed, own in ((gone, before), (new, after)):
            assert all(listed.count(each) <= own.count(each) for each in listed)
        assert all(row.differences for row in rows if row.kind == "changed")


def test_hundreds_of_rows_take_seconds_at_most():
    start = time.monotonic()
    before = {"updates": [update("2024", f"Text {place}, as it was first reported.") for place in range(1500)]}
    after = {"updates": [update("2024", f"Text {place}, as it was later corrected.") for place in range(1500)]}
    for keys in ({}, {"updates": ["date"]}):
        assert one(before, after, keys=keys).rows
    assert time.monotonic() - start < 20
