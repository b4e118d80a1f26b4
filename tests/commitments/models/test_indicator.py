import pytest

from commitments.models import Indicator, Target
from tests import factories
from tests.rules import assert_holds_partial_dates, assert_refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("field", ["key", "name"])
def test_two_indicators_share_no_key_and_no_name(field):
    taken = getattr(factories.indicator(), field)
    other = Indicator(**{"key": "other", "name": "others", "unit": "people", "level": "output", field: taken})
    assert_refused(other, f"Indicator with this {field.capitalize()} already exists.")


def test_a_name_holds_no_semicolon():
    indicator = factories.indicator()
    indicator.name = "people; trained"
    assert_refused(indicator, "Write the name without a semicolon. Semicolons separate names in downloads.")


def test_a_target_is_due_on_a_partial_date_or_at_no_stated_time():
    assert_holds_partial_dates(factories.target(), "due")


def test_a_target_reads_as_a_number_of_something():
    assert str(Target(value=100, indicator=Indicator(name="people trained"))) == "100 people trained"
