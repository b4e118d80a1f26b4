"""The maps of regions and commitments: of exactly their activities, framed on a region, and light."""

import re

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from activities import publishing
from activities.models import Country, Region
from activities.public.filters import ActivityFilterSet
from activities.public.maps import map_of
from activities.public.maps.views import view
from tests import factories
from tests.activities.reading import public_pledge
from tests.reading import links, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]

FILTERS = {
    "/pledges/undp-gcm/2/": {"commitment": ["undp-gcm-2"]},
    "/pledges/undp-gcm/5/": {"commitment": ["undp-gcm-5"]},
    "/regions/rbec/": {"region": ["rbec"]},
}


def figure(page):
    """The HTML of the page's one map."""
    [found] = re.findall(r'<figure class="map".*?</figure>', page.content.decode(), re.DOTALL)
    return found


@pytest.mark.parametrize("address", FILTERS)
def test_it_shows_the_numbers_and_the_ways_of_the_list_seen_as_a_map(client, address):
    page, listed = client.get(address), map_of(ActivityFilterSet(FILTERS[address]))
    shown = page.context["map"]
    # A region's map is of its own countries and areas.
    of_region = Country.objects.filter(regions__slug__in=FILTERS[address].get("region", []))
    about = set(of_region.values_list("alpha3", flat=True)) or {row.code for row in listed.rows}
    assert {row.code: row.count for row in shown.rows} == {
        row.code: row.count for row in listed.rows if row.code in about
    }
    for row in shown.rows:
        assert ActivityFilterSet(QueryDict(row.url.partition("?")[2])).total == row.count
    assert f'data-total="{listed.total}"' in figure(page)
    assert {row.url for row in shown.rows} <= set(links(page))


@pytest.mark.parametrize("address", FILTERS)
def test_it_has_its_key_its_notes_a_table_on_demand_and_the_link_that_skips_it(client, address):
    page = client.get(address)
    html = figure(page)
    assert 'class="legend"' in html and "designations used" in html
    # Of what is not settled only what the map shows is told.
    assert ("Jammu and Kashmir" in html) == ("xJK" in page.context["map"].view.unsettled)
    assert 'href="#after-map"' in html and 'id="after-map"' in html
    [table] = re.findall(r"<details.*?</details>", html, re.DOTALL)
    assert all(row.url.replace("&", "&amp;") in table for row in page.context["map"].rows)
    # What it says beside its numbers is not folded away.
    assert "is counted in each" in html.replace(table, "")
    # Kosovo* is among them, in the drawing and in the table.
    assert "note-XKX" in page_of(page).ids


@pytest.mark.parametrize("address", ["/pledges/undp-gcm/3/", "/pledges/undp-gcm/4/", "/regions/oceania/"])
def test_of_no_country_there_is_no_map(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert '<figure class="map"' not in page.content.decode()


def test_a_region_is_what_one_sees(client):
    shown = client.get("/regions/rbec/").context["map"]
    members = {"KGZ", "TUR", "SRB", "BLR"}
    assert members <= {*shown.drawn} and not shown.is_whole
    # What activities of the region name elsewhere is not of it, and nothing is said of other places.
    assert {row.code for row in shown.rows} <= set(
        Region.objects.get(slug="rbec").countries.values_list("alpha3", flat=True)
    )
    assert "Italy" not in shown.shapes and "<title>Belarus: none of these activities</title>" in shown.shapes
    assert 'class="beyond"' in figure(client.get("/regions/rbec/"))


def test_a_region_says_how_many_of_its_activities_name_none_of_its_countries(client):
    pledge, region = public_pledge(), Region.objects.get(slug="rbec")
    named = factories.activity(pledge=pledge, regions=[region], countries=[Country.objects.get(alpha3="MEX")])
    publishing.publish([named, factories.activity(pledge=pledge, countries=[Country.objects.get(alpha3="BLR")])])
    shown = map_of(ActivityFilterSet({"pledge": [pledge.slug], "region": ["rbec"]}), ["BLR", "KGZ"])
    assert (shown.total, shown.lacking, [row.code for row in shown.rows]) == (2, 1, ["BLR"])
    assert shown.sentence == "1 of 2 activities are in 1 country or area."
    assert shown.left_out == "1 of 2 activities names none of these countries and areas, and is not on the map."


@pytest.mark.parametrize("region", ["oceania", "polynesia", "americas", "rba", "rbap"])
def test_a_region_is_framed_even_where_it_lies_on_both_sides_of_180_degrees(region):
    codes = [*Region.objects.get(slug=region).countries.values_list("alpha3", flat=True)]
    shown = map_of(ActivityFilterSet({}), codes)
    assert not shown.is_whole and {*codes} <= {*shown.view.codes}


def test_the_western_balkans_map_names_its_six_and_explains_nothing_elsewhere(client):
    page = client.get("/regions/western-balkans/")
    [wide, _narrow] = page.context["map"].labels
    names = {label.text.replace("\u00a0", " ") for label in wide.labels}
    assert {
        "Serbia 4",
        "Kosovo* 2",
        "North Macedonia 3",
        "Albania 2",
        "Bosnia and Herzegovina 1",
        "Montenegro 0",
    } == names
    html = figure(page)
    assert not re.search("Jammu|Abyei|Sudan|not settled", html)
    assert "note-XKX" in page_of(page).ids and "note-FLK" not in page_of(page).ids


def test_a_map_of_few_countries_is_cropped_to_them_where_they_are_what_is_asked_for():
    chosen = map_of(ActivityFilterSet({"country": ["KGZ"]}))
    assert not chosen.is_whole and chosen.drawn.count("KGZ") == 1 and "BRA" not in chosen.drawn
    assert map_of(ActivityFilterSet({"kind": ["training"]})).is_whole
    assert map_of(ActivityFilterSet({}), light=True).is_whole


def test_from_far_a_light_map_draws_those_with_activities_on_one_outline():
    filterset = ActivityFilterSet({"pledge": ["undp-gcm"]})
    light, whole = map_of(filterset, light=True), map_of(filterset)
    assert {*light.drawn} == {row.code for row in light.rows}
    assert light.land == view().land and not whole.land
    weights = [len(render_to_string("includes/_map.html", {"map": each, "level": 2})) for each in (light, whole)]
    assert weights[0] < 0.55 * weights[1]


def test_close_by_the_land_around_is_one_outline_without_names():
    shown = map_of(ActivityFilterSet({}), ["KGZ", "TJK"], light=True)
    assert shown.land and "China" not in shown.shapes and {*shown.drawn} == {"KGZ", "TJK"}
