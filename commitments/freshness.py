"""How old a report is: last reported, and, only where the pledge's maker set an interval, whether the next is due."""

import calendar
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pledgetracker.clock import today
from pledgetracker.partial_dates import FIRST_YEAR, display, last_day

CURRENT, DUE, OVERDUE = "current", "due", "overdue"
# A report that comes within so many days of its date is due, not overdue.
GRACE = timedelta(days=30)


def state(last_reported, interval):
    """`current`, `due` or `overdue`; empty without a report (ISO 8601, reduced) or an interval (months)."""
    if not last_reported or not interval:
        return ""
    next_report = _months_after(last_day(last_reported), interval)
    if today() <= next_report:
        return CURRENT
    return DUE if today() <= next_report + GRACE else OVERDUE


def latest_that_is(late, interval):
    """(last, not_yet): where the next report is `late` (due or overdue) today, the date of the one before is a text up
    to `last` but none of `not_yet`: the month or year that `last` lies in, of which a later day may be meant.

    What is late as OVERDUE is counted in with DUE. Without any such date `last` is "".
    """
    day = today() - timedelta(days=1) - (GRACE if late == OVERDUE else timedelta())
    if day.year * 12 + day.month - interval <= FIRST_YEAR * 12:
        return "", []
    found = _months_after(day, -interval)
    while _months_after(found + timedelta(days=1), interval) <= day:
        found += timedelta(days=1)
    text = found.isoformat()
    return text, [part for part in (text[:4], text[:7]) if last_day(part) > found]


def sentence(last_reported, interval):
    """'Reporting interval: not set.', or 'Reporting interval: 12 months. The next report is due.'"""
    if not interval:
        return _("Reporting interval: not set.")
    every = ngettext("Reporting interval: %(count)s month.", "Reporting interval: %(count)s months.", interval) % {
        "count": interval
    }
    said = {
        "": "",
        CURRENT: _("The latest report is current."),
        DUE: _("The next report is due."),
        OVERDUE: _("The next report is overdue."),
    }[state(last_reported, interval)]
    return f"{every} {said}".strip()


def word(last_reported, interval):
    """'current', 'due' or 'overdue'; that no interval is set; "" where nothing was reported: for a cell of a table."""
    if not interval:
        return _("reporting interval: not set")
    said = {"": "", CURRENT: _("current"), DUE: _("due"), OVERDUE: _("overdue")}
    return said[state(last_reported, interval)]


def reported(last_reported):
    """'Last reported on 11 November 2023.', or that nothing was."""
    if not last_reported:
        return _("No activity reported in this register.")
    return _("Last reported: %(date)s.") % {"date": display(last_reported)}


def _months_after(day, months):
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
