"""The part of the world that a map shows: what it holds, how it is turned, and what lies around."""

import csv
from pathlib import Path

import pytest

from activities.public.maps.outlines import around, around_all, edges
from activities.public.maps.views import FAR, HEIGHT, WIDTH, view
from activities.public.maps.world import world
from activities.reference import loading

pytestmark = pytest.mark.no_database

POLYNESIA = ["ASM", "COK", "PYF", "NIU", "PCN", "WSM", "TKL", "TON", "TUV", "WLF"]
AMERICAS = ["CAN", "USA", "MEX", "BRA", "CHL", "ARG"]
BALKANS = ["ALB", "BIH", "MKD", "MNE", "SRB", "XKX"]


def inside(point, rings):
    """Whether a point lies within these rings: a ray to the left meets an odd number of edges."""
    x, y = point
    crossings = (
        ax + (bx - ax) * (y - ay) / (by - ay) for ring in rings for (ax, ay), (bx, by) in edges(ring)
        if (ay > y) != (by > y)
    )  # fmt: skip
    return sum(crossing > x for crossing in crossings) % 2 == 1


def on_edge(point, rings):
    return any(point == corner for ring in rings for corner in ring)


def bounds(rings):
    return around_all([around(ring) for ring in rings])


def test_without_places_and_of_unknown_ones_it_is_the_world():
    assert view().is_whole and view() is view(["XAA"])
    assert view(["FRA", "BRA", "JPN", "AUS", "USA"]).is_whole


@pytest.mark.parametrize("codes", [["KGZ"], ["KGZ", "TJK"], BALKANS, POLYNESIA, AMERICAS, ["FJI"], ["RUS"], ["NZL"]])
def test_it_holds_its_places_with_a_margin_and_is_no_higher_than_wide(codes):
    seen = view(codes)
    assert not seen.is_whole and {*codes} <= {*seen.codes}
    assert seen.width <= WIDTH and seen.height <= max(HEIGHT, WIDTH // 2)
    assert 1 <= seen.width / seen.height <= 2.01
    for code in codes:
        x, y = seen.points[code]
        assert 0.02 * seen.width < x < 0.98 * seen.width and 0 < y < seen.height


def test_it_is_cropped_to_its_places():
    seen = view(BALKANS)
    box = bounds([ring for code in BALKANS for ring in seen.rings[code]])
    assert box.height > 0.7 * seen.height
    assert "JPN" not in seen.codes and "ITA" in seen.codes


def test_what_lies_on_both_sides_of_180_degrees_stays_together():
    seen = view(POLYNESIA)
    # Tuvalu and Wallis and Futuna in the west, French Polynesia and Pitcairn in the east.
    assert seen.points["TUV"][0] < seen.points["WLF"][0] < seen.points["PYF"][0] < seen.points["PCN"][0]
    assert "BRA" not in seen.codes
    americas = view(AMERICAS)
    assert americas.points["USA"][0] < americas.points["BRA"][0]


@pytest.mark.parametrize("codes", [(), ("KGZ",), tuple(BALKANS), tuple(AMERICAS), ("NZL", "AUS", "PNG")])
def test_the_inner_point_of_every_shape_lies_in_it(codes):
    seen = view(codes)
    outside = [
        code for code, rings in seen.rings.items()
        if code in seen.points and not inside(seen.points[code], rings) and not on_edge(seen.points[code], rings)
    ]  # fmt: skip
    assert outside == []


@pytest.mark.parametrize(("one", "other"), [("FRA", "ESP"), ("BRA", "PER"), ("KGZ", "KAZ")])
@pytest.mark.parametrize("codes", [(), None])
def test_neighbours_share_their_border(one, other, codes):
    seen = view([one, other] if codes is None else codes)
    corners = [{point for ring in seen.rings[code] for point in ring} for code in (one, other)]
    assert len(corners[0] & corners[1]) > 5


def test_the_whole_world_is_drawn_within_half_a_unit_of_its_lines_and_with_fewer():
    for code, rings in view().rings.items():
        near = {(round(x / FAR), round(y / FAR)) for ring in world().rings[code] for x, y in ring}
        assert rings and {point for ring in rings for point in ring} <= near
    assert sum(map(len, view().paths.values())) < 0.85 * sum(map(len, world().places.values()))


def test_the_land_beyond_has_no_lines_in_it():
    seen = view(BALKANS)
    beyond = seen.beyond(frozenset(BALKANS))
    apart = sum(len(seen.paths[code]) for code in seen.rings if code not in BALKANS)
    assert beyond and len(beyond) < 0.7 * apart


def test_only_what_is_not_settled_within_it_is_hatched():
    assert view(BALKANS).unsettled == {}
    assert "xJK" in view(["IND", "PAK"]).unsettled and "xAB" not in view(["IND", "PAK"]).unsettled
    assert {"xAB", "xHT"} <= {*view(["SDN", "SSD"]).unsettled}
    assert {"xJK", "xAB"} <= {*view().unsettled}


def test_kosovos_line_with_serbia_is_the_one_that_is_dashed():
    line = view(BALKANS).dashed["XKX"]
    assert line.startswith("M") and "z" not in line
    assert "XKX" not in view(["BRA"]).dashed
    assert "SDN" in view(["SDN", "SSD"]).dashed


def test_every_region_has_a_map_that_holds_its_members():
    file = Path(loading.__file__).parent / "countries.csv"
    codes = [row["alpha3"] for row in csv.DictReader(file.open(encoding="utf-8", newline=""))]
    for at in range(0, len(codes), 9):
        members = [code for code in codes[at : at + 9] if code != "ATA"]
        assert {*members} <= {*view(members).codes}
