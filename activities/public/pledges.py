"""A pledge and its commitments as pages show them: the published text with what the index counts."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from commitments import freshness, measurability


@dataclass
class CommitmentSummary:
    """One commitment of a PublicPledge's record; `activities` are cards; `more_url` leads to all if some are left."""

    key: str
    number: int
    short_title: str
    text: str
    heading: str
    objectives: list
    principles: list
    lead_unit: str
    deadline: str
    targets: list
    url: str
    total: int
    last_reported: str
    confirmed: str
    freshness: str
    standing: str  # the same in a word or two, for a table
    # Empty on a site that does not show it, like the two texts.
    measurability: str = ""
    where: str = ""
    verification: str = ""
    activities: list = field(default_factory=list)
    shown_before: list = field(default_factory=list)  # cards that stand under an earlier commitment of the page
    more_url: str = ""
    countries: int = 0  # of the activities, where the page says it


def commitments_of(pledge, index):
    """The commitments of a listed pledge, in order, with totals and dates."""
    interval = pledge.record["reporting_interval"]
    for commitment in pledge.record["commitments"]:
        reported, confirmed = _last_heard("commitment", commitment["key"], index)
        yield CommitmentSummary(
            **commitment,
            url=reverse("commitment", args=[pledge.slug, commitment["number"]]),
            total=len(index.having("commitment", commitment["key"])),
            last_reported=reported,
            confirmed=confirmed,
            freshness=freshness.sentence(max(reported, confirmed), interval),
            standing=freshness.word(max(reported, confirmed), interval),
            measurability=_measurability(commitment, pledge),
        )


def _measurability(commitment, pledge):
    if not settings.MEASURABILITY_PUBLIC:
        return ""
    return measurability.sentence(measurability.of_record(commitment, pledge.record["deadline"]))


def with_totals(pledge, index):
    """The pledge itself with `total`, `last_reported` and `freshness` set for its page."""
    pledge.total = len(index.having("pledge", pledge.slug))
    pledge.last_reported, pledge.confirmed = _last_heard("pledge", pledge.slug, index)
    heard = max(pledge.last_reported, pledge.confirmed)
    pledge.freshness = freshness.sentence(heard, pledge.record["reporting_interval"])
    return pledge


def _last_heard(facet, code, index):
    """(date of the newest report, day of the newest confirmation if that is later); who confirms has reported too."""
    reported, confirmed = index.last_reported(facet, code), index.last_confirmed(facet, code)
    return reported, confirmed if confirmed > reported else ""
