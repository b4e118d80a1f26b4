"""Draws the world of `activities/public/maps/world.json` anew: `python scripts/world.py` (Node.js and its npm needed).

Made from two packages of npm, fetched by `npm pack`:

- @undp/data-viz 2.4.1 (MIT), dist/Data/mapData.json: all of it follows United Nations practice but for what LEFT_OUT,
  CODES and APART say;
- world-atlas 2.0.2 (ISC), countries-50m.json: Croatia and the Gaza Strip alone, which the other lacks. Nothing else may
  be taken from there: its borders do not follow United Nations practice.

The work is done by mapshaper 0.7.70 (MPL-2.0), also from npm, of which nothing is kept: gaps where the two meet are
closed, the earth is projected (Equal Earth, cut in the Bering Strait) and simplified with each border once, so that
neighbours go on sharing it. What comes out holds codes and lines, no names, in tenths of the thousandth of its width.

    {"width", "height",
     "origin": [x, y], "radius",       where the meridian of the projection meets the equator, and the earth's radius
     "places": {alpha-3: path data},   those large enough to be seen
     "small": [alpha-3],               the others, to be drawn as circles
     "points": {alpha-3: [x, y]},      the inner point of each that is farthest from its outline
     "unsettled": {code: path data},   areas whose status or sovereignty is not settled, by the codes of UNSETTLED
     "land": path data}                everything in one coarse outline, for small maps

Antarctica is left out: a map that ends at Cape Horn shows everything else larger.
"""

import csv
import heapq
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from itertools import pairwise
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
COUNTRIES = TOP / "activities" / "reference" / "countries.csv"
WORLD = TOP / "activities" / "public" / "maps" / "world.json"

UNDP, ATLAS, TOOL = "@undp/data-viz@2.4.1", "world-atlas@2.0.2", "mapshaper@0.7.70"
UNDP_FILE, ATLAS_FILE = "package/dist/Data/mapData.json", "package/countries-50m.json"

# Codes of the package that are others here. Taiwan has no row in M49: United Nations maps draw it with China.
CODES = {"TWN": "CHN"}
# Parts that the package gives to one country (by OBJECTID, since they have no code of their own): Hala'ib and Bir Tawil
# between Egypt and Sudan, the Ilemi Triangle between Kenya and South Sudan. The codes are ours.
APART = {459: "xHT", 331: "xBT", 476: "xIT"}
# Diego Garcia, which the package gives to Mauritius: too small to be seen, and the register's list has it as IOT.
LEFT_OUT = {420}
# Abyei, as far as it lies north of the package's line: the lines of the award of the Permanent Court of Arbitration of
# 22 July 2009 (10°10'N, 27°50'E, 29°E).
ABYEI = (27.8333, 9.0, 29.0, 10.1667)
ABYEI_CODE = "xAB"
# The package's own codes: Jammu and Kashmir, Aksai Chin, Arunachal Pradesh, the Kuril Islands, islands of the East and
# South China Seas.
UNSETTLED = {ABYEI_CODE, *APART.values(), "xJK", "xAC", "xAP", "xRI", "xSK", "xSI", "xSR"}
# Neither package has them: the islands are smaller than what either draws. Degrees east and north.
SMALL = {"IOT": (72.4, -7.3), "BLM": (-62.83, 17.9)}
CROATIA, PALESTINE = "191", "275"
GAZA = (34.0, 31.0, 34.7, 31.7)

WIDTH = 10_000
SOUTH = -58  # between Cape Horn and Antarctica
LEFT_OUT_CODES = {"ATA"}
MERIDIAN = 11
EARTH = 6_371_007  # metres, of the sphere that has the earth's surface
# Metres. A line is drawn with a point each so often; the coarse outline with fewer. So wide are gaps that are closed.
DETAIL, COARSE, GAP = 9_000, 65_000, 15_000
# Of a place whose largest part covers less (in units of the drawing) a circle is drawn.
VISIBLE = 450
# Islands that cover less are left out, of countries that have a larger part; of the State of Palestine nothing is.
LEAST, WHOLE = 60, {"PSE"}


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        sources = [read(folder, UNDP, UNDP_FILE), read(folder, ATLAS, ATLAS_FILE)]
        prepare(folder, *sources)
        projected = project(folder)
    codes = sorted(row["alpha3"] for row in csv.DictReader(COUNTRIES.open(encoding="utf-8", newline="")))
    text = json.dumps(world(*projected, codes), separators=(",", ":"))
    WORLD.write_text(text.replace('","', '",\n"').replace('{"', '{\n"') + "\n", encoding="utf-8")
    print(f"{WORLD.relative_to(TOP)}: {WORLD.stat().st_size:,} bytes")


