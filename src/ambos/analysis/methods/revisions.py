"""What publishers changed of their own numbers: the triangle of vintages, and revisions by age.

A value's age is how many months after the end of its period it was published. Its revision is by how much,
in percent of it, the newest value for the same period is above it. The newest vintage is not final: what it
still lacks, no revision here can show.

Whether first values were noise or news follows Mankiw and Shapiro (NBER working paper 1939, 1986;
recalled): a first value that is the last one with an error of measurement makes revisions go with the first
values and not with the last (noise); a first value that uses all that was known makes them go with the last
and not with the first (news). "Go with" is a correlation whose t statistic is above two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import inf, sqrt
from statistics import fmean
from typing import Final

from ambos.values.dates import Day, Period

YOUNG: Final = 12  # months: an older value is not a first one, whenever our record of it begins
FEWEST_TYPICAL: Final = 2
FEWEST_TESTED: Final = 8
T_ABOVE: Final = 2.0
TOO_FEW, NOISE, NEWS, BOTH, NEITHER = "too-few", "noise", "news", "both", "neither"


@dataclass(frozen=True)
class Said:
    """One value for a period, as published on a day."""

    period: Period
    as_of: Day
    value: Decimal

    @property
    def age(self) -> int | None:
        """Give the months from the end of the period to the day; nothing where only its year is known."""
        if not self.as_of.month:
            return None
        last = self.period.last
        return (self.as_of.year - last.year) * 12 + self.as_of.month - last.month


@dataclass(frozen=True)
class Revised:
    """A value and the newest one for the same period."""

    said: Said
    newest: Decimal

    @property
    def percent(self) -> float:
        """Give by how much the newest value is above this one, in percent of this one."""
        return float(self.newest / self.said.value - 1) * 100

    @property
    def shortfall(self) -> float:
        """Give by how much this value is above the newest one, in percent of the newest; minus is too low."""
        return float(self.said.value / self.newest - 1) * 100


@dataclass(frozen=True)
class AtAge:
    """The revisions of values of one age, or of some ages: how many, their mean and mean size, their range.

    All in percent of the value that was revised.
    """

    age: int
    count: int
    mean: float
    mean_absolute: float
    least: float
    most: float


@dataclass(frozen=True)
class Verdict:
    """What became of first values: how many were raised and lowered, by how much, and their nature."""

    count: int
    raised: int
    lowered: int
    mean: float
    mean_absolute: float
    nature: str


class Triangle:
    """All values of one series by period and vintage; of two for the same both, the last one given counts."""

    def __init__(self, said: Iterable[Said]) -> None:
        self.cells: dict[tuple[Period, Day], Said] = {(each.period, each.as_of): each for each in said}
        self.periods = sorted({period for period, _ in self.cells})
        self.vintages = sorted({vintage for _, vintage in self.cells})

    def row(self, period: Period) -> list[Said]:
        """Give a period's values, oldest vintage first."""
        keys = ((period, vintage) for vintage in self.vintages)
        return [self.cells[key] for key in keys if key in self.cells]

    @cached_property
    def revised(self) -> tuple[Revised, ...]:
        """Give every value for which there is a newer one, equal or not; a zero has no percentage."""
        return tuple(
            Revised(said, row[-1].value)
            for row in map(self.row, self.periods)
            for said in row[:-1]
            if said.value and row[-1].value
        )

    @cached_property
    def by_age(self) -> Mapping[int, AtAge]:
        """Give the revisions by the age in months of what was revised."""
        found: dict[int, list[float]] = {}
        for each in self.revised:
            if each.said.age is not None:
                found.setdefault(each.said.age, []).append(each.percent)
        return {age: _at_age(age, found[age]) for age in sorted(found)}

    def typical(self, age: int) -> AtAge | None:
        """Give the revisions of that age; with those a month off, if there are fewer than two; or nothing."""
        near = [self.by_age[each] for each in (age, age - 1, age + 1) if each in self.by_age]
        if near and near[0].age == age and near[0].count >= FEWEST_TYPICAL:
            return near[0]
        pooled = [each.percent for each in self.revised if each.said.age in (age - 1, age, age + 1)]
        return _at_age(age, pooled) if len(pooled) >= FEWEST_TYPICAL else None

    def verdict(self) -> Verdict | None:
        """Say what became of first values, those published within a year; nothing where there are none."""
        first: dict[Period, Revised] = {}
        for each in self.revised:
            if each.said.age is not None and each.said.age <= YOUNG:
                first.setdefault(each.said.period, each)
        return _verdict(list(first.values())) if first else None


def _at_age(age: int, percents: Sequence[float]) -> AtAge:
    sizes = [abs(each) for each in percents]
    return AtAge(age, len(percents), fmean(percents), fmean(sizes), min(percents), max(percents))


def _verdict(first: Sequence[Revised]) -> Verdict:
    percents = [each.percent for each in first]
    return Verdict(
        len(first),
        sum(each > 0 for each in percents),
        sum(each < 0 for each in percents),
        fmean(percents),
        fmean(abs(each) for each in percents),
        _nature(first),
    )


def _nature(first: Sequence[Revised]) -> str:
    if len(first) < FEWEST_TESTED:
        return TOO_FEW
    change = [float(each.newest - each.said.value) for each in first]
    with_first = _t(change, [float(each.said.value) for each in first]) > T_ABOVE
    with_last = _t(change, [float(each.newest) for each in first]) > T_ABOVE
    return {(True, False): NOISE, (False, True): NEWS, (True, True): BOTH, (False, False): NEITHER}[
        with_first, with_last
    ]


def _t(one: Sequence[float], other: Sequence[float]) -> float:
    """Give the size of the t statistic of a correlation; of a constant it is zero."""
    mean_one, mean_other = fmean(one), fmean(other)
    across = sum((x - mean_one) * (y - mean_other) for x, y in zip(one, other, strict=True))
    spread = sum((x - mean_one) ** 2 for x in one) * sum((y - mean_other) ** 2 for y in other)
    if not spread:
        return 0.0
    squared = min(1.0, across**2 / spread)
    return inf if squared == 1.0 else sqrt(squared * (len(one) - 2) / (1 - squared))
