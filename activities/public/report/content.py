"""What a report holds: the pledge, its commitments with their activities of the period, and what is known besides."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.urls import reverse
from pyroaring import BitMap

from pledgetracker.clock import today

from ...models import Region
from ..charts import targets
from ..citing import apa, of_report
from ..filters import ActivityFilterSet
from ..maps import map_of
from ..matrix import YEAR, matrix
from ..pages import notes_of
from ..pledges import commitments_of, with_totals
from ..rows import Rows, fetch
from .period import Period
from .results import summed

BUREAUX = Region.Scheme.BUREAU.value


@dataclass
class Part:
    """A commitment, a CommitmentSummary, with its rows of the period: those in full, and those in full before."""

    commitment: object
    activities: list
    printed_before: list
    period: Period

    @property
    def total(self):
        return len(self.activities) + len(self.printed_before)

    @cached_property
    def numbers(self):
        """The sums of what the activities of the period report: results and inputs."""
        return summed([*self.activities, *self.printed_before])

    @property
    def results(self):
        return [each for each in self.numbers if not each.is_input]

    @property
    def inputs(self):
        return [each for each in self.numbers if each.is_input]


@dataclass
class Report:
    """`parts` are the commitments, `activities` the rows of the period, `undated` those of which nobody knows."""

    index: object
    pledge: object
    period: Period
    parts: list
    activities: list
    undated: list
    outside: int  # activities of the pledge that are of other times
    matched_pledge: object = None
    made_on: str = field(default_factory=lambda: today().isoformat())

    @property
    def edition(self):
        return self.index.edition

    @property
    def language(self):
        return self.pledge.record["language"]

    @property
    def path(self):
        """The address of the report without the site's."""
        return self.period.address(reverse("report", args=[self.pledge.slug]))

    @cached_property
    def bitmap(self):
        """The activities of the period."""
        return BitMap(row.ordinal for row in self.activities)

    @cached_property
    def map(self):
        """Light: places without an activity of the period have no name on it, and so call for no note."""
        return map_of(self.filterset, light=True)

    @property
    def citation(self):
        """How the report is cited, in the style of the APA."""
        return apa.write(of_report(self.pledge, self.period, self.path, self.index, self.notes))

    @property
    def makers(self):
        """The names of those who made the pledge."""
        return [partner["name"] for partner in self.pledge.record["made_by"]]

    @cached_property
    def matrices(self):
        """The commitments by region and by year, as far as any activity has one."""
        found = [matrix(self.filterset, by) for by in (BUREAUX, YEAR)]
        return list({each.by: each for each in found if each}.values())

    @cached_property
    def towards(self):
        """The Chart of what is reported towards targets, or None where no commitment has one.

        Without links: a list by filter knows of no such period.
        """
        chart = targets(self.filterset)
        unlinked = [(head, [replace(bar, url="") for bar in bars]) for head, bars in chart.groups] if chart else []
        return chart and replace(chart, groups=unlinked)

    @cached_property
    def filterset(self):
        """What counts, matrices and maps ask: a filter set of the pledge that lets through what is of the period."""
        found = ActivityFilterSet({"pledge": [self.pledge.slug]}, index=self.index)
        found.bitmap = self.bitmap
        return found

    @cached_property
    def numbers(self):
        """The sums of what the activities report: results and inputs."""
        return summed(self.activities)

    @property
    def results(self):
        return [each for each in self.numbers if not each.is_input]

    @property
    def inputs(self):
        return [each for each in self.numbers if each.is_input]

    @cached_property
    def notes(self):
        shown = (row.record["notes"] for row in (*self.activities, *self.undated))
        return notes_of(self.pledge.record["notes"], self.map.notes, *shown)


def file_name(pledge, period, edition):
    """`undp-gcm-report-2023-to-2024-edition-12-2026-11-24.pdf`."""
    parts = [pledge.slug, "report", period.start, "to" if period else "", period.end, f"edition-{edition.number}"]
    return "-".join(part for part in [*parts, today().isoformat()] if part) + ".pdf"


def may_belong(index, pledge, period):
    """The bitmap of the pledge's activities that a report of the period reads."""
    return period.may_hold(index, index.having("pledge", pledge.slug))


def report_of(index, pledge, period):
    """The Report of a listed pledge. Raises NewerRecord, as `fetch` does. Reads no more rows than `may_belong` says."""
    found = may_belong(index, pledge, period)
    rows = fetch(index, Rows(index, found).ordinals(slice(None)))
    belonging, undated = _of_period(rows, period)
    return Report(
        index=index,
        pledge=with_totals(pledge, index),
        period=period,
        parts=list(_parts(index, pledge, period, belonging)),
        activities=belonging,
        undated=undated,
        outside=len(index.having("pledge", pledge.slug)) - len(belonging) - len(undated),
        matched_pledge=index.pledges.get(pledge.record["matched_pledge"]),
    )


def _of_period(rows, period):
    """(those that belong, undated ones of which no report is of the period)."""
    if not period:
        return rows, []
    belonging, undated = [], []
    for row in rows:
        if period.had_active(row.record) or period.heard_of(row.record):
            belonging.append(row)
        elif not (row.record["start"] or row.record["end"]):
            undated.append(row)
    return belonging, undated


def _parts(index, pledge, period, rows):
    printed = set()
    for commitment in commitments_of(pledge, index):
        serving = [row for row in rows if commitment.key in row.facets["commitment"]]
        yield Part(
            commitment,
            activities=[row for row in serving if row.ordinal not in printed],
            printed_before=[row for row in serving if row.ordinal in printed],
            period=period,
        )
        printed.update(row.ordinal for row in serving)
