"""What a chart of counts says in words, made of its numbers."""

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from pledgetracker.naming import in_words

TITLES = {
    "pledge": gettext_lazy("Activities by pledge"),
    "commitment": gettext_lazy("Activities by commitment"),
    "objective": gettext_lazy("Activities by objective"),
    "country": gettext_lazy("Activities by country or area"),
    "region": gettext_lazy("Activities by region"),
    "partner": gettext_lazy("Activities by partner"),
    "kind": gettext_lazy("Activities by kind"),
    "status": gettext_lazy("Activities by status, as last reported"),
    "year": gettext_lazy("Activities by year"),
}
# Of the one value that has more than any other.
MOST = {
    "pledge": gettext_lazy("The pledge with the most activities is %(name)s: %(count)s of %(total)s."),
    "commitment": gettext_lazy("The commitment with the most activities is %(name)s: %(count)s of %(total)s."),
    "objective": gettext_lazy("The objective with the most activities is %(name)s: %(count)s of %(total)s."),
    "country": gettext_lazy("The country or area with the most activities is %(name)s: %(count)s of %(total)s."),
    "region": gettext_lazy("The region with the most activities is %(name)s: %(count)s of %(total)s."),
    "partner": gettext_lazy("The partner with the most activities is %(name)s: %(count)s of %(total)s."),
    "kind": gettext_lazy("The kind with the most activities is %(name)s: %(count)s of %(total)s."),
    "status": gettext_lazy(
        "As last reported, the status with the most activities is %(name)s: %(count)s of %(total)s."
    ),
    "year": gettext_lazy("The year with the most activities is %(name)s: %(count)s of %(total)s."),
}
# Where no value has more than any other, or few activities state one.
SPREAD = {
    "pledge": ngettext_lazy(
        "The activities are of %(number)s pledge.", "The activities are of %(number)s pledges.", "number"
    ),
    "commitment": ngettext_lazy(
        "The activities serve %(number)s commitment.", "The activities serve %(number)s commitments.", "number"
    ),
    "kind": ngettext_lazy(
        "The activities are of %(number)s kind.", "The activities are of %(number)s kinds.", "number"
    ),
    "objective": ngettext_lazy(
        "%(stating)s of %(total)s activities is linked to an objective. Objectives: %(number)s.",
        "%(stating)s of %(total)s activities are linked to an objective. Objectives: %(number)s.",
        "n",
    ),
    "country": ngettext_lazy(
        "%(stating)s of %(total)s activities names a country or area. Countries and areas named: %(number)s.",
        "%(stating)s of %(total)s activities name a country or area. Countries and areas named: %(number)s.",
        "n",
    ),
    "region": ngettext_lazy(
        "%(stating)s of %(total)s activities is in one of these regions. Regions: %(number)s.",
        "%(stating)s of %(total)s activities are in one of these regions. Regions: %(number)s.",
        "n",
    ),
    "partner": ngettext_lazy(
        "%(stating)s of %(total)s activities names a partner. Partners named: %(number)s.",
        "%(stating)s of %(total)s activities name a partner. Partners named: %(number)s.",
        "n",
    ),
    "status": ngettext_lazy(
        "As last reported, %(stating)s of %(total)s activities states a status.",
        "As last reported, %(stating)s of %(total)s activities state a status.",
        "n",
    ),
}
# Of activities that name no value, of the filters where that can be.
LACKING = {
    "country": ngettext_lazy(
        "%(count)s of %(total)s activities names no country or area.",
        "%(count)s of %(total)s activities name no country or area.",
        "n",
    ),
    "region": ngettext_lazy(
        "%(count)s of %(total)s activities is in none of these regions.",
        "%(count)s of %(total)s activities are in none of these regions.",
        "n",
    ),
    "partner": ngettext_lazy(
        "%(count)s of %(total)s activities names no partner.",
        "%(count)s of %(total)s activities name no partner.",
        "n",
    ),
    "objective": ngettext_lazy(
        "%(count)s of %(total)s activities is linked to no objective.",
        "%(count)s of %(total)s activities are linked to no objective.",
        "n",
    ),
}
NAMED = 3  # of those that have as many


def by_level(label):
    """The title of a chart of the regions of one level."""
    return _("Activities by region: %(level)s") % {"level": label}


