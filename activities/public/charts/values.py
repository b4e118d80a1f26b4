"""A chart of how many activities have each value of one filter."""

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import BitMap

from ...models.activity import ActivityStatus
from ..counts import counts
from ..levels import Way, levels
from ..narrowing import Narrowing
from ..options import option_of
from ..terms import UNDATED
from . import sentences
from .shapes import Bar, Chart, in_groups, scaled

MOST = 30  # rows of a chart: the rest is said, and one link away
FEW = 5  # where less than one in so many activities states anything, nothing is called the most
# The values that say that nothing is stated.
UNSTATED = {"year": UNDATED.code, "status": ActivityStatus.NOT_STATED.value}
# The largest first: their vocabulary is in no order that a reader knows.
BY_SIZE = {"kind", "country", "region", "partner"}
HEADS = {
    "pledge": gettext_lazy("Pledge"),
    "commitment": gettext_lazy("Commitment"),
    "objective": gettext_lazy("Objective"),
    "country": gettext_lazy("Country or area"),
    "region": gettext_lazy("Region"),
    "partner": gettext_lazy("Partner"),
    "kind": gettext_lazy("Kind"),
    "status": gettext_lazy("Status"),
    "year": gettext_lazy("Year"),
}


def by_value(filterset, facet, level=""):
    """The Chart, or None where no activity passes or none has a value. Where values of this very filter are chosen, it
    is of those alone: of the others the list can show no more than the choice.

    Regions are those of one level: that of the key `level`, or the one that has most of the activities.
    """
    counted, total = counts(filterset, facet), filterset.total
    chosen = filterset.selected[facet]
    counted = {code: count for code, count in counted.items() if not chosen or code in chosen}
    of_regions = levels(filterset) if facet == "region" else {}
    if of_regions:
        shown = of_regions.get(level) or next(iter(of_regions.values()))
        counted = {code: counted[code] for code in shown.codes if code in counted}
    if not counted:
        return None
    known = _with_empty_ones(filterset, facet, counted)
    # One bar says no more than its number.
    drawn = _drawn(known) if len(counted) > 1 else {}
    left_out = sum(1 for code in counted if code not in drawn) if drawn else 0
    return Chart(
        name=facet,
        title=sentences.by_level(shown.label) if of_regions else sentences.TITLES[facet],
        total=total,
        sentence=_sentence(filterset, facet, counted),
        heads=(HEADS[facet], _("Activities")),
        groups=_groups(filterset, facet, drawn),
        remarks=list(_remarks(filterset, facet, counted, known)),
        more=sentences.more(left_out) if left_out else "",
        more_url=filterset.facet(facet).chooser_url if left_out else "",
        ways=_ways(filterset, of_regions, shown) if len(of_regions) > 1 else [],
    )


def _ways(filterset, of_regions, shown):
    ways = Narrowing(filterset, "view", "by")
    return [Way(each.label, ways.url("charts", each.key), each is shown) for each in of_regions.values()]


def commitments(filterset):
    """The keys of the commitments that a filter leaves room for, with or without activities, in order."""
    chosen, pledges = filterset.selected["commitment"], filterset.selected["pledge"]
    for pledge in filterset.index.pledges.values():
        for commitment in pledge.record["commitments"] if not pledges or pledge.slug in pledges else ():
            if not chosen or commitment["key"] in chosen:
                yield commitment["key"]


def _with_empty_ones(filterset, facet, counted):
    """`counted` in the order that it is drawn in, with those that belong there and have none."""
    if facet == "commitment":
        return {key: counted.get(key, 0) for key in commitments(filterset)}
    if facet in BY_SIZE:
        return dict(sorted(counted.items(), key=lambda each: -each[1]))
    if facet != "year":
        return counted
    years = sorted(int(code) for code in counted if code != UNDATED.code)
    between = range(years[0], years[-1] + 1) if years and not filterset.selected["year"] else years
    if len(between) > MOST:
        between = years
    dated = {str(year): counted.get(str(year), 0) for year in between}
    return dated | {code: count for code, count in counted.items() if code == UNDATED.code}


def _drawn(known):
    """Those with the most activities, in order; of as many the first."""
    most = sorted(known, key=lambda code: -known[code])[:MOST]
    kept = set(most)
    return {code: count for code, count in known.items() if code in kept}


def _groups(filterset, facet, drawn):
    ways, most = Narrowing(filterset, facet), max(drawn.values(), default=0)
    options = [(option_of(filterset.index, facet, code), count) for code, count in drawn.items()]
    several = len({option.group for option, _count in options}) > 1
    return in_groups((_group(facet, option, several), _bar(option, count, most, ways)) for option, count in options)


def _group(facet, option, several):
    if facet == "year":
        return _("Not dated") if option.value == UNDATED.code else ""
    return option.group if several and facet != "region" else ""


def _bar(option, count, most, ways):
    return Bar(
        label=option.label,
        value=localize(count),
        width=scaled(count, most),
        url=ways.url(option.value) if count else "",
        note=option.value if option.note else "",
    )


def _sentence(filterset, facet, counted):
    """What is not stated is compared with nothing. Nothing is called the most where several have as many, or where too
    few activities state anything."""
    total = filterset.total
    compared = {code: count for code, count in counted.items() if code != UNSTATED.get(facet)}
    if not compared:
        return sentences.none_stated(facet, total)
    most = max(compared.values())
    first, *others = [code for code, count in compared.items() if count == most]
    if len(counted) == 1:
        return sentences.only(facet, filterset.label(facet, first), most, total)
    stating = _stating(filterset, facet, compared)
    if others or len(compared) == 1 or stating * FEW < total:
        return sentences.spread(facet, list(compared), stating, total)
    return sentences.most(facet, filterset.label(facet, first), most, total)


def _stating(filterset, facet, codes):
    """How many of the activities have any of these values."""
    stated = BitMap.union(*(filterset.index.having(facet, code) for code in codes))
    return filterset.bitmap.intersection_cardinality(stated)


def _remarks(filterset, facet, counted, known):
    total, unstated = filterset.total, counted.get(UNSTATED.get(facet), 0)
    if unstated and len(counted) > 1:
        yield sentences.unstated(facet, unstated, total)
    if facet in sentences.LACKING and (lacking := total - _stating(filterset, facet, counted)):
        yield sentences.lacking(facet, lacking, total)
    if unserved := sum(1 for count in known.values() if not count) if facet == "commitment" else 0:
        yield sentences.unserved(unserved, len(known), filterset.is_filtered)
    if sum(counted.values()) > total:
        yield sentences.several(facet, total)
