"""Countries and areas, regions and partners: the values of three filters, with what is known of each."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.models import Partner

from ...models import Country, Region
from ..rows import NewerRecord
from . import records
from .base import ApiView, Listing
from .shapes import item, page_of


class Named:
    """Rows of `model`, by the values of the filter `facet`, which its column `key` holds."""

    facet = ""
    model = None
    key = "slug"
    # What `describe`, one of `records`, reads beside the row.
    beside = ()
    describe = None

    def found(self, codes):
        """The records of these codes, in this order, without those that have no row."""
        rows = self.model.objects.prefetch_related(*self.beside).in_bulk(codes, field_name=self.key)
        return [self.describe(rows[code], self.index) for code in codes if code in rows]


class NamedListing(Named, Listing):
    """Those that the public record names."""

    def rows(self):
        return [code for code in self.index.terms[self.facet] if self.index.shows(self.facet, code)]

    def records(self, part):
        found = self.found(part)
        if len(found) < len(part):
            # A slug changed after the index was taken.
            raise NewerRecord
        return found


class NamedDetail(Named, ApiView):
    errors = (404,)
    moves = True

    def success(self, **kwargs):
        code = kwargs[self.facet]
        present = self.index.present(self.facet, code)
        if present != code:
            return HttpResponsePermanentRedirect(reverse(f"api:{self.facet}", args=[present]))
        return super().success(**kwargs)

    def content(self, **kwargs):
        # The table holds also what only a draft names.
        found = self.found([code for code in (kwargs[self.facet],) if self.index.has_page(self.facet, code)])
        if not found:
            raise Http404(_("There is no such page in this register."))
        return {"data": found[0]}


class OfCountries:
    facet, model, key, beside = "country", Country, "alpha3", ("regions",)
    describe = staticmethod(records.country)


class OfRegions:
    facet, model, beside = "region", Region, ("countries",)
    describe = staticmethod(records.region)


class OfPartners:
    facet, model = "partner", Partner
    describe = staticmethod(records.partner)


class CountryListing(OfCountries, NamedListing):
    operation_id = "listCountries"
    summary = gettext_lazy("The countries and areas in which activities are.")
    answer = page_of("Country")


class CountryDetail(OfCountries, NamedDetail):
    operation_id = "getCountry"
    summary = gettext_lazy("One country or area, also one without activities.")
    answer = item("Country")


class RegionListing(OfRegions, NamedListing):
    operation_id = "listRegions"
    summary = gettext_lazy("The regions that activities name, or in whose countries and areas they are.")
    answer = page_of("Region")


class RegionDetail(OfRegions, NamedDetail):
    operation_id = "getRegion"
    summary = gettext_lazy("One region, also one without activities.")
    answer = item("Region")


class PartnerListing(OfPartners, NamedListing):
    operation_id = "listPartners"
    summary = gettext_lazy("The organisations that take part in activities or made a pledge.")
    answer = page_of("Partner")


class PartnerDetail(OfPartners, NamedDetail):
    operation_id = "getPartner"
    summary = gettext_lazy("One partner.")
    answer = item("Partner")
