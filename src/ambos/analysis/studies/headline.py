"""The headline: the few things that moved, for better and worse, with the noise they moved in.

A figure is compared with the one before it of the same definition and length, or, where periods are parts of
a year, with that of the same part a year earlier. What differs in place, scope, denominator, unit or
calendar is never compared: such a step is left out, and ``unlike`` names what differs. A change counts as a
movement if it is larger than the usual change between such periods and than any revision on record. What
was estimated, reckoned from parts or only recalled makes no headline: it was not counted.
There is no score over several indicators.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from ambos.analysis.methods.status import DOWN, NEUTRAL, change_of
from ambos.analysis.studies.judgements import Movement
from ambos.analysis.studies.lines import FigureLine, RevisionLine, SeriesLine
from ambos.analysis.studies.sorts import SORTS

BETTER, WORSE, UNCLEAR = "better", "worse", "unclear"
FEWEST_CHANGES: Final = 3  # earlier ones, from which the usual change is known
SHOWN: Final = 3  # of each direction
RECENT_DAYS: Final = 800
YEAR: Final = 12
ESTIMATE: Final = "estimate"
NOT_COUNTED: Final = ("recalled", "arithmetic")
TERMS: Final = ("place", "scope", "denominator", "unit")


def headline(
    series: Iterable[SeriesLine], revisions: Iterable[RevisionLine], today: date
) -> tuple[Movement, ...]:
    """Give what moved most, outcomes before outputs, at most three for better and three for worse."""
    revised = _largest_revisions(revisions)
    found = [movement(line, revised) for line in series if line.indicator.direction != NEUTRAL]
    moved = [one for one in found if one and one.direction != UNCLEAR and _recent(one, today)]
    ranked = sorted(moved, key=_telling)
    shown = [[one for one in ranked if one.direction == way][:SHOWN] for way in (BETTER, WORSE)]
    return tuple(one for ones in shown for one in ones)


def movement(line: SeriesLine, revised: dict[str, Decimal]) -> Movement | None:
    """Give how the newest figure of a series differs from its comparable one; None where there is none."""
    counted = [figure for figure in line.figures if _is_counted(figure)]
    pairs = _pairs(counted) if counted else []
    if not pairs:
        return None
    before, now = pairs[-1]
    change = now.value - before.value
    noise = _noise(pairs[:-1], revised.get(line.indicator.item.subject))
    return Movement(
        line.indicator.item,
        line.indicator.sort,
        before,
        now,
        change,
        change_of(now.value, before.value) if before.value else None,
        noise,
        _direction(change, noise, line.indicator.direction),
    )


def _is_counted(figure: FigureLine) -> bool:
    return figure.status != ESTIMATE and figure.item.mark not in NOT_COUNTED


def unlike(before: FigureLine, now: FigureLine) -> tuple[str, ...]:
    """Name the terms in which two figures differ, so that they are not compared."""
    names = [name for name in TERMS if getattr(before, name) != getattr(now, name)]
    same = (before.period.kind, before.period.months) == (now.period.kind, now.period.months)
    return tuple(names if same else [*names, "calendar"])


def _pairs(figures: Sequence[FigureLine]) -> list[tuple[FigureLine, FigureLine]]:
    """Set each figure beside the comparable one before it: the part of the year before, else the last."""
    partial = 0 < figures[-1].period.months < YEAR
    by_start = {figure.period.first: figure for figure in figures}
    pairs = []
    for place, now in enumerate(figures):
        start = now.period.first
        earlier = figures[place - 1] if place else None
        before = by_start.get(start.replace(year=start.year - 1)) if partial else earlier
        if before is not None and not unlike(before, now):
            pairs.append((before, now))
    return pairs if pairs and pairs[-1][1] is figures[-1] else []


def _noise(earlier: Sequence[tuple[FigureLine, FigureLine]], revised: Decimal | None) -> Decimal | None:
    """Give the larger of the median change and the largest revision; None while the former is not known."""
    changes = sorted(abs(now.value - before.value) for before, now in earlier)
    usual = changes[len(changes) // 2] if len(changes) >= FEWEST_CHANGES else None
    return None if usual is None else max(usual, revised or Decimal(0))


def _direction(change: Decimal, noise: Decimal | None, direction: str) -> str:
    if noise is None or abs(change) <= noise or direction == NEUTRAL:
        return UNCLEAR
    return BETTER if (change < 0) == (direction == DOWN) else WORSE


def _largest_revisions(revisions: Iterable[RevisionLine]) -> dict[str, Decimal]:
    """Give the largest revision that is on record for each indicator."""
    found: dict[str, Decimal] = {}
    for line in revisions:
        found[line.item.subject] = max(abs(line.change), found.get(line.item.subject, Decimal(0)))
    return found


def _recent(one: Movement, today: date) -> bool:
    return (today - one.now.period.last).days <= RECENT_DAYS


def _telling(one: Movement) -> tuple[object, ...]:
    size = abs(one.change) / one.noise if one.noise else Decimal(0)
    return SORTS.index(one.sort), -size, one.item.subject
