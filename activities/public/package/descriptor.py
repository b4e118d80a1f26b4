"""The descriptor of the data package: Data Package 1.0 of Frictionless, `datapackage.json`."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ..exports.about import about
from .tables import REGISTERS, TABLES

# What is not text. Dates are text: a year or a month alone is a date here.
TYPES = {
    "first_published": "datetime",
    "updated": "datetime",
    "planned": "boolean",
    "number": "integer",
    "value": "number",
    "baseline": "number",
}


def descriptor(filterset):
    """The package's descriptor, as plain JSON; `filterset` is of the whole public record."""
    said = about(filterset)
    return {
        "profile": "tabular-data-package",
        "name": "pledge-tracker",
        "id": settings.SITE_URL + reverse("data"),
        "title": said["title"],
        "description": " ".join([said["description"] + ".", *said["notes"]]),
        "homepage": settings.SITE_URL + reverse("data"),
        "version": f"{said['edition']['number']}.0.0",
        "created": said["edition"]["at"],
        "contributors": [{"title": settings.SITE_NAME, "path": settings.SITE_URL, "role": "publisher"}],
        "termsOfUse": said["terms_of_use"],
        "resources": [resource(table) for table in [*TABLES, *REGISTERS]],
    }


def resource(table):
    schema = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = table.key
    if table.references:
        schema["foreignKeys"] = [
            {"fields": own, "reference": {"resource": other, "fields": key}}
            for own, (other, key) in table.references.items()
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": str(table.title),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n", "doubleQuote": True},
        "schema": schema,
    }


def _field(table, column):
    constraints = {"required": True} if column.name in table.key else {}
    field = {"name": column.name, "type": TYPES.get(column.name, "string"), "description": str(column.meaning)}
    return field | ({"constraints": constraints} if constraints else {})


def read_me(filterset):
    """The text that a person opens first: what this is, of which edition, on which terms, how to cite it."""
    said = about(filterset)
    parts = [
        said["title"],
        said["description"],
        _("Edition %(number)s of %(date)s, %(address)s")
        % {"number": said["edition"]["number"], "date": said["edition"]["at"], "address": said["url"]},
        _(
            "Each table is a CSV file in UTF-8. data-dictionary.csv says what every column means. "
            "datapackage.json says the same for programs and follows Frictionless's Data Package standard. If "
            "a spreadsheet would run a text as a formula, the text begins with an apostrophe."
        ),
        _("Terms of use"),
        *(f"{each['title']}: {each['terms']}" for each in said["terms_of_use"]),
        _("How to cite"),
        _("%(name)s, public record, edition %(number)s of %(date)s. %(address)s")
        % {
            "name": settings.SITE_NAME,
            "number": said["edition"]["number"],
            "date": said["edition"]["at"][:10],
            "address": settings.SITE_URL,
        },
        *said["notes"],
    ]
    return "\n\n".join(parts) + "\n"
