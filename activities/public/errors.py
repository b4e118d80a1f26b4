"""The pages for what cannot be answered. Each says in a sentence what is wrong, and offers a way on."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """A form sent without its token: cookies are off, or the page stood open since before the last sign-in."""
    sentence = _("The form could not be accepted: reload the page, and send it again with cookies allowed.")
    return render(request, "403.html", {"reason": sentence}, status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def gone(request, reference):
    """A withdrawn activity: its reference stays, its text does not."""
    return render(request, "410.html", {"reference": reference}, status=410)


def server_error(request):
    return render(request, "500.html", status=500)
