"""What is known of task forces: where targets and operations stand, and what results come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from ambos.domains.taskforces.courses import OPERATION, TARGET, course
from ambos.kernel.course import Walked
from ambos.kernel.joint import COUNTERSIGNED
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day
from ambos.values.moments import Moment

NOMINATED, ADOPTED = "nominated", "adopted"
PLANNED, OPEN = "planned", "open"
SYNTHETIC: Final = "synthetic-"


class Taken(NamedTuple):
    """A step on record: the day, when it was signed and its name (its place among others), what, by whom."""

    day: date
    time: int
    subject: str
    step: str
    owner: str


class Report(NamedTuple):
    """One report of an event: what was counted, of which drug, how much, by whom, when and where."""

    key: str
    measure: str
    drug: str
    owner: str
    amount: Decimal
    happened: str
    place: str


@dataclass(frozen=True)
class Event:
    """One event by its key: what it brought by measure and drug, who reported it, and where they differ.

    Of two reports of one thing the greater counts, whoever made it: so the sum is the same on both sides.
    """

    key: str
    day: str
    place: str
    amounts: Mapping[tuple[str, str], Decimal]
    reporters: tuple[str, ...]
    differs: tuple[tuple[str, str], ...]


def told(things: Iterable[Thing], field: str) -> dict[str, list[Thing]]:
    """Give things by what a field of theirs names."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(thing.get(field) or "", []).append(thing)
    return found


def target_stage(target: Thing, steps: Iterable[Thing]) -> Walked:
    """Say where a joint target stands: nominated until both parties have signed, then by its steps."""
    return walk_target(target.state, map(_taken, steps))


def walk_target(state: str, steps: Iterable[Taken]) -> Walked:
    """Say where a joint target of this state stands after these steps."""
    adopted = [ADOPTED] if state == COUNTERSIGNED else []
    return course(TARGET).walk([*adopted, *(taken.step for taken in sorted(steps))])


def operation_stage(operation: Thing, steps: Iterable[Thing]) -> Walked:
    """Say where an operation stands, by the steps that its own party took."""
    return walk_operation(operation.owner, map(_taken, steps))


def walk_operation(owner: str, steps: Iterable[Taken]) -> Walked:
    """Say where an operation of this party stands after these steps."""
    return course(OPERATION).walk([taken.step for taken in sorted(steps) if taken.owner == owner])


def _taken(step: Thing) -> Taken:
    day = Day.parse(step.get("taken")).first
    return Taken(day, step.time, step.subject, step.get("step"), step.owner)


def events(results: Iterable[Thing]) -> list[Event]:
    """Give every event once, by its day and key, whoever reported it."""
    return tallied(_report(result) for result in results)


def _report(result: Thing) -> Report:
    key, measure, drug, amount, happened, place = (
        result.get(name) or "" for name in ("event_key", "measure", "drug", "amount", "happened", "place")
    )
    return Report(key, measure, drug, result.owner, Decimal(amount), happened, place)


def tallied(reports: Iterable[Report]) -> list[Event]:
    """Give the event of each key that reports tell of, by its day and key."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.key, []).append(report)
    made = (_event(key, ones) for key, ones in found.items())
    return sorted(made, key=lambda event: (event.day, event.key))


def _event(key: str, reports: list[Report]) -> Event:
    said: dict[tuple[str, str], dict[str, Decimal]] = {}
    for report in reports:
        of = said.setdefault((report.measure, report.drug), {})
        of[report.owner] = of.get(report.owner, Decimal(0)) + report.amount
    return Event(
        key,
        min(report.happened for report in reports),
        min(report.place for report in reports),
        {what: max(by.values()) for what, by in sorted(said.items())},
        tuple(sorted({report.owner for report in reports})),
        tuple(sorted(what for what, by in said.items() if len(set(by.values())) > 1)),
    )


def summed(found: Iterable[Event]) -> dict[tuple[str, str], Decimal]:
    """Sum what events brought, by measure and drug."""
    total: dict[tuple[str, str], Decimal] = {}
    for event in found:
        for what, amount in event.amounts.items():
            total[what] = total.get(what, Decimal(0)) + amount
    return dict(sorted(total.items()))


def plans_ahead(shelf: Shelf, owner: str, now: datetime) -> list[Thing]:
    """Give our planned operations that have not ended, by when they begin."""
    found = [
        plan
        for plan in shelf.having("planned-operation", "state", (PLANNED,))
        if plan.owner == owner and Moment.parse(plan.get("until")).utc >= now
    ]
    return sorted(found, key=lambda plan: (Moment.parse(plan.get("starts")).utc, plan.subject))


def serving(members: Iterable[Thing], today: date) -> list[Thing]:
    """Give those who serve on a day."""
    return [
        member
        for member in members
        if Day.parse(member.get("since")).first <= today
        and (not member.get("until") or Day.parse(member.get("until")).last >= today)
    ]


def timeline(entries: Iterable[Thing]) -> list[Thing]:
    """Give entries by the day and the minute, as far as those are known."""
    return sorted(entries, key=_when)


def _when(entry: Thing) -> tuple[date, bool, datetime | None, str]:
    at = entry.get("at")
    moment = Moment.parse(at).utc if at else None
    return Day.parse(entry.get("day")).first, at is not None, moment, entry.subject


def made_up(thing: Thing) -> bool:
    """Say whether a thing is SYNTHETIC."""
    return thing.slug.startswith(SYNTHETIC)
