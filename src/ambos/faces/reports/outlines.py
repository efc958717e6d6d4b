"""Outlines of regions as paths of a drawing, projected so that equal areas look equal.

Albers' conic projection with two standard parallels (Snyder, Map Projections, USGS Professional Paper 1395,
1987, section 14). Alaska, Hawaii and the territories are drawn apart, as is usual; their sizes are not true.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import cos, radians, sin, sqrt
from typing import Any, Final

from ambos.values.places import PLACES

STEPS: Final = 200  # of the stored outlines, to one degree
WIDTH: Final = 720.0
Point = tuple[float, float]
TERRITORIES: Final = ("US-PR", "US-VI", "US-GU", "US-MP", "US-AS")
APART: Final = ("US-AK", "US-HI", *TERRITORIES)
NORTH: Final = ("MX-02", "MX-08", "MX-26", "MX-05", "MX-19", "MX-28")
SOUTHWEST: Final = ("US-CA", "US-AZ", "US-NM", "US-TX")


@dataclass(frozen=True)
class Region:
    """A region's code, its outline as the data of a path, and a point inside or beside it."""

    code: str
    path: str
    at: Point


@dataclass(frozen=True)
class Crossing:
    """A port of entry: its code, its name, and where it lies in the drawing."""

    code: str
    name: str
    at: Point


@dataclass(frozen=True)
class Frame:
    """A drawing: its size, the regions that carry values, what is drawn behind them, the crossings."""

    width: float
    height: float
    regions: tuple[Region, ...]
    behind: tuple[Region, ...] = ()
    crossings: tuple[Crossing, ...] = ()


@dataclass(frozen=True)
class Conic:
    """Albers' projection: standard parallels and middle meridian, in degrees."""

    south: float
    north: float
    middle: float

    def __call__(self, point: Point) -> Point:
        """Give x to the east and y to the south, in units of the sphere's radius."""
        one, two = radians(self.south), radians(self.north)
        n = (sin(one) + sin(two)) / 2
        c = cos(one) ** 2 + 2 * n * sin(one)
        rho = sqrt(c - 2 * n * sin(radians(point[1]))) / n
        theta = n * radians((point[0] - self.middle + 180) % 360 - 180)
        return rho * sin(theta), rho * cos(theta)


MEXICO, STATES = Conic(17.5, 29.5, -102), Conic(29.5, 45.5, -96)
ALASKA, HAWAII = Conic(55, 65, -154), Conic(8, 18, -157)
BORDER: Final = Conic(26, 33, -106.5)
BOTH: Final = Conic(20, 43, -100)


@lru_cache(maxsize=8)
def frame(name: str) -> Frame:
    """Give the drawing ``mx`` (Mexican states), ``us`` (States of the Union), ``border`` or ``both``."""
    return {"mx": _mexico, "us": _states, "border": _border, "both": _both}[name]()


def names() -> Mapping[str, str]:
    """Give the names of the border counties by their five digits."""
    counties: Mapping[str, str] = _stored("border.json")["counties"]
    return counties


def _mexico() -> Frame:
    rings = {code: [list(map(MEXICO, ring)) for ring in found] for code, found in _rings("mx").items()}
    return _fitted(rings, {}, {})


def _states() -> Frame:
    """Lay the States out with Alaska, Hawaii and the territories in a row below them."""
    rings = _rings("us")
    whole = {
        code: [list(map(STATES, ring)) for ring in found]
        for code, found in rings.items()
        if code not in APART
    }
    laid = _fitted(whole, {}, {})
    bottom = laid.height
    beside = [
        _placed("US-AK", rings["US-AK"], ALASKA, (10, bottom - 105, 165, 100)),
        _placed("US-HI", rings["US-HI"], HAWAII, (185, bottom - 60, 85, 55)),
        *(_square(code, 300 + 30 * at, bottom + 6) for at, code in enumerate(TERRITORIES)),
    ]
    return Frame(laid.width, bottom + 34, (*laid.regions, *beside))


