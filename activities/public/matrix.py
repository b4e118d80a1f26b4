"""The gap matrix: which commitments have activities in which regions or years, and which combinations have none.

Every activity is in a cell: a last column holds what is in none of the regions, or is undated. Where a commitment has
undated activities, a year without any is no gap, since they may belong to it.
A register of very many commitments shows its pledges in their place, each the way to its own.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from .charts.values import commitments
from .counts import counts
from .levels import Way, levels
from .narrowing import Narrowing
from .options import option_of
from .terms import UNDATED

YEAR = "year"
MOST_YEARS = 15  # columns: the latest; the others are one column, and what is undated another
MOST_ROWS = 100  # of more commitments the pledges are the rows, of more pledges the busiest
REST, EARLIER = "rest", "earlier"  # columns of what is in no other one: no value of a filter leads to them


@dataclass(frozen=True)
class Cell:
    """So many activities, and the list of exactly those, where a filter can say which they are.

    Without any, `is_gap` says whether that is known: of a year it is not while activities are undated. `said` says in
    words what an empty cell means.
    """

    count: int
    url: str
    is_gap: bool = False
    said: str = ""


@dataclass(frozen=True)
class Head:
    """A commitment, region or year with the number of its activities, each counted once, and the list of them.

    `compared` says whether an empty cell under it can be a gap: there is none in what is undated or elsewhere.
    """

    label: str
    count: int
    url: str
    compared: bool = True


@dataclass(frozen=True)
class Row:
    head: Head
    cells: list
    group: str = ""  # the pledge, on its first row where there are several

    @property
    def gaps(self):
        return sum(1 for cell in self.cells if cell.is_gap)


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
            labels = [column.label for column, cell in zip(self.columns, row.cells, strict=True) if cell.is_gap]
            if labels:
                yield row.head, labels

    @cached_property
    def unknown_years(self):
        """How many cells of years are empty, but may not stay so: some activities of their commitment are undated."""
        return sum(1 for row in self.rows for cell in row.cells if cell.said and not cell.is_gap)

    @property
    def legend(self):
        """Sentences on the signs in the cells, of those that there are."""
        total = ngettext("%(total)s activity.", "%(total)s activities.", self.total)
        yield total % {"total": localize(self.total)}
        if self.gaps or any(not row.head.count for row in self.rows):
            yield _("A dash (–) means: no activity reported in this register.")
        if self.unknown_years:
            yield _("0 means: no activity is dated to this year, but undated ones may belong to it.")

    @property
    def sentence(self):
        """'18 of 63 combinations have no activity reported in this register.'"""
        compared = sum(1 for column in self.columns if column.compared)
        said = {"gaps": localize(self.gaps), "all": localize(len(self.rows) * compared)}
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
        if not self.unknown_years:
            return sentence % said
        unknown = ngettext(
            "In %(unknown)s more, no activity is dated to the year, but undated ones may belong to it.",
            "In %(unknown)s more, no activity is dated to the year, but undated ones may belong to it.",
            self.unknown_years,
        )
        return f"{sentence % said} {unknown % {'unknown': localize(self.unknown_years)}}"


@dataclass(frozen=True)
class _Column:
    """`code` is a value of the filter, or REST or EARLIER; `having` the activities of the register that it holds."""

    code: str
    label: str
    having: BitMap
    compared: bool = True

    @property
    def is_value(self):
        return self.code not in (REST, EARLIER)


def matrix(filterset, by=""):
    """The Matrix, or None where no activity passes or there are no columns.

    `by` is the key of one of `levels` of regions, or YEAR; any other gives the level that has most of the activities,
    or the years. Each cell is one intersection of bitmaps: thousands take milliseconds at a million activities.
    """
    of_regions = levels(filterset)
    years = _years(filterset)
    choices = {each.key: each.label for each in of_regions.values()}
    # Where none is dated, one column would repeat the totals.
    choices |= {YEAR: _("years")} if set(years) - {UNDATED.code} else {}
    if not (filterset.total and choices):
        return None
    asked, by = by, by if by in choices else next(iter(choices))
    facet, columns = (
        (YEAR, _of_years(filterset, years)) if by == YEAR else ("region", _of_regions(filterset, of_regions[by].codes))
    )
    of_rows, keys, left_out = _keys(filterset)
    return Matrix(
        by=by,
        title=_title(choices[by], by, of_rows),
        head=capfirst(str(filterset.filters[of_rows].label)),
        total=filterset.total,
        columns=_heads(filterset, facet, columns),
        rows=_rows(filterset, of_rows, keys, facet, columns),
        ways=_ways(filterset, choices, by),
        is_filtered=filterset.is_filtered,
        remarks=[*_rows_said(of_rows, left_out), *_remarks(by)],
        unknown="" if asked == by else asked,
    )


def _title(label, by, of_rows):
    if by == YEAR:
        return _("Commitments by year") if of_rows == "commitment" else _("Pledges by year")
    title = _("Commitments by region: %(scheme)s")
    if of_rows == "pledge":
        title = _("Pledges by region: %(scheme)s")
    return title % {"scheme": label}


def _keys(filterset):
    """(name of the filter, the values of it that are the rows, how many are left out)."""
    keys = list(commitments(filterset))
    if len(keys) <= MOST_ROWS:
        return "commitment", keys, 0
    having = counts(filterset, "pledge")
    pledges = list(filterset.selected["pledge"] or filterset.index.pledges)
    busiest = set(sorted(pledges, key=lambda slug: -having.get(slug, 0))[:MOST_ROWS])
    return "pledge", [slug for slug in pledges if slug in busiest], len(pledges) - len(busiest)


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


def _of_years(filterset, codes):
    columns = [_column(filterset, YEAR, code, compared=code != UNDATED.code) for code in codes]
    earlier = _rest(filterset, columns)
    return [*([_Column(EARLIER, _("Earlier years"), earlier, compared=False)] if earlier else []), *columns]


def _of_regions(filterset, codes):
    columns = [_column(filterset, "region", code) for code in codes]
    rest = _rest(filterset, columns)
    return [*columns, *([_Column(REST, _("Other or no region"), rest, compared=False)] if rest else [])]


def _column(filterset, facet, code, compared=True):
    label = capfirst(option_of(filterset.index, facet, code).label)
    return _Column(code, label, filterset.index.having(facet, code), compared)


def _rest(filterset, columns):
    """The activities that pass and are in none of the columns."""
    return filterset.bitmap - BitMap.union(BitMap(), *(column.having for column in columns))


def _heads(filterset, facet, columns):
    ways = Narrowing(filterset, facet)
    return [
        Head(
            label=column.label,
            count=(count := filterset.bitmap.intersection_cardinality(column.having)),
            url=ways.url(column.code) if count and column.is_value else "",
            compared=column.compared,
        )
        for column in columns
    ]


def _rows(filterset, of_rows, keys, facet, columns):
    index = filterset.index
    alone, both = Narrowing(filterset, of_rows), Narrowing(filterset, of_rows, facet)
    groups = {key: option_of(index, of_rows, key).group for key in keys}
    several, former = len(set(groups.values())) > 1, ""
    # Undated ones that a filter by year leaves out may belong to a year as well.
    unknown = filterset.others(YEAR) & index.having(YEAR, UNDATED.code) if facet == YEAR else BitMap()
    rows = []
    for key in keys:
        of_row = filterset.bitmap & index.having(of_rows, key)
        head = Head(
            label=capfirst(option_of(index, of_rows, key).label),
            count=len(of_row),
            url=alone.url(key) if of_row else "",
        )
        undated = unknown.intersection_cardinality(index.having(of_rows, key))
        cells = [_cell(column, of_row, both.url(key, column.code), undated) for column in columns]
        group = groups[key] if several and groups[key] != former else ""
        rows.append(Row(head, cells, group))
        former = groups[key]
    return rows


def _cell(column, of_row, url, undated):
    """`undated` is how many activities of the row may belong to any year."""
    if count := of_row.intersection_cardinality(column.having):
        return Cell(count, url if column.is_value else "")
    if not column.compared:
        return Cell(0, "")
    if not undated:
        return Cell(0, "", is_gap=True, said=_("No activity reported in this register"))
    said = ngettext(
        "none dated to this year; %(undated)s undated", "none dated to this year; %(undated)s undated", undated
    )
    return Cell(0, "", said=said % {"undated": localize(undated)})


def _ways(filterset, choices, by):
    """The choice of columns: links that keep the filter and the view."""
    ways = Narrowing(filterset, "view", "by")
    return [Way(label, ways.url("gaps", key), key == by) for key, label in choices.items()] if len(choices) > 1 else []


def _rows_said(of_rows, left_out):
    """Why the rows are not commitments, and how many there would be more."""
    if of_rows == "pledge":
        yield _("There are too many commitments for one table. Choose a pledge to see its commitments.")
    if left_out:
        sentence = ngettext(
            "%(count)s pledge with fewer activities is left out.",
            "%(count)s pledges with fewer activities are left out.",
            left_out,
        )
        yield sentence % {"count": localize(left_out)}


def _remarks(by):
    if by == YEAR:
        yield _("An activity can be in several columns and rows and is counted in each. The totals count it once.")
    else:
        yield _(
            "An activity can be in several columns and rows and is counted in each. The totals count it once. "
            "The table shows the regions in which this register has any activity. An activity that names one "
            "region does not count in another."
        )
