"""The first honest status of an indicator: what can be said of it today, and by which rule.

The rules, in order; the first that holds decides:

====  ============  ====================================================================================
S1    unknown       there is no figure
S2    unknown       more or less is neither good nor bad in itself (direction neutral)
S3    unknown       the newest figure is older than the indicator's own limit and ends before the deadline
S4    unknown       no figure can be compared with the baseline: the fields that differ are named; where only
                    the calendar does, a forecast made from parts of a year decides by S14 to S16
S5    moving-away   no target was agreed, and the figure is worse than the baseline
S6    unknown       no target was agreed
S7    met           the target is reached
S8    off-track     the deadline has passed and the target is not reached
S9    unknown       no way to measure: no baseline short of the target, or no figure newer than it
S10   moving-away   the figure is worse than the baseline
S14   on-track      the forecast gives the target a probability of at least two in three
S15   at-risk       the forecast gives it a probability of at least one in three
S16   off-track     the forecast gives it less than one in three
S11   on-track      there is no forecast, and the share of the way is at least the share of the time
S12   at-risk       ... at least half the share of the time
S13   off-track     ... less than half the share of the time
====  ============  ====================================================================================

S9 holds only where there is no forecast either. The bounds of S14 to S16 are those of "likely" and "unlikely"
in the guidance of the Intergovernmental Panel on Climate Change on uncertainty (Mastrandrea et al. 2010).

The way runs from baseline to target, the time from the end of the baseline's period to the deadline, and the
share of the time is that at the end of the figure's period. A target may be read in several ways: as the
level it names, as its percentage of the pinned baseline, as its percentage of the baseline's newest vintage.
Each reading has its own status; where they differ, the least favourable stands and the difference is flagged.
A stale figure (S3) still gives its readings: what could be said while it was new.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from ambos.values.dates import Period

MET, ON_TRACK, AT_RISK, OFF_TRACK, MOVING_AWAY, UNKNOWN = (
    "met", "on-track", "at-risk", "off-track", "moving-away", "unknown",
)  # fmt: skip
STATUSES: Final = (MET, ON_TRACK, AT_RISK, OFF_TRACK, MOVING_AWAY, UNKNOWN)  # least favourable known one last
RULES: Final = tuple(f"S{number}" for number in range(1, 17))

DOWN, UP, NEUTRAL = "down", "up", "neutral"
LEVEL, PERCENT, PERCENT_NEWEST = "level", "percent", "percent-newest"
HALF: Final = Decimal("0.5")
LIKELY: Final = Decimal("0.667")
UNLIKELY: Final = Decimal("0.333")
PARTS_ONLY: Final = ("calendar",)


@dataclass(frozen=True)
class Point:
    """A value of a period, and the terms under which it may be compared, by name."""

    ref: str
    value: Decimal
    period: Period
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Target:
    """What to reach by a deadline: a level, a change in percent of the baseline, or both."""

    deadline: date
    level: Decimal | None = None
    change_percent: Decimal | None = None


@dataclass(frozen=True)
class Case:
    """Everything that a status is decided from.

    ``points`` stand in order, the one to show as the newest last. ``baseline`` is the value that the target
    was pinned to, ``baseline_newest`` what its period is said to have been today. ``chance`` gives the
    probability that a value is reached by the deadline, None where nothing can be foretold.
    """

    direction: str
    points: Sequence[Point]
    today: date
    stale_after_days: int | None = None
    baseline: Point | None = None
    baseline_newest: Point | None = None
    target: Target | None = None
    chance: Callable[[Decimal], Decimal | None] | None = None


@dataclass(frozen=True)
class Reading:
    """The status under one way to read the target: the value to reach, shares of way and time, the chance."""

    basis: str
    goal: Decimal
    status: str
    rule: str
    way: Decimal | None = None
    time: Decimal | None = None
    probability: Decimal | None = None


@dataclass(frozen=True)
class Assessment:
    """A status, the rule that decided, and what it was decided from.

    ``point`` is the figure judged, ``age_days`` the time since its period ended; ``differing`` the terms that
    forbid to compare it with the baseline; ``target_disagrees`` says that level and percentage of the target
    are not the same value on the baseline, ``readings_differ`` that this changes the status.
    """

    status: str
    rule: str
    point: Point | None = None
    age_days: int | None = None
    differing: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    target_disagrees: bool = False

    @property
    def readings_differ(self) -> bool:
        """Say whether the readings of the target lead to different statuses."""
        return len({reading.status for reading in self.readings}) > 1


def assess(case: Case) -> Assessment:
    """Give the status of a case; every case has one."""
    if not case.points:
        return Assessment(UNKNOWN, "S1")
    point = _judged(case.points, case.baseline)
    names = differing(point, case.baseline)
    age = max(0, (case.today - point.period.last).days)
    foretold = _foretold(case) if names == PARTS_ONLY else ()
    names = () if foretold else names
    readings = () if names or case.direction == NEUTRAL else foretold or read(case, point)
    status, rule = _decide(case, point, age, names, readings)
    return Assessment(status, rule, point, age, names, readings, _target_disagrees(case))


def _judged(points: Sequence[Point], baseline: Point | None) -> Point:
    """Give the newest point that can be compared with the baseline and is newer; failing that, the newest."""
    later = [
        point
        for point in points
        if baseline is None or (not differing(point, baseline) and point.period.last > baseline.period.last)
    ]
    return (later or points)[-1]


def differing(point: Point, other: Point | None) -> tuple[str, ...]:
    """Name the terms that forbid to compare two points; a year is never compared with a part of one."""
    if other is None:
        return ()
    mine, theirs = dict(point.terms), dict(other.terms)
    names = [name for name in sorted(mine | theirs) if mine.get(name) != theirs.get(name)]
    same_calendar = (point.period.kind, point.period.months) == (other.period.kind, other.period.months)
    return tuple(names if same_calendar else [*names, "calendar"])


def read(case: Case, point: Point) -> tuple[Reading, ...]:
    """Judge a point under each way to read the target; none without one."""
    if case.target is None:
        return ()
    goals = _goals(case, case.target)
    return tuple(_reading(case, case.target, basis, goal, base, point) for basis, goal, base in goals)


def level_of(change_percent: Decimal, baseline: Decimal) -> Decimal:
    """Give the level that a change in percent of a baseline stands for, unrounded."""
    return baseline * (100 + change_percent) / 100


def change_of(level: Decimal, baseline: Decimal) -> Decimal:
    """Give the change in percent from a baseline to a level; the baseline is not zero."""
    return (level - baseline) / baseline * 100


def _foretold(case: Case) -> tuple[Reading, ...]:
    """Judge each way to read the target by its forecast alone; none where one of them has none.

    Parts of a year, such as months, are never set against a baseline of a whole one; the forecast is made
    from them and is of the whole.
    """
    if case.target is None or case.chance is None:
        return ()
    chances = [(basis, goal, case.chance(goal)) for basis, goal, _ in _goals(case, case.target)]
    made = tuple(
        Reading(basis, goal, *likelihood(chance), probability=chance)
        for basis, goal, chance in chances
        if chance is not None
    )
    return made if len(made) == len(chances) else ()


def _decide(
    case: Case, point: Point, age: int, names: tuple[str, ...], readings: tuple[Reading, ...]
) -> tuple[str, str]:
    if case.direction == NEUTRAL:
        return UNKNOWN, "S2"
    if _stale(case, point, age):
        return UNKNOWN, "S3"
    if names:
        return UNKNOWN, "S4"
    if not readings:
        worse = case.baseline is not None and _better(case.direction)(case.baseline.value, point.value)
        return (MOVING_AWAY, "S5") if worse else (UNKNOWN, "S6")
    least = max(readings, key=lambda reading: STATUSES.index(reading.status))
    return least.status, least.rule


def _stale(case: Case, point: Point, age: int) -> bool:
    """A figure that reaches the deadline is the last word, however old."""
    final = case.target is not None and point.period.last >= case.target.deadline
    return case.stale_after_days is not None and age > case.stale_after_days and not final


def _better(direction: str) -> Callable[[Decimal, Decimal], bool]:
    """Give the comparison that says whether one value is strictly better than another."""
    return (lambda one, other: one < other) if direction == DOWN else (lambda one, other: one > other)


def _goals(case: Case, target: Target) -> list[tuple[str, Decimal, Point | None]]:
    """Give each reading's value to reach and the baseline that its way starts from."""
    goals: list[tuple[str, Decimal, Point | None]] = []
    if target.level is not None:
        goals.append((LEVEL, target.level, case.baseline))
    if target.change_percent is None or case.baseline is None:
        return goals
    goals.append((PERCENT, level_of(target.change_percent, case.baseline.value), case.baseline))
    newest = case.baseline_newest
    if newest is not None and newest.value != case.baseline.value:
        goals.append((PERCENT_NEWEST, level_of(target.change_percent, newest.value), newest))
    return goals


