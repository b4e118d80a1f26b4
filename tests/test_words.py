"""The site uses one word for one thing: docs/glossary.md says which, and no message uses another."""

import re

import pytest
from django.conf import settings

from scripts.catalogue import messages

GLOSSARY = settings.BASE_DIR / "docs" / "glossary.md"
CATALOGUE = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"


def avoided():
    """The expressions of the table's last column."""
    rows = [line.strip("| \n").split("|") for line in GLOSSARY.read_text().splitlines() if line.startswith("| ")]
    return [word.strip() for row in rows[1:] if len(row) == 3 for word in row[2].split(",") if word.strip()]


def contains(word, text):
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE)


def test_the_glossary_is_read():
    assert {"portal", "platform", "stakeholder", "log in"} <= set(avoided())


def test_a_word_is_found_alone_and_in_any_case():
    assert contains("login", "Your Login.")
    assert not contains("nation", "The designations used")


@pytest.mark.parametrize("word", avoided())
def test_no_message_uses_a_word_that_the_glossary_avoids(word):
    texts = {text for message in messages(CATALOGUE) for text in message[1:]}

    assert [text for text in texts if contains(word, text)] == []
