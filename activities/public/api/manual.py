"""The page about the API, drawn from its document: the same words for people as for machines."""

from django.conf import settings
from django.utils.translation import gettext as _

from .document import SENTENCES, operations, parameters_of
from .schemas import SCHEMAS

CURL = """curl '{site}/api/v1/activities/?country=KGZ&country=MDA&sort=title'"""
PYTHON = """import json
from urllib.request import urlopen

url = "{site}/api/v1/activities/?country=KGZ&page_size=5"
while url:
    with urlopen(url) as answer:
        page = json.load(answer)
    for activity in page["data"]:
        print(activity["reference"], activity["title"])
    url = page["next"]"""
R = """library(jsonlite)

url <- "{site}/api/v1/activities/?country=KGZ&page_size=5"
while (!is.null(url)) {{
  page <- fromJSON(url, simplifyVector = FALSE)
  for (activity in page$data) cat(activity$reference, activity$title, "\\n")
  url <- page[["next"]]
}}"""


def examples():
    """[(language, code)]: each runs as it stands against this site."""
    codes = {"curl": CURL, "Python": PYTHON, "R": R}
    return [(language, code.format(site=settings.SITE_URL)) for language, code in codes.items()]


def described():
    """[{id, path, example, summary, parameters, errors, answer}] of every operation."""
    return [
        {
            "id": view.operation_id,
            "path": path,
            "example": _example(path, view),
            "summary": view.summary,
            "parameters": [_parameter(each) for each in parameters_of(path, view)],
            "errors": [{"status": status, "meaning": SENTENCES[status]} for status in view.errors],
            "fields": [_field(name, schema) for name, schema in view.answer.items()],
        }
        for path, view in operations()
    ]


def records():
    """[{name, fields}] of every record that an answer can hold."""
    return [
        {"name": name, "fields": [_field(key, each) for key, each in schema["properties"].items()]}
        for name, schema in SCHEMAS.items()
    ]


def _example(path, view):
    """The operation with the examples of its path and of what it must be told."""
    parameters = parameters_of(path, view)
    for each in parameters:
        path = path.replace(f"{{{each.name}}}", str(each.example))
    required = [f"{each.name}={each.example}" for each in parameters if each.required and each.where == "query"]
    return path + ("?" + "&".join(required) if required else "")


def _parameter(each):
    kind = _("%(kind)s, repeatable") % {"kind": kind_of(each.schema)} if each.many else kind_of(each.schema)
    return {"name": each.name, "kind": kind, "meaning": each.meaning}


def _field(name, schema):
    return {"name": name, "kind": kind_of(schema), "meaning": schema.get("description", "")}


def kind_of(schema):
    """A JSON Schema in a few words: “list of Country”, “one of a, b”, “text or null”."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "anyOf" in schema:
        return _(" or ").join(kind_of(each) for each in schema["anyOf"])
    if "enum" in schema:
        return _("one of %(values)s") % {"values": ", ".join(value or "“”" for value in schema["enum"])}
    kind = schema["type"]
    if isinstance(kind, list):
        return _(" or ").join(kind_of({"type": each}) for each in kind)
    if kind == "array":
        return _("list of %(what)s") % {"what": kind_of(schema["items"])}
    if kind == "object" and "properties" in schema:
        return _("object: %(keys)s") % {"keys": ", ".join(schema["properties"])}
    names = {
        "string": _("text"),
        "integer": _("whole number"),
        "number": _("number"),
        "boolean": _("true or false"),
        "null": _("null"),
        "object": _("object"),
    }
    return names[kind]
