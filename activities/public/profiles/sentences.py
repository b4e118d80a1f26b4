"""What a profile says in one sentence: how many activities, of which commitments or places, last reported when."""

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from pledgetracker.clock import today
from pledgetracker.naming import in_words
from pledgetracker.partial_dates import ago, display

from ...models import Source
from ...models.activity import ActivityStatus
from ..terms import UNDATED
from .breakdown import number_of

NAMED = 3  # makers of a pledge; of more, how many
SERVING = {
    "country": ngettext_lazy(
        "%(total)s activity reported here serves %(commitments)s; last reported %(date)s.",
        "%(total)s activities reported here serve %(commitments)s; last reported %(date)s.",
        "number",
    ),
    "region": ngettext_lazy(
        "%(total)s activity reported for this region serves %(commitments)s; last reported %(date)s.",
        "%(total)s activities reported for this region serve %(commitments)s; last reported %(date)s.",
        "number",
    ),
    "partner": ngettext_lazy(
        "%(total)s activity that names it as a partner serves %(commitments)s; last reported %(date)s.",
        "%(total)s activities that name it as a partner serve %(commitments)s; last reported %(date)s.",
        "number",
    ),
    "objective": ngettext_lazy(
        "%(total)s activity is reported for %(commitments)s that the register's editors linked to this objective; "
        "last reported %(date)s.",
        "%(total)s activities are reported for %(commitments)s that the register's editors linked to this objective; "
        "last reported %(date)s.",
        "number",
    ),
}


def serving(filterset, facet, code, commitments=None):
    """Of a country or area, region, partner or objective; `commitments` are keys, if not all that are served count."""
    total, index = filterset.total, filterset.index
    if not total:
        return none()
    keys = [key for key, having in index.facets["commitment"].items() if having.intersect(filterset.bitmap)]
    if commitments is not None:
        keys = [key for key in keys if key in commitments]
    return SERVING[facet] % {
        "number": total,
        "total": localize(total),
        "commitments": _commitments(index, keys),
        "date": display(index.last_reported(facet, code)),
    }


def age_of_record(index):
    """When something was last reported on any pledge, and how long ago that is; nothing where nothing is reported."""
    newest = max((index.last_reported("pledge", slug) for slug in index.pledges), default="")
    if not newest:
        return ""
    told = {"date": display(newest), "age": ago(newest, today())}
    if len(index.pledges) == 1:
        if told["age"]:
            return _("Last reported %(age)s, on %(date)s.") % told
        return _("Last reported: %(date)s.") % told
    if told["age"]:
        return _("The newest report on any of these pledges was made %(age)s, on %(date)s.") % told
    return _("The newest report on any of these pledges: %(date)s.") % told


def of_commitment(filterset, commitment):
    total = filterset.total
    if not total:
        return none()
    sentence = ngettext(
        "%(total)s activity is reported for this commitment, %(places)s; last reported %(date)s.",
        "%(total)s activities are reported for this commitment, %(places)s; last reported %(date)s.",
        total,
    )
    return sentence % _told(filterset, commitment.last_reported)


def of_pledge(filterset, commitments, last_reported):
    """`commitments` are the summaries of all of them."""
    total, served = filterset.total, sum(1 for each in commitments if each.total)
    if not total:
        return none()
    sentence = ngettext(
        "%(total)s activity is reported for %(served)s, %(places)s; last reported %(date)s.",
        "%(total)s activities are reported for %(served)s, %(places)s; last reported %(date)s.",
        total,
    )
    among = ngettext(
        "%(served)s of %(all)s commitment", "%(served)s of %(all)s commitments", len(commitments)
    ) % {"served": localize(served), "all": localize(len(commitments))}  # fmt: skip
    return sentence % {**_told(filterset, last_reported), "served": among}


def of_maker(filterset, pledges):
    """Of who makes pledges: how many, and what is reported for them."""
    total = filterset.total
    made = ngettext(
        "It made %(pledges)s pledge, with %(commitments)s.",
        "It made %(pledges)s pledges, with %(commitments)s.",
        len(pledges),
    )
    several = sum(len(pledge.record["commitments"]) for pledge in pledges)
    commitments = ngettext("%(count)s commitment", "%(count)s commitments", several) % {"count": localize(several)}
    said = made % {"pledges": localize(len(pledges)), "commitments": commitments}
    if not total:
        return f"{said} {none()}"
    reported = ngettext(
        "%(total)s activity is reported for them, %(places)s; last reported %(date)s.",
        "%(total)s activities are reported for them, %(places)s; last reported %(date)s.",
        total,
    )
    return f"{said} {reported}" % _told(filterset, max(pledge.last_reported for pledge in pledges))


def not_stated(filterset):
    """What the cards of these activities leave out, said once above them; nothing where none leaves anything out."""
    index = filterset.index
    lacking = index.having("year", UNDATED.code) | index.having("status", ActivityStatus.NOT_STATED)
    if not filterset.bitmap.intersect(lacking):
        return ""
    return _("Where a card names no date or status, its source states none.")


