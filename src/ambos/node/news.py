"""What is new at a node, what runs out and what waits for whoever sits there: a few of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from ambos.kernel.joint import DISPUTED
from ambos.kernel.paging import WAITS, Filter, Query, page
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.shelf import RecordRow, Shelf, Thing
from ambos.node.node import Node

DAYS: Final = 14  # that count as new
AHEAD: Final = 60  # days in which something is said to run out
LOOKED_AT: Final = 400  # of the newest places of each log
FEW: Final = 6
# What runs out, by the day on which, and the codes by which it is over.
ENDING: Final = (("action", "due", "state", ("done", "stopped")), ("milestone", "due", "reached", ()),
                 ("adjustment", "review_by", "", ()))  # fmt: skip


@dataclass(frozen=True)
class Some:
    """A few things, and how many there are."""

    things: Sequence[Thing]
    total: int


@dataclass(frozen=True)
class Ending:
    """A thing with the day on which it is due, and whether that is past."""

    thing: Thing
    due: str
    past: bool


def moved(node: Node, since: date) -> list[RecordRow]:
    """Give the newest visible records that officers or machines signed since a day, one for each thing."""
    shelf, found = node.shelf, dict[str, RecordRow]()
    for log in [node.house, *(mirror.name for mirror in node.mirrors().values())]:
        start = max(0, node.reader(log).log.size - LOOKED_AT)
        for row in shelf.entries(log, start):
            if (
                row.kind in shelf.register
                and shelf.register[row.kind].domain != KERNEL
                and _day(row) >= since
            ):
                found[row.subject] = row
    return sorted(found.values(), key=lambda row: (-row.time, row.subject))


def _day(row: RecordRow) -> date:
    return datetime.fromtimestamp(row.time, UTC).date()


def since(today: date) -> date:
    """Give the day from which on something counts as new."""
    return today - timedelta(days=DAYS)


def waiting(shelf: Shelf, most: int = FEW) -> Some:
    """Give what the reader's party has yet to answer."""
    return _of_joint(shelf, Filter(WAITS), most)


def disputed(shelf: Shelf, most: int = FEW) -> Some:
    """Give what the parties dispute."""
    return _of_joint(shelf, Filter("@state", (DISPUTED,)), most)


def _of_joint(shelf: Shelf, narrow: Filter, most: int) -> Some:
    pages = [page(shelf, Query(kind.name, (narrow,), limit=most)) for kind in shelf.register if kind.joint]
    things = [thing for each in pages for thing in each.things]
    return Some(things[:most], sum(each.total for each in pages))


def running_out(shelf: Shelf, most: int = FEW) -> list[Ending]:
    """Give what is due soon or overdue and not done, the earliest first."""
    until = (shelf.today + timedelta(days=AHEAD)).isoformat()
    found = []
    for kind, column, over, codes in ENDING:
        query = Query(kind, (Filter(column, (), "", until),), order=column, descending=True, limit=10 * most)
        for thing in page(shelf, query).things:
            done = thing.get(over) in codes if codes else bool(over and thing.get(over))
            if not done:
                due = str(thing.get(column))
                found.append(Ending(thing, due, due < shelf.today.isoformat()))
    return sorted(found, key=lambda one: (one.past, one.due))[:most]
