"""Cells of space and time: a conflict is found exactly where plans overlap, within the grid's margin."""

from datetime import UTC, datetime, timedelta
from math import asin, atan2, cos, degrees, floor, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.matching.cells import GRIDS, Event, Grid, distance_km, margin_km

START = datetime(2026, 3, 8, tzinfo=UTC)
MINUTES = st.integers(0, 3 * 1440)


@st.composite
def events(draw: st.DrawFn, around: float = 31.3) -> Event:
    """A plan somewhere on the border within a few days of another."""
    starts = START + timedelta(minutes=draw(MINUTES))
    return Event(
        draw(st.floats(around - 0.6, around + 0.6)),
        draw(st.floats(-111.5, -110.3)),
        draw(st.floats(0.05, 25)),
        starts,
        starts + timedelta(minutes=draw(st.integers(0, 48 * 60))),
    )


def meet(one: Event, other: Event, grid: Grid) -> bool:
    """Say whether two plans share a cell."""
    return not set(one.cells(grid)).isdisjoint(other.cells(grid))


@given(events(), events(), st.sampled_from([*GRIDS.values()]))
def test_what_overlaps_shares_a_cell(one: Event, other: Event, grid: Grid) -> None:
    """Plans that are anywhere at one time share a cell, whichever grid and whichever is asked first."""
    assert meet(one, other, grid) == meet(other, one, grid)
    assert meet(one, other, grid) or not one.overlaps(other)


@given(events(), events(), st.sampled_from([*GRIDS.values()]))
def test_what_shares_a_cell_lies_within_the_margin(one: Event, other: Event, grid: Grid) -> None:
    """Plans that share a cell are less than a slot apart, and their circles less than a cell's diagonal."""
    if meet(one, other, grid):
        apart = distance_km((one.latitude, one.longitude), (other.latitude, other.longitude))
        assert apart <= one.radius_km + other.radius_km + margin_km(grid)
        assert max(one.starts, other.starts) - min(one.until, other.until) < grid.slot


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.1, 25), st.floats(0, 360), st.floats(0, 1))
def test_every_place_of_a_circle_is_covered(
    latitude: float, longitude: float, radius: float, bearing: float, share: float
) -> None:
    """A place within the circle lies in a covered cell, everywhere on Earth, beyond the date line too."""
    event = Event(latitude, longitude, radius, START, START)
    angle, turn, here = radius * share * 0.999 / 6371.0088, radians(bearing), radians(latitude)
    there = asin(sin(here) * cos(angle) + cos(here) * sin(angle) * cos(turn))
    step = atan2(sin(turn) * sin(angle) * cos(here), cos(angle) - sin(here) * sin(there))
    east = (longitude + degrees(step) + 180) % 360 - 180
    covered = {(cell.row, cell.column) for cell in event.cells(GRIDS["tenth-6h"])}
    assert (floor(degrees(there) * 10), min(floor(east * 10), 1799)) in covered


@pytest.mark.parametrize("grid", GRIDS.values(), ids=lambda grid: grid.name)
def test_the_largest_plan_fits_into_a_round(grid: Grid) -> None:
    """The widest and longest plan that the rule allows covers less than one page of points."""
    event = Event(32.5, -114.8, 25, START, START + timedelta(hours=48))
    assert len(set(event.cells(grid))) < 1024
