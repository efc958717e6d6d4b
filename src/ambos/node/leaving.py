"""What would leave if a record were released: every part of it, and the rule that decides. Nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ambos.exchange.channel import Channel
from ambos.exchange.release import OVERRIDABLE, SEALED, Release
from ambos.exchange.ruling import Rulings
from ambos.kernel.access import RELEASE, Person, may
from ambos.kernel.fields import Ref
from ambos.kernel.kinds import Kind
from ambos.kernel.record import Header
from ambos.kernel.shelf import RecordRow, Thing
from ambos.node.node import Node
from ambos.node.releasing import now_in_force, opened
from ambos.node.showing import find_record
from ambos.values.dates import Day


@dataclass(frozen=True)
class Mention:
    """Another record or thing that a record names: how, which, and whether the partner has it."""

    how: str
    name: str
    held: bool


@dataclass(frozen=True)
class Leaving:
    """One record as it would go, or stay: the decision, what of it the partner would read, who could override.

    ``place`` is where it stands in the channel if it has gone. ``sealed`` says that the body stays. ``mates``
    is how many records of the same batch go or stay with it.
    """

    row: RecordRow
    decision: Release
    place: int | None
    header: Mapping[str, Any]
    body: Mapping[str, Any] | None
    sealed: bool
    mentions: tuple[Mention, ...]
    mates: int
    overriders: tuple[str, ...]


def preview(node: Node, text: str, party: str) -> Leaving:
    """Show what would leave of one record of ours, or why it stays."""
    row = find_record(node.shelf, text)
    return _leaving(node, row, node.channel(party), now_in_force(node, party))


def waiting(node: Node, party: str) -> list[Leaving]:
    """Show all that the next release to a partner would take, as far as the officer may see it.

    A record whose time is over today is not among them. What nobody has written yet, such as an anchor, is not
    shown either.
    """
    channel, size = node.channel(party), node.reader(node.house).log.size
    now = now_in_force(node, party)
    going = channel.rulings(channel.released()).let_go(channel.released(), size)
    rows = _seen(node, (row.rid.hex() for _, row, _ in going))
    found = (_leaving(node, row, channel, now) for row in rows)
    return [each for each in found if each.decision.allowed or now.went_late(bytes.fromhex(each.row.rid))]


def _seen(node: Node, rids: Iterator[str]) -> Iterator[RecordRow]:
    """Give those of the records that the officer may see."""
    for rid in rids:
        yield from (row for row in node.shelf.records_like(rid) if row.rid == rid)


def _leaving(node: Node, row: RecordRow, channel: Channel, now: Rulings) -> Leaving:
    found = opened(node, row.rid)
    header = found.statement.header
    decision = _decision(node, row, channel, now)
    place = channel.log.store.places_of([header.rid]).get(header.rid)
    sealed = header.kind in SEALED
    body = found.body if isinstance(found.body, dict) else None
    held = _Held(node, channel)
    kind = node.register[header.kind] if header.kind in node.register else None
    return Leaving(
        row=row,
        decision=decision,
        place=place,
        header=_told(header),
        body=None if sealed else body,
        sealed=sealed,
        mentions=(*held.records(header), *held.things(kind, {} if sealed else body or {})),
        mates=_mates(node, row, header),
        overriders=_overriders(node, row, decision),
    )


def _decision(node: Node, row: RecordRow, channel: Channel, now: Rulings) -> Release:
    """Give the rule that decides, or has decided: at the record's own place, and today if it still waits."""
    header = opened(node, row.rid).statement.header
    if row.log != node.house:
        return Release(False, "not-ours", now.version)
    if now.went_late(header.rid):
        return Release(True, "override", now.version)
    decided = channel.decided(row.seq)
    until = header.label.terms.until
    if decided.allowed and row.seq >= channel.released() and until is not None and node.today() > until:
        return Release(False, "expired", decided.version)
    return decided


def _told(header: Header) -> dict[str, Any]:
    """Give the entries of a header as the partner would read them."""
    return {
        "kind": header.kind,
        "version": header.version,
        "party": header.party,
        "subject": header.subject,
        "record": header.rid.hex(),
        "time": header.time,
        "key": header.kid.hex(),
        "label": header.label.plain(),
        "terms": header.label.terms.plain() if header.label.terms else None,
        "references": [[tie.relation, tie.rid.hex(), tie.leaf.hex()] for tie in header.references],
        "seen": dict(header.seen),
        "batch": None if header.batch is None else header.batch[1],
    }


class _Held:
    """Says what a partner has: what is in our channel to it, and what it sent us itself."""

    def __init__(self, node: Node, channel: Channel) -> None:
        self._node = node
        self._channel = channel

    def records(self, header: Header) -> list[Mention]:
        return [Mention(tie.relation, tie.rid.hex(), self._has(tie.rid)) for tie in header.references]

    def things(self, kind: Kind | None, body: Mapping[str, Any]) -> list[Mention]:
        """Give the things that the fields of a body name; one has left if any version of it has."""
        named = [
            (field.name, name)
            for field in (kind.fields if kind else ())
            if isinstance(field.type, Ref) and field.name in body
            for name in (body[field.name] if field.many else [body[field.name]])
        ]
        return [Mention(field, name, self._has_thing(name)) for field, name in named]

    def _has_thing(self, subject: str) -> bool:
        return any(self._has(bytes.fromhex(row.rid)) for row in self._node.shelf.versions(subject))

    def _has(self, rid: bytes) -> bool:
        mirror = self._node.mirrors().get(self._channel.peer)
        logs = [self._channel.log, *([mirror.log] if mirror else [])]
        return any(log.store.places_of([rid]) for log in logs)


def _mates(node: Node, row: RecordRow, header: Header) -> int:
    if header.batch is not None:
        return header.batch[1]
    if not row.batched:
        return 0
    batch = opened(node, node.shelf.batch_of(row).rid).statement.header.batch
    return batch[1] if batch else 0


def _overriders(node: Node, row: RecordRow, decision: Release) -> tuple[str, ...]:
    """Give the officers of whom two may order the release; nobody where no order helps."""
    if decision.allowed or decision.rule not in OVERRIDABLE:
        return ()
    people = (_person(node, officer) for officer in node.shelf.things("officer") if officer.get("active"))
    return tuple(
        person.officer
        for person in people
        if may(person, RELEASE, row.label, row.party, node.today()).allowed
    )


def _person(node: Node, officer: Thing) -> Person:
    until = officer.get("vetted_until")
    return Person(
        party=node.config.party,
        officer=officer.slug,
        roles=frozenset(officer.get("roles") or ()),
        groups=frozenset(officer.get("groups") or ()),
        compartments=frozenset(officer.get("compartments") or ()),
        vetted_until=Day.parse(until).last if until else None,
    )
