"""What differs between two texts: every part of both, mirrored the other way round."""

import re
import time

import pytest
from hypothesis import example, given

from pledgetracker.comparison import Part, texts
from pledgetracker.comparison.texts import by_words

from .documents import TEXTS, joined, mirrored


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
