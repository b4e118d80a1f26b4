"""The pledges, and their commitments."""

from django.http import Http404
from django.utils.translation import gettext as _

from ..cards import CardRows, Cards, Part
from ..charts import progress, targets
from ..figures import COMMITMENTS_SERVED, COUNTED, figure
from ..kept import path
from ..maps import map_of
from ..pages import PublicPage, list_url, notes_of
from ..pledges import commitments_of, with_totals
from ..profiles import sentences
from ..profiles.breakdown import breakdown, noted, number_of
from ..rows import newest
from .profiles import about

FULL = 60  # activities that a pledge's page has in full, each under every commitment that it serves
NEWEST = 5  # of a larger pledge so many under each commitment; all of them are one link away


class PledgeList(PublicPage):
    template_name = "activities/pledge_list.html"

    def get_context_data(self, **kwargs):
        page = self.page_of(list(self.index.pledges.values()))
        return super().get_context_data(pledges=[self.told(pledge) for pledge in page["page_obj"]], **page)

    def told(self, pledge):
        """A pledge in numbers, which are counted with bitmaps alone."""
        filterset, url = self.narrowed(pledge=pledge.slug), path(self.index, "pledge", pledge.slug)
        commitments = pledge.record["commitments"]
        served = sum(1 for each in commitments if self.index.having("commitment", each["key"]))
        return {
            "pledge": with_totals(pledge, self.index),
            "figures": [
                figure(COUNTED["commitment"], len(commitments), url),
                figure(COMMITMENTS_SERVED, served, f"{url}#overview"),
                figure(COUNTED["activity"], pledge.total, list_url(filterset)),
                figure(COUNTED["country"], number_of(self.index, filterset.bitmap, "country"),
                       filterset.facet("country").chooser_url),
            ],
            "progress": progress(filterset),
        }  # fmt: skip


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
    """The pledge as the page it replaces: each commitment with the whole text of its activities.

    Of a pledge with many the newest ones, in short, so that the page does not grow with the register.
    """

    template_name = "activities/pledge.html"

    def get_context_data(self, **kwargs):
        commitments = list(commitments_of(self.pledge, self.index))
        in_full = sum(each.total for each in commitments) <= FULL
        cards = self.read(commitments, FULL if in_full else NEWEST)
        filterset = self.narrowed(pledge=self.pledge.slug)
        by = breakdown(filterset, "country")
        return super().get_context_data(
            pledge=self.pledge,
            matched_pledge=self.index.pledges.get(self.pledge.record["matched_pledge"]),
            commitments=commitments,
            makers=sentences.makers(self.pledge.record),
            sentence=sentences.of_pledge(filterset, commitments, self.pledge.last_reported),
            figures=self.figures(filterset, commitments, by),
            by_country=by,
            targets=targets(filterset),
            total=self.pledge.total,
            freshness=self.pledge.freshness,
            notes=notes_of(self.pledge.record["notes"], noted(self.index, by.entries), *cards.notes),
            in_full=in_full,
            **about(filterset),
        )

    def read(self, commitments, most):
        """Gives each its newest activities, and the way to all where there are more; returns the cards of all shown.

        The card of an activity that serves several commitments stands under the first of them.
        """
        having = {each.key: self.index.having("commitment", each.key) for each in commitments}
        shown = {key: newest(self.index, bitmap, most) for key, bitmap in having.items()}
        cards = Cards(self.index, sorted({ordinal for ordinals in shown.values() for ordinal in ordinals}))
        before = set()
        for each in commitments:
            each.activities = Part(cards, [ordinal for ordinal in shown[each.key] if ordinal not in before])
            each.shown_before = Part(cards, [ordinal for ordinal in shown[each.key] if ordinal in before])
            before.update(shown[each.key])
            each.more_url = list_url(self.narrowed(commitment=each.key)) if each.total > most else ""
            each.countries = number_of(self.index, having[each.key], "country")
        return cards

    def figures(self, filterset, commitments, by):
        return [
            figure(COUNTED["activity"], filterset.total, list_url(filterset)),
            figure(COMMITMENTS_SERVED, sum(1 for each in commitments if each.total), "#overview"),
            figure(COUNTED["country"], by.total, by.all_url),
            figure(COUNTED["partner"], number_of(self.index, filterset.bitmap, "partner"),
                   filterset.facet("partner").chooser_url),
        ]  # fmt: skip


class CommitmentDetail(PledgePage):
    template_name = "activities/commitment.html"

    def get_context_data(self, **kwargs):
        commitments = list(commitments_of(self.pledge, self.index))
        at = next((at for at, each in enumerate(commitments) if each.number == self.kwargs["number"]), None)
        if at is None:
            raise Http404(_("This pledge has no commitment of this number."))
        commitment = commitments[at]
        filterset = self.narrowed(commitment=commitment.key)
        by = {name: breakdown(filterset, name) for name in ("country", "partner")}
        drawn = map_of(filterset, light=True)
        page = self.page_of(CardRows(filterset.qs))
        return super().get_context_data(
            pledge=self.pledge,
            commitment=commitment,
            map=drawn,
            before=commitments[at - 1] if at else None,
            after=commitments[at + 1] if at + 1 < len(commitments) else None,
            sentence=sentences.of_commitment(filterset, commitment),
            figures=[
                figure(COUNTED["activity"], filterset.total, list_url(filterset)),
                *(figure(COUNTED[name], each.total, each.all_url) for name, each in by.items()),
            ],
            by=by,
            targets=targets(filterset),
            # Of the whole pledge: the page shows texts of its own too.
            notes=notes_of(
                self.pledge.record["notes"],
                drawn.notes,
                *page["page_obj"].object_list.notes,
            ),
            **about(filterset),
            **page,
        )
