"""Domain tables that definitions read: promises and meetings on record, as rows of plain cells.

Only what is public goes in, since figures are published: nobody learns from a share what they may not see.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from ambos.domains.dialogue.views import DAYS_OF_MONTH, cadence, frameworks, meetings
from ambos.evidence.questions import Schema
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day
from ambos.values.handling import PUBLIC

Row = Mapping[str, Any]
_ARROW: Final = {"string": pa.string(), "int64": pa.int64()}


@dataclass(frozen=True)
class DomainTable:
    """A table made of what is on record today: its columns, and its rows in one order."""

    columns: Schema
    rows: Callable[[Shelf], Iterator[Row]]

    @property
    def schema(self) -> Schema:
        """Give all columns; the year of a row is its only part."""
        return {ROW_YEAR: "string", **self.columns, ROW_PERIOD: "string"}

    def table(self, shelf: Shelf) -> pa.Table:
        """Give the table as it is today."""
        rows = [{**row, ROW_PERIOD: row[ROW_YEAR]} for row in self.rows(shelf)]
        fields = [(name, _ARROW[kind]) for name, kind in self.schema.items()]
        return pa.Table.from_pylist(rows, pa.schema(fields))


def _promises(shelf: Shelf) -> Iterator[Row]:
    """Give each promise that has a due day: days since then, and from then to the news that it was kept.

    A promise kept early has a number of days below zero; one that is not kept has none.
    """
    for thing in shelf.things("commitment"):
        if thing.get("due") and _public(thing):
            due = Day.parse(thing.get("due")).last
            kept = Day.parse(thing.get("last_news") or str(shelf.today)).first
            yield {
                ROW_YEAR: str(due.year),
                "subject": thing.subject,
                "days_since_due": (shelf.today - due).days,
                "days_to_kept": (kept - due).days if thing.get("state") == "kept" else None,
            }


def _gaps(shelf: Shelf) -> Iterator[Row]:
    """Give the days between two senior meetings where a rhythm was promised, by the later one's year."""
    held = meetings(shelf)
    for framework in filter(_public, frameworks(shelf)):
        found = cadence(framework, filter(_public, held.get(framework.subject, ())), shelf.today)
        if found.promised_months is None:
            continue
        for later, gap in zip(found.meetings[1:], found.gaps, strict=True):
            yield {
                ROW_YEAR: str(Day.parse(later.get("held")).year),
                "subject": later.subject,
                "gap_days": gap,
                "promised_days": found.promised_months * DAYS_OF_MONTH,
            }


def _public(thing: Thing) -> bool:
    return thing.label == PUBLIC


TABLES: Final[Mapping[str, DomainTable]] = {
    "promises": DomainTable(
        {"subject": "string", "days_since_due": "int64", "days_to_kept": "int64"}, _promises
    ),
    "meeting-gaps": DomainTable({"subject": "string", "gap_days": "int64", "promised_days": "int64"}, _gaps),
}
