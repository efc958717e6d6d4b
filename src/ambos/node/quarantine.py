"""What is kept and not shown: why, what the partner was told of it, and the way out.

Of each record of a partner's that is not shown the partner is told once, by the code of the reason; and once
more when it is shown after all, because this node learnt its kind.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ambos.kernel.access import AUDIT
from ambos.kernel.ledger import Written
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.record import Draft, Reference
from ambos.kernel.records import NOT_UNDERSTOOD, REPLIES
from ambos.kernel.seal import Statement
from ambos.kernel.shelf import RecordRow
from ambos.node.node import Node, Progress, silent
from ambos.values.errors import NotFound
from ambos.values.handling import Label

RESOLVED = "resolved"


@dataclass(frozen=True)
class Kept:
    """A record that is kept and not shown: where it lies, what its header says, the code of the reason.

    ``told`` is the code that its author was told, empty while they were told nothing.
    """

    log: str
    place: int
    statement: Statement
    code: str
    told: str

    @property
    def rid(self) -> str:
        """Give the record's id."""
        return self.statement.header.rid.hex()


@dataclass(frozen=True)
class Misunderstood:
    """A record of ours that a partner holds and does not show, the code of its reason, and when it said."""

    party: str
    row: RecordRow
    code: str
    time: int


def quarantined(node: Node, log: str = "", place: int = -1, most: int | None = None) -> list[Kept]:
    """Give what is kept and not shown that the officer may see, by log and place: all, or some behind one."""
    return list(islice(_visible(node, log, place), most))


def _visible(node: Node, log: str, place: int) -> Iterator[Kept]:
    shelf, told = node.shelf, dict(_ours(node))
    reader = node.reader(node.house)
    for name, seq, _, code in node.projection.quarantined_behind(log, place):
        statement = node.reader(name).one(seq).statement
        header = statement.header
        if shelf.sees(header.label.reaching(node.config.party), header.party):
            said = told.get(header.rid.hex())
            yield Kept(name, seq, statement, code, "" if said is None else _code(reader.one(said).body))


def kept(node: Node, text: str) -> tuple[Kept, Mapping[str, Any] | None]:
    """Give one quarantined record, by its id, the beginning of it or its last digits, with its body as it is.

    Refused: what is not there, and whoever may not look after the node.
    """
    node.demand(AUDIT)
    digits = text.lower().replace("-", "")
    found = [one for one in quarantined(node) if one.rid.startswith(digits) or one.rid.endswith(digits)]
    if not digits or len(found) != 1:
        raise NotFound(name=text)
    body = node.reader(found[0].log).one(found[0].place).body
    return found[0], body if isinstance(body, dict) else None


def retry(node: Node, progress: Progress = silent) -> tuple[list[Kept], list[Kept]]:
    """Fold every log anew; give what was in quarantine before and is shown now, and what is still there."""
    node.demand(AUDIT)
    before = quarantined(node)
    node.rebuild(progress)
    still = quarantined(node)
    left = {(one.log, one.place) for one in still}
    return [one for one in before if (one.log, one.place) not in left], still


def answer_not_understood(node: Node) -> list[Written]:
    """Tell each partner, once, of the records of its that are not shown here, and of those shown after all.

    Nothing is written where there is nothing new to tell. The machine says it, under the authority's key.
    """
    told = Counter(target for target, _ in _ours(node))
    drafts = [
        _draft(node, log, party, place, code, told)
        for log, party in _logs(node).items()
        for place, code in sorted(_untold(node, log))
    ]
    written = node.desk.report(drafts) if drafts else []
    node.refresh()
    return written


def _untold(node: Node, log: str) -> Iterator[tuple[int, str]]:
    """Give the places of a log that there is something new to say of, with the code of it."""
    told = _told(node)
    rows = node.projection.tables.execute("SELECT seq, rid, kind, code FROM quarantine WHERE log = ?", (log,))
    hidden = {rid for _, rid, _, _ in rows}
    for seq, rid, kind, code in rows:
        if told.get(rid, RESOLVED) == RESOLVED and kind != NOT_UNDERSTOOD.name:
            yield seq, code
    shown = [bytes.fromhex(rid) for rid, code in told.items() if code != RESOLVED and rid not in hidden]
    for place in node.reader(log).log.store.places_of(shown).values():
        yield place, RESOLVED


def _draft(node: Node, log: str, party: str, place: int, code: str, told: Mapping[str, int]) -> Draft:
    statement = node.reader(log).one(place).statement
    rid = statement.header.rid
    subject = f"{NOT_UNDERSTOOD.name}/{node.config.party.lower()}-{rid.hex()}"
    if count := told.get(rid.hex(), 0):
        subject += f"-{count + 1}"
    body: dict[str, Any] = {"code": code, **({"resolved": True} if code == RESOLVED else {})}
    tie = Reference(REPLIES, rid, leaf_hash(statement.data))
    return Draft(NOT_UNDERSTOOD.name, subject, body, Label((party,)), (tie,))


def _logs(node: Node) -> dict[str, str]:
    """Give the partners by the name of the mirror of their channel."""
    return {mirror.name: party for party, mirror in node.mirrors().items()}


def _ours(node: Node) -> list[tuple[str, int]]:
    """Give what this node told: the record spoken of and the place of our own, in the order of telling."""
    found = node.projection.tables.execute(
        "SELECT t.target, r.seq FROM tie t JOIN record r ON r.rid = t.rid "
        f"WHERE t.relation = '{REPLIES}' AND r.kind = ? AND r.log = ? ORDER BY r.seq",
        (NOT_UNDERSTOOD.name, node.house),
    )
    return [(target, seq) for target, seq in found]


def _told(node: Node) -> dict[str, str]:
    """Give, by record, the code that its author was last told."""
    reader = node.reader(node.house)
    last = dict(_ours(node))
    return {target: _code(reader.one(seq).body) for target, seq in last.items()}


def _code(body: Any) -> str:
    return str(body.get("code", "")) if isinstance(body, dict) else ""


def misunderstood(node: Node) -> list[Misunderstood]:
    """Give what partners hold of ours and do not show, as far as the officer may see it, by party, time."""
    shelf = node.shelf
    last: dict[tuple[str, str], Misunderstood] = {}
    for row in shelf.tying(NOT_UNDERSTOOD.name, REPLIES):
        opened, party = node.read_record(row), row.party
        target = opened.statement.header.refers(REPLIES)[0].hex()
        for found in shelf.records_like(target):
            if found.party == node.config.party != party:
                last[party, target] = Misunderstood(party, found, _code(opened.body), row.time)
    return sorted(
        (one for one in last.values() if one.code != RESOLVED), key=lambda one: (one.party, one.time)
    )
