"""The home page: what the register holds, where, of what kind, and what was added to it last."""

from datetime import date
from typing import NamedTuple

from ..cards import Cards
from ..charts import by_value
from ..figures import of_the_record
from ..kept import kept
from ..maps import map_of
from ..pages import PublicPage, notes_of
from ..pledges import commitments_of, with_totals
from ..profiles import sentences
from ..rows import fetch

FEW = 3  # pledges whose commitments are named; of more the pledges alone
MOST = 10  # pledges named, those last reported first; all of them are one link away


class Added(NamedTuple):
    """The `ordinals` of the activities that were published last, and the days of the `first` and the `last` of them.

    None where all of the register was published on one day: nothing in it is newer than the rest.
    """

    ordinals: list
    first: date
    last: date


class Home(PublicPage):
    template_name = "activities/home.html"

    def get_context_data(self, **kwargs):
        added = kept(self.index, ("added",), self.added)
        latest = Cards(self.index, added.ordinals if added else [])
        pledges = self.pledges()
        few = pledges if len(pledges) <= FEW else []
        everything = self.narrowed()
        world = map_of(everything, light=True)
        return super().get_context_data(
            pledges=pledges,
            all_pledges=len(self.index.pledges),
            promises=[(pledge, list(commitments_of(pledge, self.index))) for pledge in few],
            figures=of_the_record(self.index),
            age=sentences.age_of_record(self.index),
            map=world,
            kinds=by_value(everything, "kind"),
            latest=latest,
            added=self.said_of(added) if added else "",
            verified=sentences.verified(self.index),
            notes=notes_of(world.notes, *(pledge.record["notes"] for pledge in few), *latest.notes),
        )

    def added(self):
        """What was Added last, or None in an empty register."""
        if not self.index.listed:
            return None
        ordinals = self.some_of(self.index.listed)
        # The first load has the lowest ordinals.
        *days, begun = [row.first_published.date() for row in fetch(self.index, [*ordinals, self.index.listed.min()])]
        return Added([] if begun == max(days) else ordinals, min(days), max(days))

    def said_of(self, added):
        if added.ordinals:
            return sentences.first_published(added.first, added.last)
        return sentences.all_first_published(len(self.index.listed), added.last)

    def pledges(self):
        """All in their order, or of many those of which there is the newest report."""
        pledges = list(self.index.pledges.values())
        if len(pledges) > MOST:
            pledges.sort(key=lambda pledge: self.index.last_reported("pledge", pledge.slug), reverse=True)
        return [with_totals(pledge, self.index) for pledge in pledges[:MOST]]
