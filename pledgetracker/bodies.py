"""How much may be sent to the site: by strangers what a sign-in needs, by staff what forms and files hold."""

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import UnreadablePostError
from django.shortcuts import render
from django.urls import reverse

# The sign-in has three fields, and one that a browser's add-on may send along. No public page takes a form.
BYTES, FIELDS = 16 * 1024, 20


class Bodies:
    """Refuses, before anything reads it, what is more than an address takes: 413 by its length, 400 by its fields.

    It stands after the sessions, since only they tell staff from strangers.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk, self.sign_in = reverse("admin:index"), reverse("admin:login")

    def __call__(self, request):
        length = _length(request)
        open_to_all = request.path_info == self.sign_in or not request.path_info.startswith(self.desk)
        if length > (BYTES if open_to_all else settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            # A file is uploaded at the desk alone. What strangers send there is a form at most: of someone whose
            # session has ended, and who is led to the sign-in.
            if open_to_all or not request.user.is_authenticated:
                return too_large(request)
        elif length and open_to_all and _fields(request) > FIELDS:
            raise TooManyFieldsSent(f"More than {FIELDS} fields were sent.")
        return self.get_response(request)


def too_large(request):
    """413: the body is longer than this address takes."""
    return render(request, "413.html", status=413)


def _length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _fields(request):
    try:
        return sum(len(values) for _name, values in request.POST.lists())
    except UnreadablePostError:
        return 0  # whoever sent it is gone
