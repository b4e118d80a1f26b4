"""Whether a commitment can be measured: who leads, by when, where, how much, from what baseline, how it is verified.

What is missing is named; there is no score. The same rules as `CommitmentQuerySet.lacking`, which finds commitments.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pledgetracker.naming import listed

# aspect: what is said of a commitment that does not state it
ASPECTS = {
    "lead": gettext_lazy("who leads"),
    "deadline": gettext_lazy("by when"),
    "where": gettext_lazy("where"),
    "target": gettext_lazy("how much"),
    "baseline": gettext_lazy("from what baseline"),
    "verification": gettext_lazy("how it is verified"),
}


def lacking(lead, deadlines, where, baselines, verification):
    """The aspects that are not stated, in the order of ASPECTS.

    `deadlines` are the commitment's own and its pledge's: one is enough. `baselines` holds one value for each target,
    None or "" where its baseline is not stated: every target needs one.
    """
    stated = {
        "lead": bool(lead),
        "deadline": any(deadlines),
        "where": bool(where),
        "target": bool(baselines),
        "baseline": bool(baselines) and not any(value in (None, "") for value in baselines),
        "verification": bool(verification),
    }
    return [aspect for aspect in ASPECTS if not stated[aspect]]


def of_commitment(commitment):
    """The aspects that a Commitment does not state; with `pledge` and `targets` loaded it asks nothing more."""
    return lacking(
        commitment.lead_unit,
        [commitment.deadline, commitment.pledge.deadline],
        commitment.where,
        [target.baseline for target in commitment.targets.all()],
        commitment.verification,
    )


def of_record(commitment, deadline):
    """The same of a commitment in a pledge's public record; `deadline` is the pledge's."""
    return lacking(
        commitment["lead_unit"],
        [commitment["deadline"], deadline],
        commitment.get("where", ""),
        [target["baseline"] for target in commitment["targets"]],
        commitment.get("verification", ""),
    )


def sentence(aspects):
    """'Not stated: who leads, by when.', or that all of it is."""
    if not aspects:
        return _("States who leads, by when, where, how much, from what baseline, and how it is verified.")
    return _("Not stated: %(aspects)s.") % {"aspects": listed(ASPECTS[aspect] for aspect in aspects)}
