"""When did a series change its level? Dates that the values point to, without anybody naming one."""

from collections.abc import Sequence
from dataclasses import dataclass

from ambos.analysis.methods.breaks import breaks
from ambos.analysis.methods.harmonics import Array, steady_pattern
from ambos.analysis.studies.runs import Run
from ambos.values.dates import Period

FEWEST_BETWEEN = 6


@dataclass(frozen=True)
class Turn:
    """The first period of a new level, and the mean values from the turn before to the one after."""

    period: Period
    before: float
    after: float


def turns(run: Run) -> tuple[Turn, ...]:
    """Give where the level changed, once the seasons are taken out; none where all values are zero."""
    values = run.values
    if not values.any():
        return ()
    level = values / steady_pattern(values, run.season)
    places = breaks(level, FEWEST_BETWEEN)
    return tuple(_turn(run, level, around) for around in _windows(places, len(values)))


def _windows(places: Sequence[int], end: int) -> list[tuple[int, int, int]]:
    marks = [0, *places, end]
    return [(marks[at - 1], marks[at], marks[at + 1]) for at in range(1, len(marks) - 1)]


def _turn(run: Run, level: Array, around: tuple[int, int, int]) -> Turn:
    first, at, last = around
    return Turn(run.periods[at], float(level[first:at].mean()), float(level[at:last].mean()))
