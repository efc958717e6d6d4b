"""Cumulative incidence of several ways to end, each shutting the others out.

The Aalen-Johansen estimator for competing risks: Aalen and Johansen, Scandinavian Journal of Statistics 5
(1978), 141-150; Putter, Fiocco and Geskus, Statistics in Medicine 26 (2007), 2389-2430, section 3. One minus
Kaplan-Meier of one way alone would say too much, for what has ended in another way can no longer end in this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from ambos.values.errors import Misused

_EXACT: Final = Context(prec=30)
_ONE, _NOTHING = Decimal(1), Decimal(0)


class DurationNegative(Misused):
    """Something lasted less than no time; data: value."""

    code = "methods.duration-negative"


@dataclass(frozen=True)
class Lasted:
    """How long one case has lasted, and how it ended; without a ``reason`` it goes on (censored)."""

    days: int
    reason: str = ""
    weight: Decimal = _ONE


@dataclass(frozen=True)
class Incidence:
    """A day on which something ended: how many were at risk, what still stands, and the share of each way."""

    day: int
    at_risk: Decimal
    standing: Decimal
    ended: dict[str, Decimal]


def incidences(cases: Sequence[Lasted]) -> tuple[Incidence, ...]:
    """Give, for each day on which a case ended, the share still standing and the shares ended in each way.

    They add up to one. Cases censored on a day are at risk on it still. ``weight`` lets money be counted in
    place of cases. A case that lasted less than no days is refused.
    """
    if wrong := next((case for case in cases if case.days < 0), None):
        raise DurationNegative(value=wrong.days)
    reasons = sorted({case.reason for case in cases if case.reason})
    standing, ended, found = _ONE, dict.fromkeys(reasons, _NOTHING), list[Incidence]()
    for day in sorted({case.days for case in cases if case.reason}):
        at_risk = sum((case.weight for case in cases if case.days >= day), _NOTHING)
        now = _weights(cases, day)
        if not at_risk:
            continue
        for reason, weight in now.items():
            ended[reason] += _EXACT.divide(standing * weight, at_risk)
        standing = _EXACT.multiply(standing, 1 - _EXACT.divide(sum(now.values(), _NOTHING), at_risk))
        found.append(Incidence(day, at_risk, standing, dict(ended)))
    return tuple(found)


def _weights(cases: Sequence[Lasted], day: int) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for case in cases:
        if case.days == day and case.reason:
            found[case.reason] = found.get(case.reason, _NOTHING) + case.weight
    return found


def standing_at(found: Sequence[Incidence], day: int) -> Decimal:
    """Give the share that still stands after so many days."""
    return next((one.standing for one in reversed(found) if one.day <= day), _ONE)


def ended_at(found: Sequence[Incidence], reason: str, day: int) -> Decimal:
    """Give the share that has ended in one way after so many days."""
    return next(
        (one.ended[reason] for one in reversed(found) if one.day <= day and reason in one.ended), _NOTHING
    )
