"""What an index keeps for the pages of its edition: pieces of HTML, each drawn once by its own template.

Another edition has another index, so that nothing here is ever old. A piece says the same on every day: what is due or
overdue today has no place in one.
"""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pledgetracker.context_processors import site

# So many pieces are kept of an index: some megabytes. More are as many as a vocabulary has values, or someone plays.
MOST = 10_000


def kept(index, key, make):
    """What `make()` gave when `key` was first asked for of this index. No key may hold what a visitor typed."""
    found = index.fragments.get(key)
    if found is None:
        if len(index.fragments) >= MOST:
            index.fragments.clear()
        found = index.fragments[key] = make()
    return found


def piece(index, template, key, context=dict, places=()):
    """The HTML of `template` in the reader's language, kept. `key` (a tuple) determines all that `context()` gives.

    `places` name what differs from request to request, such as a count. The template prints each of them as it is
    ("{{ count }}", neither asked about nor filtered), and the piece is filled by `piece % {"count": escaped text}`.
    """
    return kept(index, (template, get_language(), key), lambda: _drawn(template, context(), places))


def draw(template, context):
    """The HTML of a partial, which sees this context and `site`."""
    return render_to_string(template, {**site(None), **context})


def _drawn(template, context, places):
    if not places:
        return draw(template, context)
    marks = {name: mark_safe(f"\ue000{name}\ue001") for name in places}
    html = draw(template, {**context, **marks}).replace("%", "%%")
    for name, mark in marks.items():
        html = html.replace(mark, f"%({name})s")
    return str(html)
