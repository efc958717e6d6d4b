"""Legal clocks: from an event, a length and what stops it, when a time limit ends and how it stands.

The day of the event is not counted, the last day is counted whole, by the calendar on the wall of the place
whose law it is (Federal Rules of Civil Procedure 6(a)(1) for the rule in words; Mexican procedural law counts
alike, from the day after notice). Hours run from the event itself, through nights, weekends and changes of
clocks (Rule 6(a)(2)(A) and (B)). A suspension takes whole days out of a limit that is counted in days, and
its exact length out of one that is counted in hours. Suspensions within suspensions count once.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from ambos.analysis.methods.calendars import Works, works_by
from ambos.values.errors import Misused

HOURS, DAYS, BUSINESS_DAYS, MONTHS = "hours", "days", "business-days", "months"
UNITS: Final = (HOURS, DAYS, BUSINESS_DAYS, MONTHS)
RUNNING, WARNED, TOLLED, EXPIRED, MET, LATE = "running", "warned", "tolled", "expired", "met", "late"
STATES: Final = (RUNNING, WARNED, TOLLED, EXPIRED, MET, LATE)
DAY: Final = timedelta(days=1)
MONTHS_OF_YEAR: Final = 12
_REPEATED: Final = 16_384  # last days that are remembered: many limits begin on the same day
LONGEST: Final = 10_000  # of any unit: longer is a slip, and would be counted day by day past the calendar


class ClockInvalid(Misused):
    """A clock has no sound length or unit, or days of no calendar; data: ``clock``, ``field``, ``value``."""

    code = "clocks.invalid"


class SpanInvalid(Misused):
    """A suspension ends before it begins, or a moment knows no place; data: ``since``, ``until``."""

    code = "clocks.span-invalid"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: how long, in which unit, by whose days and whose wall clock.

    ``calendar`` names the working days of ``business-days``; with ``rolls`` it also moves a last day that is
    none to the next that is one (FRCP 6(a)(1)(C); article 94 of the Mexican national criminal procedure code,
    recalled). A limit in hours does not roll: it runs from moment to moment.
    """

    name: str
    length: int
    unit: str
    zone: str
    calendar: str = ""
    rolls: bool = False

    def __post_init__(self) -> None:
        """Refuse a limit that cannot be counted."""
        wrong = {
            "length": not 1 <= self.length <= LONGEST,
            "unit": self.unit not in UNITS,
            "calendar": not self.calendar and (self.unit == BUSINESS_DAYS or self.rolls),
            "rolls": self.rolls and self.unit == HOURS,
        }
        for field, is_wrong in wrong.items():
            if is_wrong:
                raise ClockInvalid(clock=self.name, field=field, value=getattr(self, field))


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a clock stands still, from a moment to another, or to no end yet."""

    since: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a span that runs backward or of no place; it is kept in UTC."""
        since = _placed(self.since)
        until = None if self.until is None else _placed(self.until)
        if until is not None and until < since:
            raise SpanInvalid(since=self.since, until=self.until)
        object.__setattr__(self, "since", since)
        object.__setattr__(self, "until", until)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock stands at a moment: its state, the end of the limit if it runs, the time left.

    ``left`` is negative once the limit has passed; for a clock that stands still it is what was left then.
    """

    state: str
    due: datetime | None
    left: timedelta


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give the same time as spans that do not touch, in order."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.since):
        last = joined[-1] if joined else None
        if last is None or (last.until is not None and last.until < span.since):
            joined.append(span)
        elif last.until is not None:
            until = None if span.until is None else max(last.until, span.until)
            joined[-1] = Span(last.since, until)
    return tuple(joined)


def due(limit: Limit, start: datetime, tolls: Sequence[Span] = ()) -> datetime | None:
    """Give the end of a limit that began to run at ``start``; None while an open suspension holds it.

    A limit counted in days or months ends with its last day, at the midnight that follows on the wall. The
    end is in UTC, since sums of local times lose the hours that a change of clocks takes or gives. A start
    of no place is refused.
    """
    spans, begun = union(tolls), _placed(start)
    if limit.unit == HOURS:
        return _due_by_the_hour(begun, timedelta(hours=limit.length), spans)
    zone = ZoneInfo(limit.zone)
    first = begun.astimezone(zone).date()
    last = _last_day(limit, first, tuple(_days(span, zone) for span in spans))
    return None if last is None else datetime.combine(last + DAY, time(), zone).astimezone(UTC)


def standing(
    limit: Limit,
    start: datetime,
    now: datetime,
    *,
    tolls: Sequence[Span] = (),
    stopped: datetime | None = None,
    warning: timedelta = timedelta(),
) -> Standing:
    """Say how a clock stands ``now``; ``stopped`` is when what it waits for was done.

    Only what had happened by ``now`` counts: a suspension that ends later is open, one that begins later is
    not there. What was done in time, or too late, stays so: nothing after ``stopped`` counts.
    """
    now = _placed(now)
    done = None if stopped is None or _placed(stopped) > now else _placed(stopped)
    at = now if done is None else done
    known = [_known(span, at) for span in tolls if span.since <= at]
    if done is not None:
        return _stopped(limit, start, done, known)
    end = due(limit, start, known)
    if end is None:
        *closed, held = union(known)
        since = max(held.since, _placed(start))  # one suspended before it began has all of its time left
        return Standing(TOLLED, None, (due(limit, start, closed) or since) - since)
    left = end - now
    state = EXPIRED if left <= timedelta() else WARNED if left <= warning else RUNNING
    return Standing(state, end, left)


def _placed(moment: datetime) -> datetime:
    """Give a moment in UTC; one of no place is refused."""
    if moment.tzinfo is None:
        raise SpanInvalid(since=moment, until=None)
    return moment.astimezone(UTC)


def _known(span: Span, now: datetime) -> Span:
    return span if span.until is not None and span.until <= now else Span(span.since)


def _stopped(limit: Limit, start: datetime, stopped: datetime, tolls: Sequence[Span]) -> Standing:
    end = due(limit, start, tolls)
    if end is None:  # what was done while the clock stood still was done in time
        return Standing(MET, None, timedelta())
    return Standing(MET if stopped < end else LATE, end, end - stopped)


def _due_by_the_hour(start: datetime, left: timedelta, spans: Sequence[Span]) -> datetime | None:
    at = start
    for span in spans:
        if span.since - at >= left:
            break
        left -= max(span.since - at, timedelta())
        if span.until is None:
            return None
        at = max(at, span.until)
    return at + left


def _days(span: Span, zone: ZoneInfo) -> tuple[date, date | None]:
    """Give the first and last day on the wall that a span touches."""
    last = None if span.until is None else span.until.astimezone(zone).date()
    return span.since.astimezone(zone).date(), last


@lru_cache(_REPEATED)
def _last_day(limit: Limit, first: date, held: tuple[tuple[date, date | None], ...]) -> date | None:
    if limit.unit == MONTHS:
        wanted, works = (_months_after(first, limit.length) - first).days, None
    else:
        wanted, works = limit.length, works_by(limit.calendar) if limit.unit == BUSINESS_DAYS else None
    last = _counted(first, wanted, works, held)
    if last is None or not limit.rolls or works_by(limit.calendar)(last):
        return last
    return _counted(last, 1, works_by(limit.calendar), held)


def _counted(
    first: date, wanted: int, works: Works | None, held: Sequence[tuple[date, date | None]]
) -> date | None:
    """Give the day on which the wanted number of days has been counted, none of them held or at rest."""
    if works is None and not held:
        return first + wanted * DAY
    day = first
    while wanted:
        day += DAY
        span = next((span for span in held if span[0] <= day and (span[1] is None or day <= span[1])), None)
        if span is not None and span[1] is None:
            return None
        if span is None and (works is None or works(day)):
            wanted -= 1
    return day


def _months_after(day: date, months: int) -> date:
    """Give the day of the same number some months later, or the last of that month."""
    year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 + months, MONTHS_OF_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
