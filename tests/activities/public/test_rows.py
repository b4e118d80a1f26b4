"""Rows: a sequence that reads what is asked of it, and of no other edition than its index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from activities import publishing
from activities.models import PublicActivity
from activities.public import rows as rows_module
from activities.public.filters import ActivityFilterSet
from activities.public.index import current_index
from activities.public.rows import NewerRecord, Rows, fetch, newest
from tests import factories
from tests.activities.reading import drafts, edit, public, row, streamed

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    """Five public activities in page order, of which titles sort in another."""
    activities = drafts(5)
    dates = [
        {"title": "c", "reported": "", "start": "", "end": ""},
        {"title": "É", "reported": "2024-03", "start": "2023", "end": "2027"},
        {"title": "a", "reported": "2024-03-09", "start": "2021-05", "end": "2021-06"},
        {"title": "e", "reported": "", "start": "", "end": "2023-01"},
        {"title": "B", "reported": "2024", "start": "2024-12-31", "end": ""},
    ]
    for activity, fields in zip(activities, dates, strict=True):
        edit(activity, **fields)
    publishing.publish(activities)
    return activities


def titles(rows):
    return [row.title for row in rows]


def all_rows(sort="newest"):
    index = current_index()
    return Rows(index, index.listed, sort)


# --- Order and slices -------------------------------------------------------------------------------------------------

ORDERS = {"newest": "cÉaeB", "oldest": "BeaÉc", "title": "aBcÉe", "reported": "aÉBce", "year": "BÉeac"}


@pytest.mark.parametrize("sort", ORDERS)
def test_every_slice_is_that_of_the_whole_sequence(five, sort):
    whole = list(ORDERS[sort])
    for start in range(7):
        for stop in range(start, 8):
            assert titles(all_rows(sort)[start:stop]) == whole[start:stop], (start, stop)
    assert titles(all_rows(sort)[:]) == whole
    assert len(all_rows(sort)) == 5


@pytest.mark.parametrize("sort", ORDERS)
def test_the_stream_has_the_same_rows_in_the_same_order(five, sort):
    references = [row.reference for row in all_rows(sort)[:]]
    assert streamed(all_rows(sort)) == references


def test_one_title_leaves_the_latest_first():
    one, two = drafts(2, title="Same")
    publishing.publish([one])
    publishing.publish([two])
    assert all_rows("title")[:] == [row(two), row(one)]


@pytest.mark.parametrize("sort", ["reported", "year"])
@pytest.mark.parametrize(("reported", "start"), [("2024-03", "2023"), ("", "")])
def test_of_one_date_the_latest_stands_first_on_a_page_and_in_a_download(sort, reported, start):
    activities = drafts(3)
    for activity in activities:
        edit(activity, reported=reported, start=start, end="")
        publishing.publish([activity])
    latest_first = [row(activity) for activity in reversed(activities)]
    assert all_rows(sort)[:] == latest_first
    assert streamed(all_rows(sort)) == [row.reference for row in latest_first]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sorts, which is faster there")
@pytest.mark.parametrize(("sort", "index"), [("reported", "by_report"), ("year", "by_year")])
def test_a_download_in_the_order_of_a_date_reads_an_index_and_sorts_nothing(sort, index):
    plan = all_rows(sort)._all().values_list("ordinal", "csv_line").explain()
    assert f"public_activity_{index}" in plan
    assert "TEMP B-TREE" not in plan


def test_titles_are_in_the_order_of_code_points_whatever_the_databases_language():
    activities = drafts(4)
    for activity, title in zip(activities, ["ab c", "a-z", "a b", "a1"], strict=True):
        edit(activity, title=title)
    publishing.publish(activities)
    assert titles(all_rows("title")[:]) == ["a b", "a-z", "a1", "ab c"]
    # The test's own server sorts so anyway; the statement must not leave it to the server.
    assert "COLLATE" in str(PublicActivity.objects.by_title().query)


def test_a_page_is_one_statement_whatever_its_place(five):
    for part in (slice(0, 2), slice(3, 5)):
        rows = all_rows()
        with CaptureQueriesContext(connection) as queries:
            rows[part]
        assert len(queries) == 1


def test_a_download_is_one_statement(five):
    rows = all_rows()
    with CaptureQueriesContext(connection) as queries:
        list(rows.stream())
    assert len(queries) == 1


@pytest.mark.parametrize("many", [0, 500])
def test_few_rows_and_many_are_streamed_alike(five, many, monkeypatch):
    monkeypatch.setattr(rows_module, "MANY", many)
    index = current_index()
    some = BitMap([row(five[1]).ordinal, row(five[4]).ordinal])
    assert streamed(Rows(index, some)) == [five[1].reference, five[4].reference]


def test_the_newest_of_a_bitmap(five):
    index = current_index()
    assert newest(index, index.listed, 2) == [row(five[0]).ordinal, row(five[1]).ordinal]
    assert newest(index, BitMap(), 2) == []


# --- Of one edition ---------------------------------------------------------------------------------------------------


def republish(activity):
    edit(activity, title="Newer")
    publishing.publish([activity])


HAPPENINGS = {
    "changed": republish,
    "withdrawn": lambda activity: publishing.withdraw([activity]),
    "withdrawn and back": lambda activity: (publishing.withdraw([activity]), publishing.publish([activity])),
    "hidden": lambda activity: publishing.withdraw_pledge(activity.pledge),
}


@pytest.mark.parametrize("what", HAPPENINGS)
def test_rows_of_a_newer_edition_are_never_given_with_an_older_index(five, what):
    rows = all_rows()
    HAPPENINGS[what](five[2])
    with pytest.raises(NewerRecord):
        rows[0:3]
    with pytest.raises(NewerRecord):
        fetch(rows.index, [row(five[2]).ordinal])


def test_an_ordinal_that_has_no_row_is_of_another_edition(five):
    with pytest.raises(NewerRecord):
        fetch(current_index(), [row(five[0]).ordinal, 10**6])


def test_rows_that_the_newer_edition_did_not_touch_are_given(five):
    rows = all_rows()
    republish(five[2])
    assert titles(rows[0:2]) == ["c", "É"]


@pytest.mark.parametrize("what", HAPPENINGS)
@pytest.mark.parametrize("sort", ORDERS)
def test_a_download_refuses_a_statement_of_another_edition_before_its_first_line(five, sort, what):
    rows = all_rows(sort)
    HAPPENINGS[what](five[2])
    with pytest.raises(NewerRecord):
        next(rows.stream())


@pytest.mark.parametrize("what", HAPPENINGS)
def test_a_download_refuses_another_edition_also_where_it_touched_the_only_row(what):
    activity = public()
    rows = all_rows()
    HAPPENINGS[what](activity)
    with pytest.raises(NewerRecord):
        list(rows.stream())


def test_a_download_refuses_an_edition_that_touched_no_row_of_it(five):
    rows = all_rows()
    publishing.vocabulary_changed()
    with pytest.raises(NewerRecord):
        next(rows.stream())


def test_a_draft_stops_no_download(five):
    rows = all_rows()
    factories.activity(pledge=five[0].pledge)
    edit(five[0], title="Unreviewed")
    assert len(streamed(rows)) == 5


def test_an_empty_selection_streams_nothing():
    assert list(ActivityFilterSet({}).qs.stream()) == []
    public()
    assert list(Rows(current_index(), BitMap()).stream()) == []
