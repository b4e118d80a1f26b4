"""The WSGI entry point: `gunicorn pledgetracker.wsgi`."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.module_loading import import_string

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
    """Gives what is kept at once, and asks Django for the rest."""

    request_class = Request

    def __init__(self):
        super().__init__()
        self.answers = import_string(settings.ANSWERS)()

    def __call__(self, environ, start_response):
        kept = self.answers.give(environ, start_response)
        return super().__call__(environ, start_response) if kept is None else kept

    def get_response(self, request):
        response = super().get_response(request)
        self.answers.keep(request, response)
        return response


django.setup(set_prefix=False)
application = Handler()
