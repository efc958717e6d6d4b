"""What is on record of determinations: each with its criteria, and which day concerns it next."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

OVER: Final = ("withdrawn", "ended")
DATES: Final = ("trigger", "decided_on", "effective", "ended")


def criteria(shelf: Shelf) -> dict[str, tuple[Thing, ...]]:
    """Give the criteria of each determination, in their order."""
    found: dict[str, list[Thing]] = {}
    for thing in sorted(shelf.things("determination-criterion"), key=_place):
        found.setdefault(str(thing.get("determination")), []).append(thing)
    return {subject: tuple(ones) for subject, ones in found.items()}


def _place(criterion: Thing) -> tuple[int, str]:
    return int(criterion.get("order") or 0), criterion.subject


def next_day(determination: Thing, today: date) -> tuple[str, date] | None:
    """Give the first of its days that has not passed, and which it is; nothing once it is over."""
    if determination.get("state") in OVER:
        return None
    ahead = [(day, field) for field, day in _days(determination) if day >= today]
    return (min(ahead)[1], min(ahead)[0]) if ahead else None


def newest_day(determination: Thing) -> date | None:
    """Give the last day that is on record of a determination, if any is."""
    return max((day for _, day in _days(determination)), default=None)


def _days(determination: Thing) -> Iterator[tuple[str, date]]:
    for field in DATES:
        if text := determination.get(field):
            yield field, Day.parse(text).last


def undetermined(found: Iterable[Thing], regime: str, day: date) -> bool:
    """Say whether no determination of a regime is on record for a day that its law sets."""
    return not any(
        one.get("regime") == regime and one.get("trigger") and Day.parse(one.get("trigger")).last == day
        for one in found
    )
