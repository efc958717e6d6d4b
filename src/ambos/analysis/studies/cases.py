"""Requests and their legal clocks: which run, until when, and what runs out next, on both sides.

A clock runs where the party is asked whose law it is. It starts with the newest of its starting steps, and
stops with a step after that which it waits for. A lawyer of that party may have confirmed, or set right, its
length on record and whether it rolls to a working day: that counts then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from ambos.analysis.methods.clocks import (
    EXPIRED,
    HOURS,
    LONGEST,
    RUNNING,
    TOLLED,
    UNITS,
    WARNED,
    Limit,
    Span,
    Standing,
    standing,
)
from ambos.domains.justice.cases import Run, Taken
from ambos.domains.justice.instruments import REQUESTING, LegalClock, clocks, clocks_of
from ambos.domains.justice.views import runs
from ambos.kernel.shelf import Shelf, Thing

INSTANT: Final = timedelta(microseconds=1)
ORDER: Final = (EXPIRED, WARNED, RUNNING, TOLLED)


@dataclass(frozen=True)
class Ticking:
    """One clock of one request: what it is, who has to act in time, how it stands.

    ``clock`` is as it counts, ``confirmed`` says that a lawyer stands behind that; ``owner`` is the party
    that has to act.
    """

    run: Run
    clock: LegalClock
    owner: str
    started: datetime
    stopped: datetime | None
    stands: Standing
    confirmed: bool

    @property
    def days_left(self) -> int:
        """Give the whole days that are left; of one that has run out, how many ago that was, below zero."""
        return self.stands.left // timedelta(days=1)

    @property
    def last_day(self) -> date | None:
        """Give the last day in time, on the wall of whose law it is; None while it stands still.

        A limit in days is due at the midnight that follows this day.
        """
        due = self.stands.due
        return None if due is None else (due - INSTANT).astimezone(ZoneInfo(self.clock.zone)).date()


def confirmed(shelf: Shelf) -> dict[str, LegalClock]:
    """Give the clocks as a lawyer of the party whose law it is has confirmed them on record, by their names.

    A record by which nobody could count is left out, whoever wrote it: its clock runs as it is declared.
    """
    known, found = clocks(), {}
    for thing in shelf.things("legal-clock"):
        clock = known.get(thing.get("clock"))
        if clock is not None and clock.law == thing.owner and _counts(thing):
            found[clock.name] = _as_confirmed(clock, thing)
    return found


def _counts(thing: Thing) -> bool:
    return 1 <= thing.get("length") <= LONGEST and thing.get("unit") in UNITS


def _as_confirmed(clock: LegalClock, thing: Thing) -> LegalClock:
    """Give a clock with what its record says of it; a limit in hours never rolls."""
    told, unit = thing.get("rolls"), thing.get("unit")
    rolls = unit != HOURS and (clock.rolls if told is None else told)
    return replace(clock, length=thing.get("length"), unit=unit, rolls=rolls)


def ticking(run: Run, now: datetime, told: Mapping[str, LegalClock]) -> list[Ticking]:
    """Give every clock of a request that has started by ``now``, also those that have stopped.

    ``told`` holds the clocks that were ``confirmed``.
    """
    past = [taken for taken in run.counted if taken.at <= now]
    newest = {one.step: place for place, one in enumerate(past)}
    made: list[Ticking] = []
    for declared in clocks_of(run.course.name, run.requested):
        places = [newest[step] for step in declared.starts if step in newest]
        if places:
            clock = told.get(declared.name, declared)
            made.append(_ticking(run, clock, past[max(places) :], now, declared.name in told))
    return made


def _ticking(run: Run, clock: LegalClock, past: Sequence[Taken], now: datetime, known: bool) -> Ticking:
    """Give a clock as it runs from the first of these steps on; ``known`` says that a lawyer confirmed it."""
    started = past[0].at
    stopped = next((one.at for one in past[1:] if one.step in clock.stops), None)
    stands = standing(
        _limit(clock.name, clock.length, clock.unit, clock.rolls),
        started,
        now,
        tolls=[Span(one.since, one.until) for one in run.held if one.why in clock.tolled_by],
        stopped=stopped,
        warning=timedelta(days=max(clock.warnings, default=0)),
    )
    owner = run.requesting if clock.side == REQUESTING else run.requested
    return Ticking(run, clock, owner, started, stopped, stands, known)


@cache
def _limit(name: str, length: int, unit: str, rolls: bool) -> Limit:
    """Give the limit of a clock at a length, made once for the many requests that it runs for."""
    clock = clocks()[name]
    return Limit(name, length, unit, clock.zone, clock.calendar, rolls)


def board(shelf: Shelf, now: datetime) -> list[Ticking]:
    """Give the clocks of open requests that run or have run out: what has run out first, then the nearest.

    Clocks that stand still come last.
    """
    told = confirmed(shelf)
    running = (one for run in runs(shelf) for one in ticking(run, now, told) if one.stands.state in ORDER)
    return sorted(running, key=_order)


def _order(one: Ticking) -> tuple[bool, float, str, str]:
    held = one.stands.state == TOLLED
    left = one.stands.left.total_seconds()
    return held, left, one.run.subject, one.clock.name
