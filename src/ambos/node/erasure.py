"""Destroy what this node holds of a record, on our own order or a partner's; and hold it against destruction.

A hold forbids to destroy a body until it is lifted. What is destroyed with the body of an evidence record
are its rows, unless another record that stands states the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ambos.evidence.stored import path_of
from ambos.exchange.channel import Channel
from ambos.exchange.outbox import BLOBS
from ambos.exchange.routes import is_digest
from ambos.kernel.access import ERASE, HOLD
from ambos.kernel.ledger import Written
from ambos.kernel.records import ANSWERS, HOLDS
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.shelf import RecordRow, Shelf
from ambos.node.attachments import INCOMING
from ambos.node.node import Node
from ambos.node.showing import find_record, is_record
from ambos.node.shredding import REDACTION, Doomed
from ambos.values.errors import Refused
from ambos.values.handling import PUBLIC, Label

EVIDENCE: Final = "evidence"


class HeldBack(Refused):
    """A legal hold forbids to destroy the body; data: ``record``, ``basis``."""

    code = "erasure.held"


class NotOurs(Refused):
    """A party recalls and redacts only what it said itself."""

    code = "erasure.not-ours"


class NotErasable(Refused):
    """Records of this kind are what the node itself stands on."""

    code = "erasure.not-erasable"


class NothingHeld(Refused):
    """No hold in force protects it; data: ``record``."""

    code = "erasure.nothing-held"


@dataclass(frozen=True)
class HoldLine:
    """A hold in force: its own record, the record it protects and what that is about, the basis."""

    row: RecordRow
    target: str
    subject: str
    basis: str
    words: str


def redact(node: Node, text: str, reason: str, basis: str) -> tuple[str, ...]:
    """Destroy the bodies of what a name means of our own: one record's, or all our versions' of a thing.

    Each destruction is signed by the officer before it is done. Gives the settings for want of which a
    database server may keep old rows. Refused: another party's record, what is held, what the node itself
    stands on.
    """
    shelf = node.shelf
    rows = said_by_us(shelf, text)
    for row in rows:
        demand_erasable(shelf, row)
    demand_unheld(shelf, [row.rid for row in rows])
    doomed = [Doomed(row.log, row.rid, tuple(files_of(node, row))) for row in rows]
    body, desk = {"reason": reason, "basis": basis}, node.desk
    drafts = [desk.about(ERASE, "redaction", row.rid, body, following(node, row)) for row in rows]
    node.shredder.note(REDACTION, doomed)
    desk.sign(drafts)
    node.refresh()
    return node.shredder.shred()


def said_by_us(shelf: Shelf, text: str) -> list[RecordRow]:
    """Give what our own party said under a name: the record, or of a thing all our versions; or refuse."""
    row = find_record(shelf, text)
    rows = [row] if is_record(text, row) else shelf.versions(row.subject)
    own = [each for each in rows if each.party == shelf.person.party]
    if not own:
        raise NotOurs(record=row.subject, party=row.party)
    return own


def demand_erasable(shelf: Shelf, row: RecordRow) -> None:
    """Refuse keys, partners, officers and the other records that the node itself stands on."""
    answers = {kind.name for kind in ANSWERS.values()}
    if shelf.register[row.kind].domain == KERNEL and row.kind not in answers:
        raise NotErasable(kind=row.kind)


def following(node: Node, row: RecordRow) -> Label:
    """Give the label of what we say of our own record: it goes to whom the record went, or is about to go.

    Where the record never went, nothing tells of it.
    """
    if row.label.public:
        return PUBLIC
    reached = [party for party in node.peers() if _goes(node.channel(party), row)]
    tlp = "amber" if row.label.tlp == "red" and reached else row.label.tlp
    return Label(tuple(sorted(reached)), tlp, row.label.compartment, row.label.europol)


def _goes(channel: Channel, row: RecordRow) -> bool:
    """Say whether a record is in a channel, or will be by the rules in force at its place."""
    return bool(channel.log.store.places_of([bytes.fromhex(row.rid)])) or channel.decided(row.seq).allowed


def files_of(node: Node, row: RecordRow) -> Iterable[str]:
    """Give the files below the node's folder that go with a record's body.

    A partner's record may name anything as its rows: what is no digest names no file.
    """
    body = node.reader(row.log).one(row.seq).body if row.kind == EVIDENCE else None
    digest = str(body.get("rows_digest")) if isinstance(body, dict) else ""
    if not is_digest(digest) or digest in _rows_besides(node, row):
        return []
    home, kept = node.config.home, node.config.evidence
    stored = [path_of(kept, digest), kept / INCOMING / digest]
    stored += node.config.border.glob(f"peers/*/{BLOBS}/{digest}")
    return [str(path.relative_to(home)) for path in stored]


def _rows_besides(node: Node, row: RecordRow) -> set[str]:
    """Give the rows that evidence records about other things state."""
    things = node.shelf.things(EVIDENCE)
    return {thing.get("rows_digest") for thing in things if thing.subject != row.subject}


# -- holds


def hold(node: Node, text: str, basis: str, words: str = "") -> list[Written]:
    """Forbid to destroy what a name means, whoever said it, until the hold is lifted."""
    row = find_record(node.shelf, text)
    body = {"basis": basis, **({"words": words} if words else {})}
    label = Label((), "amber", row.label.compartment)
    rows = [row] if is_record(text, row) else node.shelf.versions(row.subject)
    desk = node.desk
    written = desk.sign([desk.about(HOLD, "hold", each.rid, body, label) for each in rows])
    node.refresh()
    return written


def lift(node: Node, text: str, reason: str) -> list[Written]:
    """Lift a hold, named by its own record or by what it protects; or refuse where there is none."""
    row = find_record(node.shelf, text)
    about = {row.rid, *(each.rid for each in node.shelf.versions(row.subject))}
    found = [line.row for line in holds(node) if line.row.rid == row.rid or line.target in about]
    if not found:
        raise NothingHeld(record=row.subject)
    desk = node.desk
    drafts = [desk.about(HOLD, "withdraw", each.rid, {"reason": reason}, each.label) for each in found]
    written = desk.sign(drafts)
    node.refresh()
    return written


def holds(node: Node) -> list[HoldLine]:
    """Give the holds in force, the newest last."""
    shelf = node.shelf
    rows = shelf.tying("hold", HOLDS)
    in_force = shelf.in_force([row.rid for row in rows])
    lines = []
    for row in rows:
        if row.rid in in_force:
            opened = node.read_record(row)
            body, target = opened.body or {}, opened.statement.header.refers(HOLDS)[0].hex()
            subject = shelf.record(target).subject
            lines.append(HoldLine(row, target, subject, body.get("basis", ""), body.get("words", "")))
    return lines


def demand_unheld(shelf: Shelf, rids: Sequence[str]) -> None:
    """Refuse if any of these records is held."""
    ties = [tie for tie in shelf.ties_to(rids) if tie.relation == HOLDS]
    in_force = shelf.in_force([tie.rid for tie in ties])
    for tie in ties:
        if tie.rid in in_force:
            raise HeldBack(record=tie.target, hold=tie.rid)
