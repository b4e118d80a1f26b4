"""Matched words are marked where the search reads, and whatever a text holds the HTML stays what it was."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.public.marking import mark
from pledgetracker.text import words


def marked(text, typed):
    """What is marked of a card's text, of which nothing else may have changed."""
    html = f'<p class="text" lang="en">{escape(text)}</p>'
    done = mark(html, words(typed))
    assert done.replace("<mark>", "").replace("</mark>", "") == html
    return [unescape(each) for each in re.findall("<mark>(.*?)</mark>", done, re.DOTALL)]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Intégrate, reintegrate", "integrate", ["Intégrate"]),
        ("Inte\u0301gration", "INTEGR", ["Inte\u0301gration"]),
        ("Türkiye and Turkmenistan", "turk", ["Türkiye", "Turkmenistan"]),
        ("Straße, œuvre", "strasse oeuv", ["Straße", "œuvre"]),
        ("Iraq, الهجرة الآمنة", "الهجر", ["الهجرة"]),
        ("migration/migrants migr_ation", "migr", ["migration", "migrants", "migr"]),
        ("AT&T &amp; <b>amp</b>", "amp", ["amp", "amp"]),
        ("½ of 12", "2 1", ["½", "12"]),
        ("Kosovo* & others", "kosovo", ["Kosovo"]),
        ("lt gt quot x27 <>\"'", "x27 lt", ["lt", "x27"]),
        ("nothing", "other", []),
    ],
)
def test_words_that_begin_so_are_marked_whole(text, typed, expected):
    assert marked(text, typed) == expected


def test_only_what_the_search_reads_is_marked_and_never_a_tag():
    card = (
        '<li><h3 lang="h3"><a href="/activities/lang-0001/">The lang</a></h3><p class="text" lang="en">lang class</p>'
        '<p class="meta"><a href="/countries/LAN/">Langland</a> lang <a href="/regions/lang/">lang</a></p></li>'
    )
    expected = card.replace("The lang<", "The <mark>lang</mark><").replace("lang class", "<mark>lang</mark> class")
    expected = expected.replace("Langland", "<mark>Langland</mark>")
    assert mark(card, ["lang"]) == expected
    assert mark(card, ["href"]) == mark(card, ["mark"]) == card


@given(text=st.text(max_size=40), typed=st.text(max_size=10))
def test_whatever_a_text_holds_it_stays_as_it_is_around_its_marks(text, typed):
    if words(typed):
        marked(text, typed)


@given(st.text(max_size=20))
def test_a_word_of_the_text_is_marked_when_it_is_asked_for(text):
    asked = [word for word in words(text) if word.isalnum()]
    if asked:
        assert marked(text, asked[0])
