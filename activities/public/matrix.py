"""The gap matrix: which commitments have activities in which regions or years, and which combinations have none.

A register of very many commitments shows its pledges in their place, each the way to its own.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Region
from .charts.values import commitments
from .counts import counts
from .narrowing import Narrowing
from .options import option_of, options_of
from .terms import UNDATED

YEAR = "year"
MOST_YEARS = 15  # columns: the latest, and those that are undated
MOST_ROWS = 100  # of more commitments the pledges are the rows, of more pledges the busiest
COLUMNS = {
    **{scheme.value: scheme.label for scheme in Region.Scheme},
    YEAR: gettext_lazy("years"),
}


@dataclass(frozen=True)
class Cell:
    """So many activities, and the list of exactly those; without any there is no address."""

    count: int
    url: str


@dataclass(frozen=True)
class Head:
    """A commitment, region or year with the number of its activities, each counted once, and the list of them."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Row:
    head: Head
    cells: list
    group: str = ""  # the pledge, on its first row where there are several

    @property
    def gaps(self):
        return sum(1 for cell in self.cells if not cell.count)


@dataclass(frozen=True)
class Way:
    """A choice of columns."""

    label: str
    url: str
    current: bool


@dataclass
class Matrix:
    """`columns` Heads and `rows` Rows, of `total` activities; `head` says what the rows are, `remarks` are sentences
    on what is counted; `unknown` is what was asked for in place of `by` and cannot be had.
    """

    by: str
    title: str
    head: str
    total: int
    columns: list
    rows: list
    ways: list
    is_filtered: bool
    remarks: list = field(default_factory=list)
    unknown: str = ""

    @cached_property
    def gaps(self):
        return sum(row.gaps for row in self.rows)

    @property
    def listed_gaps(self):
        """[(head of a row, labels of the columns that it has no activity in)]."""
        for row in self.rows:
            labels = [column.label for column, cell in zip(self.columns, row.cells, strict=True) if not cell.count]
            if labels:
                yield row.head, labels

    @property
    def sentence(self):
        """'18 of 63 combinations have no activity reported in this register.'"""
        said = {"gaps": localize(self.gaps), "all": localize(len(self.rows) * len(self.columns))}
        sentence = ngettext(
            "%(gaps)s of %(all)s combinations has no activity reported in this register.",
            "%(gaps)s of %(all)s combinations have no activity reported in this register.",
            self.gaps,
        )
        if self.is_filtered:
            sentence = ngettext(
                "%(gaps)s of %(all)s combinations has no activity of this selection reported in this register.",
                "%(gaps)s of %(all)s combinations have no activity of this selection reported in this register.",
                self.gaps,
            )
        return sentence % said


def matrix(filterset, by=""):
    """The Matrix, or None where no activity passes or there are no columns.

    `by` is a key of COLUMNS; any other gives the scheme of regions that has most of the activities, or the years.
    Each cell is one intersection of bitmaps: thousands take milliseconds at a million activities.
    """
    columns = _columns(filterset)
    if not (filterset.total and columns):
        return None
    asked, by = by, by if by in columns else next(iter(columns))
    facet, codes = (YEAR if by == YEAR else "region"), columns[by]
    of_rows, keys, left_out = _keys(filterset)
    return Matrix(
        by=by,
        title=_title(by, of_rows),
        head=capfirst(str(filterset.filters[of_rows].label)),
        total=filterset.total,
        columns=_heads(filterset, facet, codes),
        rows=_rows(filterset, of_rows, keys, facet, codes),
        ways=_ways(filterset, columns, by),
        is_filtered=filterset.is_filtered,
        remarks=[*_rows_said(of_rows, left_out), *_remarks(filterset, by, codes)],
        unknown="" if asked == by else asked,
    )


def _title(by, of_rows):
    if by == YEAR:
        return _("Commitments by year") if of_rows == "commitment" else _("Pledges by year")
    title = _("Commitments by region: %(scheme)s")
    if of_rows == "pledge":
        title = _("Pledges by region: %(scheme)s")
    return title % {"scheme": COLUMNS[by]}


def _keys(filterset):
    """(name of the filter, the values of it that are the rows, how many are left out)."""
    keys = list(commitments(filterset))
    if len(keys) <= MOST_ROWS:
        return "commitment", keys, 0
    having = counts(filterset, "pledge")
    pledges = list(filterset.selected["pledge"] or filterset.index.pledges)
    busiest = set(sorted(pledges, key=lambda slug: -having.get(slug, 0))[:MOST_ROWS])
    return "pledge", [slug for slug in pledges if slug in busiest], len(pledges) - len(busiest)


