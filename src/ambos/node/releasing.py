"""Decide what leaves: which policy is in force, what is agreed with a partner, what two officers order.

Whoever orders or confirms signs with a key of their own; what the house itself says its authority signs. The
decision itself is the pure rule of ``exchange.release``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, count

from ambos.exchange.release import day_of, demand_policy
from ambos.exchange.ruling import ORDER_LIFE, Order, Rulings
from ambos.kernel.access import RELEASE, RUN, demand
from ambos.kernel.granting import granted_to
from ambos.kernel.joint import REVISES
from ambos.kernel.ledger import Written
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.reading import Opened
from ambos.kernel.record import Draft, Reference
from ambos.kernel.release_kinds import (
    AGREEMENT,
    CONFIRMS,
    POLICY,
    QUOTES,
    RELEASE_CONFIRMATION,
    RELEASE_ORDER,
    RELEASES,
    party_in,
    subject_for,
)
from ambos.kernel.shelf import RecordRow
from ambos.node.node import Node
from ambos.node.officers import policy_draft, policy_number
from ambos.node.proof import signer_of
from ambos.node.showing import find_record
from ambos.values.errors import Misused, Refused
from ambos.values.handling import OWNER_ONLY, Label

OPEN, DONE, VOID = "open", "done", "void"


class NotOurs(Refused):
    """Only what this house said itself is ordered out; a partner's is quoted; data: record, party."""

    code = "release.not-ours"


class NoOrderNeeded(Refused):
    """The record has left, or the rules let it go already; data: record, party, rule."""

    code = "release.no-order-needed"


class NoOrderHelps(Refused):
    """No order of two persons opens the rule that keeps the record; data: record, party, rule."""

    code = "release.no-order-helps"


class KindStays(Refused):
    """A record of its kind never leaves the house, by nobody's order; data: record, kind, party."""

    code = "release.kind-stays"


class MemberOfBatch(Refused):
    """The record was signed with others at once and goes only with them; data: record, batch, count."""

    code = "release.batch-member"


class RecordRecalled(Refused):
    """The record was recalled: to release it further would set the recall aside; data: record."""

    code = "release.recalled"


class KeyEnded(Refused):
    """The key that signed the record has ended, so that the partner could not verify it; data: record."""

    code = "release.key-ended"


class NotAnOrder(Misused):
    """What is to be confirmed is no order of release; data: record, kind."""

    code = "release.not-an-order"


class OrderOpen(Refused):
    """There is such an order already, and it waits for another officer; data: order, officer."""

    code = "release.order-open"


class SameOfficer(Refused):
    """The officer who gave an order does not confirm it; data: order, officer."""

    code = "release.same-officer"


class OrderVoid(Refused):
    """An order was not confirmed in time; data: order, day."""

    code = "release.order-void"


class OrderDone(Refused):
    """An order has been confirmed already; data: order, officer."""

    code = "release.order-done"


@dataclass(frozen=True)
class OrderLine:
    """An order as it stands: what is to go to whom, why, by whose word, and who confirmed it."""

    rid: str
    party: str
    record: str
    reason: str
    by: str
    day: date
    state: str
    confirmed_by: str = ""


def policy_in_force(node: Node) -> int:
    """Give the version of the release policy under which the house's next record is decided."""
    return policy_number(node.shelf)


def set_policy(node: Node, number: int) -> Written:
    """Put a version of the policy in force from here on; what was decided before stays decided."""
    node.demand(RUN)
    demand_policy(number)
    return report(node, policy_draft(number, revising(node, POLICY.name, "release")))


def agree(node: Node, party: str, purposes: Sequence[str], basis: str, until: str | None = None) -> Written:
    """Put on record for which purposes information may go to a partner; an earlier agreement is replaced."""
    node.demand(RUN)
    node.peer(party)
    slug = party.lower()
    body = {"party": party, "purposes": sorted(set(purposes)), "basis": basis, "until": until}
    told = {name: value for name, value in body.items() if value}
    ties = revising(node, AGREEMENT.name, slug)
    return report(node, Draft(AGREEMENT.name, f"{AGREEMENT.name}/{slug}", told, OWNER_ONLY, ties))


def propose_release(node: Node, text: str, party: str, reason: str) -> Written:
    """Order, as the first of two officers, that a record go to a partner to whom the rules deny it.

    Refused: a record that is not ours, one of a kind that stays, one that goes anyway, one whose rule nobody
    can override, a member of a batch without its head, a record under a key that has ended, and a second
    order beside an open one.
    """
    row = find_record(node.shelf, text)
    demand(node.person(), RELEASE, row.label, row.party, node.today())
    _demand_orderable(node, row, party)
    ties = (tie(node, RELEASES, row.rid), *_grants(node, row, party))
    _demand_would_go(node, row, party, ties)
    for order in orders(node):
        if (order.state, order.record, order.party) == (OPEN, row.rid, party):
            raise OrderOpen(order=order.rid, officer=order.by)
    subject = free(node, subject_for(RELEASE_ORDER.name, party, row.rid))
    return sign(node, Draft(RELEASE_ORDER.name, subject, {"reason": reason}, _kept(row.label), ties))


def _demand_orderable(node: Node, row: RecordRow, party: str) -> None:
    """Refuse what no order could name: a partner's record, one that went, a member without its batch."""
    channel = node.channel(party)
    if row.log != node.house:
        raise NotOurs(record=row.rid, party=row.party)
    _demand_movable(node, row, party)
    if node.shelf.recalled([row.rid]):
        raise RecordRecalled(record=row.rid)
    decision = channel.decided(row.seq)
    if decision.allowed or channel.log.store.places_of([bytes.fromhex(row.rid)]):
        raise NoOrderNeeded(record=row.rid, party=party, rule=decision.rule)
    if row.batched:
        head = node.shelf.batch_of(row)
        batch = node.read_record(head).statement.header.batch
        raise MemberOfBatch(record=row.rid, batch=head.rid, count=batch[1] if batch else 0)


