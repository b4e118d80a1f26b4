"""What is said to differ between two documents: nothing else, nothing left out, and drawn so that everybody sees it."""

import re
import time

import pytest
from django.template.loader import render_to_string
from django.utils.html import format_html
from hypothesis import example, given
from hypothesis import strategies as st

from pledgetracker.comparison import Cell, Part, compare, has_differences, texts
from pledgetracker.comparison.texts import by_words

LABELS = {"title": "Title", "places": "Places", "updates": "Updates", "updates.date": "Date", "updates.text": "Text"}
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20)
)
ROWS = st.lists(st.dictionaries(st.sampled_from(["date", "text", "x"]), SCALARS, max_size=3), max_size=5)
LISTS = st.lists(st.one_of(SCALARS, st.lists(SCALARS, max_size=3)), max_size=6)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["title", "places", "updates", "other", "z"]), st.one_of(SCALARS, LISTS, ROWS), max_size=5
)
# Few words, often the same: only such texts have much in common.
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(["a", "the", "Osh", ".", ",", "!", " ", "  ", "\n", "\n\n", "e\u0301"]), max_size=60).map(
        "".join
    ),
)


def one(before, after, **options):
    """The only difference of two documents."""
    [difference] = compare(before, after, LABELS, **options)
    return difference


def joined(parts, *kinds):
    return "".join(part.text for part in parts if part.kind in kinds)


def mirrored(parts):
    other = {"removed": "added", "added": "removed", "same": "same"}
    return tuple(Part(other[part.kind], part.text) for part in parts)


# --- Texts ------------------------------------------------------------------------------------------------------------
def check_parts(before, after):
    removed, added = by_words(before, after)
    assert joined(removed, "same", "removed") == before
    assert joined(added, "same", "added") == after
    assert joined(removed, "same") == joined(added, "same")
    assert {part.kind for part in removed} <= {"same", "removed"}
    assert {part.kind for part in added} <= {"same", "added"}
    assert all(part.text for part in (*removed, *added))
    if before == after:
        assert not joined(removed, "removed") + joined(added, "added")
    assert by_words(after, before) == (mirrored(added), mirrored(removed))


@given(TEXTS, TEXTS)
@example("", "")
@example("a ", "a")
@example("a b. c", "a c. b")
def test_the_parts_of_a_side_are_the_whole_text_and_mirror_the_other_way_round(before, after):
    check_parts(before, after)


@given(TEXTS, TEXTS)
@example("One. Two! Three", "One. 2! Three")
@example("a.b\n\nc", "a.b\nd")
def test_so_are_those_of_texts_too_long_for_words(before, after):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "STEPS", 15)
        patch.setattr(texts, "STEPS_OF_A_SENTENCE", 5)
        check_parts(before, after)


def test_single_words_and_marks_are_told_apart():
    before, after = by_words(
        "It trained over 900 people in Osh, until 2024.", "It trained over 950 people in Osh and Batken, until 2025."
    )
    assert joined(before, "removed") == "900 2024"
    assert joined(after, "added") == "950  and Batken2025"
    assert joined(after, "same") == "It trained over people in Osh, until ."


def test_a_text_that_only_grew_has_nothing_removed():
    before, after = by_words("Short.", "Short. " + "And then far more was said about it. " * 5)
    assert joined(before, "removed") == ""
    assert [part.kind for part in after] == ["same", "added"]


def test_texts_that_have_only_small_words_in_common_are_replaced_as_a_whole():
    before, after = by_words(
        "The workshop in Osh gathered officials of the ministry to discuss a draft.",
        "A study of remittances, published by the university, found the families worse off.",
    )
    assert [part.kind for part in before] == ["removed"]
    assert [part.kind for part in after] == ["added"]


def test_a_letter_and_its_mark_stay_together():
    for parts in by_words("cafe\u0301 की", "cafe\u0301 का"):
        assert all(not part.text.startswith(("\u0301", "\u0940", "\u093e")) for part in parts)


def test_a_line_break_alone_is_known_for_one():
    before, _after = by_words("One line.\n\nAnother one.", "One line. Another one.")
    assert [part.is_break for part in before] == [False, True, False]
    assert not Part("removed", " ").is_break


