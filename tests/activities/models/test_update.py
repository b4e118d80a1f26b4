import pytest

from activities.models import Update
from tests import factories
from tests.rules import assert_holds_partial_dates, sentences

pytestmark = pytest.mark.django_db


def test_it_has_a_partial_date():
    assert_holds_partial_dates(factories.update(factories.activity()), "date", blank=False)


def test_it_may_leave_the_status_as_it_was():
    update = factories.update(factories.activity(), status="")
    assert sentences(update) == []
    update.status = "done"
    assert len(sentences(update)) == 1


def test_the_newest_stands_first_and_of_one_date_the_one_entered_last():
    activity = factories.activity()
    for date, text in (("2024", "a"), ("2024-05", "b"), ("2023-12-31", "c"), ("2024-05", "d")):
        factories.update(activity, date=date, text=text)
    assert [update.text for update in Update.objects.all()] == ["d", "b", "a", "c"]
