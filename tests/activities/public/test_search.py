"""Words: each of them must begin a word of the activity, accents and case aside, on both databases alike."""

import string

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from activities import publishing
from activities.public.index import current_index
from activities.public.rows import NewerRecord
from activities.public.search import KEPT, _found, search
from activities.publishing import search_index
from pledgetracker.text import printable, words
from tests import factories
from tests.activities.reading import drafts, edit, public, public_pledge, row, undone

pytestmark = pytest.mark.django_db

TEXT = "Intégrate migrants' savings: the COVID-19 response_plan in Ferghana, Türkiye & São Tomé (50% of 1.5 m)"


def found(*folded):
    return search(current_index(), folded)


def finds(activity, typed):
    return row(activity).ordinal in found(*words(typed))


FOUND = ["integrate", "INTÉGRATE", "intég", "i", "migrant", "migrants savings", "savings migrants", "covid", "covid-19"]
FOUND += ["19", "plan", "response_plan", "ferg", "turkiye", "sao tome", "tomé", "50%", "1.5", "savings: (the)", "in in"]


@pytest.mark.parametrize("typed", FOUND)
def test_it_finds_each_word_that_begins_so(typed):
    assert finds(public(description=TEXT), typed)


@pytest.mark.parametrize(
    "typed", ["ghana", "grate", "grants", "vid", "9", "tegrate", "integrates", "integrate peru", "_", "%", "lan"]
)
def test_it_finds_none_that_only_goes_on_or_ends_so(typed):
    """A sign alone is no word: the door refuses it, and nothing here takes it for a wildcard."""
    # A title of its own: the factory's ends in a number, which might be the one looked for.
    activity = public(title="One", description=TEXT)
    assert not words(typed) or not finds(activity, typed)
    assert row(activity).ordinal not in found(typed)


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "*", "a%", "i_t", "int%e"])
def test_a_sign_is_never_a_wildcard(sign):
    public(description=TEXT)
    assert len(found(sign)) == 0


@pytest.mark.parametrize("name", ["Viet Nam", "vietnam", "viet", "Organisation", "IOM", "oim", "Batken"])
def test_it_finds_places_and_every_name_of_countries_and_partners(name):
    (activity,) = drafts(1, countries=[factories.country(name="Viet Nam", other_names="Vietnam")], places="Batken")
    partner = factories.partner(name="International Organisation", acronym="IOM", other_names="OIM")
    factories.participation(activity, partner)
    publishing.publish([activity])
    assert finds(activity, name)


def test_the_words_of_a_query_may_be_found_in_different_texts():
    activity = public(title="Remittances", countries=[factories.country(name="Kyrgyzstan")])
    assert finds(activity, "kyrgyz remittance")


def test_it_reads_the_public_record_and_no_unreviewed_edit():
    activity = public(description="approved")
    edit(activity, description="unreviewed")
    assert finds(activity, "approved")
    assert not finds(activity, "unreviewed")


def test_it_finds_nothing_that_is_withdrawn_or_hidden():
    gone, hidden = public(description="word"), public(description="word")
    publishing.withdraw([gone])
    publishing.withdraw_pledge(hidden.pledge)
    assert len(found("word")) == 0
    publishing.publish_pledge(hidden.pledge)
    assert list(found("word")) == [row(hidden).ordinal]


def test_what_is_published_renamed_or_published_again_is_found_at_once_and_the_former_no_more():
    country = factories.country(name="Swaziland")
    activity = public(description="before", countries=[country])
    assert finds(activity, "before swaziland")
    edit(activity, description="after")
    publishing.publish([activity])
    edit(country, name="Eswatini")
    publishing.vocabulary_changed()
    assert finds(activity, "after eswatini")
    assert not finds(activity, "before")
    assert not finds(activity, "swaziland")
    publishing.withdraw([activity])
    assert len(found("eswatini")) == 0
    publishing.publish([activity])
    assert finds(activity, "after eswatini")


def test_names_inside_names_are_told_apart_where_words_tell_them():
    activities = {
        name: public(countries=[factories.country(name=name)]) for name in ("Niger", "Nigeria", "Guinea-Bissau")
    }
    assert [name for name in activities if finds(activities[name], "niger")] == ["Niger", "Nigeria"]
    assert [name for name in activities if finds(activities[name], "bissau")] == ["Guinea-Bissau"]


