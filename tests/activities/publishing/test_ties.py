"""Same project as: only listed activities are tied on the public record, and both ways."""

import pytest

from activities import publishing
from activities.models import Publication
from activities.publishing.vocabulary import Vocabulary
from tests import factories
from tests.activities.reading import changes, contents, drafts, edit, public_pledge, record, row

pytestmark = pytest.mark.django_db


def ties(activity):
    return record(activity)["same_project"]


def test_activities_of_one_project_are_tied_both_ways():
    one, other = drafts(2)
    one.same_project.add(other)
    publishing.publish([one, other])
    assert (ties(one), ties(other)) == ([other.reference], [one.reference])
    assert other.reference in row(one).csv_line


def test_a_draft_of_the_project_is_not_tied_until_it_is_published():
    public, draft = drafts(2)
    public.same_project.add(draft)
    publishing.publish([public])
    assert ties(public) == []
    edition = publishing.publish([draft])
    assert (ties(public), ties(draft)) == ([draft.reference], [public.reference])
    assert changes(edition) == {public.reference: "changed", draft.reference: "published"}


def test_a_tie_stated_by_one_published_document_holds_for_both():
    one, other = drafts(2)
    publishing.publish([other])
    one.same_project.add(other)
    publishing.publish([one])
    assert ties(other) == [one.reference], "though the other was published before the tie"
    assert row(other).version == 1


def test_a_tie_that_waits_for_review_is_not_public():
    one, other = drafts(2)
    publishing.publish([one, other])
    one.same_project.add(other)
    publishing.rebuild_public_record()
    assert ties(one) == ties(other) == []


def test_a_tie_ends_when_no_published_document_states_it():
    one, other = drafts(2)
    one.same_project.add(other)
    publishing.publish([one, other])
    one.same_project.clear()
    publishing.publish([one])
    assert ties(one) == [other.reference], "the other's published document still states it"
    publishing.publish([other])
    assert ties(one) == ties(other) == []


def test_withdrawing_one_unties_the_others_and_publishing_it_again_ties_them_again():
    one, other = drafts(2)
    one.same_project.add(other)
    publishing.publish([one, other])
    edition = publishing.withdraw([one])
    assert ties(other) == []
    assert changes(edition) == {one.reference: "withdrawn", other.reference: "changed"}
    publishing.publish([one])
    assert ties(other) == [one.reference]


def test_a_withdrawn_one_stays_withdrawn_whatever_becomes_of_the_others():
    one, gone, third = drafts(3)
    gone.same_project.set([one, third])
    publishing.publish([one, gone, third])
    publishing.withdraw([gone])
    before = contents(without=(), reference=gone.reference)
    edit(one, title="Changed")
    publishing.publish([one])
    publishing.withdraw([third])
    assert contents(without=(), reference=gone.reference) == before
    assert not row(gone).listed
    assert ties(one) == []


def test_hiding_a_pledge_unties_its_activities_from_those_of_others():
    hidden, shown = public_pledge(), public_pledge()
    one, other = factories.activity(pledge=hidden), factories.activity(pledge=shown)
    one.same_project.add(other)
    publishing.publish([one, other])
    publishing.withdraw_pledge(hidden)
    assert ties(other) == []
    publishing.publish_pledge(hidden)
    assert ties(other) == [one.reference]


def test_a_preview_shows_the_ties_that_publishing_would_write():
    one, gained, lost = drafts(3)
    one.same_project.add(lost)
    publishing.publish([one, gained])
    lost.same_project.clear()
    one.same_project.set([gained])
    assert publishing.preview(one).record["same_project"] == [gained.reference]


def test_an_old_version_shows_the_ties_of_its_own_document_that_are_listed_today():
    one, kept, gone = drafts(3)
    one.same_project.set([kept, gone])
    publishing.publish([one, kept, gone])
    for other in (kept, gone):
        other.same_project.clear()
    publishing.publish([one, kept, gone])
    publishing.withdraw([gone])
    assert ties(one) == []
    document = Publication.objects.versions_of(one.reference).last().document
    assert Vocabulary.load([document]).ties == {one.reference: [kept.reference]}
