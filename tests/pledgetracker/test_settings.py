"""The settings file itself, run anew under different environments."""

import os
import runpy
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PRODUCTION = {
    "PLEDGETRACKER_ENV_FILE": "",
    "DEBUG": "",
    "SECRET_KEY": "k" * 20 + "-long-and-random-0123456789-long-enough",
    "ALLOWED_HOSTS": "pledges.example.org",
    "SITE_URL": "https://pledges.example.org",
    "DATABASE_URL": "",
}


@pytest.fixture
def settings_of(monkeypatch):
    """The settings, as a dictionary, under the variables of a production site and these."""

    def settings_of(**variables):
        for name, value in (PRODUCTION | variables).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings.BASE_DIR / "pledgetracker/settings.py"))

    return settings_of


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_production_stops_with_a_sentence_that_says_what_to_set(settings_of, name):
    with pytest.raises(ImproperlyConfigured, match=rf"^Set {name} in the environment or in \.env: "):
        settings_of(**{name: " "})


def test_development_needs_one_variable(settings_of):
    given = settings_of(SECRET_KEY="", ALLOWED_HOSTS="", SITE_URL="", DEBUG="1")
    assert given["DEBUG"] is True
    assert given["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert given["SITE_URL"] == "http://127.0.0.1:8000"


@pytest.mark.parametrize("address", ["pledges.example.org", "//pledges.example.org", "ftp://example.org", "https://"])
def test_half_an_address_of_the_site_stops_with_a_sentence(settings_of, address):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL must be a whole address"):
        settings_of(SITE_URL=address)


def test_the_address_of_the_site_ends_without_a_slash(settings_of):
    assert settings_of(SITE_URL="https://pledges.example.org/")["SITE_URL"] == "https://pledges.example.org"


def test_hosts_may_be_written_with_spaces(settings_of):
    given = settings_of(ALLOWED_HOSTS="pledges.example.org, www.example.org,")
    assert given["ALLOWED_HOSTS"] == ["pledges.example.org", "www.example.org"]


def test_https_keeps_cookies_and_visitors_on_https(settings_of):
    given = settings_of()
    assert given["SESSION_COOKIE_SECURE"] is given["CSRF_COOKIE_SECURE"] is given["SECURE_SSL_REDIRECT"] is True
    assert given["SECURE_HSTS_SECONDS"] == 31536000


def test_http_neither_redirects_nor_hides_its_cookies(settings_of):
    given = settings_of(SITE_URL="http://127.0.0.1:8000")
    assert given["SESSION_COOKIE_SECURE"] is given["CSRF_COOKIE_SECURE"] is given["SECURE_SSL_REDIRECT"] is False
    assert given["SECURE_HSTS_SECONDS"] == 0


def test_a_proxy_is_trusted_only_where_it_is_said_to_be_there(settings_of):
    assert "SECURE_PROXY_SSL_HEADER" not in settings_of()
    assert settings_of(BEHIND_TLS_PROXY="1")["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_sqlite_is_the_default_and_its_writers_wait_for_each_other(settings_of):
    database = settings_of()["DATABASES"]["default"]
    assert database["NAME"] == str(settings.BASE_DIR / "db.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_postgresql_is_chosen_by_its_address_and_checked_before_use(settings_of):
    database = settings_of(DATABASE_URL="postgresql://someone@db.example.org/pledges")["DATABASES"]["default"]
    assert (database["ENGINE"], database["HOST"]) == ("django.db.backends.postgresql", "db.example.org")
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "OPTIONS" not in database


def test_public_reads_open_no_transaction(settings_of):
    assert settings_of()["ATOMIC_REQUESTS"] is False


def test_an_owner_can_name_the_release_and_the_site(settings_of):
    given = settings_of(RELEASE="2026.11", SITE_NAME="Our pledges", SITE_DISCLAIMER="Ours alone.", LOG_LEVEL="WARNING")
    assert (given["RELEASE"], given["SITE_NAME"], given["SITE_DISCLAIMER"]) == (
        "2026.11",
        "Our pledges",
        "Ours alone.",
    )
    assert given["LOGGING"]["root"]["level"] == "WARNING"


def test_mail_goes_to_the_console_until_a_server_is_named(settings_of):
    given = settings_of()
    assert given["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert given["DEFAULT_FROM_EMAIL"] == "pledges@pledges.example.org"
    given = settings_of(
        EMAIL_HOST="mail.example.org", EMAIL_PORT="587", EMAIL_USE_TLS="1", DEFAULT_FROM_EMAIL="a@b.org"
    )
    assert given["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (given["EMAIL_HOST"], given["EMAIL_PORT"], given["DEFAULT_FROM_EMAIL"]) == (
        "mail.example.org",
        587,
        "a@b.org",
    )
    assert (given["EMAIL_USE_TLS"], given["EMAIL_USE_SSL"]) == (True, False)


def test_two_ways_of_encrypting_mail_at_once_stop_with_a_sentence(settings_of):
    with pytest.raises(ImproperlyConfigured, match=r"or EMAIL_USE_SSL .* not both"):
        settings_of(EMAIL_USE_TLS="1", EMAIL_USE_SSL="1")


def test_no_page_may_load_or_run_anything_of_others(settings_of):
    policy = settings_of()["SECURE_CSP"]
    assert policy["default-src"] == ["'none'"]
    assert {source for sources in policy.values() for source in sources} == {"'none'", "'self'", "data:"}
    assert [name for name, sources in policy.items() if "data:" in sources] == ["img-src"]


def test_the_production_settings_pass_the_deployment_check():
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = os.environ | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "pledgetracker.settings"}
    environment["SECRET_KEY"] = "".join(chr(33 + n) for n in range(60))
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of the browser tests
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name", ["RELEASE", "SITE_NAME", "SITE_DISCLAIMER", "MEASURABILITY_PUBLIC", "IATI_ORGANISATION"]
)
def test_what_pages_show_is_in_the_name_of_their_shape(settings_of, name):
    before = settings_of()["SHAPE"]
    assert settings_of()["SHAPE"] == before
    assert settings_of(**{name: "1"})["SHAPE"] != before
