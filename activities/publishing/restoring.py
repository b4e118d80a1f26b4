"""Rows of the public record that are missing, or that no publication gave: put back, and taken out.

The publications say what a row holds and its ordinal. The changes say whether it was withdrawn, and which edition wrote
it last. What is put back here is empty, and nobody sees it: a rebuild projects it next.
"""

from dataclasses import dataclass, field

from django.db.models import Case, Value, When
from django.db.models.fields.json import KT

from commitments.models import Pledge

from ..models import Change, PublicActivity, Publication, PublicPledge, PublicTie
from .rows import BATCH, differing_pledges, empty_row


@dataclass
class Names:
    """How many references or slugs there are of one kind, and the first few of them."""

    count: int = 0
    first: list = field(default_factory=list)

    MOST = 20

    def add(self, names):
        names = sorted(names)
        self.count += len(names)
        self.first += names[: self.MOST - len(self.first)]

    def __bool__(self):
        return bool(self.count)


@dataclass
class Report:
    """What a rebuild found, and put right."""

    missing: Names = field(default_factory=Names)  # published, and without a row
    different: Names = field(default_factory=Names)  # with a row that is not what the publications give
    surplus: Names = field(default_factory=Names)  # with a row, and never published
    ties: int = 0  # pairs of same-project ties that were missing, or that no document states
    index: bool = False  # whether the stored index was not what the rows say
    # What cannot be put right.
    without_ordinal: Names = field(default_factory=Names)
    without_change: Names = field(default_factory=Names)
    without_pledge: Names = field(default_factory=Names)  # slugs of pledges

    @property
    def changes(self):
        """Whether anything was not as it should be, of what can be put right."""
        return bool(self.missing or self.different or self.surplus or self.ties or self.index)

    @property
    def lost(self):
        """Whether anything cannot be put right."""
        return bool(self.without_ordinal or self.without_change or self.without_pledge)


def pledges(report):
    """The unsaved rows of pledges that are not as they should be; those of missing ones bear their edition already."""
    published = Publication.objects.latest_of("pledge")
    slugs = set(published.values_list("pledge__slug", flat=True))
    stored = dict(PublicPledge.objects.values_list("slug", "listed"))
    steps, editions = Change.objects.last_steps(slugs), Change.objects.last_editions(slugs)
    shown = stored | {slug: step == Change.Action.PUBLISHED for slug, step in steps.items()}
    report.without_change.add(slugs - shown.keys())
    report.without_pledge.add(_activities_alone(slugs))
    rows = differing_pledges(sorted(slugs & shown.keys()), {slug for slug, listed in shown.items() if listed})
    for row in rows:
        row.edition_id = editions[row.slug] if row.slug not in stored else None
    report.missing.add(row.slug for row in rows if row.edition_id)
    report.different.add(row.slug for row in rows if not row.edition_id)
    return rows


def surplus_pledges(report):
    """The rows of pledges that no publication gave. One with published activities stays: they could not be shown."""
    published = Publication.objects.latest_of("pledge").values("pledge__slug")
    rows = PublicPledge.objects.exclude(slug__in=published)
    rows = rows.exclude(slug__in=_activities_alone(()))
    report.surplus.add(rows.values_list("slug", flat=True))
    return rows


def _activities_alone(slugs):
    """The slugs of pledges of which activities were published, but for these."""
    activities = Publication.objects.filter(activity__isnull=False)
    pledges = Pledge.objects.filter(activities__in=activities.values("activity"))
    return set(pledges.values_list("slug", flat=True)) - set(slugs)


def needed():
    """Whether a row or a tie has to be put back or taken out, or a pledge to be projected anew. Writes nothing."""
    report = Report()
    return bool(
        pledges(report)
        or surplus_pledges(report)
        or PublicActivity.objects.unpublished().exists()
        or PublicActivity.objects.at_odds().exists()
        or any(restorable(batch, report) for batch in missing())
        or any(_ties())
    )


def remove_surplus():
    """Take out the rows that no publication gave. Returns (their references, those of which were never published).

    The others had another ordinal, and will be put back with their own.
    """
    rows = PublicActivity.objects.unpublished()
    references = set(rows.values_list("reference", flat=True))
    rows.delete()
    published = Publication.objects.filter(activity__reference__in=references)
    return references, references - set(published.values_list("activity__reference", flat=True))


def correct_withdrawn(edition):
    """Mark the rows as the changes say, as withdrawn or as not. Nobody sees them until they are projected.

    Returns their references.
    """
    rows = PublicActivity.objects.at_odds()
    rows = PublicActivity.objects.filter(reference__in=list(rows.values_list("reference", flat=True)))
    references = set(rows.values_list("reference", flat=True))
    other = Case(When(withdrawn=True, then=Value(False)), default=Value(True))
    rows.update(withdrawn=other, listed=False, edition=edition)
    return references


def missing():
    """The latest publications of activities that have no row: lists of BATCH, in the order of the activities."""
    done = 0
    rows = without_row()
    while batch := list(rows.filter(activity__gt=done)[:BATCH]):
        yield batch
        done = batch[-1].activity_id


def without_row():
    """The same as one queryset."""
    return Publication.objects.latest_of("activity").without_row().select_related("activity").order_by("activity_id")


def restorable(publications, report):
    """The unsaved empty rows of the activities of these publications; the report is told which can have none."""
    references = [publication.activity.reference for publication in publications]
    steps, editions = Change.objects.last_steps(references), Change.objects.last_editions(references)
    ordinals = [publication.ordinal for publication in publications if publication.ordinal]
    taken = set(PublicActivity.objects.filter(ordinal__in=ordinals).values_list("ordinal", flat=True))
    pledges = set(PublicPledge.objects.values_list("slug", flat=True))
    rows = []
    for publication, reference in zip(publications, references, strict=True):
        if publication.ordinal is None or publication.ordinal in taken:
            report.without_ordinal.add([reference])
        elif reference not in steps:
            report.without_change.add([reference])
        elif publication.document["pledge"] in pledges:
            taken.add(publication.ordinal)
            withdrawn = steps[reference] == Change.Action.WITHDRAWN
            rows.append(empty_row(publication, editions[reference], publication.first_at, withdrawn))
    return rows


def correct_ties():
    """Make the pairs of same-project ties those that the latest documents state. Returns how many were not."""
    absent, surplus = _ties()
    PublicTie.objects.filter(pk__in=surplus).delete()
    PublicTie.objects.bulk_create(PublicTie(reference=one, other=other) for one, other in sorted(absent))
    return len(absent) + len(surplus)


def _ties():
    """({(reference, other)} of the ties that are missing, primary keys of those that no latest document states)."""
    tying = Publication.objects.latest_of("activity").annotate(text=KT("document__same_project")).exclude(text="[]")
    stated = tying.values_list("activity__reference", "document__same_project")
    stated = {(reference, other) for reference, others in stated for other in others}
    stored = {tuple(pair): key for key, *pair in PublicTie.objects.values_list("pk", "reference", "other")}
    return stated - stored.keys(), [key for pair, key in stored.items() if pair not in stated]
