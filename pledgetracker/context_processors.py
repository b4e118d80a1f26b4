"""What every template may use."""

from typing import NamedTuple

from django.conf import settings


class Site(NamedTuple):
    """Its name, address without a closing slash, and own disclaimer if one is set."""

    name: str
    url: str
    disclaimer: str


def site(request):
    """`site`, a `Site`."""
    return {"site": Site(settings.SITE_NAME, settings.SITE_URL, settings.SITE_DISCLAIMER)}
