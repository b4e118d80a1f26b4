"""What pages keep with their index: it never gets old, never grows without end, and changes no byte of a page."""

from datetime import date

import pytest
from django.utils.translation import override

from activities import publishing
from activities.models import Country
from activities.public import index as index_module
from activities.public import kept
from activities.public.index import current_index
from commitments.models import Partner, Pledge
from tests import factories
from tests.activities.reading import drafts, edit
from tests.reading import body, text, total

pytestmark = pytest.mark.django_db


class World:
    def __init__(self):
        self.country = factories.country(name="Borduria", note="A note of it.")
        self.other = factories.country()
        self.partner = factories.partner()
        self.activities = drafts(27, countries=[self.country])
        self.pledge = self.activities[0].pledge
        for each in self.activities[:3]:
            factories.participation(each, self.partner)
        publishing.publish(self.activities)
        self.hidden = drafts(1, countries=[self.other])[0]
        publishing.publish([self.hidden])

    def addresses(self):
        country = self.country.alpha3
        lists = ("", "page=2", f"country={country}", f"country={country}&country={self.other.alpha3}&sort=oldest")
        yield from (f"/activities/?{query}" for query in (*lists, "q=activity", "country=QQQ", "q=...", "sort=title"))
        yield from ("/", f"/countries/{country}/", f"/partners/{self.partner.slug}/", f"/pledges/{self.pledge.slug}/1/")
        yield f"/activities/choose/country/?country={country}"

    def pages(self, client):
        return {address: body(client.get(address)).decode() for address in self.addresses()}


@pytest.fixture
def world():
    return World()


def forget():
    current_index().cards.clear()
    current_index().fragments.clear()


def change(world):
    edit(world.activities[26], title="Another title", description="Another text")
    publishing.publish([world.activities[26]])


def withdraw(world):
    publishing.withdraw([world.activities[26]])


def rename_a_country(world):
    Country.objects.filter(pk=world.country.pk).update(name="Syldavia", note="")
    publishing.vocabulary_changed()


def rename_a_partner(world):
    Partner.objects.filter(pk=world.partner.pk).update(name="The renamed one")
    publishing.vocabulary_changed()


def hide_a_pledge(world):
    publishing.withdraw_pledge(world.hidden.pledge)


def show_it_again(world):
    publishing.withdraw_pledge(world.hidden.pledge)
    current_index()
    publishing.publish_pledge(Pledge.objects.get(pk=world.hidden.pledge.pk))


HAPPENINGS = [change, withdraw, rename_a_country, rename_a_partner, hide_a_pledge, show_it_again]


@pytest.mark.parametrize("happen", HAPPENINGS)
def test_after_whatever_happens_a_page_with_kept_pieces_is_the_page_drawn_anew(world, client, happen):
    first = world.pages(client)
    assert world.pages(client) == first, "from what was kept"
    happen(world)
    after = world.pages(client)
    forget()
    assert after == world.pages(client)
    assert after["/activities/?"] != first["/activities/?"], "of a newer edition at least"


def test_what_is_kept_is_the_same_on_another_day(world, client, settings):
    world.pages(client)
    settings.TODAY = date(2041, 2, 3)
    later = world.pages(client)
    forget()
    assert later == world.pages(client)


def test_each_language_keeps_its_own(world, client):
    for language, month in (("en", "November"), ("fr", "novembre"), ("en", "November")):
        with override(language):
            edition = current_index().edition
            edition.at = edition.at.replace(month=11)
            assert month in kept.Pieces(current_index()).piece("includes/_footer.html", ("x",), {"edition": edition})


def test_cards_of_rows_that_did_not_change_are_taken_over(world, client):
    client.get("/activities/?page=2")
    before = dict(current_index().cards)
    change(world)
    assert dict(current_index().cards) == {
        ordinal: card for ordinal, card in before.items() if ordinal != ordinal_of(world.activities[26])
    }
    assert len(before) > 0


def ordinal_of(activity):
    return index_module.PublicActivity.objects.get(reference=activity.reference).ordinal


def test_a_text_that_looks_like_a_place_or_like_html_is_shown_as_it_is(world, client):
    name = "100 % %(count)s <b>bold</b>"
    Country.objects.filter(pk=world.country.pk).update(name=name)
    publishing.vocabulary_changed()
    for _time in (1, 2):
        page = client.get(f"/activities/?country={world.country.alpha3}&q=activity")
        assert total(page) == 27
        assert "<b>bold" not in page.content.decode()
        assert text(page).count(name) >= 26, "in the choice and in each card"


def test_nothing_that_a_visitor_typed_is_kept(world, client):
    world.pages(client)
    before = set(current_index().fragments)
    for number in range(20):
        client.get(f"/activities/?q=activity&x={number}&country={world.country.alpha3}&country=Q{number}&page=1")
        client.get(f"/activities/?q=typed{number}&sort=typed{number}")
    new = set(current_index().fragments) - before
    assert not [key for key in new if any("typed" in str(part) or "Q1" in str(part) for part in key)]
    assert len(new) < 10, "not one for each query"


def test_what_is_kept_is_bounded(world, client, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 40)
    monkeypatch.setattr(index_module, "CARDS", 10)
    forget()
    for year in range(1950, 1980):
        assert client.get(f"/activities/?year={year}&year=undated&page=2").status_code == 200
        assert len(current_index().fragments) <= 40
        assert len(current_index().cards) <= 10
