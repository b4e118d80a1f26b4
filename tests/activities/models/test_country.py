import pytest

from activities.models import Country
from tests import factories
from tests.rules import assert_kept, assert_refused, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    return Country(name="Kyrgyzstan", alpha3="KGZ", alpha2="KG", m49="417")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("alpha3", "kgz", "Three capital letters."),
        ("alpha3", "KG", "Three capital letters."),
        ("alpha3", "KG1", "Three capital letters."),
        ("alpha3", "KG\n", "Three capital letters."),
        ("alpha2", "kg", "Two capital letters."),
        ("alpha2", "K1", "Two capital letters."),
        ("m49", "41", "Three digits, with leading zeros."),
        ("m49", "abc", "Three digits, with leading zeros."),
        ("m49", "٤١٧", "Three digits, with leading zeros."),
    ],
)
def test_a_form_takes_codes_in_their_own_shape_only(country, field, value, sentence):
    setattr(country, field, value)
    assert sentences(country) == [sentence]


@pytest.mark.parametrize(
    ("field", "label"), [("name", "Name"), ("alpha3", "ISO alpha-3 code"), ("alpha2", "ISO alpha-2 code")]
)
def test_two_countries_share_no_name_and_no_iso_code(country, field, label):
    setattr(country, field, getattr(factories.country(), field))
    assert_refused(country, f"Country or area with this {label} already exists.")


def test_two_countries_share_no_m49_code_but_several_may_have_none(country):
    factories.country(m49="417")
    assert_refused(country, "Another country or area has this M49 code.")
    factories.country(m49="")
    country.m49 = ""
    assert_kept(country)


def test_a_name_holds_no_semicolon(country):
    country.name = "Kyrgyzstan; Kyrgyz Republic"
    assert_refused(country, "Write the name without a semicolon. Semicolons separate names in downloads.")


def test_a_name_with_a_note_has_an_asterisk_everywhere(country):
    assert (country.label, str(country)) == ("Kyrgyzstan", "Kyrgyzstan")
    country.note = "A note."
    assert (country.label, str(country)) == ("Kyrgyzstan*", "Kyrgyzstan*")


def test_it_is_found_under_every_name(country):
    country.other_names = "Kyrgyz Republic\nKirghizia"
    assert country.names == ["Kyrgyzstan", "Kyrgyz Republic", "Kirghizia"]
