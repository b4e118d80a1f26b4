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
     "places": {alpha-3: path data},   those large enough to be seen
     "small": [alpha-3],               the others, to be drawn as circles of `RADIUS`
     "middles": {alpha-3: [x, y]},     of each; small ones are moved apart where their circles would lie on one another
     "unsettled": path data,           areas whose status or sovereignty is not settled
     "land": path data}                everything in one coarse outline, for small maps
"""

import csv
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from itertools import combinations, pairwise
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
COUNTRIES = TOP / "activities" / "reference" / "countries.csv"
WORLD = TOP / "activities" / "public" / "maps" / "world.json"

UNDP, ATLAS, TOOL = "@undp/data-viz@2.4.1", "world-atlas@2.0.2", "mapshaper@0.7.70"
UNDP_FILE, ATLAS_FILE = "package/dist/Data/mapData.json", "package/countries-50m.json"

# Codes of the package that are others here. Taiwan has no row in M49: United Nations maps draw it with China.
CODES = {"TWN": "CHN"}
# Parts that the package gives to one country (by OBJECTID, since they have no code of their own): Hala'ib and Bir Tawil
# between Egypt and Sudan, the Ilemi Triangle between Kenya and South Sudan.
APART = {459, 331, 476}
# Diego Garcia, which the package gives to Mauritius: too small to be seen, and the register's list has it as IOT.
LEFT_OUT = {420}
# Abyei, as far as it lies north of the package's line: the lines of the award of the Permanent Court of Arbitration of
# 22 July 2009 (10°10'N, 27°50'E, 29°E).
ABYEI = (27.8333, 9.0, 29.0, 10.1667)
UNSETTLED = "unsettled"
# Neither package has them: the islands are smaller than what either draws. Degrees east and north.
SMALL = {"IOT": (72.4, -7.3), "BLM": (-62.83, 17.9)}
CROATIA, PALESTINE = "191", "275"
GAZA = (34.0, 31.0, 34.7, 31.7)

WIDTH = 10_000
SOUTH = -80  # nothing that the register could hold lies further
MERIDIAN = 11
# Metres. A line is drawn with a point each so often; the coarse outline with fewer. So wide are gaps that are closed.
DETAIL, COARSE, GAP = 9_000, 65_000, 15_000
# Of a place whose largest part covers less (in units of the drawing) a circle is drawn, of this radius.
VISIBLE, RADIUS = 450, 40
ROUNDS = 200
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
        if code.startswith("x") or known["OBJECTID"] in APART:
            code = UNSETTLED
        if code == "PSE":
            feature = without_rings(feature)
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": feature["geometry"]})
        middles.setdefault(code, (known["LON"], known["LAT"]))
    points = [point(code, middle) for code, middle in middles.items() if code != UNSETTLED]
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
        *("-filter", "code == 'SDN'", "+", "name=abyei", "-clip", "abyei.geojson", "-each", f"code = '{UNSETTLED}'"),
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
    fit, height = fitting(shapes)
    places = {code: [fitted for ring in shapes.get(code, ()) if (fitted := fit(ring))] for code in (*codes, UNSETTLED)}
    missing = sorted(set(shapes) - set(places))
    if missing:
        sys.exit(f"Shapes of what is not in {COUNTRIES.name}: {', '.join(missing)}")
    small = [code for code in codes if largest(places[code]) < VISIBLE]
    centres = {each["properties"]["code"]: fit([each["geometry"]["coordinates"]])[0] for each in middles["features"]}
    centres["HRV"] = centroid(max(places["HRV"], key=area))
    centres |= apart({code: centres[code] for code in small})
    seen = {
        code: [ring for ring in rings if area(ring) >= LEAST or code in WHOLE or ring is biggest(rings)]
        for code, rings in places.items()
    }
    unsettled = seen.pop(UNSETTLED)
    return {
        "width": WIDTH,
        "height": height,
        "places": {code: path(rings) for code, rings in seen.items() if rings and code not in small},
        "small": small,
        "middles": {code: [round(value) for value in centres[code]] for code in codes},
        "unsettled": path(unsettled),
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
    """(rings in metres to rings in units of the drawing, each point once in a row and the last left out; height)."""
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    left, right = (pick(x for x, _y in points) for pick in (min, max))
    bottom, top = (pick(y for _x, y in points) for pick in (min, max))
    scale = WIDTH / (right - left)

    def fit(ring):
        rounded = [(round((x - left) * scale), round((top - y) * scale)) for x, y in ring]
        kept = [point for before, point in zip([None, *rounded], rounded, strict=False) if point != before]
        return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept

    return fit, math.ceil((top - bottom) * scale)


def area(ring):
    """In square units of the drawing."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def biggest(rings):
    return max(rings, key=area, default=None)


def largest(rings):
    return max(map(area, rings), default=0)


def centroid(ring):
    """The middle of the points, which is near enough to write an asterisk at."""
    return tuple(sum(values) / len(ring) for values in zip(*ring, strict=True))


def apart(centres):
    """Circles moved by as little as lets none lie on another, or over an edge."""
    placed = {code: list(centre) for code, centre in centres.items()}
    for _round in range(ROUNDS):
        for one, other in combinations(placed.values(), 2):
            dx, dy = other[0] - one[0], other[1] - one[1]
            distance = math.hypot(dx, dy) or 1
            push = (2 * RADIUS + 6 - distance) / 2
            if push > 0:
                # Two at the very same place part sideways.
                east, south = (dx / distance, dy / distance) if dx or dy else (1, 0)
                one[0] -= east * push
                one[1] -= south * push
                other[0] += east * push
                other[1] += south * push
        for place in placed.values():
            place[0] = min(max(place[0], RADIUS + 6), WIDTH - RADIUS - 6)
    return placed


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
