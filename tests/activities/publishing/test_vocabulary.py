"""Names: those that codes stand for now, those that were removed, those that call for a note, and former slugs."""

import pytest

from activities import publishing
from activities.models import Country, FormerSlug, Participation, PublicPledge
from activities.publishing.vocabulary import Vocabulary
from tests import factories
from tests.activities.reading import changes, contents, drafts, edit, public, public_pledge, record, row

pytestmark = pytest.mark.django_db

NOTE = "References to Kosovo shall be understood to be in the context of resolution 1244 (1999)."


@pytest.fixture
def kosovo():
    return factories.country(name="Kosovo", alpha3="XKX", alpha2="XK", note=NOTE, note_words="Kosovo\nKosova Region")


@pytest.fixture
def named():
    """A published activity that names one of each thing that can be renamed."""
    office, region, country = factories.office(), factories.region(), factories.country()
    activity = drafts(1, countries=[country], regions=[region], office=office)[0]
    factories.region([country], name="Covering")
    factories.participation(activity, factories.partner(acronym="ABC"))
    factories.result(activity)
    publishing.publish([activity])
    return activity


# --- Notes ------------------------------------------------------------------------------------------------------------


def test_a_country_brings_its_note_and_is_marked(kosovo):
    activity = public(countries=[kosovo])
    assert record(activity)["notes"] == [{"code": "XKX", "text": NOTE}]
    assert record(activity)["countries"][0]["note"] is True
    assert "Kosovo*" in row(activity).csv_line
    assert NOTE in row(activity).csv_line


@pytest.mark.parametrize(
    "text", ["In Kosovo.", "KOSOVO", "(kosovo)", "the Kosova region, too", "Kosovo/Serbia", "Kosovo* and others"]
)
def test_a_text_that_says_the_word_brings_the_note_without_the_country(kosovo, text):
    activity = public(description=text)
    assert record(activity)["notes"] == [{"code": "XKX", "text": NOTE}]
    assert record(activity)["countries"] == []


@pytest.mark.parametrize("text", ["Kosovar returnees", "the Kosova and a region", "nothing of the sort", "Amselfeld"])
def test_other_words_bring_no_note(kosovo, text):
    assert record(public(description=text))["notes"] == []


@pytest.mark.parametrize(
    "where",
    ["title", "places", "update", "source", "publisher", "partner", "indicator", "office", "region", "commitment"],
)
def test_whatever_text_of_the_page_says_it_the_note_is_there(kosovo, where):
    said = "Office in Kosovo"
    pledge = factories.pledge()
    factories.commitment(pledge=pledge, short_title=said if where == "commitment" else "Plain")
    publishing.publish_pledge(pledge)
    activity = factories.activity(
        pledge=pledge,
        **({where: said} if where in {"title", "places"} else {}),
        office=factories.office(name=said) if where == "office" else None,
        regions=[factories.region(name=said)] if where == "region" else [],
    )
    if where == "update":
        factories.update(activity, text=said)
    if where in {"source", "publisher"}:
        factories.source(activity, **{"title" if where == "source" else "publisher": said})
    if where == "partner":
        factories.participation(activity, factories.partner(name=said))
    if where == "indicator":
        factories.result(activity, indicator=factories.indicator(name=said))
    publishing.publish([activity])
    assert [note["code"] for note in record(activity)["notes"]] == ["XKX"]


def test_a_pledge_whose_text_says_it_has_the_note(kosovo):
    pledge = public_pledge(lead_in="Also in Kosovo")
    assert PublicPledge.objects.get(slug=pledge.slug).record["notes"] == [{"code": "XKX", "text": NOTE}]


def test_a_note_stands_once_and_notes_stand_in_the_order_of_names(kosovo):
    falklands = factories.country(name="Falkland Islands (Malvinas)", alpha3="FLK", note="A dispute exists.")
    activity = public(countries=[kosovo, falklands], title="Kosovo", description="Kosovo")
    assert [note["code"] for note in record(activity)["notes"]] == ["FLK", "XKX"]


# --- Renamed ----------------------------------------------------------------------------------------------------------


def renamed(activity):
    """{what is renamed: (the object, its new fields)}"""
    participation = activity.participations.get()
    return {
        "country": (activity.placements.get().country, {"name": "Türkiye"}),
        "other name": (activity.placements.get().country, {"other_names": "Türkiye"}),
        "region": (activity.regions.get(), {"name": "Türkiye"}),
        "covering region": (activity.placements.get().country.regions.get(), {"name": "Türkiye"}),
        "partner": (participation.partner, {"name": "Türkiye"}),
        "acronym": (participation.partner, {"acronym": "Türkiye"}),
        "indicator": (activity.results.get().indicator, {"name": "Türkiye"}),
        "office": (activity.office, {"name": "Türkiye"}),
    }


