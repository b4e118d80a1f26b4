"""The home page: what the register holds, where, of what kind, and what is new in it."""

from ..cards import Cards
from ..charts import by_value
from ..figures import of_the_record
from ..maps import map_of
from ..pages import PublicPage, notes_of
from ..pledges import commitments_of, with_totals
from ..profiles import sentences

FEW = 3  # pledges whose commitments are named; of more the pledges alone
MOST = 10  # pledges named, those last reported first; all of them are one link away


class Home(PublicPage):
    template_name = "activities/home.html"

    def get_context_data(self, **kwargs):
        latest = Cards(self.index, self.some_of(self.index.listed))
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
            notes=notes_of(world.notes, *(pledge.record["notes"] for pledge in few), *latest.notes),
        )

    def pledges(self):
        """All in their order, or of many those of which there is the newest report."""
        pledges = list(self.index.pledges.values())
        if len(pledges) > MOST:
            pledges.sort(key=lambda pledge: self.index.last_reported("pledge", pledge.slug), reverse=True)
        return [with_totals(pledge, self.index) for pledge in pledges[:MOST]]
