"""The token of the newest edition, known without asking the database for each request.

The process that makes an edition knows it at once, every other within FRESH seconds.
"""

import threading
import time

from django.db import close_old_connections, connection

from .models import Edition

FRESH = 0.5  # seconds


class NewestToken:
    """The token as this process last read it. Called, it gives the token, read again if it is older than FRESH."""

    def __init__(self):
        self._reading, self._writing = threading.Lock(), threading.Lock()
        self._token, self._until, self._forgotten = "", 0, 0

    def __call__(self):
        token, until = self._token, self._until
        if time.monotonic() < until:
            return token
        # One asks, and the others wait for what it learns.
        with self._reading:
            if time.monotonic() < self._until:
                return self._token
            return self._read()

    def forget(self):
        """An edition was made here: what was read before is old, also what is being read at this moment."""
        with self._writing:
            self._until, self._forgotten = 0, self._forgotten + 1

    def _read(self):
        forgotten, asked = self._forgotten, time.monotonic()
        if not connection.in_atomic_block:
            # No request has begun yet, whose beginning would look after the connection.
            close_old_connections()
        token = Edition.objects.values_list("token", flat=True).first() or ""
        with self._writing:
            if forgotten == self._forgotten:
                self._token, self._until = token, asked + FRESH
        return token


newest_token = NewestToken()
