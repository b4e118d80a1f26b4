"""Texts that read alike, and those that only share some words."""

import random
import time
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from activities.desk import alike

TEXT = (
    "In some provinces the programme trained teachers, built up registers of schools and helped families to enrol "
    "their children after they came back, with the help of the ministry and of many volunteers."
)


def pairs(**texts):
    return alike.pairs({key: alike.read(*each) for key, each in texts.items()})


def test_the_same_title_or_text_is_alike_however_it_is_written():
    assert pairs(a=("Training in Bishkek", "One."), b=("TRAINING  in Bishkék!", "Another one.")) == {("a", "b")}
    assert pairs(a=("One", "A short text."), b=("Another", "a short,   TEXT")) == {("a", "b")}


def test_nearly_the_same_text_is_alike_and_a_rewritten_one_is_not():
    changed = TEXT.replace("many volunteers", "some donors")
    assert pairs(a=("One", TEXT), b=("Two", changed), c=("Three", "Also here: " + TEXT)) == {
        ("a", "b"), ("a", "c"), ("b", "c"),
    }  # fmt: skip
    rewritten = "Teachers were trained by the programme; schools got registers, and children went back to school."
    assert pairs(a=("One", TEXT), b=("Two", rewritten)) == set()


def test_short_texts_that_share_words_and_empty_ones_are_not_alike():
    assert pairs(a=("One", "A workshop in Ghana."), b=("Two", "A workshop in Kenya."), c=("", ""), d=("", "")) == set()


def test_of_many_that_are_the_same_each_is_paired_with_the_first():
    texts = {f"{n:02}": ("Workshop", f"{n}") for n in range(20)}
    assert alike.pairs({key: alike.read(*each) for key, each in texts.items()}) == {
        ("00", f"{n:02}") for n in range(1, 20)
    }


WORDS = st.lists(st.sampled_from("abcdefgh"), min_size=8, max_size=16)


@given(st.lists(WORDS, min_size=2, max_size=6))
def test_it_finds_what_a_comparison_of_all_with_all_finds(texts):
    readings = {at: alike.read(f"title {at}", " ".join(said)) for at, said in enumerate(texts)}
    expected = {
        (one, other)
        for one, other in combinations(sorted(readings), 2)
        if readings[one][1] == readings[other][1] or share(readings[one][2], readings[other][2])
    }
    assert alike.pairs(readings) == expected


def share(one, other):
    return len(one & other) >= alike.SHARED * len(one | other)


def test_ten_thousand_texts_take_seconds():
    chance = random.Random(1)
    vocabulary = [f"word{n}" for n in range(3000)]
    texts = [" ".join(chance.choices(vocabulary, k=80)) for _ in range(9_900)]
    texts += [f"{text} and a little more" for text in texts[:100]]
    started = time.monotonic()
    found = alike.pairs({at: alike.read(f"title {at}", text) for at, text in enumerate(texts)})
    assert found == {(at, 9_900 + at) for at in range(100)}
    assert time.monotonic() - started < 20
