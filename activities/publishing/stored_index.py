"""The index as it is stored: a part for each value of each filter, brought up to each edition in its transaction.

Whatever an edition wrote bears its number, and nothing else is looked at: of each part the rows that the edition wrote
are taken out, and those that now have its value put in. Each process holds the parts that it read last, for readers and
writers alike, and reads only what was written since. Nobody changes what is held.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from itertools import compress, count, islice

from pyroaring import BitMap

from ..models import Edition, IndexPart, PublicActivity
from ..models.index_part import BY_TITLE, CONFIRMED, LISTED, REPORTED, TOKEN

# Rows whose values are gathered before they go into bitmaps, which is quick for many at once.
GATHERED = 10_000
# Up to so many titles are put in their places; up to so many more it is seen first whether the order stays, as it does
# when names change. Else it is read anew, which takes seconds for a million.
FEW_TITLES, MANY_TITLES = 1_000, 10_000
# Titles that are read to find the place of one among all, each time among so many fewer: four times for a million.
# So many for each of FEW_TITLES, and three for each of MANY_TITLES, can still be asked for in one statement of SQLite.
PIVOTS = 32


class LostRow(Exception):
    """A row that the stored index names is not in the record. A rebuild puts it back."""


_held = None  # (Edition, its parts)


def load(edition):
    """{(filter, code): bitmap}, and the others of `models.index_part`, as stored; None if not of this edition."""
    global _held
    held, parts = _held, {}
    # A rollback, or a backup that was restored, leaves an edition behind that leads to no other.
    if held and Edition.objects.has(held[0]):
        parts, written = dict(held[1]), IndexPart.objects.since(held[0])
    else:
        written = IndexPart.objects.all()
    for part in written.iterator(chunk_size=50):
        parts[part.key] = part.value
    # They name their own edition, in the same reading.
    if parts.get(TOKEN) != edition.token:
        return None
    parts = {key: value for key, value in parts.items() if value}
    _held = edition, parts
    return parts


def read_rows():
    """{(filter, code): BitMap of ordinals, or for BY_TITLE their array}: what the listed rows say."""
    listed = PublicActivity.objects.listed()
    return {**_bitmaps(listed), BY_TITLE: _titles_in_order(listed)}


def write(edition):
    """Bring the stored index up to `edition`, whose rows are written already."""
    if IndexPart.objects.value(TOKEN) == edition.token:
        return
    former = load(Edition.objects.before(edition))
    # None at the first edition, and where the one before was written by a release that stored no index.
    _save(edition, _differing() if former is None else _moved(edition, former))


def rebuild(edition):
    """Read the whole index from the rows and write, as of `edition`, the parts that differ; returns if any did."""
    differing = dict(_differing())
    newest = Edition.objects.before(edition)
    if differing:
        _save(edition, differing.items())
    elif IndexPart.objects.value(TOKEN) != newest.token:
        _save(newest, ())
    return bool(differing)


def differs():
    """Whether the parts are not what the rows say, or not of the newest edition. Writes nothing."""
    while True:
        newest = Edition.objects.first()
        if newest is None or newest.number == 0:
            # Nothing was published yet, and so nothing stored.
            return IndexPart.objects.without(TOKEN).exists()
        different = IndexPart.objects.value(TOKEN) != newest.token or any(True for _part in _differing())
        # Of what somebody published meanwhile, some was read and some was not.
        if not different or Edition.objects.first().token == newest.token:
            return different


def _moved(edition, former):
    """(key, value) of the parts that the rows of `edition` change; `former` are those of the edition before."""
    written = PublicActivity.objects.of_edition(edition)
    moved = BitMap(written.values_list("ordinal", flat=True))
    if not moved:
        return
    having = _bitmaps(written.listed())
    for key in (former.keys() | having.keys()) - {BY_TITLE, TOKEN}:
        before, added = former.get(key, BitMap()), having.get(key, BitMap())
        if (added or before.intersect(moved)) and before & moved != added:
            yield key, (before - moved) | added
    try:
        order = _reordered(former.get(BY_TITLE, array("I"))[:], moved)
    except LostRow:
        order = _titles_in_order(PublicActivity.objects.listed())
    if order is not None:
        yield BY_TITLE, order


def _differing():
    """(key, value) of the parts that are not what the rows say."""
    fresh = read_rows()
    for part in IndexPart.objects.without(TOKEN).iterator(chunk_size=50):
        present = fresh.pop(part.key, BitMap())
        if present != part.value:
            yield part.key, present
    # Of an empty record nothing has to be stored.
    yield from ((key, value) for key, value in fresh.items() if value)


def _save(edition, values):
    parts = [IndexPart.of(key, value, edition) for key, value in [*values, (TOKEN, edition.token)]]
    IndexPart.objects.bulk_create(
        parts,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["facet", "code"],
        update_fields=["edition", "content"],
    )


def _bitmaps(rows):
    """{(filter, code): BitMap} of these listed rows."""
    fields = rows.order_by().values_list("ordinal", "facets", "last_reported", "confirmed")
    fields = fields.iterator(chunk_size=GATHERED)
    bitmaps = defaultdict(BitMap)
    while several := list(islice(fields, GATHERED)):
        having = defaultdict(list)
        for ordinal, facets, reported, confirmed in several:
            having[LISTED].append(ordinal)
            for facet, codes in facets.items():
                for code in codes:
                    having[facet, code].append(ordinal)
            for key in ((REPORTED, reported), (CONFIRMED, confirmed)):
                if key[1]:
                    having[key].append(ordinal)
        for key, ordinals in having.items():
            bitmaps[key].update(ordinals)
    return bitmaps


def _titles_in_order(rows):
    return array("I", rows.by_title().values_list("ordinal", flat=True).iterator(chunk_size=GATHERED))


def _reordered(order, moved):
    """The order of titles after the rows of the bitmap `moved` were written, or None where it stays as it was.

    Changes the array `order`. Raises LostRow where one of its rows is not there.
    """
    listed = PublicActivity.objects.listed()
    if len(moved) > MANY_TITLES:
        return _titles_in_order(listed)
    wanted = sorted((title, -ordinal) for title, ordinal in listed.titles_at(moved))
    former = list(compress(count(), map(moved.__contains__, order)))
    if [order[at] for at in former] == [-negative for _title, negative in wanted] and _stand(order, former):
        return None
    if len(moved) > FEW_TITLES:
        return _titles_in_order(listed)
    # From the end, so that the places of the others stay as they were found.
    for at in reversed(former):
        del order[at]
    for at, (_title, negative) in reversed(list(zip(_places(order, wanted), wanted, strict=True))):
        order.insert(at, -negative)
    return order


def _stand(order, places):
    """Whether the rows at these places of the array `order` stand between their neighbours."""
    near = {each for at in places for each in (at - 1, at, at + 1) if 0 <= each < len(order)}
    keys = _keys(order, near)
    return all(keys[at] < keys[at + 1] for at in near if at + 1 in near)


def _keys(order, places):
    """{place in the array `order`: (title, negative ordinal) of the row there}."""
    titles = PublicActivity.objects.titles_at([order[at] for at in places])
    titles = {ordinal: title for title, ordinal in titles}
    if lost := {order[at] for at in places} - titles.keys():
        raise LostRow(lost)
    return {at: (titles[order[at]], -order[at]) for at in places}


def _places(order, wanted):
    """Where in the array `order` each of these (title, negative ordinal) belongs. They are looked for together."""
    spans = [range(len(order))] * len(wanted)
    while any(spans):
        pivots = [span[:: len(span) // PIVOTS + 1] for span in spans]
        keys = _keys(order, {at for places in pivots for at in places})
        before = [bisect_left(places, key, key=keys.get) for places, key in zip(pivots, wanted, strict=True)]
        spans = [_narrowed(*each) for each in zip(spans, pivots, before, strict=True)]
    return [span.start for span in spans]


def _narrowed(span, pivots, before):
    """The part of the range `span` between the pivots, of which so many are `before` what is looked for."""
    start = pivots[before - 1] + 1 if before else span.start
    return range(start, pivots[before] if before < len(pivots) else span.stop)
