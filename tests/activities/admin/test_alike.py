"""Pairs that read alike: who may say what they are, and what comes of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities import workflow
from activities.models import Activity, NotSame
from commitments.models import Revision
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "In some provinces teachers were trained and schools got registers, for children who came back with families."
PAGE = "/admin/activities/activity/alike/"


@pytest.fixture
def pair():
    pledge = factories.commitment().pledge
    return [factories.activity(pledge=pledge, description=TEXT) for _each in range(2)]


def sign_in(client, pledge, role):
    person = factories.user(is_staff=True)
    factories.membership(person, pledge, role=role)
    client.force_login(person)
    return person


def say(client, pair, **what):
    return client.post(PAGE, {"one": pair[0].pk, "other": pair[1].pk, **what})


def total(client, **query):
    return client.get(PAGE, query).context["page"].paginator.count


def test_the_page_is_where_the_start_page_says():
    assert reverse("admin:activities_activity_alike") == PAGE


def test_an_editor_ties_them_and_both_get_a_version_and_a_revision(client, pair):
    person = sign_in(client, pair[0].pledge, "editor")
    assert total(client) == 1
    answer = say(client, pair, same="yes")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert total(client) == 0
    assert set(pair[0].same_project.all()) == {pair[1]}
    assert {each.version for each in Activity.objects.all()} == {2}
    assert {revision.by for revision in Revision.objects.all()} == {person}
    assert Revision.objects.count() == 2


def test_one_that_was_in_review_is_a_draft_again_and_the_other_stays_in_review(client, pair):
    person = sign_in(client, pair[0].pledge, "editor")
    workflow.submit(pair, person, {str(each.pk): str(each.version) for each in pair})
    say(client, pair, same="yes")
    one, other = (Activity.objects.get(pk=each.pk) for each in pair)
    assert (one.state, one.is_in_review) == ("draft", False)
    assert (other.state, other.is_in_review) == ("in-review", True)


def test_an_editor_keeps_them_as_different_once(client, pair):
    sign_in(client, pair[0].pledge, "editor")
    say(client, pair, different="yes")
    say(client, pair[::-1], different="yes")
    assert NotSame.objects.get().one == pair[0]
    assert total(client) == 0
    assert {each.version for each in Activity.objects.all()} == {1}


def test_a_publisher_reads_them_and_may_not_say(client, pair):
    sign_in(client, pair[0].pledge, "publisher")
    page = client.get(PAGE).content.decode()
    assert "Only someone who edits the pledges of both" in page
    assert 'name="same"' not in page
    for what in ("same", "different"):
        assert say(client, pair, **{what: "yes"}).status_code == 403
    assert not NotSame.objects.exists()
    assert not pair[0].same_project.exists()


def test_someone_of_another_pledge_does_not_even_learn_that_they_are_there(client, pair):
    sign_in(client, factories.pledge(), "editor")
    assert total(client) == 0
    assert say(client, pair, same="yes").status_code == 404


def test_a_tie_needs_the_right_to_edit_both_pledges(client, pair):
    elsewhere = factories.activity()
    person = sign_in(client, pair[0].pledge, "editor")
    factories.membership(person, elsewhere.pledge, role="publisher")
    assert say(client, [pair[0], elsewhere], same="yes").status_code == 403


@pytest.mark.parametrize("query", ["kind=nothing", "kind=%00", "nonsense=1", "kind=alike&pledge=1"])
def test_an_unknown_parameter_is_refused(client, pair, query):
    sign_in(client, pair[0].pledge, "editor")
    assert client.get(f"{PAGE}?{query}").status_code == 400


@pytest.mark.parametrize("number", ["99999999999999999999", "-1", "x", "%00", ""])
def test_a_page_that_is_not_there_is_the_first_or_the_last(client, pair, number):
    sign_in(client, pair[0].pledge, "editor")
    assert client.get(f"{PAGE}?p={number}").status_code == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"one": "abc", "other": "1"}, 400),
        ({"one": "1" * 30, "other": "1"}, 400),
        ({"one": "1", "other": "1", "same": "yes"}, 400),
        ({"one": "\0", "other": "1"}, 400),
        ({"one": "999999", "other": "999998", "same": "yes"}, 404),
    ],
)
def test_what_is_no_pair_is_refused(client, pair, sent, status):
    sign_in(client, pair[0].pledge, "editor")
    assert client.post(PAGE, sent).status_code == status


def test_neither_the_same_nor_different_is_refused(client, pair):
    sign_in(client, pair[0].pledge, "editor")
    assert say(client, pair).status_code == 400


def test_many_pairs_take_as_many_queries_as_one(client, pair):
    sign_in(client, pair[0].pledge, "editor")

    def queries():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    few = queries()
    for _each in range(6):
        factories.activity(pledge=pair[0].pledge, description=TEXT)
    assert queries() == few
