"""What is said to differ between two documents: nothing else, and nothing left out."""

import pytest
from hypothesis import example, given

from pledgetracker.comparison import Cell, Part, compare, has_differences

from .documents import DOCUMENTS, LABELS, mirrored, one


@given(DOCUMENTS)
def test_a_document_does_not_differ_from_itself(document):
    assert compare(document, dict(document), LABELS) == []
    assert not has_differences(document, dict(document))


def opposite(difference):
    """What the difference is the other way round."""
    rows = {"removed": "added", "added": "removed", "changed": "changed"}
    return (
        (difference.name, difference.label, difference.after, difference.before, difference.shape),
        (mirrored(difference.after_parts), mirrored(difference.before_parts)),
        (difference.added, difference.removed, sorted(difference.kept), difference.reordered),
        sorted((rows[row.kind], repr(row.after), repr(row.before)) for row in difference.rows),
    )


def as_it_is(difference):
    return (
        (difference.name, difference.label, difference.before, difference.after, difference.shape),
        (difference.before_parts, difference.after_parts),
        (difference.removed, difference.added, sorted(difference.kept), difference.reordered),
        sorted((row.kind, repr(row.before), repr(row.after)) for row in difference.rows),
    )


@given(DOCUMENTS, DOCUMENTS)
@example({"updates": [{"date": "1"}, {"date": "1"}]}, {"updates": [{"date": "1", "text": "a"}, {"date": "1"}]})
def test_the_other_way_round_it_is_the_mirror_image(before, after):
    for keys in ({}, {"updates": ["date"]}):
        there = compare(before, after, LABELS, keys=keys)
        back = compare(after, before, LABELS, keys=keys)
        assert [as_it_is(each) for each in back] == [opposite(each) for each in there]
        assert bool(there) == has_differences(before, after)


@pytest.mark.parametrize("nothing", [None, "", False, [], {}])
def test_nothing_is_said_in_many_ways(nothing):
    assert compare({"title": nothing}, {}, LABELS) == []
    assert compare({}, {"title": nothing}, LABELS) == []
    assert compare({"updates": [{"date": "2024", "text": nothing}]}, {"updates": [{"date": "2024"}]}, LABELS) == []


def test_a_key_that_begins_with_an_underscore_is_no_field():
    assert compare({"_language": "es"}, {"_language": "en"}, LABELS) == []
    assert not has_differences({"_language": "es"}, {})
    [row] = one({}, {"updates": [{"date": "2024", "_language": "es"}]}).rows
    assert row.cells == (Cell("Date", "2024"),)


def test_zero_is_something():
    difference = one({"value": 0}, {})
    assert (difference.before, difference.after) == (0, None)
    assert (difference.before_parts, difference.after_parts) == ((Part("removed", "0"),), ())


def test_beside_a_yes_nothing_is_a_no():
    difference = one({}, {"title": True})
    assert (difference.before_parts, difference.after_parts) == ((Part("removed", "no"),), (Part("added", "yes"),))


def test_the_fields_stand_in_the_order_of_the_labels_and_the_others_after_them_by_name():
    before, after = {"z": 1, "updates": [1], "title": "a"}, {"b": 2, "places": [2], "title": "b"}
    assert [each.name for each in compare(before, after, LABELS)] == ["title", "places", "updates", "b", "z"]
    in_order = compare(before, after, LABELS, order=["z", "places"])
    assert [each.name for each in in_order] == ["z", "places", "b", "title", "updates"]
    assert [each.label for each in in_order[:3]] == ["z", "Places", "b"]
    assert one({"reported_on": "a"}, {"reported_on": "b"}).label == "reported on"


def test_items_are_removed_added_or_kept_each_as_often_as_it_stands_there():
    difference = one({"places": ["Osh", "Osh", "Batken"]}, {"places": ["Jalal-Abad", "Osh"]})
    assert difference.shape == "items"
    assert (difference.removed, difference.added, difference.kept) == (("Osh", "Batken"), ("Jalal-Abad",), ("Osh",))
    pairs = one({"places": [["KGZ", False]]}, {"places": [["KGZ", True], ["TJK", True]]})
    assert (pairs.removed, pairs.added) == (("KGZ",), ("KGZ, yes", "TJK, yes"))


def test_the_same_in_another_order_is_called_so():
    assert one({"places": ["Osh", "Batken"]}, {"places": ["Batken", "Osh"]}).reordered
    rows = [{"date": "2024"}, {"date": "2025"}]
    difference = one({"updates": rows}, {"updates": rows[::-1]})
    assert (difference.reordered, difference.rows) == (True, ())