def test_it_finds_the_activity_of_a_reference_however_it_is_written():
    first, other = public(), public()
    pledge, number = first.reference.rsplit("-", 1)
    written = [first.reference, first.reference.upper(), f"{pledge} {number}", f"{pledge.replace('-', '_')}_{number}"]
    for typed in written:
        assert list(found(*words(typed))) == [row(first).ordinal]
    assert row(other).ordinal not in found(*words(first.reference))
    assert not finds(first, f"{pledge}-{number}9")
    assert not finds(first, f"{pledge}-{int(number)}")
    assert not finds(first, number)


def test_it_finds_no_reference_that_is_withdrawn_or_hidden():
    gone, hidden = public(), public()
    publishing.withdraw([gone])
    publishing.withdraw_pledge(hidden.pledge)
    assert not finds(gone, gone.reference)
    assert not finds(hidden, hidden.reference)


# --- Generated texts and queries, against a naive reading ------------------------------------------------------------

# Words that hold one another, of many scripts, and that mean something to a query language.
WORDS = "a an and near or not in int integrate intégrer 1 19 2030 covid c o'clock ß æ İstanbul ﷺ ½ ㌀ x² हिन्दी हि"
WORDS += " हिंदी مهاجر المهاجرين مُهاجر 移民 移 移民政策 移_民 한국 мигрант миграция 𝒜 é e\u0301"
WORDS = [*WORDS.split(), "title:a", "a*", '"a', 'b"', "^a", "{a}", "a+b", "-"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=30)
# The door takes 200 characters.
TYPED = (TEXTS | st.sampled_from(WORDS).map(lambda word: word[:2])).map(lambda text: text[:200]).filter(words)


def says(text, typed):
    said = words(printable(text))
    return all(any(word.startswith(begun) for word in said) for begun in words(typed))


@given(texts=st.lists(TEXTS, min_size=1, max_size=5), queries=st.lists(TYPED, min_size=1, max_size=4))
def test_it_finds_what_a_naive_reading_finds(pledge, texts, queries):
    with undone():
        activities = [factories.activity(pledge=pledge, title=".", description=text or "-") for text in texts]
        publishing.publish(activities)
        ordinals, index = [row(activity).ordinal for activity in activities], current_index()
        for typed in [*queries, *(text[:200] for text in texts if words(text[:200]))]:
            found = search(index, words(typed))
            assert [ordinal in found for ordinal in ordinals] == [says(text, typed) for text in texts], typed
        assert search_index.holds(connection)


@pytest.mark.parametrize("letter", ["y", "é", "长", "𝒜", "हि"])
def test_a_word_may_be_longer_than_a_key_of_an_index(letter):
    activity = public(title=".", description=f"{letter * 40_000} end")
    assert finds(activity, letter * 200)
    assert finds(activity, f"{letter} end")
    assert not finds(activity, f"{letter * 50}x")
    assert search_index.holds(connection)


@pytest.fixture
def pledge():
    return public_pledge()


def test_two_hundred_characters_may_be_a_hundred_words():
    activity = public(description=" ".join(string.ascii_lowercase + string.digits))
    assert finds(activity, " ".join((string.ascii_lowercase + string.digits) * 3)[:200])
    assert not finds(activity, " ".join(string.ascii_lowercase + "é" + "ж"))


# --- What it costs, and of which edition it is ------------------------------------------------------------------------


def test_a_search_is_one_statement_and_the_same_one_again_none(django_assert_num_queries):
    public(description=TEXT)
    index = current_index()
    with django_assert_num_queries(2):  # the search; the newest edition
        first = search(index, words("integrate migrants savings"))
    with django_assert_num_queries(0):
        assert search(index, words("savings: migrants, INTÉGRATE in")) == first


def test_a_search_of_another_edition_than_the_index_starts_over():
    activity = public(description="before")
    index = current_index()
    edit(activity, description="after")
    publishing.publish([activity])
    for word in ("before", "after", "nowhere"):
        with pytest.raises(NewerRecord):
            search(index, [word])


def test_what_is_kept_is_bounded():
    public()
    index = current_index()
    for number in range(KEPT + 10):
        search(index, [f"word{number}"])
    assert _found.cache_info().currsize == KEPT
