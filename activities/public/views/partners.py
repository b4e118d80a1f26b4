"""Partners: a list of them, and a page for every one that the public record names."""

from commitments.models import Partner

from ..listing import BY_ACTIVITIES, BY_NAME, Heading
from ..pledges import with_totals
from ..profiles.breakdown import roles
from ..rows import NewerRecord
from .profiles import TermList, TermPage

KINDS = list(Partner.Kind)


class PartnerList(TermList):
    """By kind; who makes a pledge is named with or without an activity."""

    template_name = "activities/partner_list.html"
    facet = "partner"
    page_size = 100
    # When each of many partners was last reported takes long to find out.
    orders = (BY_NAME, BY_ACTIVITIES)

    def heading(self, option):
        kind = Partner.Kind(self.index.term("partner", option.value).kind)
        return Heading(KINDS.index(kind), str(kind.label))

    def others(self):
        return self.index.makers


class PartnerDetail(TermPage):
    template_name = "activities/partner.html"
    facet = "partner"
    by = ("commitment", "country")

    def find(self, code):
        if not self.index.knows("partner", code):
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
        slug = self.subject["slug"]
        made = [
            with_totals(pledge, self.index)
            for pledge in self.index.pledges.values()
            if any(partner["slug"] == slug for partner in pledge.record["made_by"])
        ]
        return super().get_context_data(pledges=made, roles=roles(self.index, slug, self.index.having("partner", slug)))
