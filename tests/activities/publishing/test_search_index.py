"""The index of words: kept true by the database, whoever writes a row and however."""

import pytest
from django.db import connection, transaction

from activities import publishing
from activities.models import PublicActivity
from activities.public.search import _found
from activities.publishing import search_index
from tests.activities.reading import drafts, edit, public, row, undone

pytestmark = pytest.mark.django_db


def holds():
    return search_index.holds(connection)


def rows(*words):
    """Rows as a load by other means would write them."""
    edition = publishing.vocabulary_changed()
    return [
        PublicActivity(reference=f"r-{n}", ordinal=n, listed=True, version=1, edition=edition, words=said,
                       pledge="r", title="-", first_published=edition.at, updated=edition.at)
        for n, said in enumerate(words, start=1)
    ]  # fmt: skip


def found(word):
    """The ordinals of rows, listed or not, that have the word, as the index itself says."""
    return list(_found(publishing.vocabulary_changed().token, (word,)))


def spoil():
    """Take every row out of the index."""
    every = {
        "postgresql": "DELETE FROM public_words",
        "sqlite": """INSERT INTO public_words(public_words, rowid, words)
            SELECT 'delete', ordinal, words FROM activities_publicactivity""",
    }
    with connection.cursor() as cursor:
        cursor.execute(every[connection.vendor])


def test_it_holds_after_every_step_of_publishing():
    """If this fails after a new migration: it made the table anew on SQLite. Let it end with `search_index.make`."""
    one, two = drafts(2, description="word")
    for step in (
        lambda: publishing.publish([one, two]),
        lambda: edit(one, description="other"),
        lambda: publishing.publish([one]),
        lambda: publishing.withdraw([two]),
        lambda: publishing.withdraw_pledge(one.pledge),
        lambda: publishing.publish_pledge(one.pledge),
        lambda: publishing.publish([two]),
        publishing.rebuild_public_record,
    ):
        step()
        assert holds()
    assert found("other") == [row(one).ordinal]
    assert found("word") == [row(two).ordinal]


def test_it_holds_whatever_statement_writes():
    objects = PublicActivity.objects
    objects.bulk_create(rows(" a b", " b c", "", " d"))
    assert (found("b"), holds()) == ([1, 2], True)
    objects.bulk_create(  # as the writer does: an upsert
        rows(" b", " b e"), update_conflicts=True, unique_fields=["reference"], update_fields=["words", "listed"]
    )
    assert (found("a"), found("e"), holds()) == ([], [2], True)
    objects.filter(ordinal=3).update(words=" f")
    objects.filter(ordinal=4).update(ordinal=5)
    objects.filter(ordinal=1).delete()
    assert (found("b"), found("d"), found("f"), holds()) == ([2], [5], [3], True)
    objects.all().delete()
    assert (found("b"), holds()) == ([], True)


def test_what_is_rolled_back_is_not_found():
    activity = public(description="kept")
    with undone():
        publishing.withdraw([activity])
        public(description="undone")
    with undone(), transaction.atomic():
        edit(activity, description="undone")
        publishing.publish([activity])
    assert (found("kept"), found("undone"), holds()) == ([row(activity).ordinal], [], True)


def test_a_row_whose_words_stay_is_not_indexed_again():
    activity = public(description="word")
    spoil()
    PublicActivity.objects.update(title="other", words=row(activity).words)
    assert not holds()


def test_a_false_index_is_told_and_made_again():
    activity = public(description="word")
    spoil()
    assert (found("word"), holds()) == ([], False)
    search_index.make(connection)
    assert (found("word"), holds()) == ([row(activity).ordinal], True)


def test_it_is_made_of_the_rows_that_are_there_and_leaves_nothing_behind():
    activity = public(description="word")
    with undone():
        search_index.drop(connection)
        assert "public_words" not in connection.introspection.table_names()
        public(description="word")
    assert found("word") == [row(activity).ordinal]
    search_index.drop(connection)
    search_index.drop(connection)
    search_index.make(connection)
    assert (found("word"), holds()) == ([row(activity).ordinal], True)
