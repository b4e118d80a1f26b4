import pytest
from django.db.models import ProtectedError

from activities.models import Region
from tests import factories
from tests.rules import assert_kept, assert_refused, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return Region(scheme="grouping", name="Western Balkans", slug="western-balkans", source="A project")


def test_a_scheme_has_each_name_once_and_another_scheme_may_have_it_too(region):
    factories.region(scheme="grouping", name="Western Balkans")
    assert_refused(region, "The scheme already has a region of this name.")
    region.scheme = "m49"
    assert_kept(region)


def test_a_slug_is_unique_across_schemes(region):
    factories.region(scheme="m49", slug="western-balkans")
    assert_refused(region, "Region with this Slug already exists.")


def test_a_name_holds_no_semicolon(region):
    region.name = "Western Balkans; Albania"
    assert_refused(region, "Write the name without a semicolon. Semicolons separate names in downloads.")


def test_a_membership_states_its_source(region):
    region.source = ""
    assert sentences(region) == ["This field cannot be blank."]


def test_a_region_of_an_office_stays():
    region = factories.region()
    factories.office(region=region)
    with pytest.raises(ProtectedError):
        region.delete()


def test_regions_stand_by_scheme_then_name():
    for scheme, name in (("undp-bureau", "A"), ("m49", "B"), ("grouping", "Z"), ("grouping", "C")):
        factories.region(scheme=scheme, name=name)
    assert [str(region) for region in Region.objects.all()] == ["C", "Z", "B", "A"]