def of_framework(objectives):
    """Of the entries of a framework's objectives: how many a commitment is linked to, with activities and without."""
    taken_up = [each for each in objectives if each.remark]
    without = sum(1 for each in taken_up if not each.count)
    linked = ngettext(
        "Pledges take up %(linked)s of %(all)s objective: the editors linked a commitment to it.",
        "Pledges take up %(linked)s of %(all)s objectives: the editors linked a commitment to each.",
        len(objectives),
    ) % {"linked": localize(len(taken_up)), "all": localize(len(objectives))}
    if not without:
        return linked
    lacking = ngettext(
        "For %(count)s of these no activity is reported.", "For %(count)s of these no activity is reported.", without
    ) % {"count": localize(without)}  # fmt: skip
    return f"{linked} {lacking}"


def of_idle_objective(commitments):
    """Of an objective without activities: whether that is since none of the pledges takes it up."""
    if not commitments:
        return _("No pledge in this register takes it up: the register's editors linked no commitment to it.")
    return ngettext(
        "%(count)s commitment is linked to this objective, and no activity is reported for it in this register.",
        "%(count)s commitments are linked to this objective, and no activity is reported for them in this register.",
        commitments,
    ) % {"count": localize(commitments)}  # fmt: skip


def verified(index):
    """How far sources support the activities of the whole record; nothing where there are none."""
    total = len(index.listed)
    if not total:
        return ""
    documented = index.having("verified", Source.Verification.DOCUMENTED)
    checked = index.having("verified", Source.Verification.CHECKED)
    if not (documented or checked):
        return ngettext(
            "The %(total)s activity is self-reported: no document or independent check of it is recorded.",
            "All %(total)s activities are self-reported: no document or independent check of them is recorded.",
            total,
        ) % {"total": localize(total)}
    return _(
        "Of the activities %(alone)s are self-reported, %(documented)s documented, %(checked)s independently checked."
    ) % {
        "alone": localize(total - len(documented | checked)),
        "documented": localize(len(documented - checked)),
        "checked": localize(len(checked)),
    }


def first_published(first, last):
    """When activities were first published in the register: on one day, or between two."""
    days = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
    if first == last:
        return _("First published here on %(last)s.") % days
    return _("First published here between %(first)s and %(last)s.") % days


def all_first_published(total, day):
    """Of a register that was filled on one day, and in which nothing is new."""
    return ngettext(
        "%(total)s activity, first published here on %(day)s.",
        "All %(total)s activities were first published here on %(day)s.",
        total,
    ) % {"total": localize(total), "day": date_format(day, "j F Y")}


def none():
    return _("No activity reported in this register.")


def only_planned(count, total):
    """Of a country or area: how many of its activities are only planned there; nothing where none is."""
    if not count:
        return ""
    if count == total:
        return ngettext("It is only planned here.", "All of them are only planned here.", total)
    return ngettext(
        "%(count)s of them is only planned here.", "%(count)s of them are only planned here.", count
    ) % {"count": localize(count)}  # fmt: skip


def named_and_within(named, within):
    """Of a region: the bitmaps of the activities that name it, and of those in its countries and areas."""
    if not (named or within):
        return ""
    said = {"named": localize(len(named)), "within": localize(len(within)), "both": localize(len(named & within))}
    sentence = ngettext(
        "%(named)s names the region itself, %(within)s a country or area in it.",
        "%(named)s name the region itself, %(within)s a country or area in it.",
        len(named),
    )
    if not named.intersect(within):
        return sentence % said
    both = ngettext("%(both)s does both and is counted once.", "%(both)s do both and are counted once.",
                    len(named & within))  # fmt: skip
    return f"{sentence} {both}" % said


def _told(filterset, last_reported):
    return {
        "total": localize(filterset.total),
        "places": _places(number_of(filterset.index, filterset.bitmap, "country")),
        "date": display(last_reported),
    }


def _places(count):
    if not count:
        return _("with no country or area named")
    return ngettext("in %(count)s country or area", "in %(count)s countries and areas", count) % {
        "count": localize(count)
    }


def _commitments(index, keys):
    """'4 of the 7 commitments pledged by UNDP', or '12 commitments of 3 pledges'."""
    pledges = {key.rpartition("-")[0] for key in keys}
    if len(pledges) > 1:
        phrase = ngettext("%(served)s commitment of %(pledges)s", "%(served)s commitments of %(pledges)s", len(keys))
        several = ngettext("%(count)s pledge", "%(count)s pledges", len(pledges)) % {"count": localize(len(pledges))}
        return phrase % {"served": localize(len(keys)), "pledges": several}
    record = index.pledges[pledges.pop()].record
    phrase = ngettext(
        "%(served)s of the %(all)s commitment pledged by %(makers)s",
        "%(served)s of the %(all)s commitments pledged by %(makers)s",
        len(record["commitments"]),
    )
    every = localize(len(record["commitments"]))
    return phrase % {"served": localize(len(keys)), "all": every, "makers": makers(record)}


def makers(record):
    """Who makes a pledge, in short: 'UNDP', 'UNDP and IOM', '12 partners'."""
    names = [partner["acronym"] or partner["name"] for partner in record["made_by"]]
    if 0 < len(names) <= NAMED:
        return in_words(names)
    return ngettext("%(count)s partner", "%(count)s partners", len(names)) % {"count": localize(len(names))}
