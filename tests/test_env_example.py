"""`.env.example` is complete, explains itself, and is not enough by itself to run a site."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from pledgetracker.environment import Environment

EXAMPLE = settings.BASE_DIR / ".env.example"
LINES = EXAMPLE.read_text(encoding="utf-8").splitlines()
NAMES = [line.split("=", 1)[0] for line in LINES if line and not line.startswith("#")]


def test_it_holds_every_variable_that_the_settings_read_once_and_no_other():
    code = (settings.BASE_DIR / "pledgetracker/settings.py").read_text(encoding="utf-8")
    read = re.findall(r"\benv\.\w+\(\s*\"([A-Z_]+)\"", code)
    assert len(read) == len(re.findall(r"\benv\.\w+\(", code)), "a variable is read in a way this test does not see"
    assert sorted(NAMES) == sorted(set(read))


def test_every_variable_has_a_sentence_above_it():
    for name in NAMES:
        above = LINES[LINES.index(next(line for line in LINES if line.startswith(f"{name}="))) - 1]
        assert re.fullmatch(r"# .*[.)]|# This makes one: .*", above), name


@pytest.fixture
def example(monkeypatch):
    """An Environment of the example alone."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PLEDGETRACKER_ENV_FILE", str(EXAMPLE))
    return Environment(settings.BASE_DIR)


def test_it_can_be_read_as_it_is_written(example):
    assert example.text("SITE_URL") == "https://pledges.example.org"
    assert example.number("SECURE_HSTS_SECONDS", 0) == 31536000
    assert not example.flag("DEBUG")
    assert not example.flag("BEHIND_TLS_PROXY")


def test_a_copy_of_it_does_not_run_until_a_key_is_written(example):
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY"):
        example.required("SECRET_KEY", "it signs sign-ins.", "")