def long_text(length, changed=lambda place: False):
    words = (f"x{place}" if changed(place) else f"word{place * place % 99_991}" for place in range(length))
    return "".join(word + (". " if place % 12 == 11 else " ") for place, word in enumerate(words))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (long_text(50_000), long_text(50_000, lambda place: place % 500 == 3)),
        (long_text(50_000), long_text(49_000)[::-1]),
        ("a b " * 25_000, "a c " * 25_000),
        ("a\nb\n" * 25_000, "a\nc\n" * 25_000),
        ("Go on now. " * 17_000, "Go on then. " * 17_000),
    ],
    ids=["a hundred edits", "unrelated", "one sentence", "lines", "one sentence often"],
)
def test_texts_of_50_000_words_take_seconds_at_most(before, after):
    start = time.monotonic()
    check_parts(before, after)
    assert time.monotonic() - start < 20


def test_a_few_edits_of_a_very_long_text_are_still_found():
    before, after = by_words(long_text(50_000), long_text(50_000, lambda place: place % 500 == 3))
    assert sum(part.kind == "removed" for part in before) == 100
    assert all(re.fullmatch(r"x\d+ ?", part.text) for part in after if part.kind == "added")


# --- Documents --------------------------------------------------------------------------------------------------------
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


# --- Rows -------------------------------------------------------------------------------------------------------------
def update(date, text, **fields):
    return {"date": date, "text": text, "language": "en", **fields}


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


# --- Drawn ------------------------------------------------------------------------------------------------------------
def drawn(before, after, **options):
    context = {"before_label": "Version 1", "after_label": "Version 2"}
    return render_to_string(
        "includes/_comparison.html", context | {"differences": compare(before, after, LABELS, **options)}
    )


def test_what_was_removed_and_added_is_told_in_words_too():
    html = drawn({"title": "Old title here"}, {"title": "New title here"})
    assert re.search(r"<del><span [^>]*>removed: </span>Old </del>title here</div>", html)
    assert re.search(r"<ins><span [^>]*>added: </span>New </ins>title here</div>", html)
    assert html.count("Version 1") == html.count("Version 2") == 1
    assert re.search(r"<h3[^>]*>Title</h3>", html)


def test_what_a_changed_row_lists_is_drawn_item_by_item():
    before = {"updates": [update("2024", "", objectives=["19", "23"], targets=[{"value": 5, "due": "2030"}])]}
    after = {
        "updates": [update("2024", "", objectives=["19", "20"], targets=[{"due": "2030", "value": 9}, {"due": "x"}])]
    }
    difference = one(before, after, keys={"updates": ["date"]})
    objectives, targets = difference.rows[0].differences
    assert (objectives.shape, objectives.removed, objectives.added, objectives.kept) == (
        "items",
        ("23",),
        ("20",),
        ("19",),
    )
    assert (targets.shape, targets.removed, targets.added) == ("items", ("2030, 5",), ("2030, 9", "x"))
    html = drawn(before, after, keys={"updates": ["date"]})
    assert re.search(r"<del><span [^>]*>removed: </span>23</del>", html)
    assert re.search(r"<ins><span [^>]*>added: </span>2030, 9</ins>", html)
    before, after = ({"updates": [update("2024", "", objectives=each)]} for each in (["19", "23"], ["23", "19"]))
    assert "The same, in another order." in drawn(before, after, keys={"updates": ["date"]})


def test_a_side_without_a_value_says_so():
    assert "Nothing stated." in drawn({}, {"title": "New"})
    assert "Nothing stated." in drawn({"places": ["Osh"]}, {})


def test_every_text_is_marked_with_its_language_and_finds_its_direction():
    def language(name, holder):
        return holder.get("language", "") if name in ("title", "updates.text") else ""

    before = {"title": "Hola amigos", "language": "es", "updates": [update("2024", "هذا نص", language="ar")]}
    after = {"title": "Hello friends", "language": "en", "updates": []}
    html = drawn(before, after, language=language)
    assert html.count('dir="auto" lang="es"') == html.count('dir="auto" lang="ar"') == 1
    title = compare(before, after, LABELS, language=language)[0]
    assert (title.before_language, title.after_language) == ("es", "en")


def test_a_text_cannot_run_as_html_and_a_safe_item_is_drawn():
    html = drawn(
        {"title": "<b>x", "updates": [update("<i>", "<u>")]},
        {"places": ["<s>", format_html('<a href="/x/">{}</a>', "<Osh>")]},
    )
    for tag in ("<b>", "<i>", "<u>", "<s>", "<Osh>"):
        assert tag not in html
    assert '<a href="/x/">&lt;Osh&gt;</a>' in html


@given(DOCUMENTS, DOCUMENTS)
def test_whatever_the_documents_hold_it_can_be_drawn(before, after):
    html = drawn(before, after, keys={"updates": ["date"]})
    assert bool(html.strip()) == has_differences(before, after)
