"""The prepared shapes: what they must hold, whoever prepares them anew."""

import csv
import json
import math
import re
from itertools import combinations
from pathlib import Path

import pytest

from activities.public.maps.world import FAR, WORLD, _rings, world
from activities.reference import loading

pytestmark = pytest.mark.no_database

COUNTRIES = Path(loading.__file__).parent / "countries.csv"
CODES = {row["alpha3"] for row in csv.DictReader(COUNTRIES.open(encoding="utf-8", newline=""))}


def test_every_country_or_area_has_one_mark():
    assert set(world().places) | set(world().small) == CODES
    assert not set(world().places) & set(world().small)
    assert set(world().middles) == CODES


def test_only_codes_and_whole_numbers_no_names():
    strings = re.findall(r'"([^"]*)"', WORLD.read_text(encoding="utf-8"))
    known = CODES | {"width", "height", "places", "small", "middles", "unsettled", "land"}
    assert all(text in known or re.fullmatch(r"[mlz0-9 -]+", text) for text in strings)


def test_it_is_small_enough_for_every_page():
    assert WORLD.stat().st_size < 95_000
    assert len(json.loads(WORLD.read_text())["land"]) < 12_000


@pytest.mark.parametrize("code", ["HRV", "PSE", "XKX", "SSD", "ESH", "UKR"])
def test_what_other_maps_lack_or_draw_otherwise_has_a_shape(code):
    assert world().places[code].startswith("m")


def test_gaza_is_a_part_of_its_own():
    assert world().places["PSE"].count("z") == 2


def test_circles_lie_inside_and_not_on_one_another():
    middles = [world().middles[code] for code in world().small]
    assert all(40 <= x <= world().width - 40 and 0 <= y <= world().height for x, y in middles)
    assert [pair for pair in combinations(middles, 2) if math.dist(*pair) < 75] == []


def test_a_frame_holds_its_places_and_keeps_its_proportion():
    left, top, width, height = map(int, world().frame(["KGZ", "TJK"]).view_box.split())
    box = world().box("KGZ")
    assert left < box[0] and top < box[1] and left + width > box[2] and top + height > box[3]
    assert width == 2 * height


def test_without_places_the_frame_is_the_world():
    assert world().frame() == world().whole


def test_what_crosses_the_edge_is_framed_by_its_largest_part():
    assert world().box("USA").width > world().width // 2
    assert world().frame(["USA", "CAN"]).width < world().width // 2


def test_places_all_over_the_world_and_unknown_ones_are_framed_by_the_world():
    assert world().frame(["FJI", "PYF"]) == world().frame(["XAA"]) == world().whole


@pytest.mark.parametrize("code", ["KGZ", "FJI", "NZL", "GRL", "MDV"])
def test_a_frame_lies_within_the_world_and_holds_what_it_is_of(code):
    frame = world().frame([code])
    assert code in world().within(frame)
    assert frame.left >= 0 and frame.top >= 0 and frame.right <= world().width and frame.bottom <= world().height
    assert frame.width == 2 * frame.height


def corners(data):
    """The points of path data, ring after ring."""
    return {point for ring in _rings(data) for point in ring}


def test_from_far_every_place_is_drawn_within_half_a_unit_of_its_lines_and_with_fewer():
    near, far = world().places, world().places_from_far
    assert far.keys() == near.keys() and all(far.values())
    for code, data in far.items():
        rounded = {(round(x / FAR), round(y / FAR)) for x, y in corners(near[code])}
        assert corners(data) <= rounded
    assert sum(map(len, far.values())) < 0.85 * sum(map(len, near.values()))
    assert corners(world().land_from_far) <= {(round(x / FAR), round(y / FAR)) for x, y in corners(world().land)}


@pytest.mark.parametrize(("one", "other"), [("FRA", "ESP"), ("BRA", "PER"), ("KGZ", "KAZ")])
def test_from_far_neighbours_still_share_their_border(one, other):
    near, far = world().places, world().places_from_far
    shared = corners(near[one]) & corners(near[other])
    assert len(shared) > 5
    assert {(round(x / FAR), round(y / FAR)) for x, y in shared} <= corners(far[one]) & corners(far[other])
