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
# Of one value, or of several that have as many.
MOST = {
    "pledge": ngettext_lazy(
        "The pledge with the most activities is %(names)s: %(count)s of %(total)s.",
        "The pledges with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
    ),
    "commitment": ngettext_lazy(
        "The commitment with the most activities is %(names)s: %(count)s of %(total)s.",
        "The commitments with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
    ),
    "objective": ngettext_lazy(
        "The objective with the most activities is %(names)s: %(count)s of %(total)s.",
        "The objectives with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
    ),
    "country": ngettext_lazy(
        "The country or area with the most activities is %(names)s: %(count)s of %(total)s.",
        "The countries and areas with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
    ),
    "region": ngettext_lazy(
        "The region with the most activities is %(names)s: %(count)s of %(total)s.",
        "The regions with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
    ),
    "partner": ngettext_lazy(
        "The partner with the most activities is %(names)s: %(count)s of %(total)s.",
        "The partners with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
    ),
    "kind": ngettext_lazy(
        "The kind with the most activities is %(names)s: %(count)s of %(total)s.",
        "The kinds with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
    ),
    "status": ngettext_lazy(
        "As last reported, the status with the most activities is %(names)s: %(count)s of %(total)s.",
        "As last reported, the statuses with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
    ),
    "year": ngettext_lazy(
        "The year with the most activities is %(names)s: %(count)s of %(total)s.",
        "The years with the most activities are %(names)s: %(count)s of %(total)s each.",
        "number",
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
        "%(count)s of %(total)s activities is in no region.",
        "%(count)s of %(total)s activities are in no region.",
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


def most(facet, labels, count, total):
    """Which values have the most activities: `labels` of them, `count` each."""
    return MOST[facet] % {
        "number": len(labels),
        "names": named(facet, labels),
        "count": localize(count),
        "total": localize(total),
    }


def only(facet, label, count, total):
    """Where one value is all that there is."""
    sentence = ngettext(
        "%(name)s is the only one: %(count)s of %(total)s activity.",
        "%(name)s is the only one: %(count)s of %(total)s activities.",
        total,
    )
    return sentence % {"name": named(facet, [label]), "count": localize(count), "total": localize(total)}


def no_date(total):
    return ngettext(
        "The one activity states no date.", "None of the %(total)s activities states a date.", total
    ) % {"total": localize(total)}  # fmt: skip


def named(facet, labels):
    """'“A”, “B” and “C”', years as they are; of many the first and how many more."""
    names = labels if facet == "year" else [_("“%(name)s”") % {"name": label} for label in labels]
    if len(names) > NAMED + 1:
        more = len(names) - NAMED
        names = [*names[:NAMED], ngettext("%(count)s more", "%(count)s more", more) % {"count": localize(more)}]
    return in_words(names)


def undated(count, total):
    sentence = ngettext(
        "%(count)s of %(total)s activities is undated, and stands apart.",
        "%(count)s of %(total)s activities are undated, and stand apart.",
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
        return _("An activity of several years is counted in each: the numbers add up to more than %(total)s.") % said
    return _("An activity under several of them is counted in each: the numbers add up to more than %(total)s.") % said


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
