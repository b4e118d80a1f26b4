"""What stands in one cell of an activity, a row each, as CSV: its results, and the countries and areas it is in."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ...columns import COLUMNS, ORIGIN, Column, safe_cell
from ...models import Region
from ..counts import counts
from ..structured import country_label

ACTIVITIES = 200  # written at a time
OF_ACTIVITY = {column.name: column for column in COLUMNS}


@dataclass(frozen=True)
class LongForm:
    """`items()` gives, for one download, a function from an activity's row to its items; each is a row here.

    The values of `columns` are of an activity and an item of it.
    """

    columns: list
    items: Callable

    def pieces(self, filterset):
        """The items of the rows of a valid filter set, in their order, as pieces of a CSV: UTF-8 with BOM."""
        rows, items = filterset.qs.records(), self.items()
        # The first tells whether the statement saw the index's edition: only then may anything be sent.
        batch = [row for row in [next(rows, None)] if row]
        yield ("\ufeff" + _lines([[column.name for column in self.columns]])).encode()
        for row in rows:
            batch.append(row)
            if len(batch) == ACTIVITIES:
                yield self._piece(batch, items)
                batch = []
        yield self._piece(batch, items)

    def _piece(self, rows, items):
        pairs = ((row, item) for row in rows for item in items(row))
        cells = ([safe_cell(column.value(*pair)) for column in self.columns] for pair in pairs)
        return _lines(cells).replace(ORIGIN, settings.SITE_URL).encode()


def number_of_results(filterset):
    """The rows that RESULTS has: one for each indicator of each activity, and those that repeat one."""
    index, passing = filterset.index, filterset.bitmap
    once = sum(map(passing.intersection_cardinality, index.facets["indicator"].values()))
    repeated = index.facets["repeated"].items()
    return once + sum(int(number) * passing.intersection_cardinality(having) for number, having in repeated)


def number_of_countries(filterset):
    """The rows that COUNTRIES has."""
    return sum(counts(filterset, "country").values())


def _lines(rows):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def _activity(*names):
    """Columns of the activity, as the other downloads have them."""
    return [_of_activity(OF_ACTIVITY[name]) for name in names]


def _of_activity(column):
    return Column(column.name, column.meaning, lambda row, item: column.value(row))


def _item(name, meaning, key=None):
    return Column(name, meaning, lambda row, item: item[key or name])


def _note(row, country):
    return next((note["text"] for note in row.record["notes"] if note["code"] == country["code"]), "")


def _results():
    return lambda row: row.record["results"]


def _countries():
    """The countries and areas of a row, each with the names of its regions, as they are now."""
    regions = defaultdict(list)
    for region in Region.objects.prefetch_related("countries"):
        for country in region.countries.all():
            regions[country.alpha3].append(region.name)
    return lambda row: [each | {"regions": "; ".join(regions[each["code"]])} for each in row.record["countries"]]


RESULTS = LongForm(
    [
        *_activity("reference", "pledge", "commitments", "title"),
        _item("indicator", _("The key of the indicator. Add up only numbers of the same indicator.")),
        _item("indicator_name", _("What is counted, in words."), "name"),
        _item("qualifier", _("exactly, over, about or up-to, as the text states the number.")),
        _item("value", _("The number, with a point before decimals.")),
        _item("unit", _("The unit it is counted in.")),
        _item("level", _("input, output or outcome.")),
        _item("as_of", _("The date of the number, where the text states one.")),
        *_activity("reported", "countries", "country_codes", "url", "notes"),
    ],
    _results,
)

COUNTRIES = LongForm(
    [
        *_activity("reference", "pledge", "commitments", "title", "kind", "status", "reported", "start", "end"),
        _item("country_code", _("Its ISO 3166-1 alpha-3 code; XKX is user-assigned."), "code"),
        Column("country", _("The country or area, by UN short name."), lambda row, item: country_label(item)),
        Column(
            "planned",
            _("true where the activity is only planned there, else false."),
            lambda row, item: "true" if item["planned"] else "false",
        ),
        _item("regions", _("The regions that it lies in, of every scheme.")),
        Column("note", _("The note that must accompany the name."), _note),
        *_activity("url"),
    ],
    _countries,
)
