"""What every template may use."""

from django.conf import settings


def site(request):
    """`site`: its name, address without a closing slash, and own disclaimer if one is set."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
            "disclaimer": settings.SITE_DISCLAIMER,
        }
    }