def most(facet, label, count, total):
    """Which value has more activities than any other."""
    name = named(facet, [label])
    return MOST[facet] % {"name": name, "count": localize(count), "total": localize(total)}


def spread(facet, codes, stating, total):
    """How many of the activities state a value, and how many values they are in all."""
    said = {"n": stating, "stating": localize(stating), "total": localize(total)}
    if facet == "year":
        return _years(min(codes), max(codes), said)
    if facet in {"pledge", "commitment", "kind"}:
        return SPREAD[facet] % {"number": len(codes)}
    return SPREAD[facet] % {**said, "number": localize(len(codes))}


def _years(first, last, said):
    if first == last:
        sentence = ngettext(
            "%(stating)s of %(total)s activities states a date: %(first)s.",
            "%(stating)s of %(total)s activities state a date: %(first)s.",
            said["n"],
        )
    else:
        sentence = ngettext(
            "%(stating)s of %(total)s activities states a date: from %(first)s to %(last)s.",
            "%(stating)s of %(total)s activities state a date: from %(first)s to %(last)s.",
            said["n"],
        )
    return sentence % {**said, "first": first, "last": last}


def only(facet, label, count, total):
    """Where one value is all that there is."""
    sentence = ngettext(
        "%(name)s is the only one: %(count)s of %(total)s activity.",
        "%(name)s is the only one: %(count)s of %(total)s activities.",
        total,
    )
    return sentence % {"name": named(facet, [label]), "count": localize(count), "total": localize(total)}


def none_stated(facet, total):
    """Where no activity states a year, or a status."""
    if facet == "status":
        sentence = ngettext(
            "The one activity states no status.", "None of the %(total)s activities states a status.", total
        )
    else:
        sentence = ngettext(
            "The one activity states no date.", "None of the %(total)s activities states a date.", total
        )
    return sentence % {"total": localize(total)}


def named(facet, labels):
    """'“A”, “B” and “C”', years as they are; of many the first and how many more."""
    names = labels if facet == "year" else [_("“%(name)s”") % {"name": label} for label in labels]
    if len(names) > NAMED + 1:
        more = len(names) - NAMED
        names = [*names[:NAMED], ngettext("%(count)s more", "%(count)s more", more) % {"count": localize(more)}]
    return in_words(names)


def unstated(facet, count, total):
    """How many of the activities state no year, or no status."""
    if facet == "status":
        sentence = ngettext(
            "%(count)s of %(total)s activities states no status.",
            "%(count)s of %(total)s activities state no status.",
            count,
        )
    else:
        sentence = ngettext(
            "%(count)s of %(total)s activities is undated and shown separately.",
            "%(count)s of %(total)s activities are undated and shown separately.",
            count,
        )
    return sentence % {"count": localize(count), "total": localize(total)}


def lacking(facet, count, total):
    """How many of the activities name no value, of the filters where that can be."""
    return LACKING[facet] % {"n": count, "count": localize(count), "total": localize(total)}


def several(facet, total):
    """Why the numbers add up to more than the total."""
    said = {"total": localize(total)}
    if facet == "year":
        return (
            _("An activity of several years is counted in each, so the numbers add up to more than %(total)s.") % said
        )
    if facet == "status":
        sentence = _(
            "An activity that is planned in only some of its countries and areas is also counted under its own "
            "status, so the numbers add up to more than %(total)s."
        )
        return sentence % said
    return (
        _("An activity with several of these is counted in each, so the numbers add up to more than %(total)s.") % said
    )


def unserved(count, known, is_filtered):
    """How many of the commitments have no activity."""
    sentence = ngettext(
        "For %(count)s of %(known)s commitments no activity is reported in this register.",
        "For %(count)s of %(known)s commitments no activity is reported in this register.",
        count,
    )
    if is_filtered:
        sentence = ngettext(
            "For %(count)s of %(known)s commitments no activity of this selection is reported.",
            "For %(count)s of %(known)s commitments no activity of this selection is reported.",
            count,
        )
    return sentence % {"count": localize(count), "known": localize(known)}


def more(count):
    """What is not drawn, for a link to all of it."""
    return ngettext("%(count)s more: see all", "%(count)s more: see all", count) % {"count": localize(count)}
