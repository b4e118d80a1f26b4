"""The stored index: after whatever was published, it is what a naive reading of the rows gives, and so is every reader's."""

from array import array
from collections import defaultdict
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from activities import publishing
from activities.models import Activity, Edition, IndexPart, PublicActivity
from activities.models.index_part import BY_TITLE, TOKEN
from activities.public import index as index_module
from activities.public.index import Index, current_index, newest_edition
from activities.publishing import stored_index
from tests import factories
from tests.activities.reading import drafts, edit, public, undone

pytestmark = pytest.mark.django_db

TITLES = ["", "a", "A", "É", "e", "zz", "same", "same"]


# --- Four readings that must agree ------------------------------------------------------------------------------------


def naive():
    """{(facet, code): set of ordinals}, and the order of titles, row by row."""
    parts, titles = defaultdict(set), []
    for row in PublicActivity.objects.all():
        if row.listed:
            titles.append((row.folded_title, -row.ordinal))
            for facet, codes in [*row.facets.items(), ("listed", [""])]:
                for code in codes:
                    parts[facet, code].add(row.ordinal)
            for facet, date in (("reported", row.last_reported), ("confirmed", row.confirmed)):
                if date:
                    parts[facet, date].add(row.ordinal)
    parts[BY_TITLE] = [-negative for _title, negative in sorted(titles)]
    return {key: value for key, value in parts.items() if value}


def plain(parts):
    """The parts of an index in the same shape."""
    kept = {key: value for key, value in parts.items() if key != TOKEN and value}
    return {key: list(value) if isinstance(value, array) else set(value) for key, value in kept.items()}


def stored():
    assert IndexPart.objects.value(TOKEN) == newest_edition().token
    return plain({part.key: part.value for part in IndexPart.objects.all()})


def all_agree():
    expected = naive()
    assert stored() == expected
    assert plain(current_index().parts) == expected, "as this process brought it up to date, part by part"
    assert plain(index_module._read(newest_edition(), None).parts) == expected, "as a new process reads it"


# --- Whatever happens -------------------------------------------------------------------------------------------------


class World:
    """Two pledges with activities, countries and regions, and every step that changes the public record."""

    def __init__(self):
        self.countries = [factories.country() for _ in range(3)]
        self.region = factories.region(self.countries[:2], slug="region")
        self.pledges = [factories.pledge() for _ in range(2)]
        for pledge in self.pledges:
            factories.commitment(pledge=pledge)
            publishing.publish_pledge(pledge)
        self.renamed = 0

    def add(self, n):
        """One to three new activities, the fourth time a load of more than are placed one by one."""
        several = drafts(n % 4 + 1, pledge=self.pledges[n % 2], countries=[self.countries[n % 3]], reported=f"202{n}")
        for place, activity in enumerate(several):
            edit(activity, title=TITLES[(n + place) % 8] or "-", confirmed="2024-01-02" if n == 3 else "")
        publishing.publish(several)

    def change(self, n):
        """Edits of titles, dates and places wait for review; some of them are published."""
        for activity in Activity.objects.all()[n % 2 :: 2]:
            edit(activity, title=TITLES[(n + activity.pk) % 8] or "-", start=f"20{10 + n}", kind="training")
            activity.placements.all().delete()
            factories.placement(activity, self.countries[(n + 1) % 3])
        publishing.publish(Activity.objects.all()[:n])

    def withdraw(self, n):
        publishing.withdraw(Activity.objects.all()[n % 3 :: 3])

    def publish_all(self, n):
        """Those withdrawn before are shown again."""
        publishing.publish(Activity.objects.all())

    def hide(self, n):
        publishing.withdraw_pledge(self.pledges[n % 2])

    def show(self, n):
        publishing.publish_pledge(self.pledges[n % 2])

    def rename(self, n):
        """A region's slug, which is a code of the filter."""
        self.renamed += 1
        former, current = self.region.slug, f"region-{self.renamed}"
        edit(self.region, slug=current)
        publishing.slug_changed("region", former, current)

    def move(self, n):
        """A country leaves the region, or comes back."""
        self.region.countries.set(self.countries[: n % 4])
        publishing.vocabulary_changed()

    def undo(self, n):
        """What is rolled back leaves no trace, in no reader either."""
        with transaction.atomic():
            self.add(n)
            current_index()
            transaction.set_rollback(True)

    def rebuild(self, n):
        publishing.rebuild_public_record()

    def read(self, n):
        """Between two readings lie one edition or several."""
        current_index()


STEPS = [name for name, step in vars(World).items() if not name.startswith("_")]


@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 7)), min_size=3, max_size=12))
def test_stored_index_and_every_reader_agree_with_the_rows_whatever_was_published(steps):
    with pytest.MonkeyPatch.context() as patch, undone():
        patch.setattr(stored_index, "FEW_TITLES", 2)
        patch.setattr(stored_index, "PIVOTS", 2)
        world = World()
        world.add(2)
        for place, (name, n) in enumerate(steps):
            getattr(world, name)(n)
            if place % 2:
                all_agree()
        all_agree()
