"""The site's settings, as the tests see them: the same on every machine.

pytest-django loads the settings before any conftest.py, so the environment is set here, first.
"""

import os
import tempfile
from pathlib import Path

os.environ.update(
    PLEDGETRACKER_ENV_FILE="",  # a local .env must not change what the tests find
    DEBUG="",
    SECRET_KEY="only-for-the-tests-and-as-long-as-a-real-one-has-to-be-0123456789",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    SITE_URL="http://testserver",
)
# A file, not memory: threads then have connections of their own and wait for locks, as in production.
# tests/postgres.py sets DATABASE_URL to its server.
_folder = tempfile.TemporaryDirectory(prefix="pledge-sqlite-")
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = f"sqlite:///{Path(_folder.name).as_posix()}/unused.sqlite3"

from pledgetracker.settings import *  # noqa: E402, F403
from pledgetracker.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("TEST", {})["NAME"] = f"{_folder.name}/test.sqlite3"

KEPT_DIR = f"{_folder.name}/kept"

# Hashed names need `collectstatic`; the live server of the browser tests serves the plain ones.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# Slow on purpose in production, a second wasted per sign-in here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A download that a test does not read to its end would close its server-side cursor after the test's savepoint is gone,
# and so break off the module's transaction. In production each download has its connection to itself.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True

# A long operation is done before the page that started it answers; threads: tests/commitments/test_job_runner.py.
JOBS_INLINE = True
