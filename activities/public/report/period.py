"""The period of a report: two partial dates, either of which may be open, and what belongs to it.

An activity belongs to a period in which it was active or was reported. *Active* is what the filter by year means, as
precisely as dates are stated: from start to end; with a start alone to the end of that year, with an end alone from the
beginning of that year. *Reported* means that its text, an update of it or a confirmation bears a date of the period.
Dates are compared at the shorter precision: an activity of 2023 was active in November 2023, as far as is known.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import BitMap

from pledgetracker import partial_dates

from ...models.index_part import CONFIRMED, REPORTED
from ..terms import UNDATED

LONGEST_SHOWN = 30  # characters of what was typed that a sentence repeats


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both inclusive; a blank one is open."""

    start: str = ""
    end: str = ""

    def __bool__(self):
        return bool(self.start or self.end)

    def __str__(self):
        start, end = partial_dates.display(self.start), partial_dates.display(self.end)
        if start and end:
            return start if start == end else _("%(start)s to %(end)s") % {"start": start, "end": end}
        if start:
            return _("from %(start)s") % {"start": start}
        return _("until %(end)s") % {"end": end} if end else _("everything in this register")

    @property
    def query(self):
        return urlencode([(name, value) for name, value in (("from", self.start), ("to", self.end)) if value])

    def address(self, path):
        """`path` with the period."""
        return f"{path}?{self.query}" if self else path

    def had_active(self, record):
        """Whether the activity of this record ran in the period, as far as its dates say; undated ones never did."""
        start, end = record["start"] or record["end"][:4], record["end"] or record["start"][:4]
        return bool(start) and _not_before(end, self.start) and _not_before(self.end, start)

    def holds(self, date):
        """Whether a partial date lies in the period."""
        return bool(date) and _not_before(date, self.start) and _not_before(self.end, date)

    def heard_of(self, record):
        """Whether a report on the activity of this record is of the period."""
        dates = record["reported"], record["confirmed"], *(update["date"] for update in record["updates"])
        return any(self.holds(date) for date in dates)

    def may_hold(self, index, bitmap):
        """Those of a bitmap that may belong, or are undated: told by the index, without reading rows."""
        years = range(int(self.start[:4] or partial_dates.FIRST_YEAR), int(self.end[:4] or partial_dates.LAST_YEAR) + 1)
        active = (index.having("year", str(year)) for year in years)
        # Of a newer report too: an older one, of the period, may stand behind it.
        heard = (
            found
            for kind in (REPORTED, CONFIRMED)
            for date, found in index.dates[kind]
            if _not_before(date, self.start)
        )
        return bitmap & BitMap.union(index.having("year", UNDATED.code), *active, *heard) if self else bitmap


def _not_before(later, earlier):
    """Whether `later` is not before `earlier`, at the shorter precision; open ones are never in the way."""
    length = min(len(later), len(earlier))
    return later[:length] >= earlier[:length]


def _date(value):
    partial_dates.validate_partial_date(value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…")


class PeriodForm(forms.Form):
    """`from` and `to`; `period` where they are dates in order. What was typed stays in the boxes."""

    def __init__(self, data):
        super().__init__({name: data.get(name, "").replace("\0", "\ufffd") for name in ("from", "to")})
        self.fields["from"] = self._field(gettext_lazy("From"))
        self.fields["to"] = self._field(gettext_lazy("To"))

    @staticmethod
    def _field(label):
        box = forms.TextInput(attrs={"autocomplete": "off", "size": 12})
        return forms.CharField(label=label, required=False, validators=[_date], widget=box)

    def clean(self):
        cleaned = super().clean()
        if not _not_before(cleaned.get("to", ""), cleaned.get("from", "")):
            self.add_error("to", ValidationError(_("The end of the period is before its beginning.")))
        return cleaned

    @property
    def period(self):
        """The period asked for; without limits where the form is not valid."""
        return Period(self.cleaned_data["from"], self.cleaned_data["to"]) if self.is_valid() else Period()

    @property
    def sentences(self):
        """What is wrong, each with the name of its box."""
        return [f"{self.fields[name].label}: {each}" for name, errors in self.errors.items() for each in errors]
