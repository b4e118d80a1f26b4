"""The public record as data rather than text: what JSON holds under each column's name.

Lists are lists and numbers numbers; the columns that SHAPES does not name are texts, as in the CSV. Names, keys and
their order are as much a published contract as the columns.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..columns import COLUMNS, ORIGIN


@dataclass(frozen=True)
class Shape:
    """`data` takes a PublicActivity and gives plain JSON; `meaning` says of what shape, for the data dictionary."""

    meaning: str
    data: Callable


def number(text):
    """The number that a text of the record states: '900' gives 900, '12.5' gives 12.5."""
    return float(text) if "." in text else int(text)


def country_label(country):
    """The name of a country or area of the record, with the asterisk that a note asks for."""
    return f"{country['name']}*" if country["note"] else country["name"]


def data_of(row, origin):
    """{column: value} of a row, in the order of the columns; `origin` is the site's address. Empty: "", [] or None."""
    data = {name: value(row) for name, value in _VALUES}
    data["url"] = data["url"].replace(ORIGIN, origin)
    return data


def _codes(key, part):
    return lambda row: [item[part] for item in row.record[key]]


def _objects(key, *parts):
    return lambda row: [{part: item[part] for part in parts} for item in row.record[key]]


def _countries(row):
    return [
        {"code": each["code"], "name": country_label(each), "planned": each["planned"]}
        for each in row.record["countries"]
    ]


def _results(row):
    parts = ("qualifier", "value", "indicator", "name", "unit", "level", "as_of")
    return [{part: each[part] for part in parts} | {"value": number(each["value"])} for each in row.record["results"]]


def _latest_update(row):
    parts = ("date", "text", "status", "language")
    return next(({part: update[part] for part in parts} for update in row.record["updates"]), None)


_TEXTS = _("list of texts")
_REGIONS = _("list of objects: slug, name")
_SOURCE = ("title", "url", "archived_url", "accessed", "publisher", "kind", "language", "published_on", "verification")

SHAPES = {
    "commitments": Shape(_TEXTS, _codes("commitments", "key")),
    "countries": Shape(_("list of objects: code, name, planned (true or false)"), _countries),
    "country_codes": Shape(_TEXTS, _codes("countries", "code")),
    "regions": Shape(_REGIONS, _objects("regions", "slug", "name")),
    "regions_covered": Shape(_REGIONS, _objects("regions_covered", "slug", "name")),
    "places": Shape(_TEXTS, lambda row: row.record["places"]),
    "partners": Shape(
        _("list of objects: slug, name, acronym, role"), _objects("partners", "slug", "name", "acronym", "role")
    ),
    "results": Shape(
        _("list of objects: qualifier, value (a number), indicator (a key), name, unit, level, as_of"), _results
    ),
    "sources": Shape(
        _("list of objects: title, url, archived_url, accessed, publisher, kind, language, published_on, verification"),
        _objects("sources", *_SOURCE),
    ),
    "same_project": Shape(_TEXTS, lambda row: row.record["same_project"]),
    "latest_update": Shape(_("object: date, text, status, language; null where there is none"), _latest_update),
    "notes": Shape(_("list of objects: code of the country or area, text"), _objects("notes", "code", "text")),
}
_TEXT = Shape(_("text"), None)
_VALUES = [(column.name, SHAPES[column.name].data if column.name in SHAPES else column.value) for column in COLUMNS]


def dictionary():
    """The columns for the data dictionary: [{name, meaning, shape}]."""
    return [
        {"name": each.name, "meaning": each.meaning, "shape": SHAPES.get(each.name, _TEXT).meaning} for each in COLUMNS
    ]
