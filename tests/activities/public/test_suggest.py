"""What is suggested: names under all their names, never showing an everyday or former one, and near misses."""

import pytest

from activities import publishing
from activities.models import Country
from activities.public.index import current_index
from activities.public.search import search
from activities.public.suggest import AMONG, FIRST, first_activities, groups, meant
from pledgetracker.text import words
from tests import factories
from tests.activities.reading import drafts, edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def named(typed):
    """{heading: [labels]} of what is suggested."""
    found = groups(current_index(), words(typed))
    return {str(group["heading"]): [each.label for each in group["suggestions"]] for group in found}


def labels(typed):
    return [each.label for each in meant(current_index(), words(typed))]


@pytest.mark.parametrize(
    ("typed", "heading", "label", "url"),
    [
        ("Ivory Coast", "Countries and areas", "Côte d’Ivoire", "/countries/CIV/"),
        ("cote d'iv", "Countries and areas", "Côte d’Ivoire", "/countries/CIV/"),
        ("turkey", "Countries and areas", "Türkiye", "/countries/TUR/"),
        ("KGZ", "Countries and areas", "Kyrgyzstan", "/countries/KGZ/"),
        ("iom", "Partners", "International Organization for Migration (IOM)", "/partners/iom/"),
        ("western balk", "Regions", "Western Balkans", "/regions/western-balkans/"),
        ("commitment 3", "Commitments", "3.", "/pledges/undp-gcm/3/"),
        ("objective 20", "Objectives", "20.", "/objectives/gcm-20/"),
        ("gcm 20", "Objectives", "20.", "/objectives/gcm-20/"),
        ("undp pledge", "Pledges", "", "/pledges/undp-gcm/"),
    ],
)
def test_a_name_is_found_under_any_of_its_names_and_shown_under_the_one_in_use(typed, heading, label, url):
    found = {str(group["heading"]): group["suggestions"] for group in groups(current_index(), words(typed))}
    first = found[heading][0]
    assert first.label.replace("'", "’").startswith(label)
    assert url in first.url


def test_a_suggestion_counts_its_activities(client):
    index = current_index()
    for typed in ("kyrgyzstan", "iom", "turkey"):
        for group in groups(index, words(typed)):
            for each in group["suggestions"]:
                facet = {"Countries and areas": "country", "Partners": "partner"}.get(str(group["heading"]))
                if facet:
                    assert each.count == len(index.having(facet, each.code))


def test_the_name_itself_comes_before_longer_ones_and_busier_before_idle_ones():
    assert named("niger")["Countries and areas"] == ["Niger", "Nigeria"]
    index = current_index()
    several = groups(index, ["s"])[0]["suggestions"]
    begins = [each.count for each in several]
    assert len(begins) == FIRST
    assert begins == sorted(begins, reverse=True)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("EU", "Europe and the CIS (UNDP RBEC)"),
        ("IOM", "International Organization for Migration (IOM)"),
        ("iom", "International Organization for Migration (IOM)"),
        ("EAC", "East African Community"),
        ("UK", "United Kingdom of Great Britain and Northern Ireland"),
        ("RBA", "Africa (UNDP RBA)"),
        ("UN", "United Nations Development Programme (UNDP)"),
        ("commitment 5", "5. Diaspora engagement, remittances and financial inclusion"),
    ],
)
def test_the_acronym_comes_first_then_what_begins_so_whatever_kind_it_is_of(typed, first):
    assert groups(current_index(), words(typed))[0]["suggestions"][0].label == first


def test_an_acronym_comes_before_countries_that_begin_so():
    (activity,) = drafts(1)
    partner = factories.partner(name="Zonal Alliance of Mayors", acronym="MA")
    factories.participation(activity, partner)
    publishing.vocabulary_changed()
    assert "Zonal Alliance of Mayors (MA)" not in {label for several in named("ma").values() for label in several}
    publishing.publish([activity])
    heading, labels = next(iter(named("ma").items()))
    assert (heading, labels[0]) == ("Partners", "Zonal Alliance of Mayors (MA)")


def test_who_makes_a_pledge_is_counted_with_its_activities():
    suggestions = [each for group in groups(current_index(), ["undp"]) for each in group["suggestions"]]
    [partner] = [each for each in suggestions if each.code == "undp"]
    assert partner.count == 45


def test_of_many_names_the_first_are_shown_with_a_way_to_all():
    [countries, *_others] = groups(current_index(), ["s"])
    assert countries["more_url"] == "/activities/choose/country/?find=s"
    assert groups(current_index(), words("kyrgyzstan"))[0]["more_url"] == ""


def test_a_partner_or_region_that_no_public_text_names_is_not_suggested():
    factories.partner(name="Silent Trust", other_names="Quiet Fund")
    factories.region(name="Silent Shores")
    factories.country(name="Silentia", alpha3="QQZ", alpha2="QZ")
    publishing.vocabulary_changed()
    assert named("silent") == {"Countries and areas": ["Silentia"]}
    assert labels("silant trust") == labels("quiet") == []


def test_what_is_renamed_is_suggested_under_its_new_name_at_once():
    assert "Kyrgyzstan" in named("kyrgyzstan")["Countries and areas"]
    Country.objects.filter(alpha3="KGZ").update(name="Land of Forty", other_names="Kyrgyzstan")
    publishing.vocabulary_changed(country=["KGZ"])
    assert named("kyrgyzstan")["Countries and areas"] == ["Land of Forty"]


def test_activities_with_the_words_in_their_titles_come_first():
    made = drafts(AMONG + 10, description="About zebras and lions.")
    edit(made[9], title="Zebras in Osh")
    publishing.publish(made)
    index = current_index()
    found = search(index, ["zebra"])
    first, *others = first_activities(index, found, ["zebra"], 5)
    assert len(found) == AMONG + 10
    assert [first] == list(search(index, ["zebras", "osh"]))
    assert others == [each for each in list(found)[::-1] if each != first][:4]
