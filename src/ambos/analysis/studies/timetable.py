"""The plan on an axis of time: frameworks, goals, objectives, actions, each with its span and its points."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ambos.analysis.studies.items import day_of, item_of
from ambos.analysis.studies.lines import Item
from ambos.domains.dialogue import views as dialogue
from ambos.domains.plan import views as plan
from ambos.kernel.paging import Either, Filter, Page, Query, throughout
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

MOST: Final = 300  # things of a kind
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
    """The rows in the order of the plan, and the years from the first that any touches to the last.

    ``left_out`` counts the things for which there was no room.
    """

    rows: tuple[Row, ...]
    years: tuple[int, ...]
    today: date
    left_out: int = 0


def timetable(shelf: Shelf, framework: str = "", most: int = MOST) -> Timetable:
    """Lay the plan, or one framework by its subject, on an axis of time that holds today.

    Of each kind at most ``most`` things are laid, those first whose ids come first.
    """
    every = dialogue.frameworks(shelf)
    chosen = [thing for thing in every if framework in ("", thing.subject)]
    pages = plan.below(shelf, (thing.subject for thing in chosen), most)
    trees = plan.trees({kind: found.things for kind, found in pages.items()})
    axis = _Axis(_taken_up(every, shelf.today), _targets(shelf, chosen, pages.values()), shelf.today)
    branches = (plan.Branch(thing, trees.get(thing.subject, ())) for thing in chosen)
    rows = tuple(row for branch in branches for row in _rows(branch, 0, axis))
    left_out = sum(found.total - len(found.things) for found in pages.values())
    return Timetable(rows, _years(rows, shelf.today), shelf.today, left_out)


def _targets(shelf: Shelf, chosen: Iterable[Thing], pages: Iterable[Page]) -> dict[str, list[Thing]]:
    """Give the targets of what is laid, each at what it names."""
    laid = tuple(thing.subject for thing in (*chosen, *(one for found in pages for one in found.things)))
    if not laid:
        return {}
    ways = Either(((Filter("goal", laid),), (Filter("concerns", laid),)))
    found: dict[str, list[Thing]] = {}
    for thing in throughout(shelf, Query("target", (ways,))):
        for subject in {thing.get("goal"), thing.get("concerns")} - {None}:
            found.setdefault(subject, []).append(thing)
    return found


def within(table: Timetable, first: int, last: int) -> Timetable:
    """Give the same rows over these years alone, of those that there are."""
    years = tuple(year for year in table.years if first <= year <= last)
    return replace(table, years=years or table.years)


def _years(rows: Iterable[Row], today: date) -> tuple[int, ...]:
    days = [today, *(day for row in rows for day in row.days)]
    return tuple(range(min(days).year, max(days).year + 1))


def _taken_up(frameworks: Iterable[Thing], today: date) -> dict[str, date]:
    """Give for each framework that another continues the day on which that one began, today at the latest."""
    later = ((thing.get("continues"), day_of(thing.get("started"))) for thing in frameworks)
    return {subject: min(day.first, today) for subject, day in later if subject and day}


@dataclass(frozen=True)
class _Axis:
    """What rows are laid by: when each framework was taken up, the targets of each thing, today."""

    taken_up: Mapping[str, date]
    targets: Mapping[str, Sequence[Thing]]
    today: date


def _rows(branch: plan.Branch, depth: int, axis: _Axis) -> Iterator[Row]:
    thing = branch.thing
    below = [one.thing for one in branch.branches if one.thing.kind == MILESTONE]
    until = axis.taken_up.get(thing.subject, axis.today)
    yield _row(thing, depth, until, _points(thing, below, axis))
    for one in branch.branches:
        if one.thing.kind != MILESTONE:
            yield from _rows(one, depth + 1, axis)


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


def _points(of: Thing, milestones: Iterable[Thing], axis: _Axis) -> Iterator[Point]:
    for thing in milestones:
        due, reached = day_of(thing.get("due")), day_of(thing.get("reached"))
        if day := reached or due:
            late = reached is None and day.last < axis.today
            yield Point(MILESTONE, item_of(thing), day, reached, late)
    for thing in axis.targets.get(of.subject, ()):
        if day := day_of(thing.get("deadline")):
            yield Point(DEADLINE, item_of(thing), day)
    if day := day_of(of.get("review_by")):
        yield Point(REVIEW, item_of(of), day)