def _demand_movable(node: Node, row: RecordRow, party: str) -> None:
    """Refuse a kind that stays, also where the policy in force was written before there was any."""
    if node.register[row.kind].stays:
        raise KindStays(record=row.rid, kind=row.kind, party=party)


def _demand_would_go(node: Node, row: RecordRow, party: str, ties: Sequence[Reference]) -> None:
    """Refuse an order that would change nothing once it was confirmed, by the rule that keeps the record."""
    statement, rulings = node.read_record(row).statement, now_in_force(node, party)
    complete = Order(ties[0], b"", "", node.today(), tuple(ties[1:]))
    decision = rulings.decide(statement.header, complete)
    if not decision.allowed:
        raise NoOrderHelps(record=row.rid, party=party, rule=decision.rule)
    if not rulings.may_follow(node.reader(node.house).log.size, statement):
        raise KeyEnded(record=row.rid)


def now_in_force(node: Node, party: str) -> Rulings:
    """Give what the house log says of release to a partner by now."""
    return node.channel(party).rulings(node.reader(node.house).log.size)


def _grants(node: Node, row: RecordRow, party: str) -> list[Reference]:
    """Give the originator's grants that came since the record was written, or before."""
    header = node.read_record(row).statement.header
    quoted = [each for each in header.references if each.relation == QUOTES]
    return granted_to(node.shelf, partial(opened, node), header.label.terms.own, [party], quoted)


def _kept(label: Label) -> Label:
    """Give the label of what is said about a record: for this house alone, no milder than the record's."""
    return OWNER_ONLY if label.public else Label((), label.tlp, label.compartment, label.europol)


def confirm_release(node: Node, text: str, note: str = "") -> Written:
    """Confirm an order as the second officer: the record goes at this place of the house log.

    Refused: the officer who gave the order, an order that is done, one that nobody confirmed in time, and one
    for a record of a kind that stays.
    """
    row = find_record(node.shelf, text)
    order = next((each for each in orders(node) if each.rid == row.rid), None)
    if order is None:
        raise NotAnOrder(record=row.rid, kind=row.kind)
    target = node.shelf.record(order.record)
    _demand_movable(node, target, order.party)
    demand(node.person(), RELEASE, target.label, target.party, node.today())
    _demand_confirmable(order, node.person().officer)
    subject = subject_for(RELEASE_CONFIRMATION.name, order.party, row.rid)
    body = {"note": note} if note else {}
    draft = Draft(RELEASE_CONFIRMATION.name, subject, body, row.label, (tie(node, CONFIRMS, row.rid),))
    return sign(node, draft)


def _demand_confirmable(order: OrderLine, officer: str) -> None:
    if order.state == DONE:
        raise OrderDone(order=order.rid, officer=order.confirmed_by)
    if order.state == VOID:
        raise OrderVoid(order=order.rid, day=order.day + ORDER_LIFE)
    if order.by == officer:
        raise SameOfficer(order=order.rid, officer=officer)


def orders(node: Node) -> list[OrderLine]:
    """Give every order that the officer may see, oldest first."""
    return [_order(node, row) for row in node.shelf.entries(node.house, 0, RELEASE_ORDER.name)]


def _order(node: Node, row: RecordRow) -> OrderLine:
    found, by, day = node.read_record(row), signed_by(node, row), day_of(row.time)
    confirmed = [
        officer
        for each in node.shelf.ties_to([row.rid])
        if each.relation == CONFIRMS and (officer := signed_by(node, node.shelf.record(each.rid))) != by
    ]
    state = DONE if confirmed else VOID if node.today() - day > ORDER_LIFE else OPEN
    (record,) = found.statement.header.refers(RELEASES)
    return OrderLine(
        row.rid,
        party_in(row.subject),
        record.hex(),
        said(found, "reason"),
        by,
        day,
        state,
        "".join(confirmed[:1]),
    )


# -- what every act about release needs


def opened(node: Node, rid: str) -> Opened:
    """Give a record that the officer may see, with its body."""
    return node.read_record(node.shelf.record(rid))


def said(found: Opened, field: str) -> str:
    """Give a text of a body; nothing where the body is erased."""
    return str(found.body.get(field, "")) if isinstance(found.body, dict) else ""


def signed_by(node: Node, row: RecordRow) -> str:
    """Give who signed a record, by the name under which the key is registered."""
    return signer_of(node.book(row.log), row.kid, row.seq).holder


def tie(node: Node, relation: str, rid: str) -> Reference:
    """Give the tie to a record that the officer may see."""
    return Reference(relation, bytes.fromhex(rid), leaf_hash(opened(node, rid).statement.data))


def revising(node: Node, kind: str, slug: str) -> tuple[Reference, ...]:
    """Give the tie to what the house said of the same thing before, if it did."""
    known = node.shelf.titles(kind).get(f"{kind}/{slug}")
    return () if known is None else (tie(node, REVISES, known.rid),)


def free(node: Node, subject: str) -> str:
    """Give a subject that no record has: this one, or the next with a number behind it."""
    numbers = chain([subject], (f"{subject}-{number}" for number in count(2)))
    return next(name for name in numbers if not node.shelf.versions(name))


def sign(node: Node, draft: Draft) -> Written:
    """Write under the officer's own signature."""
    return _written(node, node.desk.sign([draft]))


def report(node: Node, draft: Draft) -> Written:
    """Write under the signature of the house's authority."""
    return _written(node, node.desk.report([draft]))


def _written(node: Node, written: Sequence[Written]) -> Written:
    node.refresh()
    return written[0]
