"""Words: each of them must begin a word of the activity, accents and case aside, on both databases alike."""

import pytest

from activities import publishing
from activities.public.search import search
from pledgetracker.text import words
from tests import factories
from tests.activities.reading import drafts, edit, public, row

pytestmark = pytest.mark.django_db

TEXT = "Intégrate migrants' savings: the COVID-19 response_plan in Ferghana, Türkiye & São Tomé (50% of 1.5 m)"


def finds(activity, typed):
    return row(activity).ordinal in search(words(typed))


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
    assert row(activity).ordinal not in search([typed])


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "*", "a%", "i_t", "int%e"])
def test_a_sign_is_never_a_wildcard(sign):
    public(description=TEXT)
    assert len(search([sign])) == 0


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
    assert len(search(["word"])) == 0


def test_names_inside_names_are_told_apart_where_words_tell_them():
    activities = {
        name: public(countries=[factories.country(name=name)]) for name in ("Niger", "Nigeria", "Guinea-Bissau")
    }
    assert [name for name in activities if finds(activities[name], "niger")] == ["Niger", "Nigeria"]
    assert [name for name in activities if finds(activities[name], "bissau")] == ["Guinea-Bissau"]


def test_one_search_is_one_statement(django_assert_num_queries):
    public(description=TEXT)
    with django_assert_num_queries(1):
        search(words("integrate migrants savings"))
