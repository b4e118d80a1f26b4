"""The index: one for each edition, immutable, swapped whole, and exact when something is published meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from activities import publishing
from activities.models import Edition, PublicActivity
from activities.public import index as index_module
from activities.public.index import FACETS, current_index, newest_edition
from activities.publishing import stored_index
from tests import factories
from tests.activities.reading import drafts, edit, public, public_pledge, row

pytestmark = pytest.mark.django_db


def queries_of(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


# --- One for each edition ---------------------------------------------------------------------------------------------


def test_one_edition_has_one_index_and_asking_for_it_again_reads_the_token_alone():
    public()
    index = current_index()
    assert queries_of(current_index) == 1
    assert current_index() is index
    assert index.token == Edition.objects.first().token


def test_a_draft_leaves_the_index_in_its_place():
    activity = public()
    index = current_index()
    factories.activity(pledge=activity.pledge)
    edit(activity, title="Unreviewed")
    factories.update(activity)
    assert current_index() is index


def test_a_new_edition_has_a_new_index_and_the_old_one_stays_as_it_was():
    first, second = drafts(2, kind="training")
    publishing.publish([first])
    old = current_index()
    publishing.publish([second])
    new = current_index()
    assert new is not old
    assert new.token != old.token
    assert len(old.listed) == len(old.having("kind", "training")) == len(old.by_title) == 1
    assert len(new.listed) == len(new.having("kind", "training")) == len(new.by_title) == 2
    publishing.withdraw([first])
    assert list(current_index().listed) == [row(second).ordinal]


def test_the_token_not_the_number_tells_editions_apart():
    """A restored backup gives a number again."""
    activity = public()
    old = current_index()
    Edition.objects.filter(number=old.edition.number).update(token="0123456789abcdef")
    PublicActivity.objects.update(listed=False)
    assert row(activity).edition_id == old.edition.number
    assert len(current_index().listed) == 0


def test_an_empty_site_has_an_empty_index_that_nothing_keeps():
    assert newest_edition().token == ""
    empty = current_index()
    assert len(empty.listed) == 0
    assert empty.having("country", "KGZ") == empty.listed
    assert current_index() is not empty


def test_what_a_transaction_sees_of_itself_is_not_kept_after_its_rollback():
    (activity,) = drafts(1)
    with transaction.atomic():
        publishing.publish([activity])
        assert len(current_index().listed) == 1
        transaction.set_rollback(True)
    assert len(current_index().listed) == 0


def test_building_it_costs_the_same_queries_whatever_the_number_of_rows():
    def build():
        current_index()

    publishing.publish(drafts(2, countries=[factories.country()]))
    build()
    costs = []
    for number in (1, 10):
        publishing.publish(drafts(number, countries=[factories.country()]))
        costs.append(queries_of(build))
    # The token; whether the edition held leads on; parts; pledges; objectives, countries, regions with their members,
    # partners; former slugs; notes; other names of countries, regions and partners; whether another edition was
    # made in that second; for the cards whether the edition held leads on, and rows written since; the token again.
    assert costs == [17, 17]


@pytest.mark.parametrize("what", ["publish", "withdraw", "rename"])
def test_what_is_published_while_it_is_built_is_in_it(monkeypatch, what):
    """Token, rows, token again: an edition that comes in between is read anew."""
    country = factories.country(name="Old")
    there, waiting = drafts(2, countries=[country])
    publishing.publish([there])
    happen = {
        "publish": lambda: publishing.publish([waiting]),
        "withdraw": lambda: publishing.withdraw([there]),
        "rename": lambda: (edit(country, name="New"), publishing.vocabulary_changed()),
    }[what]
    read, happened = index_module._read, []

    def read_while_it_happens(*editions):
        index = read(*editions)
        if not happened:
            happened.append(happen())
        return index

    monkeypatch.setattr(index_module, "_read", read_while_it_happens)
    index = current_index()
    assert happened
    assert index.token == newest_edition().token
    assert list(index.listed) == sorted(PublicActivity.objects.listed().values_list("ordinal", flat=True))
    assert index.terms["country"][country.alpha3].label == ("New" if what == "rename" else "Old")


def test_what_is_published_before_the_parts_are_read_makes_nobody_read_the_rows(monkeypatch):
    """At a million activities that would take a minute, for a moment's bad luck."""
    activity = public()
    before = newest_edition()
    publishing.withdraw([activity])
    monkeypatch.setattr(stored_index, "read_rows", lambda: pytest.fail("the rows were read"))
    assert len(index_module._build(before, None).listed) == 0


