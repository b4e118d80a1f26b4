"""The production settings, but for hashed static files, which need `collectstatic` first."""

from pledgetracker.settings import *  # noqa: F403
from pledgetracker.settings import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# The bytes of an answer are compared; whoever asks says nothing of codings.
ROOT_URLCONF = "benchmarks.served.urls"
