import pytest

from tests import factories
from tests.rules import assert_holds_partial_dates, assert_kept, assert_refused, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return factories.source(factories.activity())


def test_it_is_published_on_a_partial_date_or_at_no_stated_time(source):
    assert_holds_partial_dates(source, "published_on")


def test_a_title_holds_no_semicolon(source):
    source.title = "Report; annex"
    assert_refused(source, "Write the name without a semicolon. Semicolons separate names in downloads.")
    source.title = "Report, with annex"
    assert_kept(source)


@pytest.mark.parametrize("field", ["url", "archived_url"])
def test_its_addresses_lead_to_pages(source, field):
    setattr(source, field, "javascript:alert(1)")
    assert sentences(source) == ["Enter a valid URL."]


def test_it_is_self_reported_until_somebody_says_more(source):
    assert source.verification == "self-reported"
