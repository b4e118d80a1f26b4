"""The index: for each value of each filter the set of activities that have it, as roaring bitmaps of ordinals.

One immutable index for each edition, kept in the process and swapped whole. A request reads the newest token once and
keeps that index to its end. It is read from the parts that publishing stored: after a publication only from those that
changed, and it shares the others with the index before. Nobody changes a bitmap of it.
"""

import threading
from array import array
from dataclasses import dataclass, field

from pyroaring import BitMap

from .. import iati
from ..models import Edition, PublicActivity, PublicPledge
from ..models.index_part import BY_TITLE, CONFIRMED, LISTED, REPORTED
from ..publishing import stored_index
from .terms import FACETS, UNDATED, UNPLACED, YEARS, Term, former_slugs, notes, other_names
from .title_order import TitleOrder

# Cards of rows that are kept in a process: some twenty megabytes at most.
CARDS = 8000


class Cards(dict):
    """A dict that holds so many entries at most: full, it forgets the older half."""

    def __setitem__(self, ordinal, card):
        if len(self) >= CARDS:
            for older in list(self)[: CARDS // 2]:
                self.pop(older, None)
        super().__setitem__(ordinal, card)


@dataclass(frozen=True)
class Index:
    """`listed` and `facets[facet][code]` are bitmaps of ordinals; `terms[facet][code]` is its public values."""

    edition: Edition
    listed: BitMap
    facets: dict
    by_title: TitleOrder
    dates: dict  # REPORTED and CONFIRMED: [(date, bitmap of those last reported, or confirmed, on it)], newest first
    terms: dict
    pledges: dict  # slug: PublicPledge, listed ones only
    former: dict  # (facet, former slug): present slug, of partners only those that the public record names
    notes: dict  # alpha-3: the note that goes with the name
    other_names: dict  # (facet, code): the names that a chooser finds a country, region or partner under
    makers: frozenset  # slugs of the partners that make a listed pledge
    alone_in_second: bool  # whether no other edition was made in the same second
    # What pages keep of this edition: pieces of them by any key, and cards by ordinal, drawn from the row alone.
    # The next index takes over the cards of rows that did not change. Both may be emptied at any time.
    fragments: dict = field(default_factory=dict)
    cards: dict = field(default_factory=Cards)
    _heard: dict = field(default_factory=dict)

    @property
    def token(self):
        return self.edition.token

    @property
    def second(self):
        """Seconds since the epoch to when its edition was made; 0 before the first."""
        return int(self.edition.at.timestamp()) if self.edition.at else 0

    def having(self, facet, code):
        """The bitmap of the listed activities that have this value; empty for one that none has."""
        found = self.facets[facet].get(code)
        if found is None:
            return self._unplaced(facet) if self._is_unplaced(facet, code) else BitMap()
        return found

    def _is_unplaced(self, facet, code):
        return facet in UNPLACED and code == UNPLACED[facet].code

    def _unplaced(self, facet):
        """Those that name no country or area; of regions, those that name none of either."""
        if ("unplaced", facet) not in self.fragments:
            named = [self.facets[each] for each in dict.fromkeys(["country", facet])]
            placed = BitMap.union(BitMap(), *(bitmap for facets in named for bitmap in facets.values()))
            self.fragments["unplaced", facet] = self.listed - placed
        return self.fragments["unplaced", facet]

    def last_reported(self, facet, code):
        """The date of the newest report of the activities that have this value, or nothing."""
        return self._last(REPORTED, facet, code)

    def last_confirmed(self, facet, code):
        """The last day as of which one of the activities that have this value was confirmed, or nothing."""
        return self._last(CONFIRMED, facet, code)

    def _last(self, kind, facet, code):
        key = kind, facet, code
        if key not in self._heard:
            having = self.having(facet, code)
            dates = self.dates[kind] if having else ()
            self._heard[key] = next((date for date, heard in dates if heard.intersect(having)), "")
        return self._heard[key]

    def naming_regions(self, slugs):
        """The bitmap of the listed activities whose text names any of these regions."""
        return BitMap.union(BitMap(), *(self.having("named_region", slug) for slug in slugs))

    def part(self, partner, role):
        """The bitmap of the listed activities in which the partner is stated to have this role."""
        return self.having("part", f"{partner}:{role}")

    def made_by(self, partner):
        """The slugs of the listed pledges that the partner of this slug makes."""
        pledges = self.pledges.items()
        return [slug for slug, pledge in pledges if partner in {each["slug"] for each in pledge.record["made_by"]}]

    def present(self, facet, code):
        """The code that `code` leads to: itself, or the present slug of a former one."""
        return self.former.get((facet, code), code)

    def knows(self, facet, code):
        """Whether `code` is a value of the filter: what is public, whether or not an activity has it."""
        if facet == "year":
            return code == UNDATED.code or code in YEARS
        return code in self.terms[facet] or self._is_unplaced(facet, code)

    def has_page(self, facet, code):
        """Whether `code` names something of which there can be a page: a value that says “not stated” names nothing."""
        return code in self.terms[facet]

    def shows(self, facet, code):
        """Whether the public record names this value: a listed activity has it, or a pledge is made by the partner."""
        return code in self.facets[facet] or (facet == "partner" and code in self.makers)

    def term(self, facet, code):
        """What people read for `code`."""
        if facet == "year":
            return UNDATED if code == UNDATED.code else Term(code, code)
        if code not in self.terms[facet] and self._is_unplaced(facet, code):
            return UNPLACED[facet]
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
        index = _build(edition, _current)
        # Before the first edition there is no identity to keep an index under.
        _current = index if index.token else None
        return index


def _build(edition, former):
    """Read token, parts, token again, until no edition was made in between. `former` is the index held so far."""
    while True:
        index = _read(edition, former)
        newest = newest_edition()
        if newest.token == edition.token:
            return index
        edition = newest


def _read(edition, former):
    parts = stored_index.load(edition)
    parts = _rows_of(edition) if parts is None else parts
    beside = ("named_region", "planned", "part", "indicator", "repeated", "verified", iati.FACET)
    facets = {facet: {} for facet in (*FACETS, *beside)}
    dates = {REPORTED: {}, CONFIRMED: {}}
    for (facet, code), bitmap in parts.items():
        (facets if facet in facets else dates).get(facet, {})[code] = bitmap
    pledges = {pledge.slug: pledge for pledge in PublicPledge.objects.listed()}
    makers = frozenset(partner["slug"] for pledge in pledges.values() for partner in pledge.record["made_by"])
    return Index(
        edition=edition,
        listed=parts.get(LISTED, BitMap()),
        facets=facets,
        by_title=_by_title(parts, former),
        dates={kind: sorted(by_date.items(), reverse=True) for kind, by_date in dates.items()},
        terms={facet: {term.code: term for term in read(pledges, facets[facet])} for facet, read in FACETS.items()},
        pledges=pledges,
        former=dict(former_slugs(facets["partner"].keys() | makers)),
        notes=dict(notes()),
        other_names=dict(other_names()),
        makers=makers,
        alone_in_second=bool(edition.at) and Edition.objects.of_second(edition.at).count() == 1,
        cards=_cards(former),
    )


def _rows_of(edition):
    """The parts of the index where nobody stored them yet: read from the rows, which takes long for many.

    Of an edition that is the newest no more there are none to read: whoever asks starts over.
    """
    return stored_index.read_rows() if newest_edition().token == edition.token else {}


def _by_title(parts, former):
    order = parts.get(BY_TITLE, array("I"))
    return former.by_title if former and former.by_title.ordinals is order else TitleOrder(order)


def _cards(former):
    """The cards of the index before but for those of rows written since, if its edition led to the present one."""
    if not former or not Edition.objects.has(former.edition):
        return Cards()
    written = PublicActivity.objects.since(former.edition).order_by().values_list("ordinal", flat=True)[: CARDS + 1]
    if len(written) > CARDS:
        return Cards()
    cards = Cards(former.cards)
    for ordinal in written:
        cards.pop(ordinal, None)
    return cards
