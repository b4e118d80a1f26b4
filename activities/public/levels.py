"""The levels of regions: regions of one scheme that do not lie in each other, so that they can be compared.

UN M49 has three levels (regions, sub-regions, intermediate regions): in one table or chart they would count an activity
in Kenya under Africa, Sub-Saharan Africa and Eastern Africa.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import BitMap

from ..models import Region
from .options import options_of

# The names of the levels below the first, where a scheme has names for them.
BELOW = {
    (Region.Scheme.M49, 1): gettext_lazy("UN M49 sub-regions"),
    (Region.Scheme.M49, 2): gettext_lazy("UN M49 intermediate regions"),
}


class Level(NamedTuple):
    """`key` stands in addresses, `codes` are the regions in the order of the vocabulary."""

    key: str
    label: str
    codes: list


class Way(NamedTuple):
    """A link to another look at the same activities."""

    label: str
    url: str
    current: bool


def levels(filterset):
    """{key: Level} with those regions alone that any activity of the register has, or that are chosen.

    The level that most of the activities that pass are in stands first.
    """
    index, chosen = filterset.index, filterset.selected["region"]
    schemes = {str(scheme.label): scheme for scheme in Region.Scheme}
    codes, passing = {}, {}
    for option in sorted(options_of(index, "region").all, key=lambda option: option.place):
        if not chosen or option.value in chosen:
            level = schemes[option.group], index.term("region", option.value).level
            codes.setdefault(level, []).append(option.value)
            passing[level] = passing.get(level, BitMap()) | (filterset.bitmap & option.having)
    # Of two with as many activities the upper one is the simpler.
    found = sorted(codes, key=lambda level: (-len(passing[level]), level[1]))
    return {_key(*level): Level(_key(*level), _label(*level), codes[level]) for level in found}


def _key(scheme, depth):
    return f"{scheme.value}-{depth + 1}" if depth else scheme.value


def _label(scheme, depth):
    if not depth:
        return str(scheme.label)
    if (scheme, depth) in BELOW:
        return str(BELOW[scheme, depth])
    return _("%(scheme)s, level %(level)s") % {"scheme": scheme.label, "level": depth + 1}
