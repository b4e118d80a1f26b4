"""The index: for each value of each filter the set of activities that have it, as roaring bitmaps of ordinals.

One immutable index for each edition, kept in the process and swapped whole. A request reads the newest token once and
keeps that index to its end.
"""

import threading
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from commitments.models import Objective, Partner
from pledgetracker.partial_dates import FIRST_YEAR, LAST_YEAR
from pledgetracker.text import lines

from ..models import Country, Edition, FormerSlug, PublicActivity, PublicPledge, Region
from ..models.activity import ActivityKind, ActivityStatus


@dataclass(frozen=True)
class Term:
    """One value of a filter: its code, what people read, the heading it stands under, whether a note belongs to it."""

    code: str
    label: str
    group: str = ""
    note: bool = False


UNDATED = Term("undated", _("undated"))
_YEARS = frozenset(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1))


@dataclass(frozen=True)
class Index:
    """`listed` and `facets[facet][code]` are bitmaps of ordinals; `terms[facet][code]` is the vocabulary, in order."""

    edition: Edition
    listed: BitMap
    facets: dict
    terms: dict
    pledges: dict  # slug: PublicPledge, listed ones only
    by_title: list  # ordinals, in the order of titles
    last_reported: dict  # (facet, code): the date of the newest report, for pledges and commitments
    last_confirmed: dict  # likewise: the last day as of which one of its activities was confirmed
    former: dict  # (facet, former slug): present slug, of partners only those that the public record names
    notes: dict  # alpha-3: the note that goes with the name
    other_names: dict  # (facet, code): the names that a chooser finds a country, region or partner under
    makers: frozenset  # slugs of the partners that make a listed pledge
    # What pages keep of this edition: pieces of them by any key, and cards by ordinal, drawn from the row alone.
    # The next index takes over the cards of rows that did not change. Both may be emptied at any time.
    fragments: dict = field(default_factory=dict)
    cards: dict = field(default_factory=dict)

    @property
    def token(self):
        return self.edition.token

    def having(self, facet, code):
        """The bitmap of the listed activities that have this value; empty for one that none has."""
        return self.facets[facet].get(code, BitMap())

    def naming_regions(self, slugs):
        """The bitmap of the listed activities whose text names any of these regions."""
        return BitMap.union(BitMap(), *(self.having("named_region", slug) for slug in slugs))

    def present(self, facet, code):
        """The code that `code` leads to: itself, or the present slug of a former one."""
        return self.former.get((facet, code), code)

    def knows(self, facet, code):
        """Whether `code` is in the vocabulary of the filter, whether or not an activity has it."""
        if facet == "year":
            return code == UNDATED.code or code in _YEARS
        return code in self.terms[facet]

    def shows(self, facet, code):
        """Whether the public record names this value: a listed activity has it, or a pledge is made by the partner."""
        return code in self.facets[facet] or (facet == "partner" and code in self.makers)

    def term(self, facet, code):
        """What people read for `code`. A partner whom the public record does not name is called by the code alone."""
        if facet == "year":
            return UNDATED if code == UNDATED.code else Term(code, code)
        if facet == "partner" and not self.shows(facet, code):
            return Term(code, code)
        return self.terms[facet].get(code) or Term(code, code)


_lock = threading.Lock()
_current = None


def newest_edition():
    """The newest Edition: one small query. Before the first an unsaved one, so that an empty site answers too."""
    return Edition.objects.first() or Edition(number=0, token="", at=None)


def current_index():
    """The index of the newest edition, built here if this process does not have it yet."""
    global _current
    edition = newest_edition()
    index = _current
    if index is not None and index.token == edition.token:
        return index
    with _lock:
        if _current is not None and _current.token == edition.token:
            return _current
        index = _build(edition)
        # Before the first edition there is no identity to keep an index under.
        _current = index if index.token else None
        return index


def _build(edition):
    """Read token, rows, token again, until no edition was made in between."""
    while True:
        index = _read(edition)
        newest = newest_edition()
        if newest.token == edition.token:
            return index
        edition = newest


def _read(edition):
    facets = {facet: defaultdict(BitMap) for facet in (*FACETS, "named_region")}
    last_reported, last_confirmed = {}, {}
    listed = BitMap()
    rows = PublicActivity.objects.listed()
    fields = rows.values_list("ordinal", "facets", "last_reported", "confirmed")
    for ordinal, codes, reported, confirmed in fields.iterator():
        listed.add(ordinal)
        for facet, values in codes.items():
            for code in values:
                facets[facet][code].add(ordinal)
        for facet in ("pledge", "commitment"):
            for code in codes[facet]:
                last_reported[facet, code] = max(reported, last_reported.get((facet, code), ""))
                last_confirmed[facet, code] = max(confirmed, last_confirmed.get((facet, code), ""))
    pledges = {pledge.slug: pledge for pledge in PublicPledge.objects.listed()}
    makers = frozenset(partner["slug"] for pledge in pledges.values() for partner in pledge.record["made_by"])
    return Index(
        edition=edition,
        listed=listed,
        facets={facet: dict(codes) for facet, codes in facets.items()},
        terms={facet: {term.code: term for term in read(pledges)} for facet, read in FACETS.items()},
        pledges=pledges,
        by_title=list(rows.by_title().values_list("ordinal", flat=True)),
        last_reported=last_reported,
        last_confirmed=last_confirmed,
        former=dict(_former(facets["partner"].keys() | makers)),
        notes=dict(Country.objects.exclude(note="").values_list("alpha3", "note")),
        other_names=dict(_other_names()),
        makers=makers,
    )


def _former(partners):
    """The present slug of a partner that only a draft names must not be given away by its former one."""
    for each in FormerSlug.objects.all():
        if each.facet != FormerSlug.Facet.PARTNER or each.current in partners:
            yield (each.facet, each.former), each.current


def _pledges(pledges):
    return (Term(slug, pledge.title) for slug, pledge in pledges.items())


def _commitments(pledges):
    for pledge in pledges.values():
        for commitment in pledge.record["commitments"]:
            label = f"{commitment['number']}. {commitment['short_title']}"
            yield Term(commitment["key"], label, group=pledge.title)


def _objectives(pledges):
    for objective in Objective.objects.select_related("framework"):
        group = objective.framework.short_name
        yield Term(objective.key, f"{objective.number}. {objective.short_title}", group=group)


def _countries(pledges):
    return (Term(country.alpha3, country.name, note=bool(country.note)) for country in Country.objects.all())


def _regions(pledges):
    for region in Region.objects.all():
        yield Term(region.slug, region.name, group=Region.Scheme(region.scheme).label)


def _partners(pledges):
    return (Term(partner.slug, str(partner)) for partner in Partner.objects.all())


def _other_names():
    for facet, model, key in (("country", Country, "alpha3"), ("region", Region, "slug"), ("partner", Partner, "slug")):
        for code, names in model.objects.exclude(other_names="").values_list(key, "other_names"):
            yield (facet, code), lines(names)


def _choices(choices):
    return lambda pledges: (Term(value, label) for value, label in choices.choices)


def _years(pledges):
    return ()


# Each filter of the list, in the order of the page, and how its vocabulary is read.
FACETS = {
    "pledge": _pledges,
    "commitment": _commitments,
    "objective": _objectives,
    "country": _countries,
    "region": _regions,
    "partner": _partners,
    "kind": _choices(ActivityKind),
    "status": _choices(ActivityStatus),
    "year": _years,
}
