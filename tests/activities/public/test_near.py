"""How near two words are: counted as a plain reading of the definition counts, up to the bound."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.public.near import letters, slips_between

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


@given(WORD, WORD, st.integers(0, 3))
def test_slips_are_counted_exactly_up_to_the_bound(word, other, bound):
    slips = naive(word, other)
    counted = slips_between(word, other, bound)
    assert counted == slips if slips <= bound else counted > bound


@given(st.text(max_size=7), st.text(max_size=7))
def test_what_letters_lack_is_never_more_than_the_slips(word, other):
    lacking = (letters(word) & ~letters(other)).bit_count()
    assert lacking <= naive(word, other)


@pytest.mark.parametrize(("word", "other"), [("kirgizstan", "kirgistan"), ("mlodova", "moldova"), ("sebria", "serbia")])
def test_one_letter_less_or_two_exchanged_are_one_slip(word, other):
    assert slips_between(word, other, 2) == 1
