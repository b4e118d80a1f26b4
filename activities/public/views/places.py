"""Countries and areas, and regions: a list of each, and a page for every one."""

from django.utils.translation import gettext as _
from pyroaring import BitMap

from ...models import Country, Region
from ..cards import Cards
from ..figures import COUNTED, figure
from ..kept import path
from ..listing import Heading
from ..maps import map_of
from ..profiles import places, sentences
from ..rows import NewerRecord
from .profiles import TermList, TermPage


class CountryList(TermList):
    """By UNDP's regions; those without activity as far as any region names them."""

    template_name = "activities/country_list.html"
    facet = "country"
    views = ("map",)

    def heading(self, option):
        bureau = places.members(self.index).bureaus.get(option.value)
        if bureau is None:
            return Heading(1, _("Outside UNDP's regions"))
        return Heading(0, bureau.name, path(self.index, "region", bureau.slug))

    def others(self):
        return places.members(self.index).countries


class RegionList(TermList):
    """By scheme; those without activity as far as it is known what lies in them."""

    template_name = "activities/region_list.html"
    facet = "region"
    views = ("gaps",)

    def heading(self, option):
        return Heading(0, option.group)

    def others(self):
        return places.members(self.index).regions


class CountryDetail(TermPage):
    """Any country or area on the list, with an activity or without."""

    template_name = "activities/country.html"
    facet = "country"
    by = ("commitment", "partner")

    def find(self, code):
        country = Country.objects.prefetch_related("regions").in_bulk([code], field_name="alpha3").get(code)
        self.country = country
        return country and {
            "code": country.alpha3,
            "label": country.label,
            "name": country.name,
            "note": country.note,
            "m49": country.m49,
            "regions": places.regions_of(self.index, country),
        }

    def get_context_data(self, **kwargs):
        code, index = self.kwargs["code"], self.index
        here = index.having("country", code)
        regional = Cards(index, self.some_of(index.naming_regions(self._regions()) - here))
        bureau = next((each for each in self.country.regions.all() if each.scheme == Region.Scheme.BUREAU), None)
        others = [each for each in bureau.countries.all() if each.alpha3 != code] if bureau else []
        reported, empty = places.by_country(index, others)
        own = [{"code": code, "text": self.subject["note"]}] if self.subject["note"] else []
        return super().get_context_data(
            locator=places.locator([code], self.subject["label"]),
            planned=sentences.only_planned(len(index.having("planned", code)), len(here)),
            regional=regional,
            bureau=bureau and {"name": bureau.name, "slug": bureau.slug, "reported": reported, "empty": len(empty)},
            named=reported,
            beside=[own, *regional.notes],
        )

    def _regions(self):
        return [region["slug"] for region in self.subject["regions"]]


class RegionDetail(TermPage):
    template_name = "activities/region.html"
    facet = "region"
    by = ("commitment", "partner")

    def find(self, code):
        if not self.index.has_page("region", code):
            return None
        region = Region.objects.prefetch_related("countries").in_bulk([code], field_name="slug").get(code)
        if region is None:
            # Its slug changed after the index was taken.
            raise NewerRecord
        self.reported, self.empty = places.by_country(self.index, region.countries.all())
        return {
            "slug": region.slug,
            "name": region.name,
            "scheme_label": region.get_scheme_display(),
            "source": region.source,
            "source_url": region.source_url,
            "as_of": region.as_of,
            "reported": self.reported,
            "empty": self.empty,
        }

    def get_context_data(self, **kwargs):
        named = self.index.having("named_region", self.kwargs["code"])
        within = BitMap.union(BitMap(), *(self.index.having("country", each.code) for each in self.reported))
        members = [each.code for each in (*self.reported, *self.empty)]
        drawn = map_of(self.filterset, members, light=True)
        return super().get_context_data(
            map=drawn,
            beside=[drawn.notes],
            locator=places.locator(members, self.subject["name"]),
            how_counted=sentences.named_and_within(named, within),
            named=[*self.reported, *self.empty],
        )

    def figures(self, by):
        activities, *others = super().figures(by)
        # Its own members: an activity may also be in countries and areas outside the region.
        return [activities, figure(COUNTED["country"], len(self.reported), "#members"), *others]
