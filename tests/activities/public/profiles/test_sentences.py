"""Each profile says in one sentence, in numbers, what it is about: with little, and with much."""

import pytest

from activities import publishing
from activities.models import Country, PublicActivity
from activities.public.filters import ActivityFilterSet
from activities.public.index import current_index
from activities.public.profiles import sentences
from tests import factories
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


SENTENCES = {
    "/countries/KGZ/": """6 activities reported here serve 3 of the 7 commitments pledged by UNDP; last reported
        11 November 2023. 1 of them is only planned here.""",
    "/countries/BIH/": """1 activity reported here serves 1 of the 7 commitments pledged by UNDP; last reported
        11 November 2023.""",
    "/countries/TJK/": "last reported 11 November 2023. It is only planned here.",
    "/countries/NZL/": "New Zealand No activity reported in this register.",
    "/regions/western-balkans/": """8 activities reported for this region serve 4 of the 7 commitments pledged by UNDP;
        last reported 11 November 2023. 2 name the region itself, 8 a country or area in it. 2 do both and are
        counted once.""",
    "/partners/iom/": "5 activities that name it as a partner serve 4 of the 7 commitments pledged by UNDP;",
    "/partners/undp/": "It made 1 pledge, with 7 commitments. 45 activities are reported for them,"
    " in {countries} countries and areas; last reported 11 November 2023.",
    "/pledges/undp-gcm/": "45 activities are reported for 6 of 7 commitments, in {countries} countries and areas;",
    "/pledges/undp-gcm/4/": "1 activity is reported for this commitment, with no country or area named;",
    "/pledges/undp-gcm/5/": "18 activities are reported for this commitment, in {of_commitment} countries and areas;",
}


@pytest.mark.parametrize("address", SENTENCES)
def test_a_profile_says_what_it_is_in_numbers(client, address):
    rows = [row.facets for row in PublicActivity.objects.listed()]
    counted = {
        "countries": len({code for row in rows for code in row["country"]}),
        "of_commitment": len({code for row in rows if "undp-gcm-5" in row["commitment"] for code in row["country"]}),
    }
    assert " ".join(SENTENCES[address].format(**counted).split()) in text(client.get(address))


def serving(country):
    filterset = ActivityFilterSet({"country": [country.alpha3]}, index=current_index())
    return sentences.serving(filterset, "country", country.alpha3)


def test_the_makers_of_a_pledge_are_named_and_of_many_counted(db):
    country = Country.objects.get(alpha3="NZL")
    makers = [factories.partner(name=f"Maker {name}", acronym=name) for name in "ABCD"]
    pledge = factories.pledge(made_by=makers[:2])
    activity = factories.activity(pledge=pledge, countries=[country])
    publishing.publish_pledge(pledge)
    publishing.publish([activity])
    assert "1 of the 1 commitment pledged by A and B;" in serving(country)
    pledge.made_by.set(makers)
    publishing.publish_pledge(pledge)
    assert "1 of the 1 commitment pledged by 4 partners;" in serving(country)


def test_of_several_pledges_only_their_number_is_said(db):
    country = Country.objects.get(alpha3="NZL")
    for _each in range(2):
        pledge = factories.pledge(made_by=[factories.partner()])
        activity = factories.activity(pledge=pledge, countries=[country], reported="2024")
        publishing.publish_pledge(pledge)
        publishing.publish([activity])
    assert serving(country) == "2 activities reported here serve 2 commitments of 2 pledges; last reported 2024."


def test_an_activity_that_names_a_region_and_a_country_in_it_is_counted_once(client):
    country = Country.objects.get(alpha3="NZL")
    region = factories.region(countries=[country])
    pledge = factories.pledge()
    several = [
        factories.activity(pledge=pledge, countries=[country], regions=[region]),
        factories.activity(pledge=pledge, regions=[region]),
    ]
    publishing.publish_pledge(pledge)
    publishing.publish(several)
    said = text(client.get(f"/regions/{region.slug}/"))
    assert "2 name the region itself, 1 a country or area in it. 1 does both and is counted once." in said
    assert "2 activities reported for this region" in said
