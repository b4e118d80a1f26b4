"""Pledges with their commitments, and the commitments of all of them."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..pledges import commitments_of
from . import records
from .base import ApiView, Listing
from .shapes import item, page_of


class PledgeListing(Listing):
    operation_id = "listPledges"
    summary = gettext_lazy("Every published pledge, each with its commitments in full.")
    answer = page_of("Pledge")

    def rows(self):
        return list(self.index.pledges.values())

    def records(self, part):
        return [records.pledge(pledge, self.index) for pledge in part]


class PledgeDetail(ApiView):
    operation_id = "getPledge"
    summary = gettext_lazy("One pledge with its commitments in full.")
    answer = item("Pledge")
    errors = (404,)

    def content(self, slug):
        pledge = self.index.pledges.get(slug)
        if pledge is None:
            raise Http404(_("No pledge of this name is published in this register."))
        return {"data": records.pledge(pledge, self.index)}


class CommitmentListing(Listing):
    operation_id = "listCommitments"
    summary = gettext_lazy("The commitments of every published pledge.")
    answer = page_of("Commitment")

    def rows(self):
        pledges = self.index.pledges.values()
        return [(pledge, summary) for pledge in pledges for summary in commitments_of(pledge, self.index)]

    def records(self, part):
        return [records.commitment(pledge, summary) for pledge, summary in part]


class CommitmentDetail(ApiView):
    operation_id = "getCommitment"
    summary = gettext_lazy("One commitment.")
    answer = item("Commitment")
    errors = (404,)

    def content(self, key):
        pledge = self.index.pledges.get(key.rpartition("-")[0])
        summaries = commitments_of(pledge, self.index) if pledge else ()
        summary = next((each for each in summaries if each.key == key), None)
        if summary is None:
            raise Http404(_("No commitment of this key is published in this register."))
        return {"data": records.commitment(pledge, summary)}
