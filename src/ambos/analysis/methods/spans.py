"""Whether periods follow one another evenly, and which come next."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ambos.values.dates import Period, month_end

IRREGULAR, GAPS = "irregular", "gaps"
MONTHS: Final = 12


def season_of(periods: Sequence[Period]) -> int:
    """Give how many periods of an even series make up a year: its season.

    Windows that overlap, such as twelve months to each month, carry their season within them and have none.
    """
    step = step_of(periods)
    return MONTHS // step if step == periods[0].months and MONTHS % step == 0 else 1


def unevenness(periods: Sequence[Period]) -> str:
    """Give the code of why periods in order make no series; nothing if they do.

    ``irregular``: they are of several kinds or lengths, or days. ``gaps``: one or more are missing between
    them.
    """
    if len({(period.kind, period.months) for period in periods}) > 1 or not all(p.months for p in periods):
        return IRREGULAR
    steps = [_months(later) - _months(earlier) for earlier, later in pairwise(periods)]
    usual = step_of(periods)
    if any(step < usual or step % usual for step in steps):
        return IRREGULAR
    return GAPS if any(step != usual for step in steps) else ""


def step_of(periods: Sequence[Period]) -> int:
    """Give by how many months one period follows another: the least that occurs, at least one."""
    steps = [_months(later) - _months(earlier) for earlier, later in pairwise(periods)]
    return max(1, min(steps, default=periods[0].months))


def following(periods: Sequence[Period], count: int) -> list[Period]:
    """Give the next periods of an even series."""
    step, last = step_of(periods), periods[-1]
    return [_moved(last, step * number) for number in range(1, count + 1)]


def _months(period: Period) -> int:
    return period.first.year * MONTHS + period.first.month


def _moved(period: Period, months: int) -> Period:
    year, month = divmod(_months(period) - 1 + months, MONTHS)
    first = period.first.replace(year=year, month=month + 1, day=1)
    year, month = divmod(_months(period) - 1 + months + period.months - 1, MONTHS)
    return Period(first, month_end(year, month + 1), period.kind)
