import pytest
from django.core.exceptions import ValidationError

from pledgetracker.models import WebField, is_web_address, validate_language
from tests import factories

RUNS = ["javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x", "vbscript:x", "file:///etc"]


@pytest.mark.django_db
def test_the_version_grows_with_each_save():
    partner = factories.partner()
    assert partner.version == 1
    partner.save()
    partner.save()
    partner.refresh_from_db()
    assert partner.version == 3


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [["acronym"], ("acronym",), {"acronym"}])
def test_the_version_grows_when_only_some_fields_are_saved(fields):
    partner = factories.partner()
    partner.name, partner.acronym = "Unsaved", "ABC"
    partner.save(update_fields=fields)
    partner.refresh_from_db()
    assert (partner.version, partner.acronym) == (2, "ABC")
    assert partner.name != "Unsaved"


@pytest.mark.parametrize("address", ["http://example.org", "https://example.org/a?b=c#d", "https://bücher.example/ü"])
def test_the_address_of_a_page_is_taken(address):
    assert WebField().clean(address, None) == address
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address", [*RUNS, "ftp://example.org/x", "//example.org", "example.org", "https://", "mailto:a"]
)
def test_an_address_that_is_no_page_is_refused(address):
    with pytest.raises(ValidationError):
        WebField().clean(address, None)
    assert not is_web_address(address)


def test_an_address_that_cannot_be_taken_apart_is_no_page():
    assert not is_web_address("https://[")


def test_a_form_takes_an_address_without_scheme_as_https():
    assert WebField().formfield().clean("example.org") == "https://example.org"


@pytest.mark.parametrize("tag", ["en", "es", "pt-BR", "zh-Hans", "sr-Latn-RS", "fil"])
def test_a_language_tag_is_taken(tag):
    assert validate_language(tag) is None


@pytest.mark.parametrize(
    "tag", ["", "e", "english", "en_US", "en-", "-en", "en--US", "e1", "en US", "fr-françaises", "ée"]
)
def test_what_is_no_language_tag_is_refused_in_a_sentence(tag):
    with pytest.raises(ValidationError, match="is not a language tag, such as en, es or pt-BR"):
        validate_language(tag)
