"""Countries and areas, regions, and partners: a list of each, and a page for every one."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.models import Partner

from ...models import Country, Region
from ..cards import CardRows, Cards
from ..facets import grouped
from ..figures import COMMITMENTS_SERVED, COUNTED, figure
from ..pages import PublicPage, list_url, notes_of
from ..pledges import with_totals
from ..rows import NewerRecord


class TermList(PublicPage):
    """Every value of one filter that a listed activity has, with its count."""

    facet = ""

    def get_context_data(self, **kwargs):
        choices = self.narrowed().facet(self.facet).in_vocabulary_order
        groups = [
            (heading, [self.entry(choice) for choice in part if self.index.shows(self.facet, choice.value)])
            for heading, part in grouped(choices)
        ]
        notes = [{"code": code, "text": text} for code, text in self.index.notes.items()]
        shown = {choice.value for choice in choices}
        return super().get_context_data(groups=groups, notes=[note for note in notes if note["code"] in shown])

    def entry(self, choice):
        url = reverse(self.facet, args=[choice.value])
        return {"code": choice.value, "label": choice.label, "url": url, "count": choice.count, "note": choice.note}


class CountryList(TermList):
    template_name = "activities/country_list.html"
    facet = "country"


class RegionList(TermList):
    template_name = "activities/region_list.html"
    facet = "region"


class PartnerList(TermList):
    template_name = "activities/partner_list.html"
    facet = "partner"


class TermPage(PublicPage):
    """One value of a filter: what it is, in figures, and its activities through the door."""

    facet = ""
    # The filters whose number of values is a figure of the page.
    counted = ()

    def get(self, request, *args, **kwargs):
        code = kwargs["code"]
        present = self.index.present(self.facet, code)
        if present != code:
            return HttpResponsePermanentRedirect(reverse(self.facet, args=[present]))
        self.subject = self.find(code)
        if self.subject is None:
            raise Http404(_("There is no such page in this register."))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        filterset = self.narrowed(**{self.facet: self.kwargs["code"]})
        page = self.page_of(CardRows(filterset.qs))
        beside = kwargs["regional"].notes if "regional" in kwargs else []
        notes = notes_of(kwargs.pop("own_notes", []), *page["page_obj"].object_list.notes, *beside)
        kwargs[self.facet] = self.subject
        return super().get_context_data(
            filterset=filterset,
            figures=self.figures(filterset),
            list_url=list_url(filterset),
            notes=notes,
            **page,
            **kwargs,
        )

    def figures(self, filterset):
        figures = [figure(COUNTED["activity"], filterset.total, list_url(filterset))]
        for name in self.counted:
            count = sum(bool(filterset.bitmap & having) for having in self.values(name))
            what = COMMITMENTS_SERVED if name == "commitment" else COUNTED[name]
            figures.append(figure(what, count, filterset.facet(name).chooser_url))
        return figures

    def values(self, name):
        """The bitmaps of the values of another filter that this page counts."""
        return self.index.facets[name].values()


class CountryDetail(TermPage):
    template_name = "activities/country.html"
    facet = "country"
    counted = ("commitment", "partner")

    def find(self, code):
        country = Country.objects.prefetch_related("regions").in_bulk([code], field_name="alpha3").get(code)
        return country and {
            "code": country.alpha3,
            "label": country.label,
            "name": country.name,
            "note": country.note,
            "m49": country.m49,
            "regions": [
                {"slug": region.slug, "name": region.name, "url": reverse("region", args=[region.slug])}
                for region in country.regions.all()
            ],
        }

    def get_context_data(self, **kwargs):
        code = self.kwargs["code"]
        named = self.index.naming_regions(region["slug"] for region in self.subject["regions"])
        regional = Cards(self.index, self.some_of(named - self.index.having("country", code)))
        own = [{"code": code, "text": self.subject["note"]}] if self.subject["note"] else []
        return super().get_context_data(regional=regional, own_notes=own)


class RegionDetail(TermPage):
    template_name = "activities/region.html"
    facet = "region"
    counted = ("commitment", "country", "partner")

    def find(self, code):
        region = Region.objects.prefetch_related("countries").in_bulk([code], field_name="slug").get(code)
        return region and {
            "slug": region.slug,
            "name": region.name,
            "scheme_label": region.get_scheme_display(),
            "source": region.source,
            "source_url": region.source_url,
            "as_of": region.as_of,
            "countries": [
                {
                    "code": country.alpha3,
                    "name": country.name,
                    "note": country.note,
                    "count": len(self.index.having("country", country.alpha3)),
                }
                for country in region.countries.all()
            ],
        }

    def values(self, name):
        if name != "country":
            return super().values(name)
        # Its own members: an activity may also be in countries outside the region.
        return [self.index.having("country", country["code"]) for country in self.subject["countries"]]

    def get_context_data(self, **kwargs):
        members = [country for country in self.subject["countries"] if country["note"]]
        return super().get_context_data(
            own_notes=[{"code": country["code"], "text": country["note"]} for country in members]
        )


class PartnerDetail(TermPage):
    template_name = "activities/partner.html"
    facet = "partner"
    counted = ("commitment", "country")

    def find(self, code):
        # Only partners that the public record names have a page: a draft's partner is not given away.
        if not self.index.shows("partner", code):
            return None
        partner = Partner.objects.in_bulk([code], field_name="slug").get(code)
        if partner is None:
            # Its slug changed after the index was taken.
            raise NewerRecord
        return {
            "slug": partner.slug,
            "name": partner.name,
            "acronym": partner.acronym,
            "kind": partner.kind,
            "website": partner.website,
        }

    def get_context_data(self, **kwargs):
        made = [
            with_totals(pledge, self.index)
            for pledge in self.index.pledges.values()
            if any(partner["slug"] == self.subject["slug"] for partner in pledge.record["made_by"])
        ]
        return super().get_context_data(pledges=made)
