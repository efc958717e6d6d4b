"""Show who was given what lies in compartments, to those who watch over it; names to who may see them."""

from dataclasses import dataclass
from typing import Any, Final

from ambos.kernel.access import AUDIT, HOLD, Person
from ambos.kernel.paging import Filter, Query, page
from ambos.kernel.records import ACCESS
from ambos.kernel.shelf import Shelf
from ambos.node.node import Node

LIMIT: Final = 50


@dataclass(frozen=True)
class Reading:
    """One reading: the body of its record, if that is signed by now, and what was read if one may know."""

    body: dict[str, Any]
    signed: bool
    subject: str


@dataclass(frozen=True)
class Readings:
    """Some readings, the newest first, how many there are, and the cursor of the next page (empty: none)."""

    readings: list[Reading]
    total: int
    more: str


def readings(node: Node, officer: str = "", after: str = "", limit: int = LIMIT) -> Readings:
    """Give what was noted of readings, of one officer or of all; refused unless one may audit or hold.

    What waits to be signed stands first on the first page.
    """
    if not node.may(HOLD):
        node.demand(AUDIT)
    house = Person(node.config.party, "", frozenset({"secretariat"}))
    shelf = Shelf(node.parts.tables, node.register, house, node.today())
    where = (Filter("officer", (officer,)),) if officer else ()
    found = page(shelf, Query(ACCESS.name, where, order="at", descending=True, after=after, limit=limit))
    lines = [] if after else node.reads.journal.waiting()[::-1]
    waiting = [body for body in lines if officer in ("", body["officer"])]
    told = [(body, False) for body in waiting] + [(dict(thing.body), True) for thing in found.things]
    subjects = _subjects(node, [body["record"] for body, _ in told if "record" in body])
    made = [Reading(body, signed, subjects.get(body.get("record", ""), "")) for body, signed in told]
    return Readings(made, found.total + len(waiting), found.more)


def _subjects(node: Node, rids: list[str]) -> dict[str, str]:
    """Give what these records are about, where whoever asks may see them."""
    within = node.shelf.within("sight")
    marks = ", ".join("?" * len(rids))
    sql = f"SELECT rid, subject FROM record WHERE {within} AND rid IN ({marks})"
    return dict(node.shelf.rows(sql, rids)) if rids else {}
