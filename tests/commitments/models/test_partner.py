import pytest

from commitments.models import Partner
from tests import factories
from tests.rules import assert_kept, assert_refused, sentences

pytestmark = pytest.mark.django_db
NO_SEMICOLON = "Write the name without a semicolon. Semicolons separate names in downloads."


def test_a_name_holds_no_semicolon():
    partner = Partner(name="One; Two", slug="one", kind="government")
    assert_refused(partner, NO_SEMICOLON)
    partner.name = "One, Two & “Three”"
    assert_kept(partner)


@pytest.mark.parametrize("field", ["name", "slug"])
def test_two_partners_share_no_name_and_no_slug(field):
    taken = getattr(factories.partner(), field)
    other = Partner(**{"name": "Another", "slug": "another", "kind": "government", field: taken})
    assert_refused(other, f"Partner with this {field.capitalize()} already exists.")


def test_a_website_is_a_page():
    partner = factories.partner()
    partner.website = "javascript:alert(1)"
    assert sentences(partner)
    partner.website = "https://example.org/"
    assert_kept(partner)


def test_it_is_called_by_name_and_acronym():
    assert str(Partner(name="International Labour Organization", acronym="ILO")) == (
        "International Labour Organization (ILO)"
    )
    assert str(Partner(name="Samuel Hall")) == "Samuel Hall"


def test_it_is_found_under_every_name():
    partner = Partner(name="World Bank", acronym="WB", other_names="World Bank Group\n\n IBRD ")
    assert partner.names == ["World Bank", "WB", "World Bank Group", "IBRD"]
