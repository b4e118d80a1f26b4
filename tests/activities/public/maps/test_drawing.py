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
from activities.public.maps.outlines import read
from activities.public.maps.views import view
from tests import factories
from tests.activities.public.maps.test_views import inside, on_edge
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
    assert 'href="#note-XKX"' in html and [label.text for label in shown.labels[0].labels] == ["*"]


def test_a_renamed_country_is_called_so(site):
    Country.objects.filter(alpha3="KGZ").update(name="Land of the Kyrgyz")
    publishing.vocabulary_changed(country=["KGZ"])
    assert "<title>Land of the Kyrgyz: 2 activities</title>" in map_of(ActivityFilterSet({})).shapes


def test_unsettled_areas_never_get_a_shade(site):
    html = drawn(ActivityFilterSet({}))
    data = view().unsettled["xJK"]
    unsettled = re.findall(r"<path[^>]*" + re.escape(data[:60]) + r"[^>]*>", html)
    assert len(unsettled) == 1 and 'class="unsettled"' in unsettled[0] and "url(#hatch)" in unsettled[0]
    # Each part of the path data begins where it lies, not where the one before ended.
    assert all(f"M{part}"[:20] in unsettled[0] for part in data.split("M") if part)
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
    # The edge of the map cuts no circle.
    assert all(
        each.radius <= x <= 10_000 - each.radius for each in [located(["TON", "WSM"], "")] for x, _y in each.circles
    )
    assert "Maldives" in html and "designations used" in html


@pytest.fixture
def everywhere():
    """Two activities in many countries and areas, among them small ones and both whose names have a note."""
    pledge = public_pledge(slug="everywhere")
    names = {"XKX": "Kosovo", "FLK": "Falkland Islands (Malvinas)"}
    small = ["AND", "SMR", "BRB", "LCA", "VCT", "TUV", "WSM", "TON"]
    codes = ["SRB", "ALB", "MKD", "MNE", "BIH", "XKX", "FLK", "KGZ", "CHN", "BRA", "FJI", *small]
    countries = [
        Country.objects.filter(alpha3=code).first()
        or factories.country(alpha3=code, name=names.get(code, f"Land {code}"), note="A note." if code in names else "")
        for code in codes
    ]
    publishing.publish([factories.activity(pledge=pledge, countries=countries) for _number in range(2)])


FRAMES = {
    "the world": {},
    "Western Balkans": {"about": ["ALB", "BIH", "MKD", "MNE", "SRB", "XKX"]},
    "Kosovo": {"about": ["XKX"]},
    "Caribbean": {"about": ["BRB", "LCA", "VCT"]},
    "Polynesia": {"about": ["TUV", "WSM", "TON", "FJI"]},
    "South America": {"about": ["BRA", "FLK"]},
    "light": {"light": True},
}


@pytest.mark.parametrize("frame", FRAMES)
def test_each_mark_lies_in_its_own_shape_or_a_line_leads_from_it_into_that_shape(everywhere, frame):
    shown = map_of(ActivityFilterSet({}), **FRAMES[frame])
    seen = shown.view

    def holds(code, point):
        if code in seen.rings:
            return inside(point, seen.rings[code]) or on_edge(point, seen.rings[code])
        return point == shown.circles[code]

    assert len(shown.labels) == 2
    for labels in shown.labels:
        assert labels.labels
        for label in labels.labels:
            assert holds(label.code, label.line[1] if label.line else (label.x, label.y)), label
    for code, (x, y) in shown.circles.items():
        a, b = seen.points[code]
        assert (x - a) ** 2 + (y - b) ** 2 <= seen.radius**2 or f"M{x} {y}L{a} {b}" in shown.tails


@pytest.mark.parametrize("frame", FRAMES)
def test_no_name_lies_on_another_or_leaves_the_map(everywhere, frame):
    shown = map_of(ActivityFilterSet({}), **FRAMES[frame])
    for labels in shown.labels:
        boxes = []
        for label in labels.labels:
            # Half as high as letters are, and as wide as narrow letters.
            across, down = 0.2 * len(label.text) * labels.letters, 0.5 * labels.letters
            boxes.append((label.x - across, label.y - down, label.x + across, label.y + down))
            assert boxes[-1][0] >= 0 and boxes[-1][2] <= shown.view.width
        for at, one in enumerate(boxes):
            for other in boxes[:at]:
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("about", [["KGZ", "CHN"], ["CHN"], ["KGZ"]])
def test_no_name_and_no_line_lies_on_an_area_that_is_not_settled(everywhere, about):
    shown = map_of(ActivityFilterSet({}), about=about)
    for labels in shown.labels:
        for label in labels.labels:
            for data in shown.view.unsettled.values():
                unsettled = list(read(data))
                assert not inside((label.x, label.y), unsettled)
                assert not (label.line and any(inside(point, unsettled) for point in between(*label.line)))


def between(start, end):
    (ax, ay), (bx, by) = start, end
    return [(ax + (bx - ax) * step / 20, ay + (by - ay) * step / 20) for step in range(21)]


def test_kosovo_is_named_with_its_asterisk_and_its_number_and_its_line_is_dashed(everywhere):
    shown = map_of(ActivityFilterSet({}), about=FRAMES["Western Balkans"]["about"])
    assert "Kosovo*\u00a02" in [label.text for label in shown.labels[0].labels]
    html = drawn(ActivityFilterSet({}), about=FRAMES["Western Balkans"]["about"])
    assert 'class="dashed"' in html and "A dashed line is not an agreed international boundary." in html
    assert "Jammu" not in html and "Abyei" not in html and "not settled" not in html


def test_names_without_room_are_listed_beneath(everywhere):
    shown = map_of(ActivityFilterSet({}), about=["BRB", "LCA", "VCT", "XAA", "BRA", "FLK", "SRB", "XKX", "ALB", "MKD"])
    for labels in shown.labels:
        named = {label.code for label in labels.labels}
        without = [names for size, names in shown.unnamed if size == labels.size]
        missing = [shown.names[row.code] for row in shown.rows if row.code not in named and shown.names]
        assert missing == [name for names in without for name in names]


def test_the_key_explains_what_is_on_the_map_alone(site, everywhere):
    html = drawn(ActivityFilterSet({"country": ["BRA"]}), about=["BRA"])
    assert "2 activities</li>" in html and "none of these" not in html and "not settled" not in html
    assert "to" not in re.sub(r"<[^>]*>", "", html[html.index("legend") : html.index("</ul>")]).split()[:4]


def test_a_table_of_many_shows_ten_and_leads_to_all(everywhere):
    html = drawn(ActivityFilterSet({}))
    first, more = html.split("<details", 1)
    rows = map_of(ActivityFilterSet({})).rows
    assert first.count('<tr><th scope="row">') == 10 and "9 more countries and areas" in more
    assert more.count('<tr><th scope="row">') == len(rows) - 10
