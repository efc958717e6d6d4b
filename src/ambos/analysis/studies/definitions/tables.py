"""Domain tables that definitions read: promises and meetings on record, as rows of plain cells.

Only what is public goes in, since figures are published: nobody learns from a share what they may not see.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from ambos.analysis.studies.deployments import deployed
from ambos.domains.deployments.records import PUBLIC_SECURITY
from ambos.domains.determinations.views import newest_day
from ambos.domains.dialogue.views import DAYS_OF_MONTH, cadence, frameworks, meetings
from ambos.evidence.questions import Schema
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR
from ambos.kernel.joint import COUNTERSIGNED
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


def _criteria(shelf: Shelf) -> Iterator[Row]:
    """Give each criterion of a determination by the year of that, 1 if an indicator of it is agreed."""
    agreed = {one.subject for one in shelf.things("indicator") if one.state == COUNTERSIGNED and _public(one)}
    years = {one.subject: newest_day(one) for one in shelf.things("determination") if _public(one)}
    for thing in filter(_public, shelf.things("determination-criterion")):
        if day := years.get(thing.get("determination")):
            named = agreed & set(thing.get("indicators") or ())
            yield {ROW_YEAR: str(day.year), "subject": thing.subject, "agreed": int(bool(named))}


def _deliveries(shelf: Shelf) -> Iterator[Row]:
    """Give each delivery whose planned day has passed, with 1 if it was made by then."""
    for thing in filter(_public, shelf.things("delivery")):
        planned = Day.parse(thing.get("planned")).last if thing.get("planned") else shelf.today
        if planned < shelf.today:
            made = thing.get("delivered")
            on_time = bool(made) and Day.parse(made).first <= planned
            yield {ROW_YEAR: str(planned.year), "subject": thing.subject, "on_time": int(on_time)}


def _strengths(shelf: Shelf) -> Iterator[Row]:
    """Give the months in which the strength left in public security is on record, with what was taken."""
    for month in deployed(shelf, public=True).months:
        if PUBLIC_SECURITY in month.missions:
            kept = month.missions[PUBLIC_SECURITY]
            yield {
                ROW_YEAR: month.month[:4],
                "subject": month.month,
                "diverted": month.diverted,
                "whole": kept + month.diverted,
            }


def _public(thing: Thing) -> bool:
    return thing.label == PUBLIC


TABLES: Final[Mapping[str, DomainTable]] = {
    "promises": DomainTable(
        {"subject": "string", "days_since_due": "int64", "days_to_kept": "int64"}, _promises
    ),
    "determination-criteria": DomainTable({"subject": "string", "agreed": "int64"}, _criteria),
    "deliveries-due": DomainTable({"subject": "string", "on_time": "int64"}, _deliveries),
    "strength-months": DomainTable({"subject": "string", "diverted": "int64", "whole": "int64"}, _strengths),
    "meeting-gaps": DomainTable({"subject": "string", "gap_days": "int64", "promised_days": "int64"}, _gaps),
}