def read(folder, package, member):
    """One JSON file of an npm package."""
    packing = ["npm", "pack", "--silent", package]
    packed = subprocess.run(packing, cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        return json.load(archive.extractfile(member))


def shape(folder, *arguments):
    """Run mapshaper on the files of the folder."""
    subprocess.run(["npx", "--yes", TOOL, *map(str, arguments)], cwd=folder, check=True)  # noqa: S607


def prepare(folder, undp, atlas):
    """Write world.geojson, atlas.json, points.geojson (the middle of each place) and abyei.geojson."""
    features, middles = [], dict(SMALL)
    for feature in undp["features"]:
        known = feature["properties"]
        if known["OBJECTID"] in LEFT_OUT:
            continue
        code = CODES.get(known["ISO3"], known["ISO3"])
        code = APART.get(known["OBJECTID"], code)
        if code == "PSE":
            feature = without_rings(feature)
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": feature["geometry"]})
        middles.setdefault(code, (known["LON"], known["LAT"]))
    points = [point(code, middle) for code, middle in middles.items() if code not in UNSETTLED]
    write(folder / "world.geojson", features)
    write(folder / "points.geojson", points)
    write(folder / "abyei.geojson", [{"type": "Feature", "properties": {}, "geometry": rectangle(*ABYEI)}])
    (folder / "atlas.json").write_text(json.dumps(atlas), encoding="utf-8")


def without_rings(feature):
    """A feature with the first ring of each part: the package has Gaza as a hole in the West Bank, of three points."""
    geometry = feature["geometry"]
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return {"geometry": {"type": "MultiPolygon", "coordinates": [part[:1] for part in parts]}}


def point(code, coordinates):
    geometry = {"type": "Point", "coordinates": list(coordinates)}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def rectangle(west, south, east, north):
    ring = [(west, south), (west, north), (east, north), (east, south), (west, south)]
    return {"type": "Polygon", "coordinates": [ring]}


def write(path, features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def project(folder):
    """GeoJSON in metres of the projection: the places by code, their coarse outline, the middles by code."""
    projected = ["-proj", f"+proj=eqearth +lon_0={MERIDIAN}"]
    atlas = ["-i", "atlas.json", "id-field=id", "-target", "countries"]
    shape(folder, *atlas, "-filter", f"id == '{CROATIA}'", "-each", "code = 'HRV'", "-o", "croatia.geojson")
    west, south, east, north = GAZA
    within = (
        f"this.centroidX > {west} && this.centroidX < {east} && this.centroidY > {south} && this.centroidY < {north}"
    )
    shape(folder, *atlas, "-filter", f"id == '{PALESTINE}'", "-explode", "-filter", within, "-each", "code = 'PSE'",
          "-o", "gaza.geojson")  # fmt: skip
    shape(
        folder,
        *("-i", "world.geojson", "croatia.geojson", "gaza.geojson", "combine-files"),
        *("-merge-layers", "force", "name=world", "-filter-fields", "code"),
        # Where the two overlap, the first is right.
        *("-clean", f"gap-width={GAP}", "overlap-rule=min-id"),
        *("-filter", "code == 'SDN'", "+", "name=abyei", "-clip", "abyei.geojson", "-each", f"code = '{ABYEI_CODE}'"),
        *("-target", "world", "-erase", "abyei", "-merge-layers", "target=world,abyei", "name=world"),
        *("-dissolve2", "code", "-clip", f"bbox=-180,{SOUTH},180,90", *projected),
        *("-simplify", f"interval={DETAIL}", "keep-shapes", "-o", "drawn.geojson"),
        *("-dissolve2", "-filter-islands", f"min-area={COARSE**2 * 2}", "-simplify", f"interval={COARSE}"),
        *("-o", "coarse.geojson"),
    )
    shape(folder, "-i", "points.geojson", *projected, "-o", "middles.geojson")
    return [json.loads((folder / f"{name}.geojson").read_text()) for name in ("drawn", "coarse", "middles")]


def world(drawn, coarse, middles, codes):
    """What the module's docstring says, from GeoJSON in metres; `codes` are those of the register's list."""
    shapes = rings_of(drawn)
    fit, height, scale = fitting(shapes)
    codes = [code for code in codes if code not in LEFT_OUT_CODES]
    places = {code: [fit(ring) for ring in shapes.get(code, ())] for code in codes}
    missing = sorted(set(shapes) - set(places) - UNSETTLED)
    if missing:
        sys.exit(f"Shapes of what is not in {COUNTRIES.name}: {', '.join(missing)}")
    small = [code for code in codes if largest(places[code]) < VISIBLE]
    points = {each["properties"]["code"]: fit([each["geometry"]["coordinates"]])[0] for each in middles["features"]}
    # In metres: some small places have no inner point in units of the drawing.
    points |= {code: fit([inner_point(shapes[code])])[0] for code in small if code in shapes}
    seen = {
        code: [ring for ring in rings if area(ring) >= LEAST or code in WHOLE or ring is biggest(rings)]
        for code, rings in places.items()
        if code not in small
    }
    points |= {code: inner_point(rings) for code, rings in seen.items()}
    unsettled = {code: [fit(ring) for ring in shapes[code]] for code in sorted(UNSETTLED & set(shapes))}
    unsettled = {code: path([ring for ring in rings if area(ring) >= LEAST]) for code, rings in unsettled.items()}
    return {
        "width": WIDTH,
        "height": height,
        "origin": fit([(0, 0)])[0],
        "radius": round(EARTH * scale),
        "places": {code: path(rings) for code, rings in seen.items()},
        "small": small,
        "points": {code: [round(value) for value in points[code]] for code in codes},
        "unsettled": {code: data for code, data in unsettled.items() if data},
        "land": path([fitted for rings in rings_of(coarse).values() for ring in rings if len(fitted := fit(ring)) > 2]),
    }


def rings_of(collection):
    """{code: [rings of points]}, holes among them; of a collection without codes {"": [rings]}."""
    shapes = {}
    parts = collection["features"] if "features" in collection else collection["geometries"]
    for part in parts:
        geometry = part.get("geometry", part)
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        code = (part.get("properties") or {}).get("code", "")
        shapes.setdefault(code, []).extend(ring for polygon in polygons for ring in polygon)
    return shapes


def fitting(shapes):
    """(rings in metres to rings in units of the drawing, each point once in a row and the last left out; height;
    units in a metre)."""
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    left, right = (pick(x for x, _y in points) for pick in (min, max))
    bottom, top = (pick(y for _x, y in points) for pick in (min, max))
    scale = WIDTH / (right - left)

    def fit(ring):
        rounded = [(round((x - left) * scale), round((top - y) * scale)) for x, y in ring]
        kept = [point for before, point in zip([None, *rounded], rounded, strict=False) if point != before]
        return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept

    return fit, math.ceil((top - bottom) * scale), scale


def area(ring):
    """In square units of the drawing."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def biggest(rings):
    return max(rings, key=area, default=None)


def largest(rings):
    return max(map(area, rings), default=0)


def inner_point(rings):
    """The inner point of the largest part that is farthest from all outlines: there a mark has the most room.

    Squares over the part are halved where a better point may still lie in them (Mapbox's polylabel).
    """
    edges = [edge for ring in rings for edge in zip(ring, [*ring[1:], ring[0]], strict=True)]
    across, down = zip(*biggest(rings), strict=True)
    half = min(max(across) - min(across), max(down) - min(down)) / 2
    precision = half / 50
    squares, best = [], (0, None)
    steps = [[low + half * (2 * place + 1) for place in range(math.ceil((high - low) / half / 2))]
             for low, high in ((min(across), max(across)), (min(down), max(down)))]  # fmt: skip

    def consider(x, y, half):
        nonlocal best
        distance = depth((x, y), edges)
        best = max(best, (distance, (x, y)), key=lambda each: each[0])
        heapq.heappush(squares, (-(distance + half * math.sqrt(2)), x, y, half))

    for x in steps[0]:
        for y in steps[1]:
            consider(x, y, half)
    while squares:
        most, x, y, half = heapq.heappop(squares)
        if -most <= best[0] + precision:
            break
        for dx in (-half / 2, half / 2):
            for dy in (-half / 2, half / 2):
                consider(x + dx, y + dy, half / 2)
    return best[1] or biggest(rings)[0]


def depth(point, edges):
    """How far a point lies from the nearest of these edges; less than nothing outside."""
    (x, y), inside, nearest = point, False, math.inf
    for (ax, ay), (bx, by) in edges:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        dx, dy = bx - ax, by - ay
        along = min(max(((x - ax) * dx + (y - ay) * dy) / ((dx * dx + dy * dy) or 1), 0), 1)
        nearest = min(nearest, math.hypot(x - ax - along * dx, y - ay - along * dy))
    return nearest if inside else -nearest


def path(rings):
    """Path data in whole units, each step from where the one before ended."""
    data, start = "", (0, 0)
    for ring in rings:
        if len(ring) < 3:
            continue
        data += "m" + steps([start, *ring[:1]]) + "l" + steps(ring) + "z"
        start = ring[0]
    return data


def steps(points):
    text = ""
    for (x, y), (u, v) in pairwise(points):
        for step in (u - x, v - y):
            text += str(step) if step < 0 or not text else f" {step}"
    return text


if __name__ == "__main__":
    main()
