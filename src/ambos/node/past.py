"""What was believed on a day: by what had been published then, or by what the ledger held then.

The first reads today's tables as they could have been read on the day (see ``analysis.studies.past``). The
second folds the logs anew, up to the first record signed after the day: tables are folds, so tables of the
past are folds of the logs' beginnings. Whatever a log holds behind a later record is as late as that, so a
record that is back-dated gains nothing. Of a partner's channel that is what the partner had signed by the
day; when it reached this node, no log tells.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ambos.analysis.studies.past import PublishedShelf
from ambos.kernel.keys import KeyBook
from ambos.kernel.projection import Progress, Projection
from ambos.kernel.reading import BodyReader, Opened
from ambos.kernel.settling import every_recalled
from ambos.kernel.shelf import Shelf
from ambos.kernel.store.contract import TableStore
from ambos.kernel.store.memory import MemoryTables
from ambos.node.node import Node, silent
from ambos.node.public import folded_logs, unrecalled
from ambos.values.dates import Day
from ambos.values.errors import Misused


class DayToCome(Misused):
    """What was believed on a day that has not come cannot be told; data: option, value, today."""

    code = "past.day-to-come"


@dataclass(frozen=True)
class Beginning:
    """A log up to a place, as the fold reads it; of what was recalled since, no body is read."""

    name: str
    book: KeyBook
    reader: BodyReader
    stop: int
    recalled: Collection[str]

    def size(self) -> int:
        """Give how long the beginning is."""
        return self.stop

    def read(self, start: int, stop: int) -> Iterator[Opened]:
        """Give its records in order with their bodies."""
        return unrecalled(self.reader.read(start, min(stop, self.stop)), self.recalled)


@contextmanager
def looking_back(
    node: Node, as_of: str | None = None, recorded_by: str | None = None, progress: Progress = silent
) -> Iterator[Shelf]:
    """Give the shelf as of a day, as recorded by a day, or both; of neither, today's shelf.

    ``as_of`` is the day by which things had been published or said, ``recorded_by`` the day by which the logs
    held them; the shelf's day is the earlier of those named. A month or a year stands for its last day.
    Days to come are refused.
    """
    if not as_of and not recorded_by:
        yield node.shelf
        return
    with _tables(node, recorded_by, progress) as tables:
        shelf = Shelf(tables, node.register, node.person(), node.today(), witness=node.shelf.witness)
        yield seen_then(node, shelf, as_of, recorded_by)


def seen_then(node: Node, shelf: Shelf, as_of: str | None, recorded_by: str | None) -> Shelf:
    """Give a shelf as of the days asked about; of none, the shelf itself. Days to come are refused."""
    named = (("--as-of", as_of), ("--recorded-by", recorded_by))
    days = [_past_day(node, text, option) for option, text in named if text]
    if not days:
        return shelf
    return PublishedShelf.over(shelf, min(days)) if as_of else shelf.on(min(days))


def stops(node: Node, recorded_by: str | None) -> dict[str, int]:
    """Give, for each log that goes on after the day, the place of the first record signed later."""
    if not recorded_by:
        return {}
    day = _past_day(node, recorded_by, "--recorded-by")
    midnight = datetime.combine(day + timedelta(days=1), time(), UTC)
    rows = node.projection.tables.execute(
        "SELECT log, min(seq) FROM record WHERE time >= ? GROUP BY log", (int(midnight.timestamp()),)
    )
    return dict(rows)


def _past_day(node: Node, text: str, option: str) -> date:
    """Give the last date that a day can be, at most today; refused while none of it has come."""
    day = Day.parse(text)
    if day.first > node.today():
        raise DayToCome(option=option, value=text, today=node.today())
    return min(day.last, node.today())


@contextmanager
def _tables(node: Node, recorded_by: str | None, progress: Progress) -> Iterator[TableStore]:
    """Give the node's own tables, or those of the logs' beginnings, in memory while they are read."""
    if not recorded_by:
        yield node.projection.tables
        return
    sources = _beginnings(node, stops(node, recorded_by))
    tables = MemoryTables()
    try:
        Projection(tables, node.register, node.config.party).update(sources, progress)
        yield tables
    finally:
        tables.close()


def _beginnings(node: Node, ends: Mapping[str, int]) -> list[Beginning]:
    recalled = every_recalled(node.projection.tables)
    return [
        Beginning(
            name, node.book(name), node.reader(name), ends.get(name, node.reader(name).log.size), recalled
        )
        for name in folded_logs(node)
    ]
