"""Originator control: ask a partner for leave to pass on what it said, and answer one that asks.

A grant names one record and one party. It is found by whoever quotes the record, and goes with the quotation,
so that the receiver too sees by whose leave it came.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ambos.kernel.access import RELEASE, demand
from ambos.kernel.joint import WITHDRAWN
from ambos.kernel.ledger import Written
from ambos.kernel.record import Draft, Reference
from ambos.kernel.release_kinds import (
    ANSWERS_REQUEST,
    GRANTS,
    REFUSES,
    RELEASE_GRANT,
    RELEASE_REFUSAL,
    RELEASE_REQUEST,
    REQUESTS,
    party_in,
    subject_for,
)
from ambos.kernel.shelf import RecordRow
from ambos.node.node import Node
from ambos.node.releasing import free, opened, said, sign, tie
from ambos.node.showing import find_record
from ambos.values.errors import Misused, Refused
from ambos.values.handling import Label
from ambos.values.ids import parse_party
from ambos.values.terms import Terms

ASKED, GRANTED, REFUSED = "asked", "granted", "refused"


class NotPartners(Refused):
    """A partner is asked for leave only about what it said itself; data: record, party."""

    code = "release.not-partners"


class NotARequest(Misused):
    """What is to be answered is no request for release; data: record, kind."""

    code = "release.not-a-request"


class NotAsked(Refused):
    """Only the party that was asked answers a request; data: request, party."""

    code = "release.not-asked"


class AskedForNobody(Refused):
    """Leave is asked for a third party, not for who has the record; data: record, party."""

    code = "release.asked-for-nobody"


class RequestAnswered(Refused):
    """A request has its answer already; data: request, state."""

    code = "release.answered"


@dataclass(frozen=True)
class RequestLine:
    """A request as it stands: who asks whom, to pass which record on to whom, and what was answered.

    ``record`` is empty where the officer may not see what is asked for. ``until`` is the last day of a grant.
    """

    rid: str
    asker: str
    asked: str
    to: str
    record: str
    reason: str
    state: str
    until: date | None = None
    answer: str = ""


def ask(node: Node, text: str, to: str, reason: str, purposes: Sequence[str] = ()) -> Written:
    """Ask the originator of a record for leave to pass it on to a party.

    Refused: a record of our own, one whose originator is no partner of ours, and leave for who has it.
    """
    row = find_record(node.shelf, text)
    demand(node.person(), RELEASE, row.label, row.party, node.today())
    own, party = row.label.terms.own or row.party, parse_party(to)
    if row.party == node.config.party or own != row.party:
        raise NotPartners(record=row.rid, party=own)
    if party in (own, node.config.party):
        raise AskedForNobody(record=row.rid, party=party)
    subject = free(node, subject_for(RELEASE_REQUEST.name, party, row.rid))
    body = {"to": party, "reason": reason, **({"purposes": sorted(set(purposes))} if purposes else {})}
    label = _between(row.label, own)
    return sign(node, Draft(RELEASE_REQUEST.name, subject, body, label, (tie(node, REQUESTS, row.rid),)))


def _between(label: Label, party: str) -> Label:
    """Give the label of what two parties say about a record: for the other alone, and no milder."""
    if label.public:
        return Label((party,))
    return Label((party,), label.tlp, label.compartment, label.europol)


def grant(node: Node, text: str, until: date | None = None, conditions: str = "") -> Written:
    """Let the asking party pass the record on to the party that it named, at most until a day."""
    request, row = _asked(node, text)
    target = request.references[0]
    subject = free(node, subject_for(RELEASE_GRANT.name, request.to, target.rid.hex()))
    body = {"to": request.to, **({"conditions": conditions} if conditions else {})}
    label = _between(row.label, row.party).under(Terms(until=until))
    ties = (Reference(GRANTS, target.rid, target.leaf), tie(node, ANSWERS_REQUEST, row.rid))
    return sign(node, Draft(RELEASE_GRANT.name, subject, body, label, ties))


def refuse(node: Node, text: str, reason: str) -> Written:
    """Say no to a request, and why."""
    request, row = _asked(node, text)
    subject = subject_for(RELEASE_REFUSAL.name, request.to, row.rid)
    ties, label = (tie(node, REFUSES, row.rid),), _between(row.label, row.party)
    return sign(node, Draft(RELEASE_REFUSAL.name, subject, {"reason": reason}, label, ties))


@dataclass(frozen=True)
class _Request:
    to: str
    references: tuple[Reference, ...]


def _asked(node: Node, text: str) -> tuple[_Request, RecordRow]:
    """Give the request that a name means, if this house is to answer it and has not."""
    row = find_record(node.shelf, text)
    demand(node.person(), RELEASE, row.label, row.party, node.today())
    if row.kind != RELEASE_REQUEST.name:
        raise NotARequest(record=row.rid, kind=row.kind)
    if row.party == node.config.party:
        raise NotAsked(request=row.rid, party=row.party)
    state = _request(node, row).state
    if state != ASKED:
        raise RequestAnswered(request=row.rid, state=state)
    ties = opened(node, row.rid).statement.header.references
    target = tuple(each for each in ties if each.relation == REQUESTS)
    if len(target) != 1 or node.shelf.record(target[0].rid.hex()).log != node.house:
        raise NotAsked(request=row.rid, party=row.party)
    return _Request(party_in(row.subject), target), row


def requests(node: Node) -> list[RequestLine]:
    """Give every request that the officer may see, ours first, each in the order of its log."""
    logs = [node.house, *(mirror.name for mirror in node.mirrors().values())]
    rows = (row for log in logs for row in node.shelf.entries(log, 0, RELEASE_REQUEST.name))
    return [_request(node, row) for row in rows]


def _request(node: Node, row: RecordRow) -> RequestLine:
    found, shelf = opened(node, row.rid), node.shelf
    asked = row.label.release[0] if row.label.release else ""
    answers = [each for each in shelf.ties_to([row.rid]) if each.relation in (ANSWERS_REQUEST, REFUSES)]
    answer = next((each for each in answers if each.party == asked), None)
    state, until = ASKED, None
    if answer is not None:
        told = shelf.thing(shelf.record(answer.rid).subject)
        taken_back = told.state == WITHDRAWN or answer.relation == REFUSES
        state, until = REFUSED if taken_back else GRANTED, told.label.terms.until
    (record,) = found.statement.header.refers(REQUESTS)
    return RequestLine(
        rid=row.rid,
        asker=row.party,
        asked=asked,
        to=party_in(row.subject),
        record=record.hex(),
        reason=said(found, "reason"),
        state=state,
        until=until,
        answer=answer.rid if answer else "",
    )
