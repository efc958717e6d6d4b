"""Boards at size: where things stand is told from narrow rows, and only what shows is read whole."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from ambos.domains.taskforces.courses import OPERATION, TARGET, course
from ambos.domains.taskforces.views import Report, Taken, walk_operation, walk_target
from ambos.kernel.shelf import Shelf
from ambos.kernel.tables import column_names, table_of
from ambos.values.dates import Day

FIRST: Final = 0  # of the columns of a field: a name, an amount and a reference have no other
SLUG: Final = len("operation/") + 1  # where the slug begins in a subject, as SQL counts


class Column(NamedTuple):
    """A column of a board: a stage, how many stand there, and those to be shown."""

    stage: str
    total: int
    subjects: tuple[str, ...]


def rows_of(shelf: Shelf, name: str, *fields: str) -> list[tuple[Any, ...]]:
    """Give subject, owner, state, time and these cells of every thing of a kind that the person may see.

    A reference stands in its cell without its kind. Withdrawn things are left out.
    """
    kind = shelf.register[name]
    cells = "".join(f", k.{column_names(kind.by_name[field])[FIRST]}" for field in fields)
    return shelf.rows(
        f"SELECT k.subject, t.owner, t.state, t.time{cells} FROM {table_of(kind)} k "
        f"JOIN thing t ON t.subject = k.subject WHERE k.shown = 1 AND {shelf.within('k.sight')}",
        (),
    )


def counts(shelf: Shelf, name: str, field: str) -> dict[str, int]:
    """Count the things of a kind that the person may see by what a reference of theirs names (its slug)."""
    kind = shelf.register[name]
    cell = f"COALESCE(k.{column_names(kind.by_name[field])[FIRST]}, '')"
    where = f"k.shown = 1 AND {shelf.within('k.sight')}"
    return dict(
        shelf.rows(f"SELECT {cell}, count(*) FROM {table_of(kind)} k WHERE {where} GROUP BY {cell}", ())
    )


def last_days(shelf: Shelf, name: str, field: str, day: str) -> dict[str, date]:
    """Give the last day of the things of a kind by what a reference of theirs names (its slug)."""
    kind = shelf.register[name]
    cell, said = (f"k.{column_names(kind.by_name[each])[FIRST]}" for each in (field, day))
    where = f"k.shown = 1 AND {cell} IS NOT NULL AND {shelf.within('k.sight')}"
    rows = shelf.rows(f"SELECT {cell}, max({said}) FROM {table_of(kind)} k WHERE {where} GROUP BY {cell}", ())
    return {slug: Day.parse(last).first for slug, last in rows if last}


def target_columns(shelf: Shelf, depth: int) -> tuple[Column, ...]:
    """Give the joint targets by stage, those signed last first, at most so many of each to be shown."""

    def fresh() -> tuple[Column, ...]:
        steps = _steps(shelf, "target-step", "target")
        rows = (
            (walk_target(state, steps.get(slug_of(subject), ())).stage, time, subject)
            for subject, _, state, time in rows_of(shelf, "joint-target")
        )
        return _columns(course(TARGET).stages, rows, depth)

    return _kept(shelf, "joint-target", "target-step", depth, fresh)


def operation_columns(shelf: Shelf, depth: int) -> tuple[Column, ...]:
    """Give the operations by stage, the latest day first, at most so many of each to be shown."""

    def fresh() -> tuple[Column, ...]:
        steps = _steps(shelf, "operation-step", "operation")
        rows = (
            (walk_operation(owner, steps.get(slug_of(subject), ())).stage, planned, subject)
            for subject, owner, _, _, planned in rows_of(shelf, "operation", "planned")
        )
        return _columns(course(OPERATION).stages, rows, depth)

    return _kept(shelf, "operation", "operation-step", depth, fresh)


def slug_of(subject: str) -> str:
    """Give a subject without its kind."""
    return subject.partition("/")[2]


def _steps(shelf: Shelf, name: str, field: str) -> dict[str, list[Taken]]:
    """Give the steps on record by the slug of what they are about."""
    found: dict[str, list[Taken]] = {}
    for subject, owner, _, time, of, step, day in rows_of(shelf, name, field, "step", "taken"):
        found.setdefault(of, []).append(Taken(Day.parse(day).first, time, subject, step, owner))
    return found


def _columns(stages: Sequence[str], rows: Iterable[tuple[str, Any, str]], depth: int) -> tuple[Column, ...]:
    """Put rows of stage, key and subject into columns, the greatest key first."""
    found: dict[str, list[tuple[Any, str]]] = {stage: [] for stage in stages}
    for stage, key, subject in rows:
        found[stage].append((key, subject))
    return tuple(
        Column(stage, len(ones), tuple(subject for _, subject in sorted(ones, reverse=True)[:depth]))
        for stage, ones in found.items()
    )


def _kept(
    shelf: Shelf, name: str, steps: str, depth: int, fresh: Callable[[], tuple[Column, ...]]
) -> tuple[Column, ...]:
    """Give columns from memory if neither the things nor their steps have changed since."""
    moved = shelf.rows("SELECT times FROM moved WHERE kind = ?", (steps,))
    return shelf.remembered(shelf.register[name], ("columns", depth, moved[0][0] if moved else 0), fresh)


def reports(shelf: Shelf, terms: str) -> list[Report]:
    """Give the reports of results of all operations under terms of reference (their slug)."""
    result, operation = shelf.register["operation-result"], shelf.register["operation"]
    names = ("event_key", "measure", "drug", "amount", "happened", "place")
    cells = ", ".join(f"COALESCE(k.f_{name}, '')" for name in names)
    found = shelf.rows(
        f"SELECT t.owner, {cells} FROM {table_of(operation)} o "
        f"JOIN {table_of(result)} k ON COALESCE(k.f_operation, '') = substr(o.subject, {SLUG}) "
        "JOIN thing t ON t.subject = k.subject WHERE COALESCE(o.f_terms, '') = ? AND o.shown = 1 "
        f"AND k.shown = 1 AND {shelf.within('o.sight')} AND {shelf.within('k.sight')}",
        (terms,),
    )
    return [
        Report(key, measure, drug, owner, Decimal(amount), happened, place)
        for owner, key, measure, drug, amount, happened, place in found
    ]
