"""A record in words: every field that is compared has a name, and every text its language."""

import pytest

from activities import publishing
from activities.readable.activity import KEYS, LABELS, TAG, language_of, readable
from tests import factories
from tests.activities.reading import public, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def full():
    """The record of an activity that says something of everything."""
    activity = public(start="2023", end="2024-05", countries=[factories.country()], places="Osh", status="on-hold")
    factories.update(activity, status="completed", language="es")
    factories.source(activity, publisher="A publisher", accessed="2024-05-04", published_on="2024", language="fr")
    factories.result(activity, as_of="2024")
    factories.participation(activity, factories.partner())
    publishing.publish([activity])
    return record(activity)


def test_every_field_and_every_field_of_a_row_has_a_name(full):
    words = readable(full)
    assert {name for name in words if not name.startswith("_")} | {
        f"{part}.{name}" for part in KEYS for row in words[part] for name in row if not name.startswith("_")
    } == set(LABELS)
    assert {f"{part}.{key}" for part, keys in KEYS.items() for key in keys} <= set(LABELS)


def test_all_that_a_visitor_reads_of_a_record_is_in_it(full):
    told_elsewhere = {"reference", "pledge", "objectives", "regions_covered", "notes"}
    assert set(full) - told_elsewhere <= set(readable(full))


def test_a_text_has_the_language_of_its_own_report(full):
    words = readable(full)
    assert words["language"] == "English (en)"
    assert language_of("description", words) == language_of("places", words) == "en"
    assert (language_of("title", words), language_of("kind", words)) == ("", "")
    assert language_of("title", words | {"title_by_register": False}) == "en"
    assert language_of("updates.text", words["updates"][0]) == "es"
    assert language_of("updates.status", words["updates"][0]) == ""
    assert language_of("sources.title", words["sources"][0]) == "fr"


def test_a_language_without_a_name_is_called_by_its_tag(full):
    assert readable(full | {"language": "rom"})["language"] == "rom"
    assert readable(full | {"language": "pt-BR"})["language"] == "Brazilian Portuguese (pt-BR)"
    assert readable(full | {"language": "pt-AO"})["language"] == "Portuguese (pt-AO)"
    assert readable(full | {"language": "rom"})[TAG] == "rom"
