"""The two tables of the start page: when anything was last heard of each commitment, and from each office."""

from dataclasses import dataclass, field

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from commitments import freshness, measurability
from pledgetracker.models import EditorialState
from pledgetracker.partial_dates import display

from ..models import Activity, Update
from .targets import progress

# Rows on the start page; the rest is on the list that the table leads to.
MOST = 30
PUBLISHED = Count("pk", filter=Q(state=EditorialState.PUBLISHED), distinct=True)
NOT_PUBLIC = Count("pk", filter=Q(state__in=[EditorialState.DRAFT, EditorialState.IN_REVIEW]), distinct=True)


@dataclass
class Row:
    """`subject` is a Commitment, an Office, or None for activities without one; `last` a partial date, or ""."""

    subject: object
    published: int
    not_public: int
    last: str
    late: str = ""  # due or overdue
    late_said: str = ""
    measurability: str = ""
    progress: list = field(default_factory=list)

    @property
    def last_said(self):
        return display(self.last) or _("nothing reported")


def of_commitments(commitments):
    """(rows, how many there are in all) of these commitments: in their order, or, of many, longest unheard first."""
    total = commitments.count()
    chosen = commitments.with_last_heard().select_related("pledge").prefetch_related("targets")
    if total > MOST:
        chosen = chosen.order_by("last_heard", "pledge", "number")
    chosen = list(chosen[:MOST])
    counts = _counts(Activity.objects.filter(commitments__in=chosen), "commitments")
    targets = progress(chosen)
    rows = [
        Row(
            subject=each,
            published=counts.get(each.pk, (0, 0))[0],
            not_public=counts.get(each.pk, (0, 0))[1],
            last=each.last_heard,
            late=_late(each),
            late_said=freshness.word(each.last_heard, each.pledge.reporting_interval),
            measurability=measurability.sentence(measurability.of_commitment(each)),
            progress=targets.get(each.pk, []),
        )
        for each in chosen
    ]
    return rows, total


def of_offices(activities):
    """(rows, how many there are in all) of the offices that report these activities, longest unheard first."""
    standing = activities.not_withdrawn()
    counts = _counts(standing, "office")
    dates = standing.order_by().values("office").annotate(reported=Max("reported"), confirmed=Max("confirmed"))
    last = {row["office"]: max(row["reported"], row["confirmed"]) for row in dates}
    updates = Update.objects.filter(activity__in=standing).order_by().values("activity__office")
    for row in updates.annotate(newest=Max("date")):
        last[row["activity__office"]] = max(last[row["activity__office"]], row["newest"])
    overdue = activities.in_state(freshness.OVERDUE).order_by().values("office").annotate(count=Count("pk"))
    overdue = {row["office"]: row["count"] for row in overdue}
    shown = sorted(last, key=lambda key: (last[key], key or 0))[:MOST]
    offices = Activity._meta.get_field("office").related_model.objects.in_bulk([key for key in shown if key])
    rows = [
        Row(offices.get(key), *counts[key], last=last[key], late=freshness.OVERDUE if key in overdue else "")
        for key in shown
    ]
    for row, key in zip(rows, shown, strict=True):
        row.overdue = overdue.get(key, 0)
    return rows, len(last)


def _counts(activities, by):
    rows = activities.order_by().values(by).annotate(published=PUBLISHED, not_public=NOT_PUBLIC)
    return {row[by]: (row["published"], row["not_public"]) for row in rows}


def _late(commitment):
    return freshness.state(commitment.last_heard, commitment.pledge.reporting_interval)