def _both() -> Frame:
    """Lay both countries out in one projection, without what lies apart from the continent."""
    rings = {code: found for layer in ("mx", "us") for code, found in _rings(layer).items()}
    return _fitted(
        {
            code: [list(map(BOTH, ring)) for ring in found]
            for code, found in rings.items()
            if code not in APART
        },
        {},
        {},
    )


def _border() -> Frame:
    """Lay out the counties along the border with the crossings, over the states on both sides."""
    counties = {
        code: [list(map(BORDER, ring)) for ring in found] for code, found in _rings("counties").items()
    }
    behind = {
        code: [list(map(BORDER, ring)) for ring in _rings(layer)[code]]
        for layer, codes in (("us", SOUTHWEST), ("mx", NORTH))
        for code in codes
    }
    ports = _stored("border.json")["ports"]
    points = {code: (name, BORDER((lon, lat))) for code, (name, _, lon, lat) in ports.items()}
    return _fitted(counties, behind, points)


def _fitted(
    rings: Mapping[str, list[list[Point]]],
    behind: Mapping[str, list[list[Point]]],
    points: Mapping[str, tuple[str, Point]],
) -> Frame:
    """Scale and move what is drawn so that the regions fill the width."""
    every = [point for found in rings.values() for ring in found for point in ring]
    left, top = min(x for x, _ in every), min(y for _, y in every)
    scale = (WIDTH - 20) / (max(x for x, _ in every) - left)

    def put(point: Point) -> Point:
        return round((point[0] - left) * scale + 10, 1), round((point[1] - top) * scale + 10, 1)

    def moved(found: Mapping[str, list[list[Point]]]) -> tuple[Region, ...]:
        return tuple(
            _region(code, [list(map(put, ring)) for ring in one]) for code, one in sorted(found.items())
        )

    height = (max(y for _, y in every) - top) * scale + 20
    crossings = tuple(Crossing(code, name, put(at)) for code, (name, at) in points.items())
    return Frame(WIDTH, round(height, 1), moved(rings), moved(behind), crossings)


def _placed(code: str, rings: list[list[Point]], to: Conic, box: tuple[float, float, float, float]) -> Region:
    """Draw a region into a box: left, top, width, height."""
    projected = [list(map(to, ring)) for ring in rings]
    every = [point for ring in projected for point in ring]
    left, top = min(x for x, _ in every), min(y for _, y in every)
    wide, high = max(x for x, _ in every) - left, max(y for _, y in every) - top
    scale = min(box[2] / wide, box[3] / high)
    return _region(
        code,
        [
            [(round((x - left) * scale + box[0], 1), round((y - top) * scale + box[1], 1)) for x, y in ring]
            for ring in projected
        ],
    )


def _square(code: str, left: float, top: float) -> Region:
    """Draw a small territory as a square: at this scale its outline could not be seen."""
    side = 20
    return _region(code, [[(left, top), (left + side, top), (left + side, top + side), (left, top + side)]])


def _region(code: str, rings: Sequence[Sequence[Point]]) -> Region:
    path = "".join("M" + "L".join(f"{x:g},{y:g}" for x, y in ring) + "Z" for ring in rings)
    first = rings[0]
    at = sum(x for x, _ in first) / len(first), sum(y for _, y in first) / len(first)
    return Region(code, path, (round(at[0], 1), round(at[1], 1)))


def _rings(layer: str) -> dict[str, list[list[Point]]]:
    """Give the rings of each region in degrees, the largest first."""
    stored = _stored("regions.json")[layer]
    arcs = [_points(arc) for arc in stored["arcs"]]
    return {
        code: [
            [p for index in ring for p in (arcs[index] if index >= 0 else arcs[~index][::-1])]
            for ring in rings
        ]
        for code, rings in stored["regions"].items()
        if code in PLACES or layer == "counties"
    }


def _points(steps: Sequence[int]) -> list[Point]:
    x = y = 0
    points = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + east, y + north
        points.append((x / STEPS, y / STEPS))
    return points


@lru_cache(maxsize=2)
def _stored(name: str) -> Any:
    folder = resources.files("ambos.faces.reports") / "geometry"
    return json.loads((folder / name).read_text(encoding="utf-8"))
