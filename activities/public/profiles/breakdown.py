"""How the activities of a profile fall into the values of a filter: the busiest by name, and the way to all."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pledgetracker.naming import listed

from ...models import Participation
from ..facets import BUSIEST_FIRST, FIRST
from ..kept import path
from ..narrowing import Narrowing
from ..options import LONG


@dataclass(frozen=True)
class Entry:
    """`url` leads to the page of the value, `list_url` to exactly the `count` activities; `note` is the code of a note
    on the name, `remark` what stands beside it."""

    code: str
    label: str
    url: str
    count: int
    list_url: str
    note: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Breakdown:
    """The `entries` shown, in the order of pages, how many `more` there are, and where all of them stand."""

    entries: list = field(default_factory=list)
    more: int = 0
    all_url: str = ""

    @property
    def total(self):
        """How many values the activities have."""
        return len(self.entries) + self.more

    @property
    def all_label(self):
        return ngettext("All %(count)s", "All %(count)s", self.total) % {"count": self.total}


def breakdown(filterset, name, most=FIRST):
    """The values of the filter `name` that the activities of a filter set without any of it have."""
    facet, ways = filterset.facet(name), Narrowing(filterset, name)
    shown, more = _busiest(facet, most)
    entries = [
        Entry(
            code=choice.value,
            label=choice.label,
            url=profile_url(filterset.index, name, choice.value),
            count=choice.count,
            list_url=ways.url(choice.value),
            note=choice.value if choice.note else "",
            remark=_remark(filterset, name, choice),
        )
        for choice in shown
    ]
    return Breakdown(entries, more, facet.chooser_url)


def number_of(index, bitmap, name):
    """How many values of the filter `name` these activities have: where no more is asked."""
    return sum(map(bitmap.intersect, index.facets[name].values()))


def noted(index, entries):
    """The notes that the names of these entries call for."""
    codes = {entry.note for entry in entries if entry.note}
    return [{"code": code, "text": text} for code, text in index.notes.items() if code in codes]


def profile_url(index, name, code):
    """The page of one value of a filter: of a country or area, region, partner, objective, pledge or commitment."""
    if name == "commitment":
        pledge, _hyphen, number = code.rpartition("-")
        return reverse(name, args=[pledge, int(number)])
    return path(index, name, code)


def roles(index, partner, bitmap):
    """[(role, in how many activities of the bitmap)] of a partner, as far as their texts state it."""
    counted = ((role, bitmap.intersection_cardinality(index.part(partner, role))) for role in Participation.Role)
    return [(role, count) for role, count in counted if count]


def _busiest(facet, most):
    """(choices, how many more): all in the order that the list has them, or the busiest first."""
    if facet.name in LONG:
        return facet.choices[:most], facet.more + len(facet.choices[most:])
    every = facet.all_choices
    busiest = sorted(every, key=lambda choice: -choice.count)[:most]
    if facet.name not in BUSIEST_FIRST and len(busiest) == len(every):
        busiest.sort(key=lambda choice: choice.option.place)
    return busiest, len(every) - len(busiest)


def _remark(filterset, name, choice):
    """What stands beside a name: of a country or area how many are only planned, of a partner its roles, of one
    pledge's commitment among those of others the pledge."""
    index, passing = filterset.index, filterset.bitmap
    if name == "partner":
        return listed(role.label for role, _count in roles(index, choice.value, passing))
    if name == "country":
        return planned(passing.intersection_cardinality(index.having("planned", choice.value)), choice.count)
    return choice.group if name == "commitment" and len(index.pledges) > 1 else ""


def planned(count, total):
    """Of a country or area: 'only planned', '2 of them only planned', or nothing."""
    if not count:
        return ""
    if count == total:
        return _("only planned")
    sentence = ngettext("%(count)s of them only planned", "%(count)s of them only planned", count)
    return sentence % {"count": localize(count)}
