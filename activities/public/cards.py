"""The cards of activities, each drawn once for a row of the public record, and kept until that row is written again."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import get_language

from .kept import draw
from .marking import mark
from .rows import fetch

# The partials that draw an activity in a list.
SHAPES = {
    "card": "includes/_activity_card.html",
    "row": "includes/_activity_row.html",
    "entry": "includes/_timeline_entry.html",
    "mention": "includes/_activity_mention.html",
}


@dataclass
class Card:
    """The notes that an activity's names call for, and its HTML by (language, look)."""

    notes: list
    html: dict = field(default_factory=dict)


class CardRows:
    """`Rows` of which a slice is `Cards`; in their HTML what the folded `words` begin is marked."""

    def __init__(self, rows, words=()):
        self.rows, self.words = rows, words

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, part):
        return Cards(self.rows.index, self.rows.ordinals(part), self.words)


class Cards:
    """The cards of these ordinals, in order. A row is read only if the index has no card of it, or none of the look.

    Raises NewerRecord, also while it is drawn, if a row was written after the index was built.
    """

    def __init__(self, index, ordinals, words=()):
        self.index, self.ordinals, self.words, self._rows = index, ordinals, words, {}

    def __len__(self):
        return len(self.ordinals)

    def __iter__(self):
        """The rows."""
        return iter(self._read(self.ordinals))

    @property
    def notes(self):
        """The notes of each activity."""
        return [card.notes for card in self._cards.values()]

    def drawn(self, **look):
        """The HTML of each card. `look` is what its partial is told beside the activity; `shape` names another one."""
        key = get_language(), *look.values()
        missing = [ordinal for ordinal, card in self._cards.items() if key not in card.html]
        for row in self._read(missing):
            self._cards[row.ordinal].html[key] = draw_card(row, look)
        drawn = [card.html[key] for card in self._cards.values()]
        # What is kept has no marks: they are of one request.
        return [mark(html, self.words) for html in drawn] if self.words else drawn

    @cached_property
    def _cards(self):
        cards = {ordinal: self.index.cards.get(ordinal) for ordinal in self.ordinals}
        for row in self._read([ordinal for ordinal, card in cards.items() if card is None]):
            cards[row.ordinal] = self.index.cards[row.ordinal] = Card(row.record["notes"])
        return cards

    def _read(self, ordinals):
        """The rows of these ordinals, each read once."""
        unread = [ordinal for ordinal in ordinals if ordinal not in self._rows]
        if unread:
            self._rows |= {row.ordinal: row for row in fetch(self.index, unread)}
        return [self._rows[ordinal] for ordinal in ordinals]


class Part(Cards):
    """Some of the cards of `whole`: the rows of all its parts are read together, by whichever needs one first."""

    def __init__(self, whole, ordinals):
        super().__init__(whole.index, ordinals, whole.words)
        self.whole = whole

    def _read(self, ordinals):
        if ordinals:
            self.whole._read(self.whole.ordinals)
        return self.whole._read(ordinals)


def draw_card(row, look):
    return draw(SHAPES[look.get("shape", "card")], {"activity": row, **look})
