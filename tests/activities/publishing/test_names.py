"""Of a changed name only the rows that show it are projected again, and every one of them."""

import pytest

from activities import publishing
from activities.models import PublicActivity, PublicPledge
from tests import factories
from tests.activities.reading import changes, contents, drafts, edit, public, record, row

pytestmark = pytest.mark.django_db

NOTE = "A dispute exists."


@pytest.fixture
def named():
    """A published activity that names one of each kind."""
    objective = factories.objective(short_title="Old")
    pledge = factories.pledge(framework=objective.framework)
    factories.commitment(pledge=pledge, objectives=[objective])
    publishing.publish_pledge(pledge)
    country = factories.country()
    activity = factories.activity(
        pledge=pledge, countries=[country], regions=[factories.region()], office=factories.office()
    )
    factories.region([country])
    factories.participation(activity, factories.partner())
    factories.result(activity)
    publishing.publish([activity])
    return activity


def thing(activity, kind):
    return {
        "country": lambda: activity.placements.get().country,
        "region": lambda: activity.regions.get(),
        "covering": lambda: activity.placements.get().country.regions.get(),
        "partner": lambda: activity.participations.get().partner,
        "office": lambda: activity.office,
        "indicator": lambda: activity.results.get().indicator,
        "objective": lambda: activity.commitments.get().objectives.get(),
        "framework": lambda: activity.pledge.framework,
    }[kind]()


def codes(changed):
    return {changed._meta.model_name: [changed.identity]}


def is_whole():
    """No row, of activities or pledges, is other than projecting every one would make it."""
    return publishing.rebuild_public_record() is None


@pytest.mark.parametrize(
    "kind", ["country", "region", "covering", "partner", "office", "indicator", "objective", "framework"]
)
def test_a_renamed_thing_is_renamed_in_the_rows_that_name_it_and_no_other_is_looked_at(named, kind):
    bystander = public()
    # An older release wrote it: whoever projects it would write it anew.
    PublicActivity.objects.filter(reference=bystander.reference).update(words="")
    changed = thing(named, kind)
    edit(changed, **{"short_title" if kind == "objective" else "name": "Türkiye"})
    publishing.vocabulary_changed(**codes(changed))
    assert row(bystander).words == ""
    assert changes(publishing.rebuild_public_record()) == {bystander.reference: "changed"}, (
        "and nothing else was missed"
    )
    assert kind == "framework" or "Türkiye" in str(record(named))


@pytest.mark.parametrize("kind", ["country", "region", "partner"])
def test_rows_of_a_hidden_pledge_follow_too(named, kind):
    publishing.withdraw_pledge(named.pledge)
    edit(thing(named, kind), name="Türkiye")
    publishing.vocabulary_changed(**codes(thing(named, kind)))
    assert is_whole()
    assert "Türkiye" in str(record(named))


def test_who_joins_a_region_brings_its_rows_and_who_leaves_takes_them(named):
    country, region = named.placements.get().country, factories.region(slug="joined")
    region.countries.add(country)
    publishing.vocabulary_changed(region=["joined"])
    assert "joined" in row(named).facets["region"]
    assert is_whole()
    region.countries.clear()
    publishing.vocabulary_changed(region=["joined"])
    assert "joined" not in row(named).facets["region"]
    assert is_whole()


@pytest.mark.parametrize("facet", ["region", "partner"])
def test_a_new_slug_is_followed(named, facet):
    changed = thing(named, facet)
    former = changed.slug
    edit(changed, slug="new")
    publishing.slug_changed(facet, former, "new")
    edit(changed, slug="newer", name="Newer")
    publishing.slug_changed(facet, "new", "newer")
    assert row(named).facets[facet].count("newer") == 1
    assert is_whole()


def test_a_country_with_a_note_concerns_every_text(named):
    noted = factories.country(name="Old", note=NOTE, note_words="Amselfeld")
    called = public(pledge=named.pledge, description="On the Amselfeld.")
    factories.country(name="Other", note="Another.", note_words="Amselfeld")
    edit(noted, name="Young")  # the order of the notes follows from the names
    publishing.vocabulary_changed(country=[noted.alpha3])
    assert [note["text"] for note in record(called)["notes"]] == ["Another.", NOTE]
    assert is_whole()


def test_a_renamed_objective_changes_its_pledge_and_the_rows_of_its_commitments(named):
    objective = thing(named, "objective")
    other = drafts(1)[0]
    publishing.publish([other])
    edit(objective, short_title="New")
    edition = publishing.vocabulary_changed(objective=[objective.key])
    assert changes(edition) == {named.pledge.slug: "changed", named.reference: "changed"}


def test_it_is_an_edition_though_no_row_names_it(named):
    before = contents(without=["id"])
    edition = publishing.vocabulary_changed(partner=[factories.partner().slug])
    assert changes(edition) == {}
    assert edition.number == row(named).edition_id + 1
    assert contents(without=["id"]) == before


def test_a_kind_that_there_is_not_is_refused():
    with pytest.raises(TypeError, match="contry"):
        publishing.vocabulary_changed(contry=["KGZ"])
    assert not PublicPledge.objects.exists()
