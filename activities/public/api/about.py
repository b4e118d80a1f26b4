"""Where the API begins, its document, and the page about it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse
from django.utils.translation import gettext_lazy

from ..pages import PublicPage
from . import manual
from .base import ApiView
from .document import document, operations
from .shapes import address


class Page(PublicPage):
    """For people: what the API is, how to use it, and the rule for its versions."""

    template_name = "activities/api.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            examples=manual.examples(), operations=manual.described(), records=manual.records(), **kwargs
        )


class Entry(ApiView):
    operation_id = "getEntry"
    summary = gettext_lazy("The addresses that everything else is reached from.")
    answer = {"data": {"type": "object", "additionalProperties": address()}}

    def content(self):
        paths = [path for path, _view in operations() if "{" not in path and path != self.request.path]
        return {"data": {path.split("/")[3].removesuffix(".json"): settings.SITE_URL + path for path in paths}}


class Document(ApiView):
    operation_id = "getDocument"
    summary = gettext_lazy("This document: OpenAPI 3.1.")
    whole_answer = {"type": "object", "required": ["openapi", "info", "paths"]}

    def success(self):
        return JsonResponse(document(), encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False})
