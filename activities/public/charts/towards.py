"""A chart of what activities report towards the targets of commitments: numbers towards numbers, never a percentage."""

from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from pledgetracker.partial_dates import display

from ... import sums
from ..narrowing import Narrowing
from ..options import option_of
from ..rows import fetch
from .shapes import Bar, Chart, in_groups, scaled
from .values import commitments

# So many rows are read at most to add up what they report; of a target that more report towards, their number is said.
MOST = 500


class Aim(NamedTuple):
    """A target of a pledge's record, with the bitmap of the activities that pass and report numbers of its kind."""

    commitment: str
    target: dict
    reporting: BitMap
    drawn: bool

    @property
    def value(self):
        return Decimal(self.target["value"])


def targets(filterset):
    """The Chart, or None where no commitment that the filter leaves room for has a target.

    Reads MOST rows at most, by their ordinals in one statement. Raises NewerRecord as `rows.fetch` does.
    """
    aims = list(_aims(filterset))
    if not aims:
        return None
    wanted = BitMap.union(BitMap(), *(aim.reporting for aim in aims if aim.drawn))
    rows = {row.ordinal: row for row in fetch(filterset.index, list(wanted))} if wanted else {}
    reported = [_reported(aim, rows) for aim in aims]
    several = len(aims) > 1
    return Chart(
        name="targets",
        title=_("Reported towards targets"),
        total=filterset.total,
        sentence=_sentence(aims) if several else _said(aims[0], reported[0]),
        heads=(_("Commitment"), _("Reported towards target")),
        groups=_groups(filterset, aims, reported) if several else [],
        remarks=[_marks() if several else _from_and_by(aims[0].target), *_remarks(filterset)],
        stated=True,
    )


def progress(filterset):
    """The sentence of the chart on how many targets something is reported towards, or "": it reads no row."""
    aims = list(_aims(filterset))
    return _sentence(aims) if aims else ""


def _aims(filterset):
    index, room = filterset.index, set(commitments(filterset))
    found = []
    for pledge in index.pledges.values():
        for commitment in pledge.record["commitments"]:
            if commitment["key"] in room:
                serving = filterset.bitmap & index.having("commitment", commitment["key"])
                found += (
                    Aim(commitment["key"], target, serving & index.having("indicator", target["indicator"]), True)
                    for target in commitment["targets"]
                )
    read = BitMap()
    fits = set()
    for at in sorted(range(len(found)), key=lambda at: len(found[at].reporting)):
        if len(read | found[at].reporting) <= MOST:
            read |= found[at].reporting
            fits.add(at)
    return [aim._replace(drawn=at in fits) for at, aim in enumerate(found)]


def _reported(aim, rows):
    """What the rows report of it, each number once."""
    return sums.once(
        [
            sums.Reported(
                activity=row.reference,
                project=frozenset(row.record["same_project"]),
                qualifier=result["qualifier"],
                value=Decimal(result["value"]),
                as_of=result["as_of"],
            )
            for row in (rows[ordinal] for ordinal in aim.reporting if aim.drawn)
            for result in row.record["results"]
            if result["indicator"] == aim.target["indicator"]
        ]
    )


def _groups(filterset, aims, reported):
    ways = Narrowing(filterset, "commitment")
    several = len({option_of(filterset.index, "commitment", aim.commitment).group for aim in aims}) > 1
    for_each = zip(aims, reported, strict=True)
    return in_groups(_bar(filterset, ways, several, aim, numbers) for aim, numbers in for_each)


def _bar(filterset, ways, several, aim, numbers):
    option, summed = option_of(filterset.index, "commitment", aim.commitment), sums.value_of(numbers)
    baseline = Decimal(aim.target["baseline"] or 0)
    whole = max(summed, aim.value, baseline)
    return option.group if several else "", Bar(
        label=option.label,
        value=_said(aim, numbers),
        width=scaled(summed, whole),
        url=ways.url(aim.commitment) if filterset.bitmap.intersect(option.having) else "",
        remark=_from_and_by(aim.target),
        marks=tuple(filter(None, [scaled(aim.value, whole), scaled(baseline, whole)])),
    )


def _said(aim, numbers):
    """'over 920 reported towards 2,000 policy makers trained'."""
    if not aim.drawn:
        count = len(aim.reporting)
        sentence = ngettext(
            "%(count)s activity reports towards %(target)s %(name)s, too many to add up here",
            "%(count)s activities report towards %(target)s %(name)s, too many to add up here",
            count,
        )
        return sentence % {
            "count": localize(count),
            "target": sums.number(aim.value),
            "name": aim.target["name"],
        }
    return _("%(reported)s reported towards %(target)s %(name)s") % {
        "reported": sums.total(numbers) or _("nothing"),
        "target": sums.number(aim.value),
        "name": aim.target["name"],
    }


def _from_and_by(target):
    return _("Baseline: %(baseline)s. Due: %(due)s.") % {
        "baseline": sums.number(Decimal(target["baseline"])) if target["baseline"] else _("not stated"),
        "due": display(target["due"]) or _("not stated"),
    }


def _sentence(aims):
    towards = sum(1 for aim in aims if aim.reporting)
    sentence = ngettext(
        "Something is reported towards %(count)s of %(total)s targets.",
        "Something is reported towards %(count)s of %(total)s targets.",
        towards,
    )
    return sentence % {"count": localize(towards), "total": localize(len(aims))}


def _marks():
    return _("One line marks the target. Another marks the baseline, if one is stated. Each row has its own scale.")


def _remarks(filterset):
    yield _("Only numbers that count the same thing are added up. A number that one project reports twice counts once.")
    if filterset.is_filtered:
        yield _("Only the activities of this selection are counted.")
