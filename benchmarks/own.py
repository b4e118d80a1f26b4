"""A database that lives only for a measurement: on the server of DATABASE_URL, or a SQLite file of its own."""

import logging
import os
import secrets
from contextlib import contextmanager


def connected():
    """The connection of a process that measures. Nothing of Django may be imported before."""
    # The tests' settings: no local .env.
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"bench_{secrets.token_hex(6)}"
    return connection


@contextmanager
def database(connection):
    """A new database behind the connection, dropped at the end."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    outside = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    setup_test_environment(debug=False)
    try:
        yield
    finally:
        teardown_test_environment()
        connection.creation.destroy_test_db(outside, verbosity=0)
