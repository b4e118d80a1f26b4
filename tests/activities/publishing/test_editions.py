"""Editions: numbered by commit, known by a random token; a rollback leaves nothing. Writers queue."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from activities import publishing
from activities.models import Change, Edition, PublicActivity, Publication
from activities.public.index import current_index
from tests import factories
from tests.activities.reading import drafts, edit, public, public_pledge, row

SECONDS = 30


class Undo(Exception):
    """Raised to roll a transaction back."""


# --- One writer -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_rollback_leaves_nothing_and_the_next_edition_has_another_token():
    (activity,) = drafts(1)
    before = Edition.objects.first()
    with pytest.raises(Undo), transaction.atomic():
        undone = publishing.publish([activity])
        assert len(current_index().listed) == 1
        raise Undo
    assert Edition.objects.first() == before
    assert not Change.objects.filter(reference=activity.reference).exists()
    assert not Publication.objects.filter(activity=activity).exists()
    assert not PublicActivity.objects.exists()
    assert len(current_index().listed) == 0, "the index of what was undone is not kept"
    edition = publishing.publish([activity])
    assert edition.number == undone.number
    assert edition.token != undone.token


@pytest.mark.django_db
def test_tokens_are_random_and_never_the_number():
    tokens = {publishing.vocabulary_changed().token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) == 16 and int(token, 16) > 2**20 for token in tokens)


@pytest.mark.django_db
def test_each_writer_makes_the_next_edition():
    pledge = public_pledge()
    (activity,) = drafts(1, pledge=pledge)
    numbers = [Edition.objects.first().number]
    numbers.append(publishing.publish([activity]).number)
    numbers.append(publishing.vocabulary_changed().number)
    numbers.append(publishing.slug_changed("region", "a", "b").number)
    numbers.append(publishing.withdraw([activity]).number)
    numbers.append(publishing.withdraw_pledge(pledge).number)
    numbers.append(publishing.publish_pledge(pledge).number)
    assert numbers == list(range(numbers[0], numbers[0] + 7))


# --- Several at once --------------------------------------------------------------------------------------------------


def at_once(*works):
    """Run each in a thread with its own connection, all let go together; returns what they return, in order."""
    together = threading.Barrier(len(works))

    def run(work):
        try:
            together.wait(SECONDS)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [each.result(SECONDS) for each in [pool.submit(run, work) for work in works]]


@pytest.mark.django_db(transaction=True)
def test_publishers_at_once_lose_no_row_and_give_no_ordinal_twice():
    pledge = public_pledge()
    mine, yours = drafts(6, pledge=pledge), drafts(6, pledge=pledge)
    seen, finished = [], threading.Event()

    def publish(activities):
        return [publishing.publish([activity]) for activity in activities]

    def watch():
        while not finished.is_set():
            seen.append(sorted(Edition.objects.values_list("number", flat=True)))

    def publish_both():
        try:
            return at_once(lambda: publish(mine), lambda: publish(yours))
        finally:
            finished.set()

    _, editions = at_once(watch, publish_both)

    numbers = sorted(edition.number for publisher in editions for edition in publisher)
    assert numbers == list(range(numbers[0], numbers[0] + 12))
    assert len({edition.token for publisher in editions for edition in publisher}) == 12
    assert all(each == list(range(len(each))) for each in seen), "no number is ever seen before a smaller one"
    assert PublicActivity.objects.listed().count() == 12
    assert len(set(PublicActivity.objects.values_list("ordinal", flat=True))) == 12
    assert Change.objects.filter(reference__in=[each.reference for each in mine + yours]).count() == 12
    for publisher in editions:
        assert [edition.number for edition in publisher] == sorted(edition.number for edition in publisher)


@pytest.mark.django_db(transaction=True)
def test_the_very_first_publishers_at_once_share_one_empty_edition():
    pledges = [factories.pledge() for _ in range(3)]
    editions = at_once(*(lambda pledge=pledge: publishing.publish_pledge(pledge) for pledge in pledges))
    assert sorted(edition.number for edition in editions) == [1, 2, 3]
    assert Edition.objects.filter(number=0).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_the_same_draft_make_one_version():
    (activity,) = drafts(1)
    editions = at_once(*[lambda: publishing.publish([activity])] * 2)
    assert sum(edition is not None for edition in editions) == 1
    assert Publication.objects.filter(activity=activity).count() == 1


@pytest.mark.django_db(transaction=True)
def test_publishing_and_renaming_at_once_leave_the_new_name_in_every_row():
    country = factories.country(name="Old")
    activities = drafts(4, countries=[country])
    public(pledge=activities[0].pledge, countries=[country])

    def rename():
        with transaction.atomic():
            edit(country, name="New")
            publishing.vocabulary_changed()

    at_once(rename, *(lambda activity=activity: publishing.publish([activity]) for activity in activities))
    names = {row["countries"][0]["name"] for row in PublicActivity.objects.values_list("record", flat=True)}
    assert PublicActivity.objects.count() == 5
    assert names == {"New"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["commit", "rollback"])
def test_a_writer_waits_for_the_one_before_and_numbers_follow_commits(ends):
    first, second = drafts(2)
    taken, began = threading.Event(), threading.Event()
    order = []

    def one():
        try:
            with transaction.atomic():
                edition = publishing.publish([first])
                taken.set()
                assert began.wait(SECONDS)
                time.sleep(0.3)  # long enough for the other to pass, if nothing held it
                order.append("first")
                if ends == "rollback":
                    raise Undo
        except Undo:
            pass
        return edition

    def two():
        assert taken.wait(SECONDS)
        began.set()
        edition = publishing.publish([second])
        order.append("second")
        return edition

    before, after = at_once(one, two)
    assert order == ["first", "second"]
    assert after.number == before.number + (ends == "commit")
    assert after.token != before.token
    assert PublicActivity.objects.filter(reference=first.reference).exists() == (ends == "commit")
    if ends == "commit":
        assert row(second).ordinal > row(first).ordinal
