"""What differs between two documents, field by field, ready to be drawn side by side (`includes/_comparison.html`).

A document is plain JSON: a dict whose values are texts, booleans, numbers, None, lists of these ("items"), or lists of
dicts ("rows", such as an activity's updates). Nothing at all is said in many ways: a missing key, None, "", False, []
and {} are one and the same, and left out of lists; the number 0 is not nothing. A key that begins with an underscore is
no field: it may hold what `language` goes by.

Who compares makes the values readable first (names for codes, words for dates): they are drawn as they are.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..naming import listed
from .pairing import paired
from .texts import Part, by_words
from .values import fields, is_blank, same, shown

__all__ = ["Cell", "Difference", "Part", "Row", "compare", "has_differences"]


@dataclass(frozen=True)
class Difference:
    """One field that differs. `shape` says which of the parts to draw.

    - name: the key in the documents; label: its name for people
    - before, after: the values as they stand in the documents, None where the key is missing
    - before_language, after_language: BCP 47 tags of the two sides, "" where it is the page's own language
    - shape "text" (any scalar): before_parts, after_parts: tuples of `Part` (kind, text), before "same" and "removed",
      after "same" and "added"; joined they are the whole text of that side, and () is an empty side
    - shape "items": removed, added, kept: tuples of texts; `reordered` where the same items stand in another order
    - shape "rows": rows: a tuple of `Row`; `reordered` where there is none, the same standing in another order
    """

    name: str
    label: str
    before: object
    after: object
    shape: str
    before_language: str = ""
    after_language: str = ""
    before_parts: tuple = ()
    after_parts: tuple = ()
    removed: tuple = ()
    added: tuple = ()
    kept: tuple = ()
    reordered: bool = False
    rows: tuple = ()


@dataclass(frozen=True)
class Cell:
    """One field of a row that was removed or added: its label, its text, the text's language or ""."""

    label: str
    text: str
    language: str = ""


@dataclass(frozen=True)
class Row:
    """A row that differs: `kind` is "removed", "added" or "changed".

    - before, after: the row in either document, None where it is not there
    - name: what tells it from the others, by its `keys`; "" where it has none
    - cells: of a removed or added row the fields that say something, a tuple of `Cell`
    - differences: of a changed row a tuple of `Difference`, of shape "text" or "items": rows within a row are its items
    """

    kind: str
    before: dict | None
    after: dict | None
    name: str = ""
    cells: tuple = ()
    differences: tuple = ()


def has_differences(before, after):
    """Whether `compare` would find any; cheaper than asking it."""
    return same(before) != same(after)


def compare(before, after, labels, order=None, keys=None, language=None):
    """The list of `Difference` between two documents; [] where they say the same.

    - labels: {key: name for people}; a field of a row by "updates.date". Lazy translations will do. A key without one
      is called by itself.
    - order: keys in the order to draw them, by default that of `labels`; keys outside it come last, by name
    - keys: {"updates": ["date"]}: rows whose values of these are equal are one row, changed. Rows are paired where they
      are identical, then by these keys, then by likeness; the rest are removed or added.
    - language: a function of (name, dict that holds it), such as ("updates.text", update), to the tag of that text

    An item may be HTML made safe (`format_html`) and is drawn so; other texts are cut into parts and must not be.
    """
    return list(_Comparison(labels, order, keys or {}, language or (lambda name, holder: "")).of(before, after))


class _Comparison:
    def __init__(self, labels, order, keys, language):
        self.labels, self.keys, self.language = labels, keys, language
        self.places = {name: place for place, name in enumerate(labels if order is None else order)}

    def of(self, before, after, within=""):
        """Yields the differences of two dicts; `within` is "updates." for rows of updates."""
        for name in self.ordered({*before, *after}, within):
            values = before.get(name), after.get(name)
            if same(values[0]) != same(values[1]):
                yield self.difference(name, values, (before, after), within)

    def ordered(self, names, within):
        return sorted(fields(names), key=lambda name: (self.places.get(within + name, len(self.places)), name))

    def label(self, path):
        return str(self.labels.get(path) or path.rpartition(".")[2].replace("_", " "))

    def difference(self, name, values, holders, within):
        path = within + name
        # Rows within a row are drawn as items: a line for each, and no box within a box.
        if any(map(_is_rows, values)) and not within:
            shape, drawn = "rows", self.rows(path, *map(_as_list, values))
        elif any(isinstance(value, list | tuple | Mapping) for value in values):
            shape, drawn = "items", _items(*map(_as_list, values))
        else:
            shape, drawn = "text", dict(zip(("before_parts", "after_parts"), by_words(*_texts(*values)), strict=True))
        tags = (self.language(path, holder) for holder in holders)
        return Difference(name, self.label(path), *values, shape, *tags, **drawn)

    def rows(self, path, before, after):
        pairs, removed, added = paired(before, after, self.keys.get(path, ()))
        found = [(after_place, self.changed(path, before[place], after[after_place])) for place, after_place in pairs]
        found += [(place, self.lone(path, "removed", before[place])) for place in removed]
        found += [(place, self.lone(path, "added", after[place])) for place in added]
        rows = tuple(row for _place, row in sorted(found, key=lambda each: each[0]))
        return {"rows": rows, "reordered": not rows}

    def changed(self, path, before, after):
        before, after = _as_row(before), _as_row(after)
        differences = tuple(self.of(before, after, f"{path}."))
        return Row("changed", before, after, self.name(path, after), differences=differences)

    def lone(self, path, kind, row):
        row = _as_row(row)
        cells = tuple(
            Cell(self.label(f"{path}.{name}"), shown(row[name]), self.language(f"{path}.{name}", row))
            for name in self.ordered(row, f"{path}.")
            if not is_blank(row[name])
        )
        sides = (row, None) if kind == "removed" else (None, row)
        return Row(kind, *sides, self.name(path, row), cells=cells)

    def name(self, path, row):
        return listed(shown(row[key]) for key in self.keys.get(path, ()) if not is_blank(row.get(key)))


def _texts(before, after):
    """Two scalars as texts. Beside a yes, nothing is a no."""
    if isinstance(before, bool) or isinstance(after, bool):
        before, after = (False if is_blank(value) else value for value in (before, after))
    return shown(before), shown(after)


def _is_rows(value):
    return isinstance(value, Mapping) or (
        isinstance(value, list | tuple) and any(isinstance(each, Mapping) for each in value)
    )


def _as_list(value):
    values = value if isinstance(value, list | tuple) else [value]
    return [each for each in values if same(each) is not None]


def _as_row(value):
    return value if isinstance(value, Mapping) else {"": value}


def _items(before, after):
    common = Counter(map(same, before)) & Counter(map(same, after))
    removed, _kept = _parted(before, common)
    added, kept = _parted(after, common)
    return {"removed": removed, "added": added, "kept": kept, "reordered": not removed and not added}


def _parted(items, common):
    """The texts of the items that are not `common` to both sides, and of those that are."""
    left, own, shared = common.copy(), [], []
    for item in items:
        identity = same(item)
        (shared if left[identity] > 0 else own).append(shown(item))
        left[identity] -= 1
    return tuple(own), tuple(shared)
