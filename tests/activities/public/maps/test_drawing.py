"""Maps say what the list says: the same numbers, ways to exactly those activities, and the notes on names."""

import re

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from activities import publishing
from activities.models import Country
from activities.public.counts import counts
from activities.public.filters import ActivityFilterSet
from activities.public.maps import located, map_of
from activities.public.maps.world import world
from tests import factories
from tests.activities.reading import public_pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    pledge = public_pledge(slug="first", commitments=1)
    commitments = list(pledge.commitments.all())
    kgz = factories.country(alpha3="KGZ", name="Kyrgyzstan")
    xkx = factories.country(alpha3="XKX", name="Kosovo", note="A note on Kosovo.")
    made = [
        factories.activity(commitments=commitments, countries=[kgz, xkx], kind="training"),
        factories.activity(commitments=commitments, countries=[kgz]),
        factories.activity(commitments=commitments),
    ]
    made[1].placements.update(planned=True)
    publishing.publish(made)


def drawn(filterset, **kwargs):
    return render_to_string("includes/_map.html", {"map": map_of(filterset, **kwargs), "level": 2})


@pytest.mark.parametrize("query", [{}, {"kind": ["training"]}, {"country": ["KGZ"]}, {"country": ["XXX"]}])
def test_totals_and_numbers_are_those_of_the_list(site, query):
    filterset = ActivityFilterSet(query)
    shown, said = map_of(filterset), counts(filterset, "country")
    assert f'data-total="{filterset.total}"' in drawn(filterset)
    assert {row.code: row.count for row in shown.rows}.items() <= said.items()
    assert query.get("country") or {row.code for row in shown.rows} == set(said)


def test_each_link_leads_to_exactly_what_it_counts(site):
    for query in ({}, {"kind": ["training"]}, {"country": ["KGZ", "XKX"]}):
        for row in map_of(ActivityFilterSet(query)).rows:
            asked = QueryDict(row.url.partition("?")[2])
            assert ActivityFilterSet(asked).total == row.count


def test_names_come_from_the_vocabulary_and_kosovo_has_its_asterisk_and_note(site):
    shown = map_of(ActivityFilterSet({}))
    assert "<title>Kosovo*: 1 activity</title>" in shown.shapes
    assert "<title>Kyrgyzstan: 2 activities</title>" in shown.shapes
    assert {"code": "XKX", "text": "A note on Kosovo."} in shown.notes
    html = drawn(ActivityFilterSet({}))
    assert 'href="#note-XKX"' in html and len(shown.marks) == 1


def test_a_renamed_country_is_called_so(site):
    Country.objects.filter(alpha3="KGZ").update(name="Land of the Kyrgyz")
    publishing.vocabulary_changed(country=["KGZ"])
    assert "<title>Land of the Kyrgyz: 2 activities</title>" in map_of(ActivityFilterSet({})).shapes


def test_unsettled_areas_never_get_a_shade(site):
    html = drawn(ActivityFilterSet({}))
    unsettled = re.findall(r"<path[^>]*" + re.escape(world().unsettled[:60]) + r"[^>]*>", html)
    assert len(unsettled) == 1 and 'class="unsettled"' in unsettled[0] and "url(#hatch)" in unsettled[0]
    assert "designations used" in html and "Jammu and Kashmir" in html and "Abyei" in html


def test_planned_ones_and_those_without_a_country_are_said(site):
    rows = {row.code: row.planned for row in map_of(ActivityFilterSet({})).rows}
    assert rows == {"KGZ": 1, "XKX": 0}
    html = drawn(ActivityFilterSet({}))
    assert "Of them only planned there" in html and "1 of 3 activities names no country or area" in html


def test_the_keyboard_goes_by_the_table_alone(site):
    html = drawn(ActivityFilterSet({}))
    svg = html[html.index('<svg class="world"') : html.index("</svg>")]
    links = re.findall(r"<a [^>]*>", svg)
    assert len(links) == 2 and all('tabindex="-1"' in link for link in links)
    assert 'href="#after-map"' in html and 'id="after-map"' in html


def test_no_activity_is_said_and_no_map_drawn(site):
    html = drawn(ActivityFilterSet({"kind": ["event"]}))
    assert "No activity reported in this register" in html and "<svg" not in html


def test_where_a_filter_leaves_nothing_it_is_not_said_that_the_register_has_nothing(site):
    factories.country(alpha3="CHN", name="China")
    publishing.vocabulary_changed(country=["CHN"])
    whole, part = drawn(ActivityFilterSet({})), drawn(ActivityFilterSet({"kind": ["training"]}))
    assert "<title>China: no activity reported in this register</title>" in whole
    assert "none reported in this register" in whole and "none of these" not in whole
    assert "<title>China: none of these activities</title>" in part
    assert "none of these activities</li>" in part and "in this register" not in part


def test_it_asks_the_database_nothing(site, django_assert_num_queries):
    filterset = ActivityFilterSet({"kind": ["training"]})
    with django_assert_num_queries(0):
        drawn(filterset)


def test_a_locator_marks_the_place_and_rings_what_is_small():
    large, small = located(["KGZ"], "Kyrgyzstan"), located(["MDV"], "Maldives")
    assert large.data and not large.circles and not large.rings
    assert not small.data and small.circles and small.rings
    html = render_to_string("includes/_locator.html", {"locator": small})
    assert "Maldives" in html and "designations used" in html
