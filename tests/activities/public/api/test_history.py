"""Editions and changes by the API: with them a copy of the public record stays true, and nothing hidden is told."""

import pytest

from activities import publishing
from activities.models import Edition
from activities.public.index import newest_edition
from tests import factories

pytestmark = pytest.mark.django_db


class Copy:
    """A client's copy of the public record, kept as /api/ says: {reference or slug: record}."""

    def __init__(self, client):
        self.client, self.records, self.token = client, {}, "0"

    def follow(self, size=2):
        address = f"/api/v1/changes/?since={self.token}&page_size={size}"
        told = []
        while address:
            answer = self.client.get(address).json()
            for change in answer["data"]:
                told.append((change["reference"], change["action"]))
                self.apply(change)
            address = answer["next"]
        self.token = answer["edition"]["token"]
        return told

    def apply(self, change):
        if change["record"] is not None:
            self.records[change["reference"]] = change["record"]
            return
        self.records.pop(change["reference"], None)
        if change["kind"] == "pledge":
            gone = [name for name, record in self.records.items() if record.get("pledge") == change["reference"]]
            for name in gone:
                del self.records[name]

    def published(self):
        """What the listings hold now."""
        activities = self.client.get("/api/v1/activities/?page_size=100").json()["data"]
        pledges = self.client.get("/api/v1/pledges/?page_size=100").json()["data"]
        return {each["reference"]: each for each in activities} | {each["slug"]: each for each in pledges}


@pytest.fixture
def pledge():
    pledge = factories.pledge(slug="of-us")
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    return pledge


@pytest.fixture
def copy(client, pledge):
    return Copy(client)


def changed(activity, **fields):
    for name, value in fields.items():
        setattr(activity, name, value)
    activity.save()
    publishing.publish([activity])


def test_a_copy_stays_true_by_changes_alone(copy, pledge):
    first, second, third = (factories.activity(pledge=pledge) for _ in range(3))
    publishing.publish([first, second])
    steps = [
        lambda: None,
        lambda: publishing.publish([third]),
        lambda: changed(first, title="Another title"),
        lambda: publishing.withdraw([second]),
        lambda: (publishing.withdraw([first]), publishing.publish([first, second])),
        lambda: publishing.withdraw_pledge(pledge),
        lambda: publishing.publish_pledge(pledge),
        lambda: (changed(third, title="x"), changed(third, title="y"), publishing.withdraw([third])),
    ]
    for step in steps:
        step()
        copy.follow()
        # A pledge's numbers follow its activities, without a change of its own.
        now = {name: record for name, record in copy.published().items() if "reference" in record}
        assert {name: record for name, record in copy.records.items() if "reference" in record} == now
        assert (pledge.slug in copy.records) == (pledge.slug in copy.published())
    assert copy.follow() == []


def test_each_change_is_named_with_its_edition_in_the_order_it_was_made(client, copy, pledge):
    activity = factories.activity(pledge=pledge)
    publishing.publish([activity])
    before = newest_edition()
    changed(activity, title="Another title")
    publishing.withdraw([activity])
    [first, second] = client.get(f"/api/v1/changes/?since={before.token}").json()["data"]
    assert first["edition"]["number"] == before.number + 1
    assert second["edition"]["number"] == before.number + 2
    # It is no longer there: no text of it, and nothing to do with a copy but to remove it.
    assert (first["action"], first["record"]) == (second["action"], second["record"]) == ("withdrawn", None)
    by_number = client.get(f"/api/v1/changes/?since={before.number}").json()
    assert by_number["data"] == [first, second]
    assert by_number["since"]["token"] == before.token


def test_a_hidden_pledge_is_named_and_its_activities_are_not(client, copy, pledge):
    shown = factories.activity(pledge=pledge)
    publishing.publish([shown])
    publishing.withdraw_pledge(pledge)
    never_seen = factories.activity(pledge=pledge)
    publishing.publish([never_seen])
    publishing.vocabulary_changed()
    answer = client.get("/api/v1/changes/?since=0").json()
    assert {(change["reference"], change["action"]) for change in answer["data"]} == {("of-us", "withdrawn")}
    assert never_seen.title not in str(answer)


@pytest.mark.parametrize("since", ["", "x", "-1", "999999", "0123456789abcdef", "1.0", "%00", "99999999999999999999"])
def test_an_edition_that_never_was_is_refused(client, pledge, since):
    response = client.get(f"/api/v1/changes/?since={since}")
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["parameter"] == "since"


def test_a_site_that_has_published_nothing_answers_too(client):
    assert not Edition.objects.exists()
    for address in ("activities", "pledges", "countries", "partners", "editions", "facets"):
        assert client.get(f"/api/v1/{address}/").status_code == 200
    answer = client.get("/api/v1/changes/?since=0").json()
    assert (answer["data"], answer["next"], answer["edition"]["number"]) == ([], None, 0)


def test_editions_are_listed_the_newest_first(client, pledge):
    publishing.vocabulary_changed()
    newest = newest_edition()
    answer = client.get("/api/v1/editions/?page_size=1").json()
    assert answer["total"] == newest.number
    assert [(each["number"], each["token"]) for each in answer["data"]] == [(newest.number, newest.token)]
    assert client.get(f"/api/v1/editions/{newest.number}/").json()["data"] == answer["data"][0] == answer["edition"]
    assert client.get(f"/api/v1/editions/{newest.number + 1}/").status_code == 404
