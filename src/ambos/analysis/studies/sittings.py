"""The file of a meeting: what was planned, what its minutes say, what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ambos.analysis.studies.concerned import seen
from ambos.kernel.paging import Filter, Query, throughout
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day


@dataclass(frozen=True)
class Point:
    """One item of an agenda, or a topic that only came up: what was planned, what the minutes say of it, and
    the decisions or commitments that it became."""

    item: Thing | None
    minute: Thing | None
    became: tuple[Thing, ...]


@dataclass(frozen=True)
class Sitting:
    """A meeting that was held, one that is planned, or both: ``of`` is the first; ``points`` are in order.

    ``decisions`` and ``commitments`` are all that name the meeting, also those that no minute does.
    """

    of: Thing
    meeting: Thing | None
    agenda: Thing | None
    framework: Thing | None
    group: Thing | None
    points: tuple[Point, ...]
    decisions: tuple[Thing, ...]
    commitments: tuple[Thing, ...]


def of_meeting(shelf: Shelf, meeting: Thing) -> Sitting:
    """Give the file of a meeting that was held."""
    return _sitting(shelf, meeting, meeting, seen(shelf, meeting.get("agenda")))


def of_agenda(shelf: Shelf, agenda: Thing) -> Sitting:
    """Give the file of a planned meeting; once it was held and recorded, with the minutes."""
    held = next(iter(_naming(shelf, "meeting", "agenda", agenda)), None)
    return _sitting(shelf, held or agenda, held, agenda)


def _sitting(shelf: Shelf, of: Thing, meeting: Thing | None, agenda: Thing | None) -> Sitting:
    decisions, commitments = (_of(shelf, kind, meeting) for kind in ("decision", "commitment"))
    known = {thing.subject: thing for thing in (*decisions, *commitments)}
    return Sitting(
        of,
        meeting,
        agenda,
        seen(shelf, of.get("framework")),
        seen(shelf, of.get("group")),
        _points(_items(shelf, agenda), _minutes(shelf, meeting), known),
        decisions,
        commitments,
    )


def _items(shelf: Shelf, agenda: Thing | None) -> list[Thing]:
    items = _naming(shelf, "agenda-item", "agenda", agenda)
    return sorted(items, key=lambda item: (item.get("order"), item.subject))


def _minutes(shelf: Shelf, meeting: Thing | None) -> tuple[Thing, ...]:
    return tuple(sorted(_of(shelf, "minute", meeting), key=lambda one: (one.get("order"), one.subject)))


def _of(shelf: Shelf, kind: str, meeting: Thing | None) -> tuple[Thing, ...]:
    return _naming(shelf, kind, "meeting", meeting)


def _naming(shelf: Shelf, kind: str, field: str, thing: Thing | None) -> tuple[Thing, ...]:
    """Give the things of a kind that name another in a field."""
    if thing is None:
        return ()
    return tuple(throughout(shelf, Query(kind, (Filter(field, (thing.subject,)),))))


def _points(
    items: Iterable[Thing], minutes: Iterable[Thing], known: Mapping[str, Thing]
) -> tuple[Point, ...]:
    """Put each minute to its item; minutes of no item follow, each on its own."""
    listed = list(items)
    taken = {one.get("item"): one for one in minutes if one.get("item")}
    subjects = {item.subject for item in listed}
    loose = [one for one in minutes if one.get("item") not in subjects]
    pairs = [(item, taken.get(item.subject)) for item in listed] + [(None, one) for one in loose]
    return tuple(Point(item, minute, _became(minute, known)) for item, minute in pairs)


def _became(minute: Thing | None, known: Mapping[str, Thing]) -> tuple[Thing, ...]:
    named = (minute.get("becomes") or ()) if minute else ()
    return tuple(known[subject] for subject in named if subject in known)


def day_of_sitting(thing: Thing) -> Day:
    """Give the day of a meeting or of a plan for one."""
    return Day.parse(thing.get("held") or thing.get("planned"))
