"""What an index keeps for the pages of its edition: pieces of HTML, each drawn once by its own template.

Another edition has another index, so that nothing here is ever old. A piece says the same on every day: what is due or
overdue today has no place in one.
"""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pledgetracker.context_processors import site

# So many pieces are kept of an index: some megabytes. More there are of a very long vocabulary, or where someone plays.
MOST = 10_000


def kept(index, key, make):
    """What `make()` gave when this index was first asked for `key`, in which nothing may stand that a visitor typed."""
    found = index.fragments.get(key)
    if found is None:
        if len(index.fragments) >= MOST:
            index.fragments.clear()
        found = index.fragments[key] = make()
    return found


def path(index, name, *args):
    """The address of this name."""
    return kept(index, ("path", name, *args), lambda: reverse(name, args=args))


def draw(partial, context):
    """The HTML of a partial, which sees this context and `site`."""
    return render_to_string(partial, {**site(None), **context})


class Pieces:
    """The pieces that an index keeps in the reader's language."""

    def __init__(self, index):
        self.index, self.language = index, get_language()

    def piece(self, partial, key, context, places=()):
        """The HTML of a partial. `key`, a tuple, determines all of `context` that is not a place.

        `places` name what differs from request to request, such as a count. The partial prints each as it is
        ("{{ count }}", neither asked about nor filtered): `piece % {"count": safe text}` puts it there.
        """
        return kept(self.index, (partial, self.language, *key), lambda: with_places(partial, context, places))

    def filled(self, partial, key, context, places):
        """The HTML of a partial with these safe texts in its places; without a key it is drawn and not kept."""
        if key is None:
            return draw(partial, {**context, **{name: SafeString(text) for name, text in places.items()}})
        return SafeString(self.piece(partial, key, context, places) % places)


def with_places(partial, context, places):
    """The HTML with `%(name)s` at each place; where there is no place, as it is."""
    if not places:
        return draw(partial, context)
    marks = {name: f"\ue000{name}\ue001" for name in places}
    safe = {name: SafeString(mark) for name, mark in marks.items()}
    html = draw(partial, {**context, **safe}).replace("%", "%%")
    for name, mark in marks.items():
        html = html.replace(mark, f"%({name})s")
    return str(html)
