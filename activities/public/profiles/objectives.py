"""Objectives of the frameworks that pledges are made under, and the commitments that editors linked to them."""

from django.urls import reverse

from commitments.models import Objective

from ..kept import kept, path
from ..terms import public_frameworks
from .breakdown import Entry


def objectives_of(index):
    """The objectives of the frameworks of listed pledges and of what is linked to, in order: one query.

    A framework that only drafts name is not there.
    """
    return Objective.objects.of_frameworks(public_frameworks(index.pledges))


def linked(index, key):
    """The commitments that are linked to the objective of this key: entries, with and without activities."""
    return _links(index).get(key, [])


def entry(index, objective):
    """An objective as a list shows it; its `remark` is the number of commitments linked to it, or nothing."""
    key = objective.key
    return Entry(
        code=key,
        label=f"{objective.number}. {objective.title}",
        url=path(index, "objective", key),
        count=len(index.having("objective", key)),
        list_url=f"{reverse('activity_list')}?objective={key}",
        remark=len(linked(index, key)) or "",
    )


def _links(index):
    return kept(index, ("linked",), lambda: _linked(index))


def _linked(index):
    found = {}
    for pledge in index.pledges.values():
        for commitment in pledge.record["commitments"]:
            of = Entry(
                code=commitment["key"],
                label=f"{commitment['number']}. {commitment['short_title']}",
                url=reverse("commitment", args=[pledge.slug, commitment["number"]]),
                count=len(index.having("commitment", commitment["key"])),
                list_url=f"{reverse('activity_list')}?commitment={commitment['key']}",
                remark=pledge.title,
            )
            for objective in commitment["objectives"]:
                found.setdefault(objective["key"], []).append(of)
    return found
