"""What is known of task forces: where targets and operations stand, and what results come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from ambos.domains.taskforces.courses import OPERATION, TARGET, course
from ambos.kernel.course import Walked
from ambos.kernel.joint import COUNTERSIGNED
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day
from ambos.values.moments import Moment

NOMINATED, ADOPTED = "nominated", "adopted"
PLANNED, OPEN = "planned", "open"
SYNTHETIC: Final = "synthetic-"


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
    reports: tuple[Thing, ...]


def told(things: Iterable[Thing], field: str) -> dict[str, list[Thing]]:
    """Give things by what a field of theirs names."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(thing.get(field) or "", []).append(thing)
    return found


def target_stage(target: Thing, steps: Iterable[Thing]) -> Walked:
    """Say where a joint target stands: nominated until both parties have signed, then by its steps."""
    adopted = [ADOPTED] if target.state == COUNTERSIGNED else []
    return course(TARGET).walk([*adopted, *(step.get("step") for step in in_order(steps))])


def operation_stage(operation: Thing, steps: Iterable[Thing]) -> Walked:
    """Say where an operation stands, by the steps that its own party took."""
    own = (step for step in steps if step.owner == operation.owner)
    return course(OPERATION).walk([step.get("step") for step in in_order(own)])


def in_order(steps: Iterable[Thing]) -> list[Thing]:
    """Give steps by the day on which they were taken, and of one day as they were signed."""
    return sorted(steps, key=lambda step: (Day.parse(step.get("taken")).first, step.time, step.subject))


def events(results: Iterable[Thing]) -> list[Event]:
    """Give every event once, by its day and key, whoever reported it."""
    return sorted(
        (_event(key, ones) for key, ones in told(results, "event_key").items()),
        key=lambda event: (event.day, event.key),
    )


def _event(key: str, reports: list[Thing]) -> Event:
    said: dict[tuple[str, str], dict[str, Decimal]] = {}
    for report in reports:
        of = said.setdefault((report.get("measure"), report.get("drug") or ""), {})
        of[report.owner] = of.get(report.owner, Decimal(0)) + Decimal(report.get("amount"))
    return Event(
        key,
        min(report.get("happened") for report in reports),
        min(report.get("place") or "" for report in reports),
        {what: max(by.values()) for what, by in sorted(said.items())},
        tuple(sorted({report.owner for report in reports})),
        tuple(sorted(what for what, by in said.items() if len(set(by.values())) > 1)),
        tuple(sorted(reports, key=lambda report: report.subject)),
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
        for plan in shelf.things("planned-operation")
        if plan.owner == owner and plan.get("state") == PLANNED and Moment.parse(plan.get("until")).utc >= now
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
