"""What a filter leaves out because nothing is stated: activities without a date where years are chosen, and the like.

They may belong to what is looked for. So the list says how many they are, and leads to the list with them.
"""

from typing import NamedTuple

from django.utils.formats import localize
from django.utils.translation import gettext_lazy, ngettext_lazy

from pledgetracker.naming import listed

from .terms import UNSTATED


class Words(NamedTuple):
    """The sentence alone, the same among `others` of the filter, and the text of the link."""

    alone: object
    among: object
    link: object


WORDS = {
    "country": Words(
        ngettext_lazy(
            "%(count)s more activity names no country or area.",
            "%(count)s more activities name no country or area.",
            "number",
        ),
        ngettext_lazy(
            "%(count)s more activity (%(others)s) names no country or area.",
            "%(count)s more activities (%(others)s) name no country or area.",
            "number",
        ),
        gettext_lazy("Include activities without a country or area"),
    ),
    "region": Words(
        ngettext_lazy(
            "%(count)s more activity names no region, country or area.",
            "%(count)s more activities name no region, country or area.",
            "number",
        ),
        ngettext_lazy(
            "%(count)s more activity (%(others)s) names no region, country or area.",
            "%(count)s more activities (%(others)s) name no region, country or area.",
            "number",
        ),
        gettext_lazy("Include activities without a region"),
    ),
    "status": Words(
        ngettext_lazy(
            "%(count)s more activity states no status.", "%(count)s more activities state no status.", "number"
        ),
        ngettext_lazy(
            "%(count)s more activity (%(others)s) states no status.",
            "%(count)s more activities (%(others)s) state no status.",
            "number",
        ),
        gettext_lazy("Include activities without a status"),
    ),
    "year": Words(
        ngettext_lazy("%(count)s more activity states no date.", "%(count)s more activities state no date.", "number"),
        ngettext_lazy(
            "%(count)s more activity (%(others)s) states no date.",
            "%(count)s more activities (%(others)s) state no date.",
            "number",
        ),
        gettext_lazy("Include undated activities"),
    ),
}


class LeftOut(NamedTuple):
    """`count` activities pass every other filter than `name` and state nothing for it; `code` is the value that
    includes them, `url` the list with them."""

    name: str
    code: str
    count: int
    sentence: str
    link: str
    url: str


def left_out(filterset, path):
    """A LeftOut for each filter that leaves any out, in the order of the page. `path` is that of the list."""
    return list(_found(filterset, path))


def _found(filterset, path):
    for name in WORDS:
        code, chosen = UNSTATED[name].code, filterset.selected[name]
        if not chosen or code in chosen or filterset.errors:
            continue
        stating_nothing = filterset.others(name) & filterset.index.having(name, code)
        # What is planned in part passes a filter by status, also where it states none.
        count = len(stating_nothing - filterset.bitmap)
        if count:
            yield LeftOut(
                name=name,
                code=code,
                count=count,
                sentence=_sentence(filterset, name, count),
                link=str(WORDS[name].link),
                url=filterset.address(path, beside=(name, code), view=filterset.view),
            )


def _sentence(filterset, name, count):
    others = [chip.label for chip in filterset.chips if chip.name != name]
    said = {"number": count, "count": localize(count), "others": listed(others)}
    return (WORDS[name].among if others else WORDS[name].alone) % said
