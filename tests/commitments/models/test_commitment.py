import pytest
from django.db.models import ProtectedError

from commitments.models import Commitment, Pledge
from tests import factories
from tests.rules import assert_holds_partial_dates, assert_kept, assert_refused

pytestmark = pytest.mark.django_db


def test_a_pledge_numbers_each_commitment_once():
    commitment = factories.commitment(number=3)
    again = Commitment(pledge=commitment.pledge, number=3, short_title="Again", text="Again")
    assert_refused(again, "The pledge already has a commitment with this number.")
    again.pledge = factories.pledge()
    assert_kept(again)


def test_a_deadline_is_a_partial_date_or_not_stated():
    assert_holds_partial_dates(factories.commitment(), "deadline")


def test_it_is_named_by_pledge_and_number():
    commitment = Commitment(pledge=Pledge(slug="undp-gcm"), number=5, short_title="Remittances")
    assert commitment.key == "undp-gcm-5"
    assert str(commitment) == "5. Remittances"


def test_commitments_stand_in_the_order_of_their_numbers():
    pledge = factories.pledge()
    for number in (10, 2, 1):
        factories.commitment(pledge=pledge, number=number)
    assert [each.number for each in pledge.commitments.all()] == [1, 2, 10]


def test_a_pledge_with_commitments_and_a_commitment_with_targets_stay():
    commitment = factories.target().commitment
    for record in (commitment, commitment.pledge):
        with pytest.raises(ProtectedError):
            record.delete()