def _reading(
    case: Case, target: Target, basis: str, goal: Decimal, base: Point | None, point: Point
) -> Reading:
    better = _better(case.direction)
    if not better(goal, point.value):
        return Reading(basis, goal, MET, "S7")
    if case.today > target.deadline:
        return Reading(basis, goal, OFF_TRACK, "S8")
    chance = case.chance(goal) if case.chance else None
    if base is None or not _measurable(case, base, goal, point):
        status, rule = (UNKNOWN, "S9") if chance is None else likelihood(chance)
        return Reading(basis, goal, status, rule, probability=chance)
    way = (point.value - base.value) / (goal - base.value)
    time = _share_of_time(base.period.last, point.period.last, target.deadline)
    status, rule = _progress(way, time) if chance is None or way < 0 else likelihood(chance)
    return Reading(basis, goal, status, rule, way, time, chance)


def likelihood(chance: Decimal) -> tuple[str, str]:
    """Give the status that a probability of meeting the target stands for, and its rule."""
    if chance >= LIKELY:
        return ON_TRACK, "S14"
    return (AT_RISK, "S15") if chance >= UNLIKELY else (OFF_TRACK, "S16")


def _measurable(case: Case, base: Point, goal: Decimal, point: Point) -> bool:
    """A way leads from the baseline towards the target, and the figure is newer than its start."""
    return _better(case.direction)(goal, base.value) and point.period.last > base.period.last


def _share_of_time(start: date, now: date, end: date) -> Decimal:
    gone = Decimal((now - start).days) / Decimal((end - start).days)
    return min(max(gone, Decimal(0)), Decimal(1))


def _progress(way: Decimal, time: Decimal) -> tuple[str, str]:
    if way < 0:
        return MOVING_AWAY, "S10"
    if way >= time:
        return ON_TRACK, "S11"
    return (AT_RISK, "S12") if way >= time * HALF else (OFF_TRACK, "S13")


def _target_disagrees(case: Case) -> bool:
    """Compare at the precision of the percentage: -13 holds from -12.5 to -13.5."""
    target, baseline = case.target, case.baseline_newest or case.baseline
    if target is None or target.level is None or target.change_percent is None or baseline is None:
        return False
    if not baseline.value:
        return target.level != 0
    change = change_of(target.level, baseline.value)
    return change.quantize(target.change_percent, ROUND_HALF_EVEN) != target.change_percent
