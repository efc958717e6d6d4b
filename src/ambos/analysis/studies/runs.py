"""Comparable values of one indicator around a day: one definition, one publisher, no gap, no overlap.

What forbids an answer is told by a code:

=====================  ===================================================================================
no-series              there are no values, or only partial and cumulative ones
overlapping-periods    each value holds most of the one before it, as rolling twelve months do
date-too-vague         the day is known less exactly than the periods are long
gaps                   values are missing where the action began
changed-definition     what was counted, where, or by whom changed: no one definition reaches far enough
too-few-before, ...    see ``methods.interrupted.refusal``
=====================  ===================================================================================
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final

import numpy as np

from ambos.analysis.methods.interrupted import FEWEST_AFTER, FEWEST_BEFORE, refusal
from ambos.analysis.methods.loglinear import Array
from ambos.domains.measures.views import Figure
from ambos.values.dates import Day, Period

UNUSABLE: Final = ("partial", "cumulative")
SHORT: Final = ("too-few-before", "too-few-after", "gaps")
MONTHS_OF_YEAR: Final = 12

Groups = Sequence[Sequence[Figure]]


@dataclass(frozen=True)
class Run:
    """Values of consecutive periods; ``at`` is the index of the one in which the day lies."""

    figures: tuple[Figure, ...]
    at: int

    @property
    def values(self) -> Array:
        """Give the values."""
        return np.array([float(figure.value) for figure in self.figures])

    @property
    def periods(self) -> tuple[Period, ...]:
        """Give the periods."""
        return tuple(figure.period for figure in self.figures)

    @property
    def place(self) -> str:
        """Give the code of the place."""
        return self.figures[0].place.code

    @property
    def season(self) -> int:
        """Give how many periods make a year; one if they do not."""
        whole, rest = divmod(MONTHS_OF_YEAR, self.figures[0].period.months)
        return 1 if rest else whole

    @property
    def settled(self) -> bool:
        """Say whether no value may still be revised as provisional."""
        return all(figure.get("status") not in ("provisional", "estimate") for figure in self.figures)

    def within_reach(self) -> "Run":
        """Leave out late values, so that nothing is carried on for more than half as long as it was seen."""
        return Run(self.figures[: self.at + max(self.at // 2, FEWEST_AFTER)], self.at)

    @property
    def key(self) -> tuple[str, ...]:
        """Give what must be equal in a run of another place to be compared with this one."""
        first = self.figures[0]
        return (*first.definition[1:], first.get("publisher"), first.period.kind)


def comparable(found: Iterable[Figure]) -> Groups:
    """Give the values that can be compared with each other, by period, the newest vintage of each."""
    usable = (f for f in found if f.get("status") not in UNUSABLE and f.period.months)
    by_key: dict[object, list[Figure]] = {}
    for f in usable:
        key = (f.definition, f.get("publisher"), f.period.kind, f.period.months)
        by_key.setdefault(key, []).append(f)
    return [newest_vintages(group) for group in by_key.values()]


def run_around(groups: Groups, day: Day) -> Run | str:
    """Give the run of values that best surrounds a day, or the code of why there is none that can answer."""
    tried = [_placed(group, day) for group in groups]
    good = [run for run in tried if isinstance(run, Run) and not _why_not(run)]
    if good:
        return max(good, key=_worth)
    return _reason(groups, tried, day)


def longest(groups: Groups) -> Run | None:
    """Give the longest unbroken run, of a whole country before any part; its day is its first."""
    runs = [run for group in groups for run in _stretches(group)]
    return max(runs, key=lambda run: (run.figures[0].place.within is None, len(run.figures)), default=None)


def same_elsewhere(groups: Groups, run: Run) -> dict[str, Run]:
    """Give the runs of other places that count the same thing for the same periods, by place."""
    others = (_whole(group, run) for group in groups)
    return {other.place: other for other in others if other is not None and other.place != run.place}


def newest_vintages(found: Iterable[Figure]) -> list[Figure]:
    """Give one value for each period, a verified one before any that is recalled, in order."""
    best: dict[Period, Figure] = {}
    for figure in found:
        held = best.get(figure.period)
        if held is None or _rank(figure) >= _rank(held):
            best[figure.period] = figure
    return sorted(best.values(), key=lambda figure: figure.period)


def _rank(figure: Figure) -> tuple[object, ...]:
    return not figure.unverified, figure.vintage


def _placed(group: Sequence[Figure], day: Day) -> Run | str:
    """Give the unbroken stretch in which the day lies."""
    if any(later.period.first <= earlier.period.last for earlier, later in pairwise(group)):
        return "overlapping-periods"
    holding = [at for at, figure in enumerate(group) if figure.period.first <= day.last <= figure.period.last]
    if not holding:
        return "too-few-after" if group[-1].period.last < day.first else _missing(group, day)
    at = holding[0]
    if day.first < group[at].period.first:
        return "date-too-vague"
    first = _reach(group, at, -1)
    return Run(tuple(group[first : _reach(group, at, 1) + 1]), at - first)


def _stretches(group: Sequence[Figure]) -> Iterator[Run]:
    """Give the unbroken stretches of a group whose values do not overlap."""
    at = 0
    while at < len(group):
        end = _reach(group, at, 1)
        yield Run(tuple(group[at : end + 1]), 0)
        at = end + 1


def _missing(group: Sequence[Figure], day: Day) -> str:
    return "too-few-before" if day.first < group[0].period.first else "gaps"


def _reach(group: Sequence[Figure], at: int, step: int) -> int:
    """Give the index of the last value that follows without a gap, in one direction."""
    while 0 <= at + step < len(group):
        one, other = sorted((group[at].period, group[at + step].period))
        if one.last + timedelta(days=1) != other.first:
            break
        at += step
    return at


def _why_not(run: Run) -> str:
    return refusal(run.values, run.at, run.season)


def _worth(run: Run) -> tuple[object, ...]:
    return run.figures[0].place.within is None, min(run.at, len(run.figures) - run.at), len(run.figures)


def _reason(groups: Groups, tried: Sequence[Run | str], day: Day) -> str:
    """Give why no run can answer: that of the longest one, unless several together would have reached."""
    if not groups:
        return "no-series"
    at = max(range(len(groups)), key=lambda at: len(groups[at]))
    run = tried[at]
    why = run if isinstance(run, str) else _why_not(run)
    if why in SHORT and _enough(groups[at], day):
        return "gaps"
    return "changed-definition" if why in SHORT and _together(groups, day) else why


def _together(groups: Groups, day: Day) -> bool:
    """Say whether one place has periods enough on both sides, of one length, under several definitions."""
    spans: dict[object, list[Figure]] = {}
    for f in (f for group in groups for f in group):
        spans.setdefault((f.place.code, f.period.kind, f.period.months), []).append(f)
    return any(_enough(newest_vintages(figures), day) for figures in spans.values())


def _enough(figures: Sequence[Figure], day: Day) -> bool:
    before = sum(figure.period.last < day.first for figure in figures)
    return before >= FEWEST_BEFORE and len(figures) - before >= FEWEST_AFTER


def _whole(group: Sequence[Figure], like: Run) -> Run | None:
    """Give a group's values for just the periods of a run, if it has all of them and counts alike."""
    wanted = set(like.periods)
    chosen = tuple(figure for figure in group if figure.period in wanted)
    if len(chosen) != len(wanted):
        return None
    run = Run(chosen, like.at)
    return run if run.key == like.key else None
