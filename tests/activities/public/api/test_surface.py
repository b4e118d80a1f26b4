"""The API against every hidden state of tests/test_public_surface.py: what is not published shows in no answer."""

import copy
import re

import pytest
from django.db import transaction
from django.test import Client

from activities import publishing
from activities.models import Country
from activities.public.api.urls import OPERATIONS
from tests import factories
from tests.test_public_surface import MARK, SLUG, UNPUBLISHED, World

pytestmark = pytest.mark.django_db

# What tells of the register's history grows with each edition, by right.
HISTORY = ("/api/v1/editions/", "/api/v1/changes/?since=0&page_size=100")


class ApiWorld(World):
    def addresses(self):
        """Every operation, of everything that the public record holds."""
        root, reference = "/api/v1", self.first.reference
        yield from (f"{root}/", f"{root}/openapi.json", f"{root}/editions/1/")
        yield from (f"{root}/activities/?page_size=100", f"{root}/activities/?q=activity&sort=title")
        for each in (*self.activities, self.tied):
            yield from (f"{root}/activities/{each.reference}/", f"{root}/activities/{each.reference}/versions/")
        yield from (f"{root}/activities/{each}/versions/1/" for each in (reference, self.third.reference))
        yield from (f"{root}/facets/", f"{root}/facets/country/?partner={self.partner.slug}")
        yield from (f"{root}/pledges/", f"{root}/pledges/{self.pledge.slug}/")
        yield from (f"{root}/commitments/", f"{root}/commitments/{self.pledge.slug}-1/")
        yield from (f"{root}/countries/", f"{root}/countries/{self.country.alpha3}/")
        yield from (f"{root}/regions/", f"{root}/regions/{self.region.slug}/")
        yield from (f"{root}/partners/", f"{root}/partners/{self.partner.slug}/")

    def answers(self, *more):
        client = Client()
        return {address: client.get(address) for address in (*self.addresses(), *more)}

    def exactly(self):
        """{address: (body, ETag)} of every answer, those of the history too."""
        return {address: (answer.content, answer["ETag"]) for address, answer in self.answers(*HISTORY).items()}

    def picture(self):
        """{address: text} of every answer but the history's, without the edition, which changes by right."""
        return {
            address: re.sub(r'"edition": {[^}]*}', "", answer.content.decode())
            for address, answer in self.answers().items()
        }


@pytest.fixture(scope="module")
def as_it_was(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = ApiWorld()
        world.before, world.exactly_before = world.picture(), world.exactly()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(as_it_was, db):
    return copy.deepcopy(as_it_was)


def history():
    return " ".join(Client().get(address).content.decode() for address in HISTORY)


def test_every_operation_is_looked_at(world):
    asked = {answer.resolver_match.view_name for answer in world.answers(*HISTORY).values()}
    assert asked == {f"api:{pattern.name}" for pattern in OPERATIONS}
    assert {answer.status_code for answer in world.answers(*HISTORY).values()} == {200}


def test_a_mark_that_is_published_shows(world):
    activity = world.marked()
    publishing.publish([activity])
    told = Client().get(f"/api/v1/activities/{activity.reference}/").content.decode()
    for part in ("Title", "Text", "Place", "Land", "Region", "Partner", "Update", "Source", "things of", "Office"):
        assert f"{part} {MARK}" in told
    marked = {address for address, text in world.picture().items() if MARK in text}
    assert {"/api/v1/activities/?page_size=100", "/api/v1/facets/", "/api/v1/countries/", "/api/v1/partners/"} <= marked
    assert f"Title {MARK}" in history()


@pytest.mark.parametrize("hidden", UNPUBLISHED)
def test_what_is_not_published_moves_no_byte_and_no_rename_brings_it_up(world, hidden):
    hidden(world)
    assert world.exactly() == world.exactly_before
    publishing.vocabulary_changed()
    assert world.picture() == world.before
    assert MARK not in history()
    assert SLUG not in history()


def test_what_only_a_draft_names_leads_nowhere(world):
    activity = world.marked()
    publishing.vocabulary_changed()
    client = Client()
    for address in (
        f"partners/{SLUG}",
        f"activities/{activity.reference}",
        f"activities/{activity.reference}/versions",
    ):
        answer = client.get(f"/api/v1/{address}/")
        assert answer.status_code == 404
        assert MARK not in answer.content.decode()
    land = Country.objects.get(name=f"Land {MARK}").alpha3
    for listing in ("activities", "facets"):
        for query in (f"country={land}", "year=1987", f"q={SLUG}"):
            answer = client.get(f"/api/v1/{listing}/?{query}").json()
            assert answer["total"] == 0
            assert "Partner Zyx" not in str(answer)
        for query in (f"partner={SLUG}", f"region=region-{SLUG}"):
            answer = client.get(f"/api/v1/{listing}/?{query}")
            assert answer.status_code == 400
            assert "Partner Zyx" not in answer.content.decode()


def test_of_a_withdrawn_activity_its_reference_alone_is_told(world):
    activity = world.marked()
    publishing.publish([activity], by=factories.user(username=SLUG))
    publishing.withdraw([activity])
    assert world.picture() == world.before
    told = history()
    assert activity.reference in told
    assert MARK not in told
    assert SLUG not in told


def test_of_a_hidden_pledge_its_key_alone_is_told(world):
    pledge = factories.pledge(title=MARK, slug="now-hidden", lead_in=MARK, framework=world.objective.framework)
    factories.commitment(pledge=pledge, short_title=MARK, text=MARK, objectives=[world.objective])
    activity = world.marked(pledge=pledge)
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    publishing.withdraw_pledge(pledge)
    publishing.vocabulary_changed()
    assert world.picture() == world.before
    told = history()
    assert '"now-hidden"' in told
    assert activity.reference not in told
    assert MARK not in told
