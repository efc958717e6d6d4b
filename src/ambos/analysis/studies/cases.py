"""Requests and their legal clocks: which run, until when, and what runs out next, on both sides.

A clock starts with the newest of its starting steps, and stops with a step after that which it waits for. A
lawyer of the party whose law it is may have confirmed, or set right, its length on record: that counts then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from ambos.analysis.methods.clocks import EXPIRED, RUNNING, TOLLED, WARNED, Limit, Span, Standing, standing
from ambos.domains.justice.cases import Run, Taken
from ambos.domains.justice.instruments import REQUESTING, LegalClock, clocks, clocks_of
from ambos.domains.justice.views import runs
from ambos.kernel.shelf import Shelf

ORDER: Final = (EXPIRED, WARNED, RUNNING, TOLLED)


@dataclass(frozen=True)
class Ticking:
    """One clock of one request: what it is, who has to act in time, how it stands.

    ``owner`` is the party that has to act; ``confirmed`` says that a lawyer stands behind its length.
    """

    run: Run
    clock: LegalClock
    limit: Limit
    owner: str
    started: datetime
    stopped: datetime | None
    stands: Standing
    confirmed: bool

    @property
    def days_left(self) -> int:
        """Give the whole days that are left; of one that has run out, how many ago that was, below zero."""
        return self.stands.left // timedelta(days=1)


def confirmed(shelf: Shelf) -> dict[str, tuple[int, str]]:
    """Give the lengths that a lawyer of the party whose law it is has confirmed on record, by clock."""
    known, found = clocks(), {}
    for thing in shelf.things("legal-clock"):
        if known[thing.get("clock")].law == thing.owner:
            found[thing.get("clock")] = (thing.get("length"), thing.get("unit"))
    return found


def ticking(run: Run, now: datetime, lengths: Mapping[str, tuple[int, str]]) -> list[Ticking]:
    """Give every clock of a request that has started by ``now``, also those that have stopped."""
    past = [taken for taken in run.counted if taken.at <= now]
    newest = {one.step: place for place, one in enumerate(past)}
    made: list[Ticking] = []
    for clock in clocks_of(run.course.name):
        places = [newest[step] for step in clock.starts if step in newest]
        if places:
            made.append(_ticking(run, clock, past[max(places) :], now, lengths))
    return made


def _ticking(
    run: Run,
    clock: LegalClock,
    past: Sequence[Taken],
    now: datetime,
    lengths: Mapping[str, tuple[int, str]],
) -> Ticking:
    """Give a clock as it runs from the first of these steps on."""
    started = past[0].at
    stopped = next((one.at for one in past[1:] if one.step in clock.stops), None)
    length, unit = lengths.get(clock.name, (clock.length, clock.unit))
    limit = _limit(clock.name, length, unit)
    stands = standing(
        limit,
        started,
        now,
        tolls=[Span(one.since, one.until) for one in run.held if one.why in clock.tolled_by],
        stopped=stopped,
        warning=timedelta(days=max(clock.warnings, default=0)),
    )
    owner = run.requesting if clock.side == REQUESTING else run.requested
    return Ticking(run, clock, limit, owner, started, stopped, stands, clock.name in lengths)


@cache
def _limit(name: str, length: int, unit: str) -> Limit:
    """Give the limit of a clock at a length, made once for the many requests that it runs for."""
    clock = clocks()[name]
    return Limit(name, length, unit, clock.zone, clock.calendar)


def board(shelf: Shelf, now: datetime) -> list[Ticking]:
    """Give the clocks of open requests that run or have run out: what has run out first, then the nearest.

    Clocks that stand still come last.
    """
    lengths = confirmed(shelf)
    running = (one for run in runs(shelf) for one in ticking(run, now, lengths) if one.stands.state in ORDER)
    return sorted(running, key=_order)


def _order(one: Ticking) -> tuple[bool, float, str, str]:
    held = one.stands.state == TOLLED
    left = one.stands.left.total_seconds()
    return held, left, one.run.subject, one.clock.name
