"""How far apart two words are: counted as a plain reading of the definition counts, and by how they sound."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.public.slips import Typed, letters, sounded

WORD = st.text("abcd", max_size=7)


def naive(word, other):
    @cache
    def between(a, b):
        if not a or not b:
            return len(a) + len(b)
        least = min(between(a[1:], b) + 1, between(a, b[1:]) + 1, between(a[1:], b[1:]) + (a[0] != b[0]))
        if a[:2] == b[1::-1] and len(a) > 1 and len(b) > 1:
            least = min(least, between(a[2:], b[2:]) + 1)
        return least

    return between(word, other)


@given(WORD, WORD)
def test_slips_are_counted_exactly(word, other):
    assert Typed(word).slips(other) == naive(word, other)


@given(st.text(max_size=7), st.text(max_size=7))
def test_what_letters_lack_is_never_more_than_the_slips(word, other):
    lacking = (letters(word) & ~letters(other)).bit_count()
    assert lacking <= naive(word, other)


@pytest.mark.parametrize(("word", "other"), [("kirgizstan", "kirgistan"), ("mlodova", "moldova"), ("sebria", "serbia")])
def test_one_letter_less_or_two_exchanged_are_one_slip(word, other):
    assert Typed(word).slips(other) == 1


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("phillipines", "filipines"),
        ("kasachstan", "kasakstan"),
        ("kazakhstan", "kasakstan"),
        ("marokko", "maroko"),
        ("haiti", "haiti"),
        ("hayti", "haiti"),
        ("zzzz", "ss"),
        ("11", "11"),
        ("\u0627\u0644\u0644\u0647", "\u0627\u0644\u0644\u0647"),
    ],
)
def test_spellings_of_one_sound_are_one(word, heard):
    assert sounded(word) == heard
