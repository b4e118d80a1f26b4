import pytest
from django.db.models import ProtectedError

from activities.models import Office
from tests import factories
from tests.rules import assert_refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("field", ["name", "slug"])
def test_two_offices_share_no_name_and_no_slug(field):
    taken = getattr(factories.office(), field)
    other = Office(**{"name": "Other", "slug": "other", field: taken})
    assert_refused(other, f"Office with this {field.capitalize()} already exists.")


def test_an_office_that_reports_stays():
    office = factories.office()
    factories.activity(office=office)
    with pytest.raises(ProtectedError):
        office.delete()
