"""The stored index: after whatever was published it is what a naive reading of the rows gives; so is every reader's."""

from array import array
from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from activities import publishing
from activities.models import Activity, Edition, IndexPart, PublicActivity
from activities.models.index_part import BY_TITLE, TOKEN, pack
from activities.public import index as index_module
from activities.public.index import current_index, newest_edition
from activities.publishing import stored_index
from tests import factories
from tests.activities.reading import drafts, edit, public, row, undone

pytestmark = pytest.mark.django_db

TITLES = ["", "a", "A", "É", "e", "zz", "same", "same"]


# --- Four readings that must agree ------------------------------------------------------------------------------------


def naive():
    """{(facet, code): set of ordinals}, and the order of titles, row by row."""
    parts, titles = defaultdict(set), []
    for each in PublicActivity.objects.all():
        if each.listed:
            titles.append((each.folded_title, -each.ordinal))
            for facet, codes in [*each.facets.items(), ("listed", [""])]:
                for code in codes:
                    parts[facet, code].add(each.ordinal)
            for facet, date in (("reported", each.last_reported), ("confirmed", each.confirmed)):
                if date:
                    parts[facet, date].add(each.ordinal)
    parts[BY_TITLE] = [-negative for _title, negative in sorted(titles)]
    return {key: value for key, value in parts.items() if value}


def plain(parts):
    """The parts of an index in the same shape."""
    kept = {key: value for key, value in parts.items() if key != TOKEN and value}
    return {key: list(value) if isinstance(value, array) else set(value) for key, value in kept.items()}


def stored():
    assert IndexPart.objects.value(TOKEN) == newest_edition().token
    return plain({part.key: part.value for part in IndexPart.objects.all()})


def read_by(index):
    """What a reader's index holds, in the same shape."""
    parts = {("listed", ""): index.listed, BY_TITLE: index.by_title.ordinals}
    parts |= {(facet, code): value for facet, codes in index.facets.items() for code, value in codes.items()}
    parts |= {(kind, date): value for kind, dates in index.dates.items() for date, value in dates}
    return plain(parts)


def all_agree():
    expected = naive()
    assert stored() == expected
    assert read_by(current_index()) == expected, "as this process brought it up to date, part by part"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored_index, "_held", None)
        assert read_by(index_module._read(newest_edition(), None)) == expected, "as a new process reads it"


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
        self.add(2)

    def add(self, n):
        """One to three new activities, the fourth time a load of more than are placed one by one."""
        several = drafts(n % 4 + 1, pledge=self.pledges[n % 2], countries=[self.countries[n % 3]], reported=f"201{n}")
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
        """A region's slug, which is a code of the filter; the name it had before may come back."""
        self.region.refresh_from_db()
        former, current = self.region.slug, f"region-{n % 3}"
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
        all_agree()


@pytest.fixture
def world():
    return World()


STEPS = [name for name, step in vars(World).items() if not name.startswith("_")]


@settings(max_examples=settings.default.max_examples // 2)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 7)), min_size=2, max_size=7))
def test_stored_index_and_every_reader_agree_with_the_rows_whatever_was_published(world, monkeypatch, steps):
    monkeypatch.setattr(stored_index, "FEW_TITLES", 2)
    monkeypatch.setattr(stored_index, "MANY_TITLES", 4)
    monkeypatch.setattr(stored_index, "PIVOTS", 2)
    with undone():
        for name, n in steps:
            getattr(world, name)(n)
        all_agree()


# --- What is stored, and when -----------------------------------------------------------------------------------------


def forget_the_stored():
    """A database of before the index was stored."""
    IndexPart.objects.all().delete()


def write_as_an_older_release(**fields):
    """An edition by a release that knows of no stored index; it writes `fields` of every row."""
    newest = Edition.objects.first()
    edition = Edition.objects.create(number=newest.number + 1, at=newest.at)
    PublicActivity.objects.update(edition=edition, **fields)


def spoil():
    """A part that is not what the rows say."""
    IndexPart.objects.filter(facet="kind", code="training").update(content=pack(BitMap([99])))


def test_an_edition_writes_the_parts_that_it_changes_and_no_other():
    one, two = drafts(2, kind="training", reported="2022")
    publishing.publish([one, two])
    before = Edition.objects.first()
    edit(one, kind="event")
    publishing.publish([one])
    written = set(IndexPart.objects.since(before).values_list("facet", "code"))
    assert written == {("kind", "training"), ("kind", "event"), TOKEN}


def test_an_edition_that_writes_no_row_marks_the_index_as_its_own_and_changes_nothing_else():
    public()
    before = Edition.objects.first()
    edition = publishing.vocabulary_changed()
    assert [part.key for part in IndexPart.objects.since(before)] == [TOKEN]
    assert IndexPart.objects.value(TOKEN) == edition.token


def test_a_database_of_an_older_release_is_read_from_its_rows_until_something_is_published():
    first = public()
    forget_the_stored()
    assert read_by(current_index()) == naive()
    public(pledge=first.pledge)
    all_agree()


def test_rebuilding_stores_the_index_of_an_older_release():
    public()
    forget_the_stored()
    assert publishing.rebuild_public_record() is not None
    all_agree()
    assert publishing.rebuild_public_record() is None


def test_an_edition_of_a_release_that_stores_no_index_misleads_no_reader_and_no_writer():
    one, two = drafts(2)
    publishing.publish([one, two])
    assert len(current_index().listed) == 2
    write_as_an_older_release(listed=False)
    assert len(current_index().listed) == 0
    edit(two, kind="event")
    publishing.publish([two])
    assert list(current_index().listed) == [row(two).ordinal]
    all_agree()


def test_rebuilding_marks_as_right_what_another_release_left_unmarked():
    public()
    write_as_an_older_release(csv_line=PublicActivity.objects.get().csv_line)
    assert publishing.rebuild_public_record() is None
    all_agree()


def test_rebuilding_repairs_a_part_and_every_reader_learns_of_it(monkeypatch):
    activity = public(kind="training")
    spoil()
    monkeypatch.setattr(stored_index, "_held", None)
    assert list(current_index().having("kind", "training")) == [99]
    edition = publishing.rebuild_public_record()
    assert newest_edition() == edition
    assert list(current_index().having("kind", "training")) == [row(activity).ordinal]
    all_agree()