def _columns(filterset):
    """{key of COLUMNS: codes} of those that have any: the years last, and first the scheme that has most activities
    while it counts each the fewest times. The regions of M49 lie within each other, and would say most things twice.
    """
    schemes, chosen = {str(scheme.label): scheme.value for scheme in Region.Scheme}, filterset.selected["region"]
    regions, passing, counted = {}, {}, {}
    for option in sorted(options_of(filterset.index, "region").all, key=lambda option: option.place):
        if not chosen or option.value in chosen:
            scheme = schemes[option.group]
            regions.setdefault(scheme, []).append(option.value)
            having = filterset.bitmap & option.having
            passing[scheme] = passing.get(scheme, having) | having
            counted[scheme] = counted.get(scheme, 0) + len(having)
    ranks = {scheme: len(passing[scheme]) ** 2 / max(counted[scheme], 1) for scheme in regions}
    found = {scheme: regions[scheme] for scheme in sorted(regions, key=lambda scheme: -ranks[scheme])}
    years = _years(filterset)
    # Where none is dated, one column would repeat the totals.
    return found | ({YEAR: years} if set(years) - {UNDATED.code} else {})


def _years(filterset):
    """The latest years from the first with an activity to the last, and `undated`; of chosen ones those alone."""
    having, chosen = counts(filterset, YEAR), filterset.selected[YEAR]
    years = sorted(int(code) for code in having if code != UNDATED.code)
    if chosen:
        years = sorted(int(code) for code in chosen if code != UNDATED.code)
    elif years:
        years = list(range(max(years[0], years[-1] - MOST_YEARS + 1), years[-1] + 1))
    shown = UNDATED.code in (chosen or having)
    return [*map(str, years[-MOST_YEARS:]), *([UNDATED.code] if shown else [])]


def _heads(filterset, facet, codes):
    ways, passing = Narrowing(filterset, facet), filterset.bitmap
    having = ((code, passing.intersection_cardinality(filterset.index.having(facet, code))) for code in codes)
    return [_head(filterset, facet, code, count, ways) for code, count in having]


def _head(filterset, facet, code, count, ways):
    return Head(capfirst(option_of(filterset.index, facet, code).label), count, ways.url(code) if count else "")


def _rows(filterset, of_rows, keys, facet, codes):
    index = filterset.index
    alone, both = Narrowing(filterset, of_rows), Narrowing(filterset, of_rows, facet)
    having = [(code, index.having(facet, code)) for code in codes]
    groups = {key: option_of(index, of_rows, key).group for key in keys}
    several, former = len(set(groups.values())) > 1, ""
    rows = []
    for key in keys:
        of_row = filterset.bitmap & index.having(of_rows, key)
        numbers = [(code, of_row.intersection_cardinality(bitmap)) for code, bitmap in having]
        cells = [Cell(count, both.url(key, code) if count else "") for code, count in numbers]
        group = groups[key] if several and groups[key] != former else ""
        rows.append(Row(_head(filterset, of_rows, key, len(of_row), alone), cells, group))
        former = groups[key]
    return rows


def _ways(filterset, columns, by):
    """The choice of columns: links that keep the filter and the view."""
    ways = Narrowing(filterset, "view", "by")
    return [Way(str(COLUMNS[each]), ways.url("gaps", each), each == by) for each in columns] if len(columns) > 1 else []


def _rows_said(of_rows, left_out):
    """Why the rows are not commitments, and how many there would be more."""
    if of_rows == "pledge":
        yield _("There are too many commitments for one table: choose a pledge to see those that it made.")
    if left_out:
        sentence = ngettext(
            "%(count)s pledge with fewer activities is left out.",
            "%(count)s pledges with fewer activities are left out.",
            left_out,
        )
        yield sentence % {"count": localize(left_out)}


def _remarks(filterset, by, codes):
    if by != YEAR:
        yield _("Shown are the regions in which this register has any activity. Naming one region names no other.")
    elif earlier := [code for code in counts(filterset, YEAR) if code not in codes and not filterset.selected[YEAR]]:
        sentence = ngettext(
            "%(count)s earlier year is left out.", "%(count)s earlier years are left out.", len(earlier)
        )
        yield sentence % {"count": localize(len(earlier))}
    yield _("An activity of several commitments, regions or years is counted in each; totals count it once.")
