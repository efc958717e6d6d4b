"""What would leave if a record were released, part by part, and by which rule. Nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from ambos.exchange.channel import Channel
from ambos.exchange.release import OVERRIDABLE, SEALED, Release
from ambos.exchange.routes import is_digest
from ambos.exchange.ruling import Rulings
from ambos.kernel.access import RELEASE, may
from ambos.kernel.fields import Ref
from ambos.kernel.kinds import Kind
from ambos.kernel.record import RID_BYTES, Header
from ambos.kernel.shelf import RecordRow
from ambos.node.attachments import EVIDENCE, place_of
from ambos.node.node import Node
from ambos.node.officers import person_of
from ambos.node.releasing import now_in_force, opened
from ambos.node.showing import find_record


@dataclass(frozen=True)
class Mention:
    """Another record or thing that a record names: how, which, and whether the partner has it."""

    how: str
    name: str
    held: bool


@dataclass(frozen=True)
class Attachment:
    """Rows that go with a record: their digest, and how many bytes lie here; None where they do not."""

    digest: str
    size: int | None


@dataclass(frozen=True)
class Leaving:
    """One record as it would go or stay: the decision, what the partner would read, who could override.

    ``place`` is where it stands in the channel if it has gone. ``sealed`` says that the body stays. ``mates``
    is how many records of the same batch go or stay with it. ``anew`` says that it stays, but that a new
    version of it, under what is in force by now, would go.
    """

    row: RecordRow
    decision: Release
    place: int | None
    header: Header
    body: Mapping[str, Any] | None
    sealed: bool
    mentions: tuple[Mention, ...]
    mates: int
    overriders: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()
    anew: bool = False


def preview(node: Node, text: str, party: str) -> Leaving:
    """Show what would leave of one record of ours, or why it stays."""
    row = find_record(node.shelf, text)
    return _leaving(node, row, node.channel(party), now_in_force(node, party))


def waiting(node: Node, party: str) -> list[Leaving]:
    """Show all that the next release to a partner would take, as far as the officer may see it.

    A record whose time is over today is not among them, nor what nobody has written yet, such as an anchor.
    """
    channel, size = node.channel(party), node.reader(node.house).log.size
    now = now_in_force(node, party)
    going = channel.rulings(channel.released()).let_go(channel.released(), size)
    rows = _seen(node, (row.rid.hex() for _, row, _ in going))
    found = (_leaving(node, row, channel, now) for row in rows)
    return [each for each in found if each.decision.allowed or now.went_late(bytes.fromhex(each.row.rid))]


@dataclass(frozen=True)
class Upcoming:
    """A record that leaves with the next release, and the rule that lets it go."""

    row: RecordRow
    decision: Release


def upcoming(node: Node, party: str, most: int) -> tuple[list[Upcoming], bool]:
    """Give the first records that ``waiting`` would show, without their parts; and whether there are more."""
    channel, shelf, today = node.channel(party), node.shelf, node.today()
    ruled, found = channel.rulings(channel.released()), list[Upcoming]()
    for _, entry, statement in ruled.let_go(channel.released(), node.reader(node.house).log.size):
        header, rid = statement.header, entry.rid.hex()
        until, late = header.label.terms.until, ruled.went_late(header.rid)
        if late or until is None or today <= until:
            decision = Release(True, "override", ruled.version) if late else ruled.decide(header)
            found += [Upcoming(row, decision) for row in shelf.records_like(rid) if row.rid == rid]
        if len(found) > most:
            break
    return found[:most], len(found) > most


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
    kind = next((kind for kind in node.register if kind.name == header.kind), None)
    return Leaving(
        row=row,
        decision=decision,
        place=place,
        header=header,
        body=None if sealed else body,
        sealed=sealed,
        mentions=(*held.records(header), *held.things(kind, {} if sealed else body or {})),
        mates=_mates(node, row, header),
        overriders=_overriders(node, row, decision),
        attachments=_attachments(node, header, body or {}),
        anew=not decision.allowed and row.log == node.house and _would_go_anew(node, header, now),
    )


def _attachments(node: Node, header: Header, body: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """Give the rows that a partner may fetch once the record is released to it."""
    digest = str(body.get("rows_digest", ""))
    if header.kind != EVIDENCE or not is_digest(digest):
        return ()
    path = place_of(node, digest)
    return (Attachment(digest, path.stat().st_size if path.exists() else None),)


def _would_go_anew(node: Node, header: Header, now: Rulings) -> bool:
    """Say whether the same header, written today, would be let go."""
    today = datetime.combine(node.today(), time(12), UTC)
    return now.decide(header._replace(rid=bytes(RID_BYTES), time=int(today.timestamp()))).allowed


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
    people = (
        person_of(node.parts, officer) for officer in node.shelf.things("officer") if officer.get("active")
    )
    return tuple(
        person.officer
        for person in people
        if may(person, RELEASE, row.label, row.party, node.today()).allowed
    )
