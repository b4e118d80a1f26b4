"""A pledge's record, with its commitments and targets, in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.models import Pledge
from pledgetracker import partial_dates

# In the order of the pledge's page; the fields of its commitments after their dot.
PLEDGE_LABELS = {
    "title": gettext_lazy("title"),
    "framework": gettext_lazy("framework"),
    "made_by": gettext_lazy("made by"),
    "kind": gettext_lazy("kind"),
    "matched_pledge": gettext_lazy("matched pledge"),
    "lead_in": gettext_lazy("lead-in statement"),
    "language": gettext_lazy("language"),
    "commitments": gettext_lazy("commitments"),
    "commitments.number": gettext_lazy("number"),
    "commitments.short_title": gettext_lazy("short title"),
    "commitments.text": gettext_lazy("full text"),
    "commitments.heading": gettext_lazy("as repeated"),
    "commitments.objectives": gettext_lazy("objectives"),
    "commitments.principles": gettext_lazy("guiding principles"),
    "commitments.lead_unit": gettext_lazy("lead unit"),
    "commitments.deadline": gettext_lazy("deadline"),
    "commitments.targets": gettext_lazy("targets"),
    "commitments.where": gettext_lazy("where"),
    "commitments.verification": gettext_lazy("how it is verified"),
    "deadline": gettext_lazy("deadline"),
    "reporting_interval": gettext_lazy("reporting interval"),
    "original_page": gettext_lazy("original page"),
    "retrieved": gettext_lazy("date retrieved"),
    "terms": gettext_lazy("terms of use of its text"),
}
PLEDGE_KEYS = {"commitments": ["number"]}


def readable_pledge(record):
    """{key of PLEDGE_LABELS: words} of the record of a PublicPledge. Texts as they are; dates and codes for people."""
    interval = record["reporting_interval"]
    return {
        **{name: record[name] for name in ("title", "matched_pledge", "lead_in", "language", "original_page", "terms")},
        "framework": record["framework"]["name"],
        "made_by": [partner["name"] for partner in record["made_by"]],
        "kind": str(dict(Pledge.Kind.choices).get(record["kind"], record["kind"])),
        "deadline": partial_dates.display(record["deadline"]),
        "retrieved": partial_dates.display(record["retrieved"]),
        "reporting_interval": ngettext("%(count)s month", "%(count)s months", interval) % {"count": interval}
        if interval
        else "",
        "commitments": [_commitment(each, record["language"]) for each in record["commitments"]],
    }


def pledge_language_of(name, holder):
    """The tag of the language of the pledge's own words."""
    return holder.get("language", "") if name in {"lead_in", "commitments.text", "commitments.heading"} else ""


def _commitment(commitment, language):
    named = ("number", "short_title", "text", "heading", "principles", "lead_unit")
    return {
        **{name: commitment[name] for name in named},
        **{name: commitment.get(name, "") for name in ("where", "verification")},
        "deadline": partial_dates.display(commitment["deadline"]),
        "objectives": [f"{each['number']}. {each['title']}" for each in commitment["objectives"]],
        "targets": [_target(target) for target in commitment["targets"]],
        "language": language,
    }


def _target(target):
    words = {"value": number_format(target["value"]), "what": target["name"]}
    said = _("%(value)s %(what)s") % words
    if target["baseline"]:
        said = _("%(target)s, from %(baseline)s") % {"target": said, "baseline": number_format(target["baseline"])}
    if target["due"]:
        said = _("%(target)s, due %(date)s") % {"target": said, "date": partial_dates.display(target["due"])}
    return said
