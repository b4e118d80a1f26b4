"""The organisations that make pledges, each with its pledges and the activities of these.

To make a pledge is not to take part in an activity, which is what the filter `partner` asks for.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import get_language
from pyroaring import BitMap

from ..kept import kept, path
from .breakdown import Entry


@dataclass(frozen=True)
class Maker(Entry):
    """An Entry whose `count` is that of the activities of its pledges; how many `pledges` it makes, and of these the
    number of `commitments` and the date they were `last_reported`."""

    pledges: int = 0
    commitments: int = 0
    last_reported: str = ""


def pledges_by(index, slug):
    """The listed pledges that a partner makes, alone or with others, in their order."""
    return [
        pledge
        for pledge in index.pledges.values()
        if any(partner["slug"] == slug for partner in pledge.record["made_by"])
    ]


def activities_by(index, slug):
    """The bitmap of the activities of the pledges that a partner makes."""
    return _activities(index, pledges_by(index, slug))


def activities_of(index, slug):
    """The bitmap of the activities that the page of a partner is about: of its pledges, or else those that name it."""
    return activities_by(index, slug) if slug in index.makers else index.having("partner", slug)


def makers(index):
    """Every Maker, by name."""
    return kept(index, ("makers", get_language()), lambda: _makers(index))


def _makers(index):
    made = {}
    for pledge in index.pledges.values():
        for partner in pledge.record["made_by"]:
            made.setdefault(partner["slug"], []).append(pledge)
    # In the order of the vocabulary, which is by name.
    return [_maker(index, slug, made[slug]) for slug in index.terms["partner"] if slug in made]


def _maker(index, slug, pledges):
    return Maker(
        code=slug,
        label=str(index.term("partner", slug).label),
        url=path(index, "partner", slug),
        count=len(_activities(index, pledges)),
        list_url=f"{path(index, 'activity_list')}?{urlencode([('pledge', pledge.slug) for pledge in pledges])}",
        pledges=len(pledges),
        commitments=sum(len(pledge.record["commitments"]) for pledge in pledges),
        last_reported=max(index.last_reported("pledge", pledge.slug) for pledge in pledges),
    )


def _activities(index, pledges):
    return BitMap.union(BitMap(), *(index.having("pledge", pledge.slug) for pledge in pledges))
