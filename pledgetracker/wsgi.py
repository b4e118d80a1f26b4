"""The WSGI entry point: `gunicorn pledgetracker.wsgi`."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pledgetracker.settings")


class Request(WSGIRequest):
    """A request whose Content-Type may be nonsense: stock Django fails on it before any middleware can answer."""

    def _set_content_type_params(self, meta):
        try:
            super()._set_content_type_params(meta)
        except ValueError:
            # `middleware.Guard` refuses this character set with a 400.
            self.content_type, self.content_params = "", {"charset": "unreadable"}


class Handler(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
application = Handler()
