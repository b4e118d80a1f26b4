"""The prepared shapes: what they must hold, whoever prepares them anew."""

import csv
import json
import re
from pathlib import Path

import pytest

from activities.public.maps.world import WORLD, world
from activities.reference import loading

pytestmark = pytest.mark.no_database

COUNTRIES = Path(loading.__file__).parent / "countries.csv"
CODES = {row["alpha3"] for row in csv.DictReader(COUNTRIES.open(encoding="utf-8", newline=""))}


def test_every_country_or_area_but_antarctica_has_one_mark():
    drawn = CODES - {"ATA"}
    assert set(world().places) | set(world().small) == drawn
    assert not set(world().places) & set(world().small)
    assert set(world().points) == drawn


def test_only_codes_and_whole_numbers_no_names():
    strings = re.findall(r'"([^"]*)"', WORLD.read_text(encoding="utf-8"))
    known = CODES | {"width", "height", "origin", "radius", "places", "small", "points", "unsettled", "land"}
    assert all(text in known or re.fullmatch(r"x[A-Z]{2}|[mlz0-9 -]+", text) for text in strings)


def test_it_is_small_enough_for_every_page():
    assert WORLD.stat().st_size < 90_000
    assert len(json.loads(WORLD.read_text())["land"]) < 12_000


@pytest.mark.parametrize("code", ["HRV", "PSE", "XKX", "SSD", "ESH", "UKR"])
def test_what_other_maps_lack_or_draw_otherwise_has_a_shape(code):
    assert world().places[code].startswith("m")


def test_gaza_is_a_part_of_its_own():
    assert world().places["PSE"].count("z") == 2


@pytest.mark.parametrize("code", ["xJK", "xAB", "xAC", "xAP", "xHT", "xBT", "xIT"])
def test_areas_that_are_not_settled_are_apart(code):
    assert world().unsettled[code].startswith("m")


def test_the_world_ends_at_cape_horn():
    assert world().box("CHL").bottom > world().height - 120
    assert max(y for ring in world().rings.values() for part in ring for _x, y in part) <= world().height


def test_a_point_that_is_turned_round_the_globe_comes_back():
    [part, *_others] = world().parts["NZL"]
    there = part.turned(0)
    assert [(x + world().origin[0], y) for x, y in there] == [pytest.approx(point) for point in world().rings["NZL"][0]]
