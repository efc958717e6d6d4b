"""Cells of space and time: two plans that overlap share one (spec/deconfliction, Cells).

A cell is a square of degrees and a slot of hours. A plan is the circle and the window that it names, and
covers every cell that they reach into; so plans that overlap always share a cell, and plans that share one
lie at most a cell and a slot apart. On a sphere of the mean radius of the Earth.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from math import asin, ceil, cos, degrees, floor, radians, sin, sqrt
from typing import Final

EARTH_KM: Final = 6371.0088  # mean radius R1 (IUGG)
SLACK_KM: Final = 0.2  # by how much a corner may seem farther off than it is, for circles of up to 25 km
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FULL_TURN: Final = 360


@dataclass(frozen=True, slots=True)
class Grid:
    """How coarse cells are: so many to a degree, and the hours of a slot."""

    name: str
    per_degree: int
    hours: int

    @property
    def slot(self) -> timedelta:
        """Give the length of a slot."""
        return timedelta(hours=self.hours)


GRIDS: Final = {grid.name: grid for grid in (Grid("tenth-6h", 10, 6), Grid("half-24h", 2, 24))}


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell of a grid: its south-west corner and the beginning of its slot, counted from nought."""

    row: int
    column: int
    slot: int

    def item(self, grid: Grid, round_: str) -> bytes:
        """Give what is blinded for this cell: no two rounds, and no two grids, blind the same."""
        return f"{round_}|{grid.name}|{self.row}|{self.column}|{self.slot}".encode("ascii")

    def middle(self, grid: Grid) -> tuple[float, float]:
        """Give the latitude and longitude of its middle, in degrees."""
        return (self.row + 0.5) / grid.per_degree, (self.column + 0.5) / grid.per_degree

    def span(self, grid: Grid) -> tuple[datetime, datetime]:
        """Give when its slot begins and ends, in UTC."""
        return EPOCH + self.slot * grid.slot, EPOCH + (self.slot + 1) * grid.slot


@dataclass(frozen=True, slots=True)
class Event:
    """A circle on Earth (degrees, kilometres) and a window of time, both with their edges."""

    latitude: float
    longitude: float
    radius_km: float
    starts: datetime
    until: datetime

    def cells(self, grid: Grid) -> Iterator[Cell]:
        """Give every cell that the event reaches into, each once."""
        first, last = (floor((at - EPOCH) / grid.slot) for at in (self.starts, self.until))
        for row, column in self._squares(grid):
            for slot in range(first, last + 1):
                yield Cell(row, column, slot)

    def _squares(self, grid: Grid) -> Iterator[tuple[int, int]]:
        """Give the squares within reach; the bounding box of a circle on a sphere, less its far corners."""
        scale, angle = grid.per_degree, (self.radius_km + SLACK_KM) / EARTH_KM
        tall, narrow = degrees(angle), sin(angle) / max(cos(radians(self.latitude)), 1e-12)
        wide = degrees(asin(narrow)) if narrow < 1 else _FULL_TURN / 2
        south, north = _within(self.latitude, tall, scale)
        west, east = _within(self.longitude, wide, scale)
        turned = (column % (_FULL_TURN * scale) for column in range(west, east + 1))
        columns = {_signed(column, scale) for column in turned}
        for row, column in product(range(south, north + 1), sorted(columns)):
            if self._reaches(row, column, scale):
                yield row, column

    def _reaches(self, row: int, column: int, scale: int) -> bool:
        away = (column / scale - self.longitude + _FULL_TURN / 2) % _FULL_TURN - _FULL_TURN / 2
        west = self.longitude + away
        near = (
            min(max(self.latitude, row / scale), (row + 1) / scale),
            min(max(self.longitude, west), west + 1 / scale),
        )
        return distance_km((self.latitude, self.longitude), near) <= self.radius_km + SLACK_KM

    def overlaps(self, other: "Event") -> bool:
        """Say whether both are anywhere at one time."""
        apart = distance_km((self.latitude, self.longitude), (other.latitude, other.longitude))
        together = max(self.starts, other.starts) <= min(self.until, other.until)
        return together and apart <= self.radius_km + other.radius_km


def _within(middle: float, reach: float, scale: int) -> tuple[int, int]:
    return floor((middle - reach) * scale), ceil((middle + reach) * scale) - 1


def _signed(column: int, scale: int) -> int:
    return column - _FULL_TURN * scale if column >= _FULL_TURN * scale // 2 else column


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the length of the great circle between two places in degrees, by the haversine formula."""
    (a, b), (c, d) = (tuple(map(radians, place)) for place in (one, other))
    chord = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def margin_km(grid: Grid) -> float:
    """Give how far apart circles may lie that share a cell: a cell's diagonal on the equator, and slack."""
    side = radians(1 / grid.per_degree) * EARTH_KM
    return sqrt(2) * side + 2 * SLACK_KM
