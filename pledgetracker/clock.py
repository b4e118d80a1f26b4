"""Today, for everything that is due or overdue."""

from django.conf import settings
from django.utils import timezone


def today():
    """The date in UTC, or the one that settings.TODAY fixes."""
    return settings.TODAY or timezone.now().date()
