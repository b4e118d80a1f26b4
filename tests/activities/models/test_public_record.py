"""The rules of the tables that publishing alone writes: no form reaches them, the database holds them."""

import pytest
from django.utils import timezone

from activities.models import Change, Edition, FormerSlug, PublicActivity, Publication, PublicPledge, PublicTie
from tests import factories
from tests.rules import assert_database_refuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return Edition.objects.create(number=1, at=timezone.now())


def row(edition, **fields):
    given = {"reference": "a-0001", "ordinal": 1, "pledge": "a", "title": "T"} | fields
    stamps = {"first_published": edition.at, "updated": edition.at}
    return PublicActivity(edition=edition, listed=True, version=1, **stamps, **given)


def test_a_token_is_random_and_never_given_twice(edition):
    other = Edition.objects.create(number=2, at=timezone.now())
    assert len({edition.token, other.token}) == 2
    assert_database_refuses(Edition(number=3, token=edition.token, at=timezone.now()))


def test_the_newest_edition_stands_first(edition):
    Edition.objects.create(number=10, at=timezone.now())
    Edition.objects.create(number=9, at=timezone.now())
    assert [each.number for each in Edition.objects.all()] == [10, 9, 1]


def test_the_record_has_each_reference_and_each_ordinal_once(edition):
    row(edition).save()
    assert_database_refuses(row(edition, ordinal=2))
    assert_database_refuses(row(edition, reference="a-0002"))
    row(edition, reference="a-0002", ordinal=2).save()


def test_the_record_has_each_pledge_once(edition):
    given = {"slug": "a", "listed": True, "version": 1, "edition": edition, "record": {}}
    stamps = {"first_published": edition.at, "updated": edition.at}
    PublicPledge.objects.create(title="A", **given, **stamps)
    assert_database_refuses(PublicPledge(title="B", **given, **stamps))


def test_a_publication_is_of_an_activity_or_of_a_pledge(edition):
    activity = factories.activity()
    given = {"number": 1, "document": {}, "edition": edition, "at": edition.at}
    assert_database_refuses(Publication(**given))
    assert_database_refuses(Publication(activity=activity, pledge=activity.pledge, **given))


@pytest.mark.parametrize("subject", ["activity", "pledge"])
def test_each_version_is_published_once(edition, subject):
    activity = factories.activity()
    of = {"activity": activity, "pledge": activity.pledge}
    given = {subject: of[subject], "document": {}, "edition": edition, "at": edition.at}
    Publication.objects.create(number=1, **given)
    assert_database_refuses(Publication(number=1, **given))
    Publication.objects.create(number=2, **given)


def test_a_publication_outlives_the_person_who_made_it(edition):
    publisher = factories.user()
    publication = Publication.objects.create(
        activity=factories.activity(), number=1, document={}, edition=edition, at=edition.at, by=publisher
    )
    publisher.delete()
    publication.refresh_from_db()
    assert publication.by is None


def test_a_former_slug_leads_one_way():
    FormerSlug.objects.create(facet="partner", former="old", current="new")
    assert_database_refuses(FormerSlug(facet="partner", former="old", current="other"))
    FormerSlug.objects.create(facet="region", former="old", current="other")


def test_a_tie_is_kept_once():
    PublicTie.objects.create(reference="a-0001", other="a-0002")
    assert_database_refuses(PublicTie(reference="a-0001", other="a-0002"))


def test_records_are_called_by_what_people_know_them_by(edition):
    assert str(edition) == "1"
    assert str(Change(edition=edition, reference="a-0001", action="changed")) == "a-0001 changed"
    assert str(row(edition)) == "a-0001"
    assert row(edition).get_absolute_url() == "/activities/a-0001/"
    assert PublicPledge(slug="a").get_absolute_url() == "/pledges/a/"
