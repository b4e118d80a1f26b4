"""What else an activity's page leads to: the other activities of its commitments and countries."""

from django.urls import reverse
from django.utils.translation import ngettext
from pyroaring import BitMap

from .rows import fetch, newest

ROWS = 3
# An activity in more countries than this links to the list of each, and shows rows of its commitments alone.
FEW_COUNTRIES = 3


def related_to(row, index, ties=()):
    """[{label, url, count, activities}]: for each commitment and country with others, their number and a few.

    Each is among the few once, and none of `ties` is: rows that the page shows already.
    """
    itself = BitMap([row.ordinal])
    wanted = [("commitment", code) for code in row.facets["commitment"]]
    wanted += [("country", code) for code in row.facets["country"]]
    sets = [(facet, code, index.having(facet, code) - itself) for facet, code in wanted]
    sets = [(facet, code, others) for facet, code, others in sets if others]
    few = len(row.facets["country"]) <= FEW_COUNTRIES
    shown, before = {}, BitMap(tie.ordinal for tie in ties)
    for facet, code, others in sets:
        if facet == "commitment" or few:
            shown[facet, code] = newest(index, others - before, ROWS)
            before.update(shown[facet, code])
    ordinals = sorted({ordinal for several in shown.values() for ordinal in several})
    rows = {row.ordinal: row for row in fetch(index, ordinals)}
    return [
        {
            "label": _label(index, facet, code, len(others)),
            "url": f"{reverse('activity_list')}?{facet}={code}",
            "count": len(others),
            "activities": [rows[ordinal] for ordinal in shown.get((facet, code), [])],
        }
        for facet, code, others in sets
    ]


def _label(index, facet, code, count):
    term = index.term(facet, code)
    name = f"{term.label}*" if term.note else str(term.label)
    if facet == "commitment":
        text = ngettext(
            "%(count)s other under commitment %(name)s", "%(count)s others under commitment %(name)s", count
        )
    else:
        text = ngettext("%(count)s other in %(name)s", "%(count)s others in %(name)s", count)
    return text % {"count": count, "name": name}
