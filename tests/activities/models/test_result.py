from decimal import Decimal

import pytest

from activities.models import Result
from commitments.models import Indicator
from tests import factories
from tests.rules import assert_holds_partial_dates, assert_kept, sentences

pytestmark = pytest.mark.django_db


def test_it_is_as_of_a_partial_date_or_of_no_stated_one():
    assert_holds_partial_dates(factories.result(factories.activity()), "as_of")


def test_it_keeps_large_numbers_and_cents_exactly():
    # SQLite keeps fifteen digits exactly; of a longer number it would silently change the last ones.
    result = factories.result(factories.activity(), value=Decimal("9999999999999.99"))
    assert_kept(result)
    assert result.value == Decimal("9999999999999.99")
    result.value = Decimal("10000000000000.01")
    assert sentences(result) == ["Ensure that there are no more than 15 digits in total."]


def test_it_reads_as_the_text_has_it():
    result = Result(qualifier="up-to", value=900, indicator=Indicator(name="policy makers trained"))
    assert str(result) == "up to 900 policy makers trained"