@pytest.mark.django_db(transaction=True)
def test_many_readers_at_once_share_the_one_that_the_first_of_them_builds(monkeypatch):
    public()
    read, built, together = index_module._read, [], threading.Barrier(4)

    def read_and_count(*editions):
        built.append(editions)
        return read(*editions)

    def reader():
        try:
            together.wait(30)
            return current_index()
        finally:
            connection.close()

    monkeypatch.setattr(index_module, "_read", read_and_count)
    with ThreadPoolExecutor(4) as pool:
        indexes = [each.result(30) for each in [pool.submit(reader) for _ in range(4)]]
    assert len({id(index) for index in indexes}) == 1
    assert len(built) == 1


# --- From one to the next ---------------------------------------------------------------------------------------------


def test_the_next_index_shares_what_did_not_change_and_reads_the_rest():
    one, two = drafts(2, kind="training")
    publishing.publish([one, two])
    old = current_index()
    edit(two, kind="event")
    publishing.publish([two])
    new = current_index()
    assert list(new.having("kind", "training")) == [row(one).ordinal]
    assert list(new.having("kind", "event")) == [row(two).ordinal]
    assert new.listed is old.listed
    assert new.having("pledge", one.pledge.slug) is old.having("pledge", one.pledge.slug)
    assert new.by_title is old.by_title
    assert len(old.having("kind", "training")) == 2


def test_an_index_of_an_edition_that_is_there_no_more_leads_to_no_other():
    """As after a backup was restored, and something else was published since."""
    one, two = drafts(2)
    publishing.publish([one])
    lost = current_index()
    lost.cards[row(one).ordinal] = "drawn"
    Edition.objects.filter(number=lost.edition.number).update(token="0123456789abcdef")
    publishing.publish([two])
    assert len(current_index().listed) == len(current_index().having("kind", "programme")) == 2
    assert current_index().cards == {}


def test_cards_of_rows_that_did_not_change_are_kept_for_the_next_edition_and_fragments_for_none():
    one, two, three = drafts(3)
    publishing.publish([one, two, three])
    old = current_index()
    old.fragments["facets"] = "drawn"
    old.cards.update({row(each).ordinal: each.title for each in (one, two, three)})
    edit(one, title="Changed")
    publishing.publish([one])
    publishing.withdraw([two])
    new = current_index()
    assert new.cards == {row(three).ordinal: three.title}
    assert new.fragments == {}
    assert len(old.cards) == 3


def test_cards_are_drawn_anew_after_more_changes_than_are_kept(monkeypatch):
    several = drafts(3)
    publishing.publish(several)
    current_index().cards[row(several[0]).ordinal] = "drawn"
    monkeypatch.setattr(index_module, "CARDS", 1)
    for activity in several[1:]:
        edit(activity, title="Changed")
    publishing.publish(several)
    assert current_index().cards == {}


def test_cards_are_so_many_at_most(monkeypatch):
    monkeypatch.setattr(index_module, "CARDS", 3)
    cards = index_module.Cards()
    for ordinal in range(100):
        cards[ordinal] = "card"
        assert len(cards) <= 3
        assert ordinal in cards


# --- What it knows ----------------------------------------------------------------------------------------------------


def test_hidden_pledges_and_their_commitments_are_no_values_of_any_filter():
    pledge = public_pledge(slug="promise")
    public(pledge=pledge)
    index = current_index()
    assert index.knows("pledge", "promise")
    assert index.knows("commitment", "promise-1")
    publishing.withdraw_pledge(pledge)
    index = current_index()
    assert not index.knows("pledge", "promise")
    assert not index.knows("commitment", "promise-1")
    assert index.pledges == {}
    assert all("promise" not in str(codes) for codes in index.facets.values())


def test_a_draft_pledge_is_no_value_of_any_filter():
    factories.commitment(pledge=factories.pledge(slug="draft"))
    index = current_index()
    assert not index.knows("pledge", "draft")
    assert not index.knows("commitment", "draft-1")


