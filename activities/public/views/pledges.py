"""The home page, the pledges, and their commitments."""

from django.http import Http404
from django.utils.translation import gettext as _

from ..cards import CardRows, Cards
from ..figures import of_the_record
from ..pages import PublicPage, list_url, notes_of
from ..pledges import commitments_of, with_totals
from ..rows import Rows, fetch

FEW = 3  # pledges whose commitments the home page names; of more it names the pledges alone
FULL = 100  # activities read in full under one commitment of the pledge's page; the rest is one link away


class Home(PublicPage):
    template_name = "activities/home.html"

    def get_context_data(self, **kwargs):
        latest = Cards(self.index, self.some_of(self.index.listed))
        pledges = [with_totals(pledge, self.index) for pledge in self.index.pledges.values()]
        few = pledges if len(pledges) <= FEW else []
        return super().get_context_data(
            pledges=pledges,
            promises=[(pledge, list(commitments_of(pledge, self.index))) for pledge in few],
            figures=of_the_record(self.index),
            latest=latest,
            notes=notes_of(*latest.notes),
        )


class PledgeList(PublicPage):
    template_name = "activities/pledge_list.html"

    def get_context_data(self, **kwargs):
        pledges = [with_totals(pledge, self.index) for pledge in self.index.pledges.values()]
        return super().get_context_data(pledges=pledges)


class PledgePage(PublicPage):
    """A page of one listed pledge: `self.pledge`."""

    def get(self, request, *args, **kwargs):
        self.pledge = self.listed(kwargs["slug"])
        return super().get(request, *args, **kwargs)

    def listed(self, slug):
        pledge = self.index.pledges.get(slug)
        if pledge is None:
            raise Http404(_("No pledge of this name is published in this register."))
        return with_totals(pledge, self.index)


class PledgeDetail(PledgePage):
    """The pledge in full, as the page it replaces: each commitment with the whole text of its activities."""

    template_name = "activities/pledge.html"

    def get_context_data(self, **kwargs):
        commitments = list(commitments_of(self.pledge, self.index))
        shown = {
            each.key: Rows(self.index, self.index.having("commitment", each.key)).ordinals(slice(0, FULL))
            for each in commitments
        }
        rows = fetch(self.index, sorted({ordinal for ordinals in shown.values() for ordinal in ordinals}))
        by_ordinal = {row.ordinal: row for row in rows}
        for each in commitments:
            each.activities = [by_ordinal[ordinal] for ordinal in shown[each.key]]
            each.more_url = list_url(self.narrowed(commitment=each.key)) if each.total > FULL else ""
        return super().get_context_data(
            pledge=self.pledge,
            matched_pledge=self.index.pledges.get(self.pledge.record["matched_pledge"]),
            commitments=commitments,
            total=self.pledge.total,
            last_reported=self.pledge.last_reported,
            freshness=self.pledge.freshness,
            notes=notes_of(self.pledge.record["notes"], *(row.record["notes"] for row in rows)),
        )


class CommitmentDetail(PledgePage):
    template_name = "activities/commitment.html"

    def get_context_data(self, **kwargs):
        commitments = {each.number: each for each in commitments_of(self.pledge, self.index)}
        commitment = commitments.get(self.kwargs["number"])
        if commitment is None:
            raise Http404(_("This pledge has no commitment of this number."))
        filterset = self.narrowed(commitment=commitment.key)
        page = self.page_of(CardRows(filterset.qs))
        return super().get_context_data(
            pledge=self.pledge,
            commitment=commitment,
            filterset=filterset,
            list_url=list_url(filterset),
            # Of the whole pledge: the page shows texts of its own too.
            notes=notes_of(self.pledge.record["notes"], *page["page_obj"].object_list.notes),
            **page,
        )
