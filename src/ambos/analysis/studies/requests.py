"""Reciprocity of requests: volumes, answers and times in each direction, without anything of a case.

The time to an answer is that from the step ``present`` to the first stage that answers; requests that still
wait count for as long as they have waited (product-limit estimate), so that a side which answers only what
is easy does not look quick. Withdrawn requests are watched until their withdrawal. The share answered in time
is one of those alone that are old enough to have been, and were not withdrawn before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from ambos.analysis.methods.survival import Case, Curve, curve
from ambos.domains.justice.cases import Run
from ambos.domains.justice.instruments import ANSWERED, GRANTED

PRESENT, ANSWER, WITHDRAWN = "present", "answer", "withdrawn"
REFUSED: Final = ("refused", "released")
UNTOLD: Final = ("", "other")
IN_TIME: Final = timedelta(days=180)
FEW: Final = 5  # a reason given less often is told among the others, so that no single case can be read


@dataclass(frozen=True)
class Direction:
    """What is counted of an instrument in one direction and year: no request, no person, no content.

    ``reasons`` holds the reasons for refusal with how often each was given; rare ones stand together as
    ``other``. ``aged`` were presented at least 180 days ago and not withdrawn within them, of which
    ``answered_180`` were answered within them. Times are in days.
    """

    year: int
    instrument: str
    requesting: str
    requested: str
    received: int
    answered: int
    granted: int
    refused: int
    withdrawn: int
    aged: int
    answered_180: int
    reasons: tuple[tuple[str, int], ...]
    times: Curve

    @property
    def pending(self) -> int:
        """Give how many still wait for an answer."""
        return self.received - self.answered - self.withdrawn

    @property
    def median(self) -> float | None:
        """Give the days by which half are answered; None while so few are."""
        return self.times.quantile()


@dataclass(frozen=True)
class Answered:
    """How one request fared by a day: presented when, how long ago, how long it waited, what came of it."""

    run: Run
    presented: datetime
    age: timedelta
    lasted: timedelta
    stage: str
    reason: str

    @property
    def aged(self) -> bool:
        """Say whether it could have been answered in time: it is old enough, and was not withdrawn before."""
        return self.age >= IN_TIME and not (self.stage == WITHDRAWN and self.lasted <= IN_TIME)

    @property
    def in_time(self) -> bool:
        """Say whether it is one of those, and was answered in time."""
        return self.aged and self.stage in ANSWERED and self.lasted <= IN_TIME


def fared(run: Run, now: datetime) -> Answered | None:
    """Say how a request fared; None if it was not presented yet."""
    past = [taken for taken in run.counted if taken.at <= now]
    presented = next((taken.at for taken in past if taken.step == PRESENT), None)
    if presented is None:
        return None
    course, age = run.course, now - presented
    stage = course.start
    for taken in past:
        stage = course.step(taken.step).to
        if stage in ANSWERED or stage == WITHDRAWN:
            return Answered(run, presented, age, taken.at - presented, stage, taken.reason)
    return Answered(run, presented, age, age, stage, "")


def directions(found: Iterable[Answered]) -> list[Direction]:
    """Count by year of presentation, instrument and direction."""
    groups: dict[tuple[int, str, str, str], list[Answered]] = defaultdict(list)
    for one in found:
        run = one.run
        groups[one.presented.year, run.instrument, run.requesting, run.requested].append(one)
    return [_direction(*key, members) for key, members in sorted(groups.items())]


def curves(found: Iterable[Answered]) -> dict[tuple[str, str], Curve]:
    """Give the share that still waits for an answer, by who asks whom."""
    groups: dict[tuple[str, str], list[Answered]] = defaultdict(list)
    for one in found:
        groups[one.run.requesting, one.run.requested].append(one)
    return {key: curve(_waited(members)) for key, members in sorted(groups.items())}


def _direction(
    year: int, instrument: str, requesting: str, requested: str, members: list[Answered]
) -> Direction:
    stages = Counter(one.stage for one in members)
    return Direction(
        year,
        instrument,
        requesting,
        requested,
        received=len(members),
        answered=sum(stages[stage] for stage in ANSWERED),
        granted=sum(stages[stage] for stage in GRANTED),
        refused=sum(stages[stage] for stage in REFUSED),
        withdrawn=stages[WITHDRAWN],
        aged=sum(one.aged for one in members),
        answered_180=sum(one.in_time for one in members),
        reasons=tuple(_reasons(one.reason for one in members if one.stage in REFUSED)),
        times=curve(_waited(members)),
    )


def _waited(members: Iterable[Answered]) -> Iterator[Case]:
    for one in members:
        yield Case(one.lasted / timedelta(days=1), ANSWER if one.stage in ANSWERED else "")


def _reasons(given: Iterable[str]) -> Iterator[tuple[str, int]]:
    counted = Counter(given)
    rare = sum(count for reason, count in counted.items() if count < FEW or reason in UNTOLD)
    told = [
        (reason, count) for reason, count in counted.items() if count >= FEW and reason not in ("", "other")
    ]
    yield from sorted(told, key=lambda pair: (-pair[1], pair[0]))
    if rare:
        yield "other", rare


def statement(direction: Direction, as_of: str) -> dict[str, Any]:
    """Give the body of the joint statement of a direction, for both parties to sign."""
    low, high = direction.times.quantile_band()
    body = {
        "year": str(direction.year),
        "instrument": direction.instrument,
        "requesting": direction.requesting,
        "requested": direction.requested,
        "received": direction.received,
        "answered": direction.answered,
        "pending": direction.pending,
        "granted": direction.granted,
        "refused": direction.refused,
        "aged": direction.aged,
        "answered_180": direction.answered_180,
        "median_days": _days(direction.median),
        "median_low": _days(low),
        "median_high": _days(high),
        "reasons": [f"{reason}: {count}" for reason, count in direction.reasons] or None,
        "as_of": as_of,
        "mark": "arithmetic",
    }
    return {name: value for name, value in body.items() if value is not None}


def _days(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f}"
