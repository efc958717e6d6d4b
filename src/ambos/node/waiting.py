"""What waits for an answer between the parties: theirs for us, ours for them, and what is disputed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ambos.kernel.joint import DISPUTED, DISPUTES, PROPOSED
from ambos.kernel.paging import some
from ambos.kernel.records import ANSWERS
from ambos.kernel.settling import HELD
from ambos.kernel.shelf import Shelf
from ambos.kernel.things import RecordRow, Thing
from ambos.node.node import Node

FOR_US, FOR_THEM, CONTESTED = "for-us", "for-them", "contested"
MOST: Final = 200  # things of one sort that one look at the inbox gives
COUNTED: Final = 100  # things up to which is counted: more is many


@dataclass(frozen=True)
class Waiting:
    """One version without an agreement: of which thing, whose it is, and who has disputed it."""

    thing: Thing
    row: RecordRow
    sort: str
    disputed_by: tuple[str, ...]


def waiting(node: Node) -> list[Waiting]:
    """Give the versions of joint things on which there is no agreement, as far as the officer sees them.

    The newest come first; of a great many things of one sort the newest 200. A version that we have disputed
    waits for nobody of us any more: it is contested, as are all that contradict each other.
    """
    shelf = node.shelf
    if not shelf.folded():
        return []
    things = some(shelf, _open_subjects(shelf, [node.config.party, *node.partners()])).values()
    rids = sorted({rid for thing in things for rid in _open_versions(thing)})
    rows, disputed = shelf.records(rids), _disputed(shelf, rids)
    found = (each for thing in things for each in _of_thing(node.config.party, thing, rows, disputed))
    return sorted(found, key=lambda each: -each.row.time)


def count_for_us(node: Node) -> int:
    """Say of how many things the officer sees a version that waits for our answer; 100 means many."""
    shelf, us = node.shelf, node.config.party
    if not shelf.folded():
        return 0
    found = [_counted(shelf, _proposed(shelf), (party,)) for party in node.partners()]
    beside = (
        "SELECT 1 FROM record r WHERE r.subject = t.subject AND r.party <> ? "
        f"AND {shelf.within('r.sight')} AND replace(t.pending, r.rid, '') <> t.pending AND NOT EXISTS "
        f"(SELECT 1 FROM tie d WHERE d.target = r.rid AND d.relation = '{DISPUTES}' AND d.party = ?)"
    )
    pending = f"t.pending <> '[]' AND t.rivals = '[]' AND {shelf.within('t.sight')} AND EXISTS ({beside})"
    return min(COUNTED, sum(found) + _counted(shelf, pending, (us, us)))


def _counted(shelf: Shelf, where: str, parameters: Sequence[str]) -> int:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM thing t WHERE {where} LIMIT {COUNTED}) few"
    return int(shelf.rows(sql, tuple(parameters))[0][0])


def _proposed(shelf: Shelf) -> str:
    return f"t.state = '{PROPOSED}' AND t.owner = ? AND {shelf.within('t.sight')}"


def _open_subjects(shelf: Shelf, parties: Sequence[str]) -> set[str]:
    """Name what is not agreed, each sort by an index of its own; a record's id begins with its time."""
    asked: list[tuple[str, tuple[str, ...]]] = [(_proposed(shelf), (party,)) for party in parties]
    asked += [
        (f"{where} AND {shelf.within('t.sight')}", ())
        for where in (f"t.state = '{DISPUTED}'", "t.pending <> '[]'")
    ]
    rows = [
        row
        for where, parameters in asked
        for row in shelf.rows(
            f"SELECT t.subject FROM thing t WHERE {where} ORDER BY t.current DESC LIMIT {MOST}", parameters
        )
    ]
    return {str(subject) for (subject,) in rows}


def _open_versions(thing: Thing) -> set[str]:
    current = {thing.rid} if thing.state in (PROPOSED, DISPUTED) and not thing.pending else set()
    return {*current, *thing.pending, *thing.rivals}


def _disputed(shelf: Shelf, rids: Sequence[str]) -> dict[str, dict[str, str]]:
    """Give each party's last answer to each of these versions, as far as the answers are visible."""
    marks = ", ".join("?" * len(rids))
    relations = ", ".join(f"'{relation}'" for relation in ANSWERS)
    sql = (
        f"SELECT t.target, t.party, t.relation FROM {HELD} JOIN record a ON a.rid = t.rid "
        f"WHERE {shelf.within('+a.sight')} AND t.relation IN ({relations}) AND t.target IN ({marks}) "
        "ORDER BY t.party, t.seq"
    )
    last: dict[str, dict[str, str]] = {}
    for target, party, relation in shelf.rows(sql, rids) if rids else ():
        last.setdefault(target, {})[party] = relation
    return last


def _of_thing(
    us: str, thing: Thing, rows: Mapping[str, RecordRow], answers: Mapping[str, Mapping[str, str]]
) -> Iterator[Waiting]:
    for rid in sorted(_open_versions(thing) & rows.keys()):
        row = rows[rid]
        against = _against(row, answers.get(rid, {}))
        sort = CONTESTED if against or thing.rivals else FOR_THEM if row.party == us else FOR_US
        yield Waiting(thing, row, sort, tuple(sorted(against)))


def _against(row: RecordRow, last: Mapping[str, str]) -> Collection[str]:
    """Name the parties whose last answer to a version disputes it."""
    return [party for party, relation in last.items() if relation == DISPUTES and party != row.party]
