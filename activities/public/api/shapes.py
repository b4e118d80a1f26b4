"""JSON Schema (2020-12) in few words: what the records and answers of the API are described with."""

from django.utils.translation import gettext_lazy as _


def text(meaning="", **more):
    """A text; `meaning` and other members of the schema where the name does not say it all."""
    return {"type": "string", **({"description": meaning} if meaning else {}), **more}


def whole(meaning="", **more):
    return text(meaning, **more) | {"type": "integer"}


def flag(meaning=""):
    return text(meaning) | {"type": "boolean"}


def one_of(choices, meaning=""):
    return text(meaning, enum=list(choices.values))


def array_of(schema, meaning=""):
    return text(meaning, items=schema) | {"type": "array"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def record(**properties):
    """An object that has all of these keys. Later versions may add others: clients pass over what they do not know."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def maybe(schema, meaning=""):
    return {"anyOf": [schema, {"type": "null"}], **({"description": meaning} if meaning else {})}


def address(meaning=""):
    return text(meaning, format="uri")


def page_address():
    return maybe(address(), _("The address of the other page. It is null if there is none."))


def item(name):
    """The answer of an operation for one record."""
    return {"data": ref(name)}


def page_of(name):
    """The answer of an operation for a page of records."""
    return {
        "total": whole(_("How many there are on all pages."), minimum=0),
        "page": whole(minimum=1),
        "page_size": whole(minimum=1),
        "pages": whole(minimum=1),
        "next": page_address(),
        "previous": page_address(),
        "data": array_of(ref(name)),
    }
