"""Sums of reported numbers: like is summed with like, and a sum claims no more than its parts."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .models import Result

EXACTLY, ABOUT = Result.Qualifier.EXACTLY, Result.Qualifier.ABOUT


class Reported(NamedTuple):
    """A number that an activity reports of one indicator. Activities are known by any key; `project` holds the keys of
    those of the same project. `as_of` is a partial date or empty."""

    activity: object
    project: frozenset
    qualifier: str
    value: Decimal
    as_of: str
    published: bool = True


def once(reported):
    """Of one activity's numbers the newest as-of date; of one project's the same number once, though two report it."""
    newest = defaultdict(str)
    for each in reported:
        newest[each.activity] = max(newest[each.activity], each.as_of)
    kept = []
    for each in reported:
        if each.as_of != newest[each.activity]:
            continue
        told = ((other.activity, other.value, other.qualifier) for other in kept)
        if not any(key in each.project and (value, how) == (each.value, each.qualifier) for key, value, how in told):
            kept.append(each)
    return kept


def total(reported):
    """'over 920': the sum with its qualifier; "" of nothing.

    Exact numbers and those of one other kind bear that kind; what is over and what is up to a number make it "about".
    """
    if not reported:
        return ""
    kinds = {each.qualifier for each in reported} - {EXACTLY}
    kind = EXACTLY if not kinds else kinds.pop() if len(kinds) == 1 else ABOUT
    summed = number(value_of(reported))
    if kind == EXACTLY:
        return summed
    return _("%(qualifier)s %(number)s") % {"qualifier": Result.Qualifier(kind).label, "number": summed}


def value_of(reported):
    """The sum alone, a Decimal."""
    return sum((each.value for each in reported), Decimal())


def number(value):
    """A decimal as people read it: '2,000', '12.5'."""
    whole = value == value.to_integral_value()
    return number_format(value.quantize(Decimal(1)) if whole else value.normalize(), use_l10n=True, force_grouping=True)
