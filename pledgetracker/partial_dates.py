"""Dates of which only the year, or the year and month, may be known: ISO 8601 with reduced precision."""

import calendar
import datetime
import re

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Length
from django.utils.dateformat import format as format_date
from django.utils.formats import localize
from django.utils.translation import gettext, npgettext
from django.utils.translation import gettext_lazy as _

from .clock import today

FIRST_YEAR, LAST_YEAR = 1900, 2100
# The same pattern serves Python, SQLite and PostgreSQL; `$` would let a line end pass in the first two.
PATTERN = r"^(19[0-9][0-9]|20[0-9][0-9]|2100)(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z"


def validate_partial_date(value):
    """Raises ValidationError unless `value` is `2023`, `2023-11` or `2023-11-24`, between 1900 and 2100."""
    if not is_partial_date(value):
        raise ValidationError(
            _("“%(value)s” is not a date: write 2023, 2023-11 or 2023-11-24, from 1900 to 2100."),
            code="partial_date",
            params={"value": value},
        )


def is_partial_date(value):
    """Whether the text `value` is `2023`, `2023-11` or `2023-11-24`, a day of the calendar between 1900 and 2100."""
    try:
        datetime.date(*[int(part) for part in [*value.split("-"), "1", "1"][:3]])
    except ValueError:
        return False
    return re.match(PATTERN, value) is not None


def validate_reported(value):
    """For the dates that a report states of what is past: a partial date, or a datetime.date.

    Raises ValidationError where `value` begins after today. Today is the day in UTC, and there is no day of grace: a
    person for whom tomorrow has begun writes the day that it is in UTC. A partial date is compared at its precision:
    in November 2026 `2026` and `2026-11` are fine, and `2026-12` is not. What is no partial date at all is for
    `validate_partial_date` to say.
    """
    if isinstance(value, str) and not is_partial_date(value):
        return
    if is_after(value, today()):
        raise ValidationError(
            _("This date is after today, %(today)s (UTC). Only a start, an end or a deadline may be in the future."),
            code="after_today",
            params={"today": display(today().isoformat())},
        )
    if is_after(datetime.date(FIRST_YEAR, 1, 1), value):
        raise ValidationError(
            _("This date is before %(year)s. Check the year."), code="before_first", params={"year": FIRST_YEAR}
        )


def is_after(one, other):
    """Whether the date `one` is after `other`, compared at the shorter precision; each a partial date or a date."""
    one, other = str(one), str(other)
    length = min(len(one), len(other))
    return one[:length] > other[:length]


def reported_fields(model):
    """The fields of `model` that hold a date which a report states."""
    return [field for field in model._meta.concrete_fields if validate_reported in field.validators]


class PartialDateField(models.CharField):
    """A text of 4, 7 or 10 characters, empty where no date is known. Declare `partial_date_constraint` beside it."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def check(self, **kwargs):
        named = {constraint.name for constraint in self.model._meta.constraints}
        if constraint_name(self.model._meta.label_lower, self.name) in named:
            return super().check(**kwargs)
        error = checks.Error(
            f"{self.name} has no partial_date_constraint in Meta.constraints.", obj=self, id="pledgetracker.E001"
        )
        return [*super().check(**kwargs), error]


def constraint_name(model, field):
    return f"{model.split('.')[-1]}_{field}_is_a_partial_date"


def partial_date_constraint(model, field):
    """The rule of a PartialDateField in the database; `model` is the model's name in lower case."""
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": PATTERN}),
        name=constraint_name(model, field),
        violation_error_message=_("Write a date as 2023, 2023-11 or 2023-11-24."),
    )


def in_order_constraint(model, start, end):
    """`end` is not before `start`, compared at the shorter precision; either may be empty."""
    return models.CheckConstraint(
        condition=Q(**{start: ""}) | Q(**{end: ""}) | Q(**{f"{end}__gte": Left(F(start), Length(F(end)))}),
        name=f"{model}_{end}_is_not_before_{start}",
        violation_error_message=_("The end is before the start."),
    )


def years(start, end):
    """The years from `start` to `end` inclusive; of one date alone that year; of none an empty range."""
    known = [int(value[:4]) for value in (start, end) if value]
    return range(min(known), max(known) + 1) if known else range(0)


def last_day(value):
    """The last day that a partial date can mean: '2023-11' gives 30 November 2023."""
    year, month, day = (int(part) for part in [*value.split("-"), "0", "0"][:3])
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


def display(value, month="F"):
    """`value` as a person writes it, in the active language: '11 November 2023', 'November 2023', '2023'.

    `month` is the format of the month: "M" for the short name.
    """
    if not value:
        return ""
    pattern = {4: "Y", 7: f"{month} Y", 10: f"j {month} Y"}[len(value)]
    return format_date(last_day(value), pattern)


def ago(value, day):
    """How long before `day` (a date) a full date is, in whole years and months: '3 years ago', '2 months ago'.

    Nothing for a year or a month alone, of which nobody knows how long ago it is, and for a date after `day`.
    """
    if len(value) != 10 or (then := datetime.date.fromisoformat(value)) > day:
        return ""
    months = (day.year - then.year) * 12 + day.month - then.month - (day.day < then.day)
    if months < 1:
        days = (day - then).days
        phrase = npgettext("time", "%(count)s day ago", "%(count)s days ago", days)
        return phrase % {"count": localize(days)} if days else gettext("today")
    years, months = divmod(months, 12)
    if not years:
        return npgettext("time", "%(count)s month ago", "%(count)s months ago", months) % {"count": localize(months)}
    if not months:
        return npgettext("time", "%(count)s year ago", "%(count)s years ago", years) % {"count": localize(years)}
    # Translators: "3 years and 2 months ago", of "3 years" and "2 months" that fit this phrase.
    return gettext("%(years)s and %(months)s ago") % {
        "years": npgettext("ago", "%(count)s year", "%(count)s years", years) % {"count": localize(years)},
        "months": npgettext("ago", "%(count)s month", "%(count)s months", months) % {"count": localize(months)},
    }
