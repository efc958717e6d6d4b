"""Recalls: a party asks the others to use no more, or to destroy, what it said; each answers, signed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ambos.kernel.access import ERASE, RECALL
from ambos.kernel.ledger import Written
from ambos.kernel.records import RECALLS, REPLIES
from ambos.kernel.shelf import RecordRow, Shelf
from ambos.node import shredding
from ambos.node.erasure import demand_erasable, demand_unheld, files_of, following, said_by_us
from ambos.node.node import Node
from ambos.node.showing import find_record
from ambos.node.shredding import Doomed
from ambos.values.errors import Misused, Refused
from ambos.values.handling import Label

USE, ERASED = "use", "erase"
COMPLIED, PARTLY, REFUSED = "complied", "partly", "refused"
DAY: Final = 86_400


class BasisMissing(Misused):
    """Who does not comply in full says on what basis, or what remains; data: ``outcome``."""

    code = "recall.basis-missing"


class NotARecall(Refused):
    """What is answered is no recall by another party, or one that was taken back; data: ``record``."""

    code = "recall.not-a-recall"


@dataclass(frozen=True)
class Reply:
    """What a party answered to a recall, and when it says it did."""

    party: str
    outcome: str
    basis: str
    time: int
    rid: str


@dataclass(frozen=True)
class RecallLine:
    """A recall in force: its own record, the record recalled, what was asked and what was answered.

    ``asked`` are the parties that have to answer, ``waiting`` those of them that have not; ``days`` is for
    how many days it has been said. ``subject`` is empty where the record recalled is not shown here.
    """

    row: RecordRow
    target: str
    subject: str
    reach: str
    reason: str
    words: str
    basis: str
    asked: tuple[str, ...]
    waiting: tuple[str, ...]
    days: int
    replies: tuple[Reply, ...]


def recall(node: Node, text: str, body: Mapping[str, Any]) -> list[Written]:
    """Recall what a name means of our own: the record, or of a thing every version that is not recalled yet.

    It is shown no more here nor, once they have the recall, at those who hold it. Refused: another party's
    record, and what the node itself stands on.
    """
    shelf = node.shelf
    rows = said_by_us(shelf, text)
    for row in rows:
        demand_erasable(shelf, row)
    gone = shelf.recalled([row.rid for row in rows])
    chosen = [row for row in rows if row.rid not in gone] or rows
    desk = node.desk
    drafts = [desk.about(RECALL, "recall", row.rid, body, following(node, row)) for row in chosen]
    written = desk.sign(drafts)
    node.refresh()
    if body.get("reach") == ERASED:
        node.shredder.cut_outboxes([row.rid for row in chosen])
    return written


def answer(node: Node, texts: Sequence[str], outcome: str, basis: str = "") -> tuple[str, ...]:
    """Answer recalls of a partner. Where they ask to destroy and we comply, what we hold is destroyed first.

    Gives the settings for want of which a database server may keep old rows. Refused: what is no recall, a
    refusal without its basis, and to destroy what a hold protects.
    """
    if outcome != COMPLIED and not basis:
        raise BasisMissing(outcome=outcome)
    lines = [_asked_of_us(node, text) for text in texts]
    destroy = [line for line in lines if line.reach == ERASED and outcome != REFUSED]
    body, desk = {"outcome": outcome, **({"basis": basis} if basis else {})}, node.desk
    action = ERASE if destroy else RECALL
    drafts = [desk.about(action, "recall-answer", line.row.rid, body, _back(line.row)) for line in lines]
    demand_unheld(node.shelf, [line.target for line in destroy])
    kept = _destroy(node, destroy) if destroy else ()
    desk.sign(drafts)
    node.refresh()
    return kept


def _asked_of_us(node: Node, text: str) -> RecallLine:
    row = find_record(node.shelf, text)
    for line in recalls(node):
        if row.rid == line.row.rid and row.party != node.config.party:
            return line
    raise NotARecall(record=row.subject)


def _back(row: RecordRow) -> Label:
    """Give the label of an answer: it goes to who asked, under the limits of the question."""
    tlp = "amber" if row.label.public else row.label.tlp
    return Label((row.party,), tlp, row.label.compartment, row.label.europol)


def _destroy(node: Node, lines: Sequence[RecallLine]) -> tuple[str, ...]:
    doomed = []
    for line in lines:
        files = files_of(node, node.shelf.record(line.target)) if line.subject else ()
        doomed.append(Doomed(line.row.log, line.target, tuple(files)))
    node.shredder.note(shredding.RECALL, doomed)
    return node.shredder.shred()


def recalls(node: Node) -> list[RecallLine]:
    """Give the recalls in force that the officer may see, ours and the partners', the oldest first."""
    shelf = node.shelf
    rows = shelf.tying("recall", RECALLS)
    in_force = shelf.in_force([row.rid for row in rows])
    known = {node.config.party, *node.peers()}
    lines = [_line(node, shelf, row, known) for row in rows if row.rid in in_force]
    return sorted(lines, key=lambda line: (line.row.time, line.row.rid))


def _line(node: Node, shelf: Shelf, row: RecordRow, known: Collection[str]) -> RecallLine:
    opened = node.read_record(row)
    body: Mapping[str, Any] = opened.body if isinstance(opened.body, dict) else {}
    target = opened.statement.header.refers(RECALLS)[0].hex()
    found = shelf.records_like(target)
    replies = _replies(node, shelf, row.rid)
    # who has to answer: whom the recall went to, as far as this node knows them
    asked = tuple(sorted(party for party in known if party != row.party and row.label.may_reach(party)))
    answered = {reply.party for reply in replies}
    now = int(node.parts.now().timestamp())
    return RecallLine(
        row=row,
        target=target,
        subject=found[0].subject if found else "",
        reach=body.get("reach", ERASED),  # of a recall that cannot be read, the most that it may ask
        reason=body.get("reason", ""),
        words=body.get("words", ""),
        basis=body.get("basis", ""),
        asked=asked,
        waiting=tuple(party for party in asked if party not in answered),
        days=max(0, (now - row.time) // DAY),
        replies=replies,
    )


def _replies(node: Node, shelf: Shelf, rid: str) -> tuple[Reply, ...]:
    """Give each party's last answer."""
    last: dict[str, Reply] = {}
    for tie in shelf.ties_to([rid]):  # in the order of each party's log
        if tie.relation == REPLIES:
            said = shelf.record(tie.rid)
            body = node.read_record(said).body or {}
            reply = Reply(tie.party, body.get("outcome", ""), body.get("basis", ""), said.time, said.rid)
            last[tie.party] = reply
    return tuple(last[party] for party in sorted(last))


def unanswered(node: Node) -> list[tuple[str, RecallLine]]:
    """Give our recalls that a partner has not answered within the days of the settings, by partner."""
    most = int(node.config.recall_days)
    ours = [line for line in recalls(node) if line.row.party == node.config.party and line.days >= most]
    return [(party, line) for line in ours for party in line.waiting]
