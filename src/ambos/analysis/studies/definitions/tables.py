"""Domain tables that definitions read: promises, meetings, traces and seizures on record, as plain cells.

Only what is public goes in, since figures are published: nobody learns from a share what they may not see.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from ambos.domains.dialogue.views import DAYS_OF_MONTH, cadence, frameworks, meetings
from ambos.evidence.questions import Schema
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day
from ambos.values.handling import PUBLIC
from ambos.values.quantities import Unit, convert

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


def _traces(shelf: Shelf) -> Iterator[Row]:
    """Give each request submitted, by the year of that: days until it came back, and until it was answered.

    What never came back, or has no result, has no such number; a duplicate is left out.
    """
    answered: dict[str, str] = {}
    for result in filter(_public, shelf.things("trace-result")):
        day = str(result.get("answered"))
        answered[result.get("request")] = min(day, answered.get(result.get("request"), day))
    for thing in filter(_public, shelf.things("trace-request")):
        if thing.get("submitted") and not thing.get("duplicate_of"):
            begun = Day.parse(thing.get("submitted")).first
            yield {
                ROW_YEAR: str(begun.year),
                "subject": thing.subject,
                "days": (shelf.today - begun).days,
                "days_to_return": _days(begun, thing.get("returned")),
                "days_to_result": _days(begun, answered.get(thing.subject)),
            }


def _days(begun: date, ended: str | None) -> int | None:
    return (Day.parse(ended).first - begun).days if ended else None


def _seizures(shelf: Shelf) -> Iterator[Row]:
    """Give each event once, its net weight in grams: of reports with one event key the greatest stands."""
    once: dict[tuple[str, ...], Row] = {}
    for thing in filter(_public, shelf.things("seizure")):
        unit = Unit.parse(thing.get("unit") or "kg")
        if not thing.get("net") or unit.dimension != "mass":
            continue
        grams = int(convert(Decimal(thing.get("net")), unit, Unit.parse("g")).quantize(Decimal(1)))
        event = thing.get("event_key")
        key = (event, thing.get("drug"), thing.get("form")) if event else (thing.subject,)
        if key not in once or grams > once[key]["grams"]:
            once[key] = {
                ROW_YEAR: str(Day.parse(thing.get("seized")).year),
                "subject": thing.subject,
                "drug": thing.get("drug"),
                "grams": grams,
            }
    yield from once.values()


def _public(thing: Thing) -> bool:
    return thing.label == PUBLIC


TABLES: Final[Mapping[str, DomainTable]] = {
    "promises": DomainTable(
        {"subject": "string", "days_since_due": "int64", "days_to_kept": "int64"}, _promises
    ),
    "traces": DomainTable(
        {"subject": "string", "days": "int64", "days_to_return": "int64", "days_to_result": "int64"}, _traces
    ),
    "drug-seizures": DomainTable({"subject": "string", "drug": "string", "grams": "int64"}, _seizures),
    "meeting-gaps": DomainTable({"subject": "string", "gap_days": "int64", "promised_days": "int64"}, _gaps),
}
