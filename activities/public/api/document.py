"""The API's document (OpenAPI 3.1), drawn from the addresses and from what each view says of itself."""

import re

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pledgetracker.problems import PROBLEM

from .parameters import IN_PATH
from .schemas import SCHEMAS
from .shapes import record, ref

VERSION = "1.0.0"
SENTENCES = {
    301: _("The slug is a former one: the answer leads to the present one."),
    304: _("Nothing has changed since the answer whose ETag the request gives in If-None-Match."),
    400: _("A parameter has a value that it cannot have; the errors give the reason for each."),
    404: _("Nothing has this name, or the list has no such page."),
    405: _("This API is for reading: GET, HEAD and OPTIONS."),
    410: _("The activity was withdrawn. Its reference stays, its text is no longer public."),
    414: _("The query is longer than 8 KiB."),
    503: _("The server is busy. Retry-After gives the seconds to wait."),
}
# Any operation can end so.
ALWAYS = (400, 405, 414, 503)


def document():
    """The document as a dict; its texts are in the language of whoever serialises it."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": settings.SITE_NAME,
            "version": VERSION,
            "summary": _("The public record, for reading by machines."),
            "description": _(
                "Every answer names the edition of the public record that it comes from. If two pages of one "
                "list name different tokens, the record changed between them. Blank values and unknown "
                "parameters are ignored. Errors are problem details (RFC 9457)."
            ),
            "license": {"name": _("Terms of use"), "url": f"{settings.SITE_URL}/data/"},
        },
        "servers": [{"url": settings.SITE_URL}],
        "externalDocs": {"url": f"{settings.SITE_URL}/api/", "description": _("How to use it, with examples.")},
        "paths": {path: {"get": _operation(path, view)} for path, view in operations()},
        "components": {"schemas": SCHEMAS},
    }


def operations():
    """[(path, view class)] of every operation: `/api/v1/activities/{reference}/`."""
    # Not at the top: the addresses name the view that serves this document.
    from .urls import OPERATIONS

    for pattern in OPERATIONS:
        path = re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
        yield f"/api/v1/{path}", pattern.callback.view_class


def parameters_of(path, view):
    return [*(IN_PATH[name] for name in re.findall(r"{(\w+)}", path)), *view.parameters]


def _operation(path, view):
    return {
        "operationId": view.operation_id,
        "summary": view.summary,
        "tags": [path.split("/")[3] or "about"],
        "parameters": [_parameter(each) for each in parameters_of(path, view)],
        "responses": {
            "200": _success(view),
            "304": {"description": SENTENCES[304]},
            **({"301": {"description": SENTENCES[301]}} if view.moves else {}),
            **{str(status): _error(status) for status in sorted({*view.errors, *ALWAYS})},
        },
    }


def _parameter(each):
    schema = {"type": "array", "items": each.schema} if each.many else each.schema
    return {
        "name": each.name,
        "in": each.where,
        "description": each.meaning,
        "required": each.required,
        "schema": schema,
        "example": [each.example] if each.many else each.example,
        **({"style": "form", "explode": True} if each.many else {}),
        # A blank value is passed over: a form sends one for each field that nobody filled in.
        **({"allowEmptyValue": True} if each.where == "query" and not each.required else {}),
    }


def _success(view):
    schema = view.whole_answer or record(edition=ref("Edition"), **view.answer)
    return {
        "description": view.summary,
        "headers": {
            "ETag": {"schema": {"type": "string"}, "description": _("Send it back in If-None-Match.")},
        },
        "content": {"application/json": {"schema": schema}},
    }


def _error(status):
    return {"description": SENTENCES[status], "content": {PROBLEM: {"schema": ref("Problem")}}}
