"""How long until something happens, where some cases are still waiting: they count as long as they wait.

The product-limit estimate with Greenwood's variance and log-log bands (Kaplan and Meier, 1958; Kalbfleisch
and Prentice, The Statistical Analysis of Failure Time Data, 1.4), and where an end is of one of several
kinds the cumulative incidence of each (Aalen and Johansen, 1978).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from typing import Final

from ambos.values.errors import Misused

WAITING: Final = ""  # the end of a case that has not ended
Z_95: Final = 1.959963984540054  # the 97.5th percentile of the normal distribution


class DurationInvalid(Misused):
    """A case lasted less than no time, or a time that is no number; data: ``place``, ``value``."""

    code = "survival.duration-invalid"


@dataclass(frozen=True, slots=True)
class Case:
    """One case: for how long it has been watched, and what ended it; ``""`` while it waits."""

    lasted: float
    end: str = WAITING


@dataclass(frozen=True, slots=True)
class Step:
    """The curve from this time on: the share still waiting, its 95 % band, who was at risk, who ended."""

    time: float
    share: float
    low: float
    high: float
    at_risk: int
    ended: int


@dataclass(frozen=True)
class Curve:
    """The share that still waits, from time 0 on; ``cases`` were watched, ``ended`` of them ended."""

    steps: tuple[Step, ...]
    cases: int
    ended: int

    @property
    def waiting(self) -> int:
        """Give how many cases have not ended."""
        return self.cases - self.ended

    def at(self, time: float) -> Step:
        """Give the curve at a time."""
        return next(step for step in reversed(self.steps) if step.time <= time)

    def quantile(self, share: float = 0.5) -> float | None:
        """Give the time by which this share has ended; None while the curve has not come that far."""
        return next((step.time for step in self.steps if step.share <= 1 - share + 1e-12), None)

    def quantile_band(self, share: float = 0.5) -> tuple[float | None, float | None]:
        """Give the 95 % band of a quantile: the curve's band, inverted (Brookmeyer and Crowley, 1982)."""
        wanted = 1 - share + 1e-12
        low = next((step.time for step in self.steps if step.low <= wanted), None)
        high = next((step.time for step in self.steps if step.high <= wanted), None)
        return low, high


def curve(cases: Iterable[Case]) -> Curve:
    """Give the product-limit curve of cases, however they ended."""
    known = _checked(cases)
    steps, share, spread = [Step(0.0, 1.0, 1.0, 1.0, len(known), 0)], 1.0, 0.0
    for time, at_risk, ends in _times(known):
        ended = sum(end != WAITING for end in ends)
        if ended:
            share *= 1 - ended / at_risk
            spread += ended / (at_risk * (at_risk - ended)) if at_risk > ended else inf
            low, high = _band(share, spread)
            steps.append(Step(time, share, low, high, at_risk, ended))
    return Curve(tuple(steps), len(known), sum(case.end != WAITING for case in known))


def incidence(cases: Iterable[Case]) -> dict[str, tuple[tuple[float, float], ...]]:
    """Give for each kind of end the share that has ended so, over time: pairs of time and share from 0 on."""
    known = _checked(cases)
    kinds = sorted({case.end for case in known} - {WAITING})
    curves = {kind: [(0.0, 0.0)] for kind in kinds}
    share = 1.0
    for time, at_risk, ends in _times(known):
        for kind in kinds:
            if count := ends.count(kind):
                curves[kind].append((time, curves[kind][-1][1] + share * count / at_risk))
        share *= 1 - sum(end != WAITING for end in ends) / at_risk
    return {kind: tuple(steps) for kind, steps in curves.items()}


def _checked(cases: Iterable[Case]) -> list[Case]:
    known = list(cases)
    for place, case in enumerate(known):
        if not 0 <= case.lasted < inf:
            raise DurationInvalid(place=place, value=case.lasted)
    return sorted(known, key=lambda case: case.lasted)


def _times(known: Sequence[Case]) -> Iterable[tuple[float, int, list[str]]]:
    """Give each time at which a case ended or was last seen, how many were at risk then, and their ends."""
    start = 0
    while start < len(known):
        stop = start
        while stop < len(known) and known[stop].lasted == known[start].lasted:
            stop += 1
        yield known[start].lasted, len(known) - start, [case.end for case in known[start:stop]]
        start = stop


def _band(share: float, spread: float) -> tuple[float, float]:
    """Give the 95 % band of a share on the scale of log(-log), which keeps it between 0 and 1."""
    if not 0 < share < 1:
        return share, share
    width = exp(Z_95 * sqrt(spread) / abs(log(share)))
    return share**width, share ** (1 / width)
