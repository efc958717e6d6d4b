"""The plan on an axis of time: frameworks, goals, objectives, actions, each with its span and its points."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ambos.analysis.studies.items import day_of, item_of
from ambos.analysis.studies.lines import Item
from ambos.analysis.studies.logic import Logic, logic_models
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

MILESTONE, DEADLINE, REVIEW = "milestone", "deadline", "review"
SPANS: Final = {"framework": ("started", "ended"), "action": ("starts", "due")}


@dataclass(frozen=True)
class Point:
    """One day that matters: a milestone, a target's deadline, a day of review; ``done`` when it was met.

    ``late`` says that its day is past and it was not met; deadlines and reviews are never met by themselves.
    """

    sort: str
    item: Item
    day: Day
    done: Day | None = None
    late: bool = False


@dataclass(frozen=True)
class Row:
    """One thing of the hierarchy at its depth; ``start`` and ``end`` as far as they are on record.

    ``until`` is the last day to draw of what has begun and has no end on record: today, or for a framework
    that another continues, the day on which that one began.
    """

    item: Item
    kind: str
    number: str
    state: str
    depth: int
    start: Day | None
    end: Day | None
    until: date
    points: tuple[Point, ...]

    @property
    def dated(self) -> bool:
        """Say whether there is anything to draw."""
        return bool(self.start or self.end or self.points)

    @property
    def days(self) -> Iterator[date]:
        """Give every day that the row touches."""
        for day in (self.start, self.end, *(point.day for point in self.points)):
            if day is not None:
                yield day.first
                yield day.last


@dataclass(frozen=True)
class Timetable:
    """The rows in the order of the plan, and the years from the first that any touches to the last."""

    rows: tuple[Row, ...]
    years: tuple[int, ...]
    today: date


def timetable(shelf: Shelf, framework: str = "") -> Timetable:
    """Lay the plan, or one framework by its subject, on an axis of time that holds today."""
    with shelf.keeping():
        models = logic_models(shelf, framework=framework)
        taken_up = _taken_up(shelf.things("framework"), shelf.today)
    rows = tuple(row for model in models for row in _rows(model, 0, taken_up, shelf.today))
    return Timetable(rows, _years(rows, shelf.today), shelf.today)


def within(table: Timetable, first: int, last: int) -> Timetable:
    """Give the same rows over these years alone, of those that there are."""
    years = tuple(year for year in table.years if first <= year <= last)
    return Timetable(table.rows, years or table.years, table.today)


def _years(rows: Iterable[Row], today: date) -> tuple[int, ...]:
    days = [today, *(day for row in rows for day in row.days)]
    return tuple(range(min(days).year, max(days).year + 1))


def _taken_up(frameworks: Iterable[Thing], today: date) -> dict[str, date]:
    """Give for each framework that another continues the day on which that one began, today at the latest."""
    later = ((thing.get("continues"), day_of(thing.get("started"))) for thing in frameworks)
    return {subject: min(day.first, today) for subject, day in later if subject and day}


def _rows(model: Logic, depth: int, taken_up: Mapping[str, date], today: date) -> Iterator[Row]:
    thing = model.thing
    below = [one for one in model.branches if one.thing.kind == MILESTONE]
    until = taken_up.get(thing.subject, today)
    yield _row(thing, depth, until, _points(model, [one.thing for one in below], today))
    for one in model.branches:
        if one.thing.kind != MILESTONE:
            yield from _rows(one, depth + 1, taken_up, today)


def _row(thing: Thing, depth: int, until: date, points: Iterable[Point]) -> Row:
    start, end = SPANS.get(thing.kind, ("", "by_when"))
    return Row(
        item=item_of(thing),
        kind=thing.kind,
        number=thing.get("number") or "",
        state=thing.get("state") or "",
        depth=depth,
        start=day_of(thing.get(start)),
        end=day_of(thing.get(end)),
        until=until,
        points=tuple(sorted(points, key=lambda point: (point.day.first, point.item.subject))),
    )


def _points(model: Logic, milestones: Sequence[Thing], today: date) -> Iterator[Point]:
    for thing in milestones:
        due, reached = day_of(thing.get("due")), day_of(thing.get("reached"))
        if day := reached or due:
            late = reached is None and day.last < today
            yield Point(MILESTONE, item_of(thing), day, reached, late)
    for thing in model.around.get("target", ()):
        if day := day_of(thing.get("deadline")):
            yield Point(DEADLINE, item_of(thing), day)
    if day := day_of(model.thing.get("review_by")):
        yield Point(REVIEW, item_of(model.thing), day)
