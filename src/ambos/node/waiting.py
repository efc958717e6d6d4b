"""What waits for an answer between the parties: theirs for us, ours for them, and what is disputed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ambos.kernel.joint import DISPUTED, DISPUTES, PROPOSED
from ambos.kernel.records import ANSWERS
from ambos.kernel.shelf import RecordRow, Shelf, Thing, Tie
from ambos.node.node import Node
from ambos.values.errors import NotFound

FOR_US, FOR_THEM, CONTESTED = "for-us", "for-them", "contested"
MOST: Final = 500  # versions that one look at the inbox gives


@dataclass(frozen=True)
class Waiting:
    """One version without an agreement: of which thing, whose it is, and who has disputed it."""

    thing: Thing
    row: RecordRow
    sort: str
    disputed_by: tuple[str, ...]


def waiting(node: Node) -> list[Waiting]:
    """Give the versions of joint things on which there is no agreement, as far as the officer sees them.

    The newest come first; of a great many the newest 500. A version that we have disputed waits for nobody
    of us any more: it is contested, as are all that contradict each other.
    """
    found = (each for thing in _open_things(node) for each in _of_thing(node, thing))
    return sorted(found, key=lambda each: -each.row.time)[:MOST]


def count_for_us(node: Node) -> int:
    """Say of how many things the officer sees a version that waits for this party's answer."""
    shelf, us = node.shelf, node.config.party
    if not shelf.folded():
        return 0
    kinds = _joint(node)
    beside = (
        "SELECT 1 FROM record r WHERE r.subject = t.subject AND r.party <> ? "
        f"AND {shelf.within('r.sight')} AND replace(t.pending, r.rid, '') <> t.pending AND NOT EXISTS "
        f"(SELECT 1 FROM tie d WHERE d.target = r.rid AND d.relation = '{DISPUTES}' AND d.party = ?)"
    )
    found = node.parts.tables.execute(
        f"SELECT count(*) FROM thing t WHERE {_open(kinds, shelf)} "
        f"AND ((t.state = '{PROPOSED}' AND t.owner <> ?) OR "
        f"(t.pending <> '[]' AND t.rivals = '[]' AND EXISTS ({beside})))",
        (*kinds, us, us, us),
    )
    return int(found[0][0])


def _joint(node: Node) -> list[str]:
    return [kind.name for kind in node.register if kind.joint]


def _open(kinds: Sequence[str], shelf: Shelf) -> str:
    """Give the condition of what is not agreed, in the form that an index of the tables has."""
    return (
        f"t.kind IN ({', '.join('?' * len(kinds))}) AND {shelf.within('t.sight')} "
        f"AND (t.state IN ('{PROPOSED}', '{DISPUTED}') OR t.pending <> '[]')"
    )


def _open_things(node: Node) -> Iterator[Thing]:
    shelf = node.shelf
    for subject in _open_subjects(node, shelf) if shelf.folded() else ():
        try:
            yield shelf.thing(subject)
        except NotFound:  # it was recalled: nothing of it may be shown
            continue


def _open_subjects(node: Node, shelf: Shelf) -> list[str]:
    kinds = _joint(node)
    rows = node.parts.tables.execute(
        "SELECT t.subject FROM thing t JOIN record r ON r.rid = t.current "
        f"WHERE {_open(kinds, shelf)} ORDER BY r.time DESC LIMIT {MOST}",
        tuple(kinds),
    )
    return [str(subject) for (subject,) in rows]


def _of_thing(node: Node, thing: Thing) -> Iterator[Waiting]:
    shelf = node.shelf
    current = {thing.rid} if thing.state in (PROPOSED, DISPUTED) and not thing.pending else set()
    rids = sorted({*current, *thing.pending, *thing.rivals})
    ties = shelf.ties_to(rids)
    for rid in rids:
        row = shelf.record(rid)
        against = _against(row, ties)
        own = row.party == node.config.party
        sort = CONTESTED if against or thing.rivals else FOR_THEM if own else FOR_US
        yield Waiting(thing, row, sort, against)


def _against(row: RecordRow, ties: Sequence[Tie]) -> tuple[str, ...]:
    """Name the parties whose last answer to a version disputes it."""
    last: dict[str, str] = {}
    for tie in ties:
        if tie.target == row.rid and tie.relation in ANSWERS and tie.party != row.party:
            last[tie.party] = tie.relation
    return tuple(sorted(party for party, relation in last.items() if relation == DISPUTES))
