"""Task forces page by page: counted where they lie, and only what a page shows is read whole."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from ambos.analysis.studies.taskforces import (
    IncidentLine,
    Picture,
    TaskForce,
    incident_lines,
    last_review,
)
from ambos.domains.taskforces.narrow import (
    Column,
    counts,
    operation_columns,
    reports,
    rows_of,
    target_columns,
)
from ambos.domains.taskforces.views import summed, tallied, told
from ambos.kernel.paging import Filter, Page, Query, page, some
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

DEPTH: Final = 50  # of a column of a board, of a page, and of what hangs on one task force
TERMS: Final = "terms-of-reference"


@dataclass(frozen=True)
class TargetColumn:
    """A stage of joint targets: how many stand there, and some, each with how many operations work on it."""

    stage: str
    count: int
    lines: tuple[tuple[Thing, int], ...]


@dataclass(frozen=True)
class OperationColumn:
    """A stage of operations: how many stand there, and some, each with the last review of its risk."""

    stage: str
    count: int
    lines: tuple[tuple[Thing, Thing | None], ...]


@dataclass(frozen=True)
class ForceCard:
    """A task force with none, or the first, of its targets and operations, and how many there are."""

    force: TaskForce
    targets: int
    operations: int


@dataclass(frozen=True)
class ForcePage:
    """Cards from a place on, and how many task forces there are."""

    cards: tuple[ForceCard, ...]
    total: int


def target_board(shelf: Shelf, depth: int = DEPTH) -> tuple[TargetColumn, ...]:
    """Give the board of joint targets: every stage, with at most so many of each."""
    columns = target_columns(shelf, depth)
    things, working = _shown(shelf, columns), counts(shelf, "operation", "target")
    return tuple(
        TargetColumn(
            stage,
            count,
            tuple((things[name], working.get(things[name].slug, 0)) for name in names if name in things),
        )
        for stage, count, names in columns
    )


def operation_board(shelf: Shelf, depth: int = DEPTH) -> tuple[OperationColumn, ...]:
    """Give the board of operations: every stage at which any stands, with at most so many of each."""
    columns = operation_columns(shelf, depth)
    things = _shown(shelf, columns)
    slugs = [one.slug for one in things.values()]
    reviews = told(shelf.having("operation-risk", "operation", slugs), "operation")
    return tuple(
        OperationColumn(
            stage,
            count,
            tuple((things[name], last_review(reviews.get(name, ()))) for name in names if name in things),
        )
        for stage, count, names in columns
        if count
    )


def _shown(shelf: Shelf, columns: tuple[Column, ...]) -> Mapping[str, Thing]:
    return some(shelf, (name for column in columns for name in column.subjects))


def force_page(shelf: Shelf, start: int = 0, most: int = DEPTH) -> ForcePage:
    """Give cards of the task forces, the one that ends first first, those that ended last."""
    left = [
        ((Day.parse(ends).last - shelf.today).days, name) for name, *_, ends in rows_of(shelf, TERMS, "ends")
    ]
    ordered = sorted(left, key=lambda one: (one[0] < 0, abs(one[0]), one[1]))
    names = [name for _, name in ordered[start : start + most]]
    found = some(shelf, names)
    terms = [found[name] for name in names if name in found]
    picture = Picture.about(shelf, terms, (), ())
    targets, operations = (counts(shelf, kind, "terms") for kind in ("joint-target", "operation"))
    cards = (
        ForceCard(picture.force(one), targets.get(one.slug, 0), operations.get(one.slug, 0)) for one in terms
    )
    return ForcePage(tuple(cards), len(left))


def force_sheet(shelf: Shelf, subject: str, depth: int = DEPTH) -> ForceCard:
    """Give one task force, its latest operations and targets, and what all operations came to.

    NotFound where the reader sees none.
    """
    terms = shelf.thing(subject)
    under = (Filter("terms", (terms.slug,)),)
    targets = page(shelf, Query("joint-target", under, order="nominated", descending=True, limit=depth))
    operations = page(shelf, Query("operation", under, order="planned", descending=True, limit=depth))
    force = Picture.about(shelf, [terms], targets.things, operations.things).force(terms)
    events = tuple(tallied(reports(shelf, terms.slug)))
    return ForceCard(replace(force, events=events, totals=summed(events)), targets.total, operations.total)


def incident_page(shelf: Shelf, after: str = "") -> tuple[Page, tuple[IncidentLine, ...]]:
    """Give a page of critical incidents, the newest first, with their lessons."""
    asked = Query("critical-incident", order="happened", descending=True, after=after, limit=DEPTH)
    found = page(shelf, asked)
    return found, incident_lines(shelf, found.things)
