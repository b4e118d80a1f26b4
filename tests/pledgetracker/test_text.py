import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pledgetracker.text import clean, fold, lines, search_text, words

ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327\u0328"
LETTERS = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs", "P"]))


@given(st.text())
@example("ǅ ẞ ŉ ᾳ ﬃ ㎆ İ")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(LETTERS)
@example("straße ıǆ")
def test_capitals_are_ignored(text):
    assert fold(text.upper()) == fold(text)


@given(LETTERS, st.sampled_from(ACCENTS))
def test_accents_are_ignored(text, accent):
    assert fold("".join(letter + accent for letter in text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_letters_are_the_same(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Türkiye", "turkiye"),
        ("TÜRKİYE", "turkiye"),
        ("Intégrate", "integrate"),
        ("Côte d’Ivoire", "cote d’ivoire"),
        ("São Tomé", "sao tome"),
        ("Đà Nẵng", "da nang"),
        ("Łódź", "lodz"),
        ("Åland", "aland"),
        ("Færøerne", "faeroerne"),
        ("Œuvre", "oeuvre"),
        ("Þingvellir", "thingvellir"),
        ("Straße", "strasse"),
        ("Diyarbakır", "diyarbakir"),
    ],
)
def test_names_are_found_without_their_marks(text, folded):
    assert fold(text) == folded


def test_words_are_the_runs_of_letters_and_digits():
    assert words("Jalal-Abad, COVID-19: “Inté_grate” it’s 2.2k") == (
        ["jalal", "abad", "covid", "19", "inte", "grate", "it", "s", "2", "2k"]
    )
    assert words(" – … ! ") == []


@given(st.text())
def test_words_are_folded_and_hold_nothing_between_words(text):
    found = words(text)
    assert [words(word) for word in found] == [[word] for word in found]


def test_search_text_holds_each_word_once_with_a_space_before_it():
    assert search_text("Ferghana Valley", "the valley") == " ferghana valley the"
    assert search_text("", "…") == ""


def test_a_word_is_found_by_its_beginning_and_not_inside_another():
    text = search_text("Ferghana, Guinea-Bissau")
    assert " ferg" in text
    assert " bissau" in text
    assert " ghana" not in text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("no\u00a0break and\u202fnarrow", "no break and narrow"),
        ("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("nul\x00 escape\x1b next\x85 separator\x1e", "nul escape next separator"),
        ("lone \ud800surrogate \ufffenoncharacter\uffff", "lone surrogate noncharacter"),
        ("projectAdapting “quotes” – é 𝒳", "projectAdapting “quotes” – é 𝒳"),
    ],
)
def test_cleaning_takes_out_what_cannot_be_printed_and_nothing_else(text, cleaned):
    assert clean(text) == cleaned


@given(st.text(st.characters()))
def test_a_cleaned_text_stays_as_it_is_and_can_be_written(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


def test_lines_are_the_items_of_a_list_without_blank_ones():
    assert lines(" Osh \n\n  \nJalal-Abad\r\nBatken") == ["Osh", "Jalal-Abad", "Batken"]
    assert lines("") == []
