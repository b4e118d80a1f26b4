"""The newest token, read seldom and never late in the process that made it."""

import pytest

from activities import newest, publishing
from activities.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """`clock.now` is the time that is measured."""

    class Clock:
        now = 1000.0

        def monotonic(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(newest, "time", clock)
    return clock


def published():
    pledge = factories.pledge()
    publishing.publish_pledge(pledge)
    return Edition.objects.first().token


def test_before_the_first_edition_there_is_none(db):
    assert newest.NewestToken()() == ""


def test_it_is_read_once_in_half_a_second(clock, django_assert_num_queries):
    token = newest.NewestToken()
    published()
    with django_assert_num_queries(1):
        assert len({token() for _ in range(100)}) == 1
    clock.now += newest.FRESH
    with django_assert_num_queries(1):
        token()


def test_another_process_knows_a_new_edition_within_half_a_second(clock):
    elsewhere = newest.NewestToken()
    published()
    former = elsewhere()
    present = published()
    assert elsewhere() == former
    clock.now += newest.FRESH
    assert elsewhere() == present != former


def test_the_process_that_publishes_knows_at_once(django_capture_on_commit_callbacks):
    published()
    newest.newest_token.forget()
    former = newest.newest_token()
    with django_capture_on_commit_callbacks(execute=True):
        present = published()
    assert newest.newest_token() == present != former


def test_what_was_being_read_while_an_edition_was_made_is_not_kept(monkeypatch, clock):
    token = newest.NewestToken()
    published()

    read = Edition.objects.values_list

    def values_list(*args, **kwargs):
        rows = read(*args, **kwargs)
        token.forget()  # an edition was made after this statement began
        return rows

    monkeypatch.setattr(Edition.objects, "values_list", values_list)
    token()
    monkeypatch.undo()
    present = published()
    assert token() == present
