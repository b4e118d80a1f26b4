"""What lies around a country or area, and in a region: each with how many activities are reported there."""

from typing import NamedTuple

from django.urls import reverse

from ...models import Region
from ..kept import kept, path
from ..maps import located
from ..maps.world import world
from .breakdown import Entry, planned


def locator(codes, label):
    """The Locator of these countries and areas; None where the map knows none of them."""
    known = [code for code in codes if code in world().points]
    return located(known, label) if known else None


class Bureau(NamedTuple):
    """A region of UNDP's."""

    name: str
    slug: str


class Members(NamedTuple):
    """Which `countries` lie in some region, which `regions` have members, and {code: Bureau} of each in one of UNDP's.

    What lies nowhere, and a region in which nothing lies, may be known from a draft alone.
    """

    countries: frozenset
    regions: frozenset
    bureaus: dict


def members(index):
    """The Members that all regions have: one query for each edition."""
    return kept(index, ("members",), _members)


def _members():
    known = list(Region.objects.values_list("scheme", "name", "slug", "countries__alpha3"))
    known = [each for each in known if each[-1]]
    return Members(
        countries=frozenset(code for _scheme, _name, _slug, code in known),
        regions=frozenset(slug for _scheme, _name, slug, _code in known),
        bureaus={code: Bureau(name, slug) for scheme, name, slug, code in known if scheme == Region.Scheme.BUREAU},
    )


def by_country(index, countries):
    """(entries of those of these Countries where an activity is reported, entries of the others), by name."""
    entries = [_of_country(index, country) for country in countries]
    return [entry for entry in entries if entry.count], [entry for entry in entries if not entry.count]


def regions_of(index, country):
    """The regions a Country lies in, loaded `with its regions`, each with the number of activities found under it."""
    return [
        {
            "slug": region.slug,
            "name": region.name,
            "scheme_label": region.get_scheme_display(),
            "url": path(index, "region", region.slug),
            "count": len(index.having("region", region.slug)),
            "list_url": f"{reverse('activity_list')}?region={region.slug}",
        }
        for region in country.regions.all()
    ]


def _of_country(index, country):
    code = country.alpha3
    having = index.having("country", code)
    return Entry(
        code=code,
        label=country.name,
        url=path(index, "country", code),
        count=len(having),
        list_url=f"{reverse('activity_list')}?country={code}",
        note=code if country.note else "",
        remark=planned(len(index.having("planned", code)), len(having)),
    )
