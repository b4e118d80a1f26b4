"""Partners: a list of them, and a page for every one that the public record names."""

from commitments.models import Partner

from ..cards import Cards
from ..figures import COUNTED, figure
from ..filters import ActivityFilterSet
from ..listing import BY_ACTIVITIES, BY_NAME, Heading
from ..pages import list_url
from ..pledges import with_totals
from ..profiles import sentences
from ..profiles.breakdown import roles
from ..profiles.makers import makers, pledges_by
from ..rows import NewerRecord
from .profiles import TermList, TermPage

KINDS = list(Partner.Kind)


class PartnerList(TermList):
    """Who makes a pledge, and by kind who takes part in an activity."""

    template_name = "activities/partner_list.html"
    facet = "partner"
    page_size = 100
    # When each of many partners was last reported takes long to find out.
    orders = (BY_NAME, BY_ACTIVITIES)

    def heading(self, option):
        kind = Partner.Kind(self.index.term("partner", option.value).kind)
        return Heading(KINDS.index(kind), str(kind.label))

    def get_context_data(self, **kwargs):
        every = makers(self.index)
        if self.order()[0] == BY_ACTIVITIES:
            every = sorted(every, key=lambda maker: -maker.count)
        context = super().get_context_data(**kwargs)
        # They stand on the first page, so many as a page has: the list of pledges names all.
        first = context["page_obj"].number == 1
        return context | {"makers": every[: self.page_size] if first else [], "all_makers": len(every)}


class PartnerDetail(TermPage):
    """Who makes pledges is shown with these and their activities, before those that name it as a partner."""

    template_name = "activities/partner.html"
    facet = "partner"

    def find(self, code):
        if not self.index.has_page("partner", code):
            return None
        partner = Partner.objects.in_bulk([code], field_name="slug").get(code)
        if partner is None:
            # Its slug changed after the index was taken.
            raise NewerRecord
        self.made = [with_totals(pledge, self.index) for pledge in pledges_by(self.index, code)]
        return {
            "slug": partner.slug,
            "name": partner.name,
            "acronym": partner.acronym,
            "kind": partner.kind,
            "website": partner.website,
        }

    @property
    def by(self):
        return ("commitment", "country", "partner") if self.made else ("commitment", "country")

    def activities(self, code):
        if not self.made:
            return super().activities(code)
        return ActivityFilterSet({"pledge": [pledge.slug for pledge in self.made]}, index=self.index)

    def get_context_data(self, **kwargs):
        slug = self.subject["slug"]
        having = self.index.having("partner", slug)
        said = {"roles": roles(self.index, slug, having)}
        if self.made:
            # One of its own pledges that names it has its card in the list above.
            others = Cards(self.index, self.some_of(having - self.filterset.bitmap))
            said |= {
                "sentence": sentences.of_maker(self.filterset, self.made),
                "part": {"total": len(having), "url": list_url(self.narrowed(partner=slug)), "activities": others},
                "beside": others.notes,
            }
        return super().get_context_data(pledges=self.made, **said)

    def figures(self, by):
        if not self.made:
            return super().figures(by)
        commitments = sum(len(pledge.record["commitments"]) for pledge in self.made)
        activities, _commitments_served, *others = super().figures(by)
        return [
            figure(COUNTED["pledge"], len(self.made), "#pledges"),
            figure(COUNTED["commitment"], commitments, "#pledges"),
            activities,
            *others,
        ]
