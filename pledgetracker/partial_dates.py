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

FIRST_YEAR, LAST_YEAR = 1900, 2100
# The same pattern serves Python, SQLite and PostgreSQL; `$` would let a line end pass in the first two.
PATTERN = r"^(19[0-9][0-9]|20[0-9][0-9]|2100)(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z"


def validate_partial_date(value):
    """Raises ValidationError unless `value` is `2023`, `2023-11` or `2023-11-24`, between 1900 and 2100."""
    try:
        if not re.match(PATTERN, value):
            raise ValueError
        datetime.date(*[int(part) for part in [*value.split("-"), "1", "1"][:3]])
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is not a date: write 2023, 2023-11 or 2023-11-24, from 1900 to 2100."),
            code="partial_date",
            params={"value": value},
        ) from None


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


def display(value):
    """`value` as a person writes it, in the active language: '11 November 2023', 'November 2023', '2023'."""
    if not value:
        return ""
    pattern = {4: "Y", 7: "F Y", 10: "j F Y"}[len(value)]
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
