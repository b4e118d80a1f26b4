"""A chart of how long ago each commitment was last reported on."""

from itertools import chain
from operator import itemgetter

from django.utils.formats import localize
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pledgetracker.clock import today
from pledgetracker.partial_dates import display, last_day

from ...models.index_part import CONFIRMED, REPORTED
from ..kept import kept
from ..narrowing import Narrowing
from ..options import option_of
from .sentences import named
from .shapes import Bar, Chart, in_groups, scaled
from .values import commitments

MOST = 30


def last_reported(filterset):
    """The Chart, or None where no activity that passes bears a date. Of equal dates a sentence says it all."""
    dates = last_heard(filterset, "commitment", commitments(filterset))
    if not dates:
        return None
    # The longest ago first: those are whom to ask.
    drawn = dict(sorted(dates.items(), key=itemgetter(1))[:MOST]) if len(set(dates.values())) > 1 else {}
    return Chart(
        name="reported",
        title=_("Last reported"),
        total=filterset.total,
        sentence=_sentence(filterset.index, dates),
        heads=(_("Commitment"), _("Last reported")),
        groups=_groups(filterset, {key: date for key, date in dates.items() if key in drawn}),
        remarks=[_("The date of the latest report, or of the latest confirmation that a report is still correct.")],
        more=_left_out(len(dates) - len(drawn)) if drawn and len(dates) > len(drawn) else "",
        stated=True,
    )


def last_heard(filterset, facet, codes):
    """{code: the newest partial date} on which the activities that pass and have this value were reported or confirmed.

    Goes through the dates once, newest first, until each code is met.
    """
    index, passing, found = filterset.index, filterset.bitmap, {}
    having = {code: passing & index.having(facet, code) for code in codes}
    order = list(having)
    sought = {code: bitmap for code, bitmap in having.items() if bitmap}
    for date, heard in kept(index, ("heard",), lambda: _heard(index)):
        if not sought:
            break
        if heard.intersect(passing):
            met = [code for code, bitmap in sought.items() if heard.intersect(bitmap)]
            found |= dict.fromkeys(met, date)
            for code in met:
                del sought[code]
    return {code: found[code] for code in order if code in found}


def _heard(index):
    """[(date, bitmap)], newest first."""
    return sorted(chain(index.dates[REPORTED], index.dates[CONFIRMED]), key=itemgetter(0), reverse=True)


def _groups(filterset, dates):
    ways = Narrowing(filterset, "commitment")
    options = [(option_of(filterset.index, "commitment", key), date) for key, date in dates.items()]
    oldest = max((_days(date) for date in dates.values()), default=0)
    several = len({option.group for option, _date in options}) > 1
    return in_groups(
        (
            option.group if several else "",
            Bar(
                label=option.label,
                value=_said(date),
                width=scaled(_days(date), oldest),
                url=ways.url(option.value),
            ),
        )
        for option, date in options
    )


def _days(date):
    """Days since the last day that a partial date can mean; none where that is still to come."""
    return max(0, (today() - last_day(date)).days)


def _said(date):
    """'11 November 2023, 3 years ago'."""
    if not _days(date):
        return display(date)
    ago = timesince(last_day(date), today(), depth=1)
    return _("%(date)s, %(time)s ago") % {"date": display(date), "time": ago}


def _sentence(index, dates):
    oldest, newest = min(dates.values()), max(dates.values())
    if oldest == newest:
        sentence = ngettext(
            "%(count)s commitment was last reported on: %(date)s.",
            "%(count)s commitments were all last reported on: %(date)s.",
            len(dates),
        )
        return sentence % {"count": localize(len(dates)), "date": _said(newest)}
    return _("Longest ago: %(old)s, %(then)s. Most recently: %(new)s, %(now)s.") % {
        "old": _named(index, dates, oldest),
        "then": _said(oldest),
        "new": _named(index, dates, newest),
        "now": _said(newest),
    }


def _named(index, dates, sought):
    """The commitments of this date: '“1. Programming” and “2. Planning”'."""
    of_commitments = [option_of(index, "commitment", key).label for key, date in dates.items() if date == sought]
    return named("commitment", of_commitments)


def _left_out(count):
    sentence = ngettext(
        "%(count)s more was reported on since.", "%(count)s more were reported on then or later.", count
    )
    return sentence % {"count": localize(count)}