def test_what_is_public_is_known_whether_or_not_an_activity_has_it():
    country = factories.country()
    region = factories.region(countries=[country])
    publishing.vocabulary_changed()
    index = current_index()
    for facet, code in [("country", country.alpha3), ("region", region.slug)]:
        assert index.knows(facet, code)
        assert not index.shows(facet, code)
        assert len(index.having(facet, code)) == 0
    assert index.knows("kind", "training")
    assert index.knows("status", "on-hold")


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("value", ["", "nonsense", "²", "\0", "named_region"])
def test_what_is_not_in_the_vocabulary_is_not_known(facet, value):
    assert not current_index().knows(facet, value)


def test_a_year_is_known_from_1900_to_2100():
    asked = ["1899", "1900", "2100", "2101", "02023", "٢٠٢٣", "undated"]
    assert [year for year in asked if current_index().knows("year", year)] == ["1900", "2100", "undated"]


def test_what_only_a_draft_can_name_is_not_known_until_it_is_public():
    """The staff's vocabulary holds it: a partner, a region in which nothing lies, an objective of another framework."""
    partner, region, objective = factories.partner(name="Secret"), factories.region(), factories.objective()
    [waiting] = drafts(1, regions=[region])
    factories.participation(waiting, partner)
    named = {"partner": partner.slug, "region": region.slug, "objective": objective.key}
    publishing.vocabulary_changed()
    for facet, code in named.items():
        assert not current_index().knows(facet, code)
        assert current_index().term(facet, code).label == code
    publishing.publish([waiting])
    public_pledge(framework=objective.framework)
    for facet, code in named.items():
        assert current_index().knows(facet, code)
    publishing.withdraw([waiting])
    assert not current_index().knows("partner", partner.slug), "what was public once and is no longer is not either"


def test_a_maker_of_a_pledge_is_known_without_an_activity():
    partner = factories.partner(name="Maker")
    public_pledge(made_by=[partner])
    assert current_index().shows("partner", partner.slug)
    assert current_index().term("partner", partner.slug).label == "Maker"


def test_a_former_slug_leads_to_the_present_one():
    region = factories.region(slug="old")
    activity = public(regions=[region])
    edit(region, slug="new")
    publishing.slug_changed("region", "old", "new")
    index = current_index()
    assert index.present("region", "old") == "new"
    assert index.present("partner", "old") == "old"
    assert list(index.having("region", "new")) == list(index.naming_regions(["new"])) == [row(activity).ordinal]


def test_last_reported_of_a_pledge_and_commitment_is_that_of_its_newest_listed_activity():
    pledge = public_pledge(commitments=2, slug="promise")
    first, second = pledge.commitments.all()
    old = factories.activity(commitments=[first, second], reported="2022")
    new = factories.activity(commitments=[second], reported="2023-11")
    publishing.publish([old, new])
    index = current_index()
    assert index.last_reported("pledge", "promise") == "2023-11"
    assert index.last_reported("commitment", "promise-1") == "2022"
    assert index.last_reported("commitment", "promise-2") == "2023-11"
    assert index.last_reported("commitment", "promise-3") == ""
    publishing.withdraw([new])
    assert current_index().last_reported("pledge", "promise") == "2022"


def test_a_confirmation_is_news_of_its_pledge_and_commitment_and_no_report():
    pledge = public_pledge(slug="promise")
    activity = factories.activity(pledge=pledge, reported="2022", confirmed="2024-05-31")
    publishing.publish([activity])
    index = current_index()
    assert index.last_reported("commitment", "promise-1") == "2022"
    assert index.last_confirmed("commitment", "promise-1") == "2024-05-31"
    assert index.last_confirmed("pledge", "promise") == "2024-05-31"


def test_notes_and_other_names_are_there_for_the_choices():
    country = factories.country(note="A note.", other_names="Everyday name\nFormer name")
    publishing.vocabulary_changed()
    index = current_index()
    assert index.notes == {country.alpha3: "A note."}
    assert index.other_names == {("country", country.alpha3): ["Everyday name", "Former name"]}
    assert index.term("country", country.alpha3).note
