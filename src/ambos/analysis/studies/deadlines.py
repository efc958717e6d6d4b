"""What falls due: every day that the plan and the dialogue have promised something for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ambos.analysis.studies.concerned import seen
from ambos.analysis.studies.items import item_of, owners_of
from ambos.analysis.studies.lines import Item
from ambos.kernel.paging import Filter, Query, throughout
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

# Of each kind the field with its day, and the fields of which any, filled, says that it is over.
DUE: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "action": ("due", ()),
    "milestone": ("due", ("reached",)),
    "commitment": ("due", ()),
    "target": ("deadline", ()),
    "goal": ("by_when", ()),
    "monitoring-plan": ("next_report", ()),
    "evaluation": ("due", ("done",)),
    "recommendation": ("due", ()),
    "adjustment": ("review_by", ()),
}
OVER: Final = (
    "done",
    "stopped",
    "kept",
    "broken",
    "superseded",
    "implemented",
    "not-implemented",
    "rejected",
)


@dataclass(frozen=True)
class Deadline:
    """One thing and the day that it is due on, with who answers for it on each side, if that is on record."""

    item: Item
    kind: str
    field: str
    day: Day
    owners: Mapping[str, str]

    def past(self, today: date) -> bool:
        """Say whether the day is over."""
        return self.day.last < today


def deadlines(shelf: Shelf, first: date | None = None, last: date | None = None) -> tuple[Deadline, ...]:
    """Give everything that is still to be done by a day, the earliest first; what is over is left out.

    With a first and a last day, only what is due between them.
    """
    least, most = (str(day) if day else "" for day in (first, last))
    queries = [Query(kind, (Filter(field, (), least, most),)) for kind, (field, _) in DUE.items()]
    things = (thing for query in queries for thing in throughout(shelf, query))
    found = [line for thing in things for line in _deadline(shelf, thing)]
    return tuple(sorted(found, key=lambda line: (line.day.last, line.item.subject)))


def _deadline(shelf: Shelf, thing: Thing) -> Iterator[Deadline]:
    field, ends = DUE[thing.kind]
    over = thing.get("state") in OVER or any(thing.get(end) for end in ends)
    if thing.get(field) and not over:
        indicator = seen(shelf, thing.get("indicator"))
        item = item_of(thing, indicator.get("name") if indicator else None)
        yield Deadline(
            item, thing.kind, field, Day.parse(thing.get(field)), owners_of(thing) or _leads(thing)
        )


def _leads(thing: Thing) -> dict[str, str]:
    leads = {"US": thing.get("lead_us"), "MX": thing.get("lead_mx")}
    return {party: lead for party, lead in leads.items() if lead}
