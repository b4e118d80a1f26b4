"""The pages for what cannot be answered. Each says in a sentence what is wrong, and offers a way on."""

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pledgetracker.bodies import too_large

from .exports import limits


def bad_request(request, exception):
    """What Django calls suspicious, too large a form among it, which has a status of its own."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """A form sent without its token: cookies are off, or the page stood open since before the last sign-in."""
    if request.path_info.startswith(reverse("admin:index")):
        context = {**admin.site.each_context(request), "title": _("The form was not accepted")}
        return render(request, "admin/csrf_failure.html", context | {"again": request.get_full_path()}, status=403)
    sentence = _("The form could not be accepted. Allow cookies, reload the page and send it again.")
    return render(request, "403.html", {"reason": sentence}, status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def gone(request, reference):
    """A withdrawn activity: its reference stays, its text does not."""
    return render(request, "410.html", {"reference": reference}, status=410)


def server_error(request):
    return render(request, "500.html", status=500)


def busy(request, sentence, seconds):
    """503: what is asked for cannot be made now, and may be in so many seconds. A page for people, text for scripts."""
    if request.get_preferred_type(["text/plain", "text/html"]) == "text/html":
        response = render(request, "503.html", {"sentence": sentence}, status=503)
    else:
        response = HttpResponse(f"{sentence}\n", content_type="text/plain; charset=utf-8", status=503)
    response["Retry-After"] = seconds
    response["Cache-Control"] = "no-store"
    return response


def too_many_exports(request):
    sentence = _("This server is already making as many large downloads as it can. Try again in a minute.")
    return busy(request, sentence, limits.RETRY_SECONDS)
