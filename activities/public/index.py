"""The index: for each value of each filter the set of activities that have it, as roaring bitmaps of ordinals.

One immutable index for each edition, kept in the process and swapped whole. A request reads the newest token once and
keeps that index to its end. It is read from the parts that publishing stored: after a publication only from those that
changed, and it shares the others with the index before. Nobody changes a bitmap of it.
"""

import threading
from array import array
from dataclasses import dataclass, field

from pyroaring import BitMap

from ..models import Edition, IndexPart, PublicActivity, PublicPledge
from ..models.index_part import BY_TITLE, CONFIRMED, LISTED, REPORTED, TOKEN
from ..publishing import stored_index
from .terms import FACETS, UNDATED, YEARS, Term, former_slugs, notes, other_names
from .title_order import TitleOrder

# Cards of rows that are kept in a process: some megabytes.
CARDS = 2000


class Cards(dict):
    """A dict that holds so many entries at most: full, it is emptied."""

    def __setitem__(self, ordinal, card):
        if len(self) >= CARDS:
            self.clear()
        super().__setitem__(ordinal, card)


@dataclass(frozen=True)
class Index:
    """`listed` and `facets[facet][code]` are bitmaps of ordinals; `terms[facet][code]` is the vocabulary, in order."""

    edition: Edition
    parts: dict  # (facet, code): bitmap; all that is stored, from which the next index is made
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
    # What pages keep of this edition: pieces of them by any key, and cards by ordinal, drawn from the row alone.
    # The next index takes over the cards of rows that did not change. Both may be emptied at any time.
    fragments: dict = field(default_factory=dict)
    cards: dict = field(default_factory=Cards)
    _heard: dict = field(default_factory=dict)

    @property
    def token(self):
        return self.edition.token

    def having(self, facet, code):
        """The bitmap of the listed activities that have this value; empty for one that none has."""
        return self.facets[facet].get(code, BitMap())

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

    def present(self, facet, code):
        """The code that `code` leads to: itself, or the present slug of a former one."""
        return self.former.get((facet, code), code)

    def knows(self, facet, code):
        """Whether `code` is in the vocabulary of the filter, whether or not an activity has it."""
        if facet == "year":
            return code == UNDATED.code or code in YEARS
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
    base = former if former and _leads_on(former) else None
    parts = _parts(edition, base)
    facets = {facet: {} for facet in (*FACETS, "named_region")}
    dates = {REPORTED: {}, CONFIRMED: {}}
    for (facet, code), bitmap in parts.items():
        (facets if facet in facets else dates).get(facet, {})[code] = bitmap
    pledges = {pledge.slug: pledge for pledge in PublicPledge.objects.listed()}
    makers = frozenset(partner["slug"] for pledge in pledges.values() for partner in pledge.record["made_by"])
    return Index(
        edition=edition,
        parts=parts,
        listed=parts.get(LISTED, BitMap()),
        facets=facets,
        by_title=_by_title(parts, base),
        dates={kind: sorted(by_date.items(), reverse=True) for kind, by_date in dates.items()},
        terms={facet: {term.code: term for term in read(pledges)} for facet, read in FACETS.items()},
        pledges=pledges,
        former=dict(former_slugs(facets["partner"].keys() | makers)),
        notes=dict(notes()),
        other_names=dict(other_names()),
        makers=makers,
        cards=_cards(base) if base else Cards(),
    )


def _leads_on(index):
    """Whether the newest edition came from that of `index`, by parts: what was written since makes one of the other."""
    return index.parts.get(TOKEN) == index.token and Edition.objects.has(index.edition)


def _parts(edition, base):
    """{(facet, code): bitmap} and the others of `index_part`, of this edition; `base` is the index to share them with.

    They name their own edition. Where it is not this one, and no newer was made meanwhile, nobody stored them yet: the
    rows are read, which takes long where there are many.
    """
    written = IndexPart.objects.since(base.edition) if base else IndexPart.objects.all()
    parts = dict(base.parts) if base else {}
    parts |= {part.key: part.value for part in written.iterator(chunk_size=50)}
    if parts.get(TOKEN) != edition.token and newest_edition().token == edition.token:
        parts = stored_index.read_rows()
    return {key: value for key, value in parts.items() if value}


def _by_title(parts, base):
    order = parts.get(BY_TITLE, array("I"))
    return base.by_title if base and base.by_title.ordinals is order else TitleOrder(order)


def _cards(former):
    """The cards of the index before but for those of rows written since."""
    written = PublicActivity.objects.since(former.edition).order_by().values_list("ordinal", flat=True)[: CARDS + 1]
    if len(written) > CARDS:
        return Cards()
    cards = Cards(former.cards)
    for ordinal in written:
        cards.pop(ordinal, None)
    return cards
