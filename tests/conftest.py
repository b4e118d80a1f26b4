"""What every test has. The environment and the settings are in tests/settings.py."""

import gc
import os

import pytest
from django.db import connection, transaction
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from tests.reading import body

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"

# deadline=None: a busy machine is not a failure. The fixtures of a database test are rightly shared by its examples.
_common = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}
# In CI the same examples every time, so that red means the change; at a desk new ones, so that bugs are found.
hypothesis.register_profile("default", max_examples=50, derandomize=bool(os.environ.get("CI")), **_common)
hypothesis.register_profile("soak", max_examples=5000, derandomize=False, print_blob=True, **_common)
hypothesis.load_profile("soak" if SOAK else "default")


def pytest_configure(config):
    # Every page leaves the contexts of its many small templates: collected this often they cost a tenth of the run.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def missing(what):
    """Leave out a test that needs it, and say so; in CI, where a skip would look like green, fail."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


def pytest_addoption(parser):
    parser.addoption("--shots", metavar="DIR", help="save the pictures that browser tests take into this folder")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Long trials, marked `soak`, run in `make soak` alone; what asks no database is marked so."""
    mark_what_asks_no_database(items)
    if not SOAK:
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.skip(reason="a long trial: `make soak` runs it"))


def mark_what_asks_no_database(items):
    """`make test` runs these once, beside PostgreSQL, since the other run has the browser: no database changes them.

    It cannot be wrong about one: pytest-django refuses a query in a test that asks for no database. A fixture that
    lets a whole module query lets all tests of that module do so, and none of them is marked.
    """
    asking = {item for item in items if _asks_a_database(item)}
    modules = {item.path for item in asking if "django_db_setup" in item.fixturenames}
    for item in items:
        if item not in asking and item.path not in modules:
            item.add_marker(pytest.mark.no_database)


def _asks_a_database(item):
    fixtures = {"db", "transactional_db", "live_server", "django_db_setup"} & set(item.fixturenames)
    unittest = item.cls and issubclass(item.cls, SimpleTestCase)
    return bool(fixtures or unittest or item.get_closest_marker("django_db"))


@pytest.fixture(scope="module")
def undp(django_db_setup, django_db_blocker):
    """The reference data and UNDP's pledge with its 45 activities, loaded once for a module's tests of the database.

    Each test's own transaction is a savepoint within this one: what a test changes is gone after it, and what this
    loads after the module.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        # Not at the top: a conftest.py is read before the apps are.
        from activities.reference.loading import load_reference
        from activities.reference.undp_pledge import load_undp_pledge

        load_reference()
        load_undp_pledge()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_read():
    """Texts are read anew: what a test before found stands under keys that the database gives again."""
    from activities.desk import reading

    reading.forget()


@pytest.fixture
def grow(undp):
    """`grow()`: UNDP's pledge with 1,000 activities instead of 45, of its own countries and partners."""

    def to_a_thousand():
        from activities.models import Country
        from commitments.models import Partner, Pledge
        from tests import factories

        places = list(Country.objects.exclude(placements=None))
        partners = list(Partner.objects.exclude(participations=None))
        factories.published(955, Pledge.objects.get(slug="undp-gcm"), places, partners)

    return to_a_thousand


@pytest.fixture
def queries(client):
    """`queries(addresses)`: {address: number of queries}, where the index of the present edition is there already.

    Each page is drawn as if it was the first to show its cards, to look for its words, and to keep anything.
    """
    from activities.public import search
    from activities.public.index import current_index

    def count(addresses):
        counts = {}
        client.get("/")
        for address in addresses:
            current_index().cards.clear()
            current_index().fragments.clear()
            search._found.cache_clear()
            with CaptureQueriesContext(connection) as captured:
                response = client.get(address)
                assert response.status_code == 200
                body(response)
            counts[address] = len(captured)
        return counts

    return count
