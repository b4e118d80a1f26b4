"""A page keeps to one edition: what is published while it is drawn makes it start over, once, with the newer index."""

import re

import pytest
from django.http import QueryDict

from activities import publishing
from activities.public.exports.formats import BY_NAME
from activities.public.filters import ActivityFilterSet
from activities.public.index import current_index
from activities.public.rows import NewerRecord
from activities.public.views.activities import ActivityList
from activities.public.views.downloads import Download
from tests import factories
from tests.activities.reading import drafts, edit, public

pytestmark = pytest.mark.django_db


def interrupted(view, *happenings, **fixed):
    """`view`, to which each of these things happens in turn, between the reading of its index and of its rows."""
    waiting = list(happenings)

    class Interrupted(view):
        def etag(self, request):
            etag = super().etag(request)
            if waiting:
                waiting.pop(0)()
            return etag

    return Interrupted.as_view(**fixed)


def ask(view, rf, query=""):
    return view(rf.get(f"/activities/?{query}"))


def shown(response):
    """The total that the page states, and the titles that it lists."""
    page = response.content.decode()
    total = int(re.search(r'data-total="(\d+)"', page)[1])
    return total, set(re.findall(r"Title [A-Z]+", page))


@pytest.fixture
def two():
    activities = drafts(2, countries=[factories.country(alpha3="KGZ")])
    for activity, title in zip(activities, ["Title A", "Title B"], strict=True):
        edit(activity, title=title)
    publishing.publish(activities)
    return activities


def change(activity):
    edit(activity, title="Title NEW", description="other words")
    publishing.publish([activity])


HAPPENINGS = {
    "changed": (change, (2, {"Title A", "Title NEW"})),
    "withdrawn": (lambda activity: publishing.withdraw([activity]), (1, {"Title A"})),
    "hidden": (lambda activity: publishing.withdraw_pledge(activity.pledge), (0, set())),
}


@pytest.mark.parametrize("query", ["", "country=KGZ", "sort=title"])
@pytest.mark.parametrize("what", HAPPENINGS)
def test_the_page_starts_over_and_answers_of_the_newer_edition(two, rf, what, query):
    happen, expected = HAPPENINGS[what]
    quiet = ask(ActivityList.as_view(), rf, query)
    current_index().cards.clear()
    response = ask(interrupted(ActivityList, lambda: happen(two[1])), rf, query)
    assert response.status_code == 200
    assert shown(response) == expected
    again = ask(ActivityList.as_view(), rf, query)
    assert response["ETag"] == again["ETag"] != quiet["ETag"], "it is known by the edition that it is of"
    assert shown(again) == expected


@pytest.mark.parametrize("what", HAPPENINGS)
def test_a_page_of_which_every_card_is_kept_is_whole_and_of_the_edition_that_it_names(two, rf, what):
    happen, expected = HAPPENINGS[what]
    quiet = ask(ActivityList.as_view(), rf)
    response = ask(interrupted(ActivityList, lambda: happen(two[1])), rf)
    assert (response.content, response["ETag"]) == (quiet.content, quiet["ETag"]), "it was asked for before"
    assert shown(ask(ActivityList.as_view(), rf)) == expected


@pytest.mark.parametrize("what", HAPPENINGS)
def test_words_are_looked_for_in_the_edition_of_the_index_too(two, rf, what):
    happen, _ = HAPPENINGS[what]
    query = "q=title+b"
    response = ask(interrupted(ActivityList, lambda: happen(two[1])), rf, query)
    again = ask(ActivityList.as_view(), rf, query)
    assert shown(response) == shown(again) == (0, set())
    assert response["ETag"] == again["ETag"]


def test_words_of_another_edition_are_refused(two):
    index = current_index()
    change(two[1])
    with pytest.raises(NewerRecord):
        ActivityFilterSet(QueryDict("q=title+b"), index=index).total  # noqa: B018


@pytest.mark.parametrize("query", ["", "country=KGZ", "q=title", "sort=title"])
@pytest.mark.parametrize("what", HAPPENINGS)
def test_a_download_starts_over_and_has_the_rows_and_the_name_of_the_newer_edition(two, rf, what, query):
    happen, (total, _) = HAPPENINGS[what]
    if query == "q=title" and what == "changed":
        total = 2
    of_csv = BY_NAME["csv"]
    response = ask(interrupted(Download, lambda: happen(two[1]), format=of_csv), rf, query)
    again = ask(Download.as_view(format=of_csv), rf, query)
    body = b"".join(response.streaming_content)
    assert body == b"".join(again.streaming_content)
    assert body.count(b"Title ") == total
    assert f"edition-{current_index().edition.number}" in response["Content-Disposition"]


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("what", HAPPENINGS)
def test_a_download_of_every_format_starts_over(two, rf, what, name):
    """And two answers of one edition are the same to the byte: that is what their ETag promises."""
    response = ask(interrupted(Download, lambda: HAPPENINGS[what][0](two[1]), format=BY_NAME[name]), rf)
    again = ask(Download.as_view(format=BY_NAME[name]), rf)
    assert response["ETag"] == again["ETag"]
    assert b"".join(response.streaming_content) == b"".join(again.streaming_content)


def test_a_publish_that_touches_none_of_its_rows_does_not_disturb_a_page(two, rf):
    waiting = factories.activity(pledge=two[0].pledge, title="Title C")
    response = ask(interrupted(ActivityList, lambda: publishing.publish([waiting])), rf)
    assert shown(response) == (2, {"Title A", "Title B"}), "whole, as of the edition of its index"
    assert shown(ask(ActivityList.as_view(), rf)) == (3, {"Title A", "Title B", "Title C"})


def test_an_old_etag_is_answered_304_only_while_nothing_was_published(two, rf):
    view = ActivityList.as_view()
    etag = ask(view, rf)["ETag"]
    request = rf.get("/activities/?", headers={"If-None-Match": etag})
    edit(two[0], title="Unreviewed")
    assert view(request).status_code == 304
    publishing.withdraw([two[1]])
    assert view(request).status_code == 200


def test_a_withdrawn_activity_is_gone_also_for_one_who_kept_its_page(client):
    activity = public()
    assert client.get(activity.get_absolute_url()).status_code == 200
    etag = client.get(activity.get_absolute_url())["ETag"]
    publishing.withdraw([activity])
    response = client.get(activity.get_absolute_url(), headers={"If-None-Match": etag})
    assert response.status_code == 410
    assert activity.title not in response.content.decode()
