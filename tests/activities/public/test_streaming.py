"""Rows by the thousand: outside a transaction, as in production, PostgreSQL gives them by COPY."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pyroaring import BitMap

from activities import publishing
from activities.models import Edition
from activities.public import streaming
from activities.public.exports.formats import offered
from activities.public.filters import ActivityFilterSet
from activities.public.rows import Rows
from activities.public.streaming import ConnectionTaken
from tests.activities.reading import drafts, edit, row
from tests.reading import body


@pytest.fixture
def some(transactional_db):
    """Four public activities, with all that CSV must quote."""
    activities = drafts(4)
    for activity, title in zip(activities, ["é, “a”", 'b "q"', "c\nd\\n", "\\."], strict=True):
        edit(activity, title=title)
    publishing.publish(activities)
    return activities


def test_rows_are_the_same_by_copy_as_in_a_transaction_and_a_stream_may_break_off(some, monkeypatch):
    """One test: what needs the database outside a transaction is slow to clear."""
    everything = ActivityFilterSet({"sort": ["title"]}).qs
    two = BitMap([row(some[3]).ordinal, row(some[0]).ordinal])
    for rows in (everything, Rows(everything.index, two, "oldest")):
        by_copy = list(rows.stream()), list(rows.records())
        with transaction.atomic():
            assert (list(rows.stream()), list(rows.records())) == by_copy
    assert [row.reference for row in by_copy[1]] == [some[3].reference, some[0].reference]
    assert b"\x1e/activities/" in by_copy[0][0]

    monkeypatch.setattr(streaming, "BLOCK", 1)
    with CaptureQueriesContext(connection) as queries:
        broken = everything.stream()
        next(broken)
        broken.close()
    assert len(queries) == 1
    # The connection serves the next statement.
    assert len(list(everything.stream())) == 4


def test_every_download_can_be_read_while_a_copy_goes_on(some, client, settings, tmp_path):
    """Its connection answers nothing else meanwhile."""
    settings.KEPT_DIR, settings.IATI_ORGANISATION = tmp_path, "XM-DAC-41114"
    for address in [*(f"/{each.path}" for each in offered()), reverse("data_package")]:
        answer = client.get(address)
        assert answer.status_code == 200
        assert body(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("read", [lambda rows: rows.stream(), lambda rows: rows.records()], ids=["lines", "records"])
def test_a_connection_answers_nothing_else_while_a_stream_is_open_on_it(read, monkeypatch):
    """On both databases, though only on PostgreSQL would it wait for ever."""
    monkeypatch.setattr(streaming, "ROWS", 1)
    monkeypatch.setattr(streaming, "BLOCK", 1)
    publishing.publish(drafts(3))
    rows = ActivityFilterSet({}).qs
    stream = read(rows)
    next(stream)
    for ask in (Edition.objects.count, lambda: next(read(rows))):
        with pytest.raises(ConnectionTaken, match="stream of rows is open"):
            ask()
    assert len(list(stream)) == 2, "it is not disturbed"
    assert Edition.objects.count(), "read to its end it gives the connection back"

    stream = read(rows)
    next(stream)
    del stream
    assert Edition.objects.count(), "and broken off or forgotten too"


@pytest.mark.django_db
def test_what_fits_in_one_piece_holds_no_connection():
    publishing.publish(drafts(3))
    stream = ActivityFilterSet({}).qs.stream()
    next(stream)
    assert Edition.objects.count()
