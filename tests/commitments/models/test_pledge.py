import threading

import pytest
from django.db import connection
from django.db.models import ProtectedError

from commitments.models import Pledge
from tests import factories
from tests.rules import assert_holds_partial_dates, assert_kept, assert_refused, sentences


@pytest.fixture
def pledge(db):
    """A pledge that a form would take."""
    return factories.pledge(made_by=[factories.partner()])


@pytest.mark.parametrize("slug", ["undp-5", "undp-2023", "undp-gcm-0017"])
def test_a_slug_does_not_end_like_the_key_of_a_commitment(pledge, slug):
    pledge.slug = slug
    assert_refused(pledge, "The slug cannot end in a hyphen and digits, because the keys of commitments do.")


@pytest.mark.parametrize("slug", ["undp-gcm", "undp-2023-gcm", "agenda2030", "undp-5b"])
def test_a_slug_may_hold_a_number_elsewhere(pledge, slug):
    pledge.slug = slug
    assert_kept(pledge)


def test_two_pledges_share_no_slug(pledge):
    other = Pledge(slug=pledge.slug, title="Other", framework=pledge.framework)
    assert_refused(other, "Pledge with this Slug already exists.")


def test_only_a_matching_pledge_names_the_one_it_matches(pledge):
    pledge.matched_pledge = factories.pledge()
    for kind in ("individual", "common", "in-partnership"):
        pledge.kind = kind
        assert_refused(pledge, "Only a matching pledge names the pledge it matches.")
    pledge.kind = "matching"
    assert_kept(pledge)


def test_a_reporting_interval_is_at_least_a_month_or_not_set(pledge):
    pledge.reporting_interval = 0
    assert_refused(pledge, "The interval is at least one month; leave it empty where none is set.")
    for interval in (1, None):
        pledge.reporting_interval = interval
        assert_kept(pledge)


def test_a_deadline_is_a_partial_date_or_not_stated(pledge):
    assert_holds_partial_dates(pledge, "deadline")


@pytest.mark.parametrize(("field", "value"), [("original_page", "javascript:alert(1)"), ("language", "English")])
def test_a_form_refuses_what_no_page_could_use(pledge, field, value):
    setattr(pledge, field, value)
    assert len(sentences(pledge)) == 1


def test_it_begins_as_a_draft_with_nothing_set_that_nobody_stated(pledge):
    pledge.refresh_from_db()
    assert (pledge.state, pledge.deadline, pledge.reporting_interval, pledge.retrieved) == ("draft", "", None, None)


def test_a_matched_pledge_stays(pledge):
    factories.pledge(kind="matching", matched_pledge=pledge)
    with pytest.raises(ProtectedError):
        pledge.delete()


def test_numbers_count_from_one_for_each_pledge(pledge):
    assert [pledge.next_number() for _ in range(3)] == [1, 2, 3]
    assert factories.pledge().next_number() == 1


def test_a_number_is_new_also_for_a_copy_that_was_read_before(pledge):
    stale = Pledge.objects.get(pk=pledge.pk)
    assert pledge.next_number() == 1
    assert stale.next_number() == 2


@pytest.mark.django_db(transaction=True)
def test_people_who_add_activities_at_once_get_different_references():
    commitment = factories.commitment()
    together, made, faults = threading.Barrier(4), [], []

    def add():
        try:
            together.wait(timeout=10)
            made.extend(factories.activity([commitment], pledge=Pledge.objects.get()).reference for _ in range(5))
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(made) == [f"{commitment.pledge.slug}-{number:04d}" for number in range(1, 21)]
