"""Sessions that slide: who works at the desk stays signed in, and nobody else gets a cookie or costs a statement.

Django's SESSION_SAVE_EVERY_REQUEST would write the session on every request of a signed-in person, public pages too.
Here a page of the desk writes it once a day at most.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.urls import reverse
from django.utils import timezone

SLIDES_AFTER = timedelta(days=1)


class SessionStore(db.SessionStore):
    """Django's own, which remembers when the session ends: `ends`, None before it is loaded and where there is none."""

    ends = None

    def _get_session_from_db(self):
        kept = super()._get_session_from_db()
        self.ends = kept.expire_date if kept else None
        return kept


class Sessions(SessionMiddleware):
    """Django's own; a page of the desk starts the time of a session anew."""

    def process_response(self, request, response):
        if request.path_info.startswith(reverse("admin:index")) and is_spent(request.session):
            request.session.modified = True
        return super().process_response(request, response)


def is_spent(session):
    """Whether SLIDES_AFTER of the time of a session has passed."""
    whole = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return session.ends is not None and session.ends - timezone.now() < whole - SLIDES_AFTER