# What a page, a download and the search then have.
KINDS = {
    "country": (True, True, True),
    "other name": (False, False, True),
    "region": (True, True, False),
    "covering region": (True, True, False),
    "partner": (True, True, True),
    "acronym": (True, False, True),
    "indicator": (True, True, False),
    "office": (True, False, False),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_name_changes_names_and_words_and_nothing_else(named, kind):
    bystander = public(pledge=named.pledge)
    edit(named, title="An edit that waits", description="It must not get out.")
    before, kept = contents(), row(named)
    thing, fields = renamed(named)[kind]
    edit(thing, **fields)
    assert contents() == before, "not before the record is told"

    edition = publishing.vocabulary_changed()

    assert changes(edition) == {named.reference: "changed"}
    now = row(named)
    assert ("Türkiye" in str(now.record), "Türkiye" in now.csv_line, " turkiye" in now.words) == KINDS[kind]
    same = [name for name in before[named.reference] if name not in {"record", "csv_line", "words"}]
    assert all(getattr(now, name) == getattr(kept, name) for name in same)
    assert now.record["description"] == kept.record["description"]
    assert contents()[bystander.reference] == before[bystander.reference]


def test_a_change_that_no_row_names_is_an_edition_too_because_the_choices_have_changed(named):
    before = contents(without=["id"])
    factories.country()
    edition = publishing.vocabulary_changed()
    assert changes(edition) == {}
    assert edition.number == row(named).edition_id + 1
    assert contents(without=["id"]) == before


def test_a_member_that_joins_a_region_brings_its_activities(named):
    region = factories.region(slug="joined")
    region.countries.add(named.placements.get().country)
    publishing.vocabulary_changed()
    assert "joined" in row(named).facets["region"]


def test_a_renamed_maker_is_renamed_on_the_pledge():
    maker = factories.partner(name="Old maker")
    pledge = public_pledge(made_by=[maker])
    edit(maker, name="New maker")
    edition = publishing.vocabulary_changed()
    assert changes(edition) == {pledge.slug: "changed"}
    assert PublicPledge.objects.get(slug=pledge.slug).record["made_by"][0]["name"] == "New maker"


def test_a_renamed_objective_is_renamed_on_the_pledge_and_its_activities_in_one_edition():
    objective = factories.objective(short_title="Old")
    pledge = factories.pledge(framework=objective.framework)
    factories.commitment(pledge=pledge, objectives=[objective])
    publishing.publish_pledge(pledge)
    activity = public(pledge=pledge)
    edit(objective, short_title="New")
    edition = publishing.vocabulary_changed()
    assert changes(edition) == {pledge.slug: "changed", activity.reference: "changed"}
    assert record(activity)["objectives"][0]["short_title"] == "New"


# --- Removed ----------------------------------------------------------------------------------------------------------


def test_what_was_removed_since_is_left_out_and_the_rest_stays_public(named):
    """The published version names it, the draft no longer does: then nothing forbids to remove it."""
    things = [named.placements.get().country, named.regions.get(), named.office, named.participations.get().partner]
    things.append(named.results.get().indicator)
    for relation in (named.placements, named.participations, named.results):
        relation.all().delete()
    named.regions.clear()
    edit(named, office=None)
    for thing in things:
        thing.delete()
    publishing.vocabulary_changed()
    now = row(named)
    assert now.listed
    for name in ("countries", "regions", "regions_covered", "partners", "results"):
        assert now.record[name] == []
    assert now.record["office"] == ""
    assert now.facets["country"] == now.facets["region"] == now.facets["partner"] == []
    assert now.record["description"] == named.description


def test_a_target_whose_indicator_was_removed_is_left_out():
    pledge = factories.pledge()
    target = factories.target(commitment=factories.commitment(pledge=pledge))
    publishing.publish_pledge(pledge)
    target.delete()
    target.indicator.delete()
    publishing.vocabulary_changed()
    assert PublicPledge.objects.get(slug=pledge.slug).record["commitments"][0]["targets"] == []


# --- Former slugs -----------------------------------------------------------------------------------------------------


def reslug(thing, slug):
    facet = "region" if hasattr(thing, "scheme") else "partner"
    former = thing.slug
    edit(thing, slug=slug)
    return publishing.slug_changed(facet, former, slug)


@pytest.fixture
def slugged():
    activity = drafts(1, regions=[factories.region(slug="a", name="The region")])[0]
    partner = factories.partner(slug="a", name="The partner")
    factories.participation(activity, partner, role=Participation.Role.FUNDING)
    publishing.publish([activity])
    return activity


@pytest.mark.parametrize("facet", ["region", "partner"])
@pytest.mark.parametrize("path", ["b", "bc", "bcd", "ba", "bca", "bab", "bcb"])
def test_published_versions_follow_their_region_or_partner_through_every_slug(slugged, facet, path):
    thing = slugged.regions.get() if facet == "region" else slugged.partners.get()
    for slug in path:
        reslug(thing, slug)
    assert row(slugged).facets[facet] == [path[-1]]
    assert record(slugged)[f"{facet}s"][0]["name"] == thing.name
    leads = dict(FormerSlug.objects.filter(facet=facet).values_list("former", "current"))
    assert leads == dict.fromkeys({"a", *path} - {path[-1]}, path[-1]), "every former slug leads straight there"


def test_a_pledge_follows_its_maker_through_a_new_slug():
    maker = factories.partner(slug="a")
    pledge = public_pledge(made_by=[maker])
    reslug(maker, "b")
    assert PublicPledge.objects.get(slug=pledge.slug).record["made_by"][0]["slug"] == "b"


def test_a_slug_in_use_is_its_owners_though_another_once_had_it():
    FormerSlug.objects.create(facet="region", former="a", current="b")
    owner, other = factories.region(slug="a"), factories.region(slug="b")
    regions = Vocabulary.load([]).regions
    assert (regions["a"], regions["b"]) == (owner, other)


def test_a_vocabulary_costs_the_same_queries_however_many_documents(named, django_assert_num_queries):
    others = drafts(6, pledge=named.pledge, countries=[Country.objects.first()])
    others[0].same_project.set(others[1:])
    documents = [publishing.snapshot(activity) for activity in [named, *others]]
    # Former slugs, countries and their regions, regions, partners, offices, indicators, frameworks, objectives,
    # pledges, ties, and which of the tied are listed.
    with django_assert_num_queries(12):
        Vocabulary.load(documents)
