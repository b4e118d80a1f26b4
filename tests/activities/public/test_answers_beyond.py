"""Answers kept beyond the process, in Redis: given by others, as exact, and done without where there is none."""

# ruff: noqa: F811 - fixtures

import shutil
import socket
import subprocess
import time

import pytest
from django.core.cache import caches

from activities import publishing
from tests.conftest import missing

from .test_answers import ADDRESSES, Site, activity, committed, site, total  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def redis_port():
    """A Redis server of the tests' own."""
    program = shutil.which("redis-server") or missing("redis-server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL
    )
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    server.terminate()
    server.wait()


@pytest.fixture
def beyond(redis_port, settings):
    def named(port):
        return {
            "default": settings.CACHES["default"],
            "answers": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": f"redis://127.0.0.1:{port}",
                "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
            },
        }

    settings.CACHES = named(redis_port)
    caches["answers"].clear()
    return named


@pytest.mark.usefixtures("beyond")
def test_a_second_process_gives_what_the_first_drew(site):
    fresh = site.ask("/activities/", x_request_id="12345678")
    second = Site()
    assert second.ask("/activities/", x_request_id="12345678") == fresh
    assert second.drawn == 0


@committed
@pytest.mark.usefixtures("beyond")
def test_what_is_kept_beyond_is_exact_too(site, activity):
    site.ask("/activities/")
    publishing.withdraw([activity])
    assert total(Site().ask("/activities/")[2]) == 0


def test_without_its_server_the_site_goes_on_and_says_so_once(site, beyond, settings, caplog):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.CACHES = beyond(nobody.getsockname()[1])
        for address in ADDRESSES:
            assert site.ask(address)[0] == 200
    assert [record.message for record in caplog.records].count("the cache of CACHE_URL fails") == 1
