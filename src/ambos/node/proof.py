"""A self-contained proof of one record: that a party signed it, and that it stands in the party's signed log.

A proof holds the record's statement and, if it may be shown, its preimage; the key records of whoever signed
it, back to the authority's own; the batch that signed for it, if there is one; an inclusion proof of each;
and the signed head of the log (spec/ledger, "Proofs"). A proof within a channel stands under the peer's
receipt as well. Who checks it needs the cards of the parties and nothing else: ``spec/verify.py`` does it
without Ambos. It does not show that no other record ended the key or answered the statement: only the whole
log shows that.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ambos.exchange.channel import Channel
from ambos.exchange.witness.lines import witnessed
from ambos.kernel.audit import BatchBroken, WrongParty
from ambos.kernel.checkpoint import Attestation, Checkpoint, SignedCheckpoint, open_checkpoint
from ambos.kernel.keys import KEY, Holding, KeyBook
from ambos.kernel.log import Log
from ambos.kernel.merkle import batch_root, leaf_hash, verify_inclusion
from ambos.kernel.note import NoteUntrusted, VerifierKey
from ambos.kernel.reading import body_of
from ambos.kernel.seal import Statement, parse_statement, verify_statement
from ambos.kernel.shelf import RecordRow
from ambos.kernel.store.contract import Row
from ambos.node.card import Card
from ambos.node.node import Node
from ambos.node.witnesses import policy_of
from ambos.values.errors import AmbosError, Misused, Refused, VerificationFailed

FORM = "ambos-proof/1"
NEAR = 512  # entries read at once on the way back to the head of a batch


class ProofMalformed(Misused):
    """The file is not a proof of a record."""

    code = "proof.malformed"


class ProofFails(VerificationFailed):
    """A proof does not show what it claims; data: ``record``, ``why`` (an error code)."""

    code = "proof.fails"


class NotReleased(Refused):
    """The record is not in the channel to the partner; data: ``record``, ``party``."""

    code = "proof.not-released"


class NotAcknowledged(Refused):
    """The partner has not acknowledged the record yet; data: ``record``, ``party``."""

    code = "proof.not-acknowledged"


class Entries(Protocol):
    """A log whose entries are given with their preimages."""

    @property
    def log(self) -> Log:
        """Give the log."""

    def preimages(self, start: int, stop: int) -> Iterator[tuple[Row, Statement, bytes | None]]:
        """Give entries in order with their preimages."""


@dataclass(frozen=True)
class Entry:
    """One entry of the log: its place, its statement, its preimage if that is shown, its inclusion proof."""

    place: int
    statement: bytes
    preimage: bytes | None
    inclusion: tuple[bytes, ...]

    def plain(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        shown = {} if self.preimage is None else {"preimage": _text(self.preimage)}
        path = [_text(item) for item in self.inclusion]
        return {"place": self.place, "statement": _text(self.statement), **shown, "inclusion": path}

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> "Entry":
        """Read what ``plain`` gives."""
        preimage = plain.get("preimage")
        path = tuple(_bytes(item) for item in plain["inclusion"])
        shown = None if preimage is None else _bytes(preimage)
        return cls(int(plain["place"]), _bytes(plain["statement"]), shown, path)


@dataclass(frozen=True)
class Proof:
    """The record, the entries that its signature rests on, and the signed head they all stand under.

    ``batch`` is the inclusion proof within the batch that signed for the record, if it is in one.
    """

    origin: str
    note: bytes
    record: Entry
    support: tuple[Entry, ...]
    batch: tuple[bytes, ...]

    def print(self) -> str:
        """Give the proof as the JSON that ``parse_proof`` reads."""
        document = {
            "form": FORM,
            "log": self.origin,
            "checkpoint": self.note.decode(),
            "record": self.record.plain(),
            "support": [entry.plain() for entry in self.support],
            "batch": [_text(item) for item in self.batch],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Proven:
    """What a proof has shown: the head, the statement, who signed it and how, the body if it was given.

    ``receipts`` are the cosignatures over the head that were verified: who held all of it, and when.
    """

    checkpoint: Checkpoint
    statement: Statement
    signer: Holding
    batched: bool
    body: Any
    receipts: tuple[Attestation, ...] = ()


def prove(node: Node, row: RecordRow) -> Proof:
    """Make the proof of a record that the officer may see, and verify it before it is given.

    Of a record that was recalled it holds no body.
    """
    reader = node.reader(row.log)
    note = reader.log.store.note() or b""
    return _proof(node, row.rid, reader, node.book(row.log), row.seq, note)


def prove_released(node: Node, row: RecordRow, party: str) -> Proof:
    """Make the proof of a record within the channel that took it over the border, as either side can.

    The sender's stands under the first receipt of the partner that covers the record; it is refused while
    there is none. The receiver's stands under the partner's own note, cosigned by this node.
    """
    mirror = node.mirrors().get(party)
    if mirror is not None and row.log == mirror.name:
        return _proof(node, row.rid, mirror.reader, mirror.book, row.seq, mirror.receipt_for(row.seq))
    channel = node.channel(party)
    place = channel.log.store.places_of([bytes.fromhex(row.rid)]).get(bytes.fromhex(row.rid))
    if place is None or row.log != node.house:
        raise NotReleased(record=row.rid, party=party)
    note = channel.receipt_for(place)
    if note is None:
        raise NotAcknowledged(record=row.rid, party=party)
    return _proof(node, row.rid, channel, channel.book(node.config.party), place, witnessed(channel, note))


def prove_in(node: Node, row: RecordRow, channel: Channel) -> Proof:
    """Make the proof of one of our records within a channel of ours, under the channel's own signed head.

    Refused: a record that is not in it.
    """
    place = channel.log.store.places_of([bytes.fromhex(row.rid)]).get(bytes.fromhex(row.rid))
    if place is None:
        raise NotReleased(record=row.rid, party=channel.peer)
    note = channel.log.store.note() or b""
    return _proof(node, row.rid, channel, channel.book(node.config.party), place, note)


def cosigners(node: Node) -> list[VerifierKey]:
    """Give the keys whose lines under a note this node understands: partners', its own, witnesses'."""
    return [
        *node.card().cosigners(),
        *(key for partner in node.partners().values() for key in partner.cosigners()),
        *(key for mirror in node.mirrors().values() for key in mirror.peer.past),
        *(named.key for named in policy_of(node).witnesses),
    ]


def _proof(node: Node, rid: str, reader: Entries, book: KeyBook, place: int, note: bytes) -> Proof:
    """Make the proof of one entry under a note, and verify it; without the body of what was recalled."""
    log = reader.log
    card = node.card_of_log(log.origin)
    known = cosigners(node)
    size = open_checkpoint(note, [*card.verifiers(log.origin), *known]).checkpoint.size
    (entry,) = log.store.read(place, place + 1)
    statement = parse_statement(entry.statement)
    batch = range(0) if statement.signature else _batch_of(reader, place)
    held = signer_of(book, statement.header.kid.hex(), place)
    support = sorted({0, held.first, *batch[:1]})
    proof = Proof(
        origin=log.origin,
        note=note,
        record=_entry(reader, place, size, bare=bool(node.shelf.recalled([rid]))),
        support=tuple(_entry(reader, at, size) for at in support),
        batch=_batch_path(reader, batch, place),
    )
    verify_proof(proof, card, known)
    return proof


def signer_of(book: KeyBook, kid: str, place: int) -> Holding:
    """Give who signed the record at a place; a log's first record is signed by the key that it registers."""
    return book.holding(bytes.fromhex(kid), place) if place else next(iter(book))


def _entry(reader: Entries, place: int, size: int, bare: bool = False) -> Entry:
    row, _, preimage = next(reader.preimages(place, place + 1))
    return Entry(place, row.statement, None if bare else preimage, tuple(reader.log.inclusion(place, size)))


def _batch_of(reader: Entries, place: int) -> range:
    """Give the place of the batch's head and those of its members, of which ``place`` is one."""
    for stop in range(place, 0, -NEAR):
        entries = list(reader.log.store.read(max(0, stop - NEAR), stop))
        for entry in reversed(entries):
            batch = parse_statement(entry.statement).header.batch
            if batch is not None:
                return range(entry.seq, entry.seq + 1 + batch[1])
    raise BatchBroken(reason="no batch signed for the record")


def _batch_path(reader: Entries, batch: range, place: int) -> tuple[bytes, ...]:
    if not batch:
        return ()
    leaves = [leaf_hash(entry.statement) for entry in reader.log.store.read(batch.start + 1, batch.stop)]
    return tuple(_path(leaves, place - batch.start - 1))


def _path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Give the inclusion proof of one of few leaves (RFC 9162 2.1.3.1)."""
    if len(leaves) == 1:
        return []
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    if index < middle:
        return [*_path(leaves[:middle], index), batch_root(leaves[middle:])]
    return [*_path(leaves[middle:], index - middle), batch_root(leaves[:middle])]


def parse_proof(text: str) -> Proof:
    """Read a proof; nothing of it is believed yet."""
    try:
        plain = json.loads(text)
        return Proof(
            str(plain["log"]) if plain["form"] == FORM else "",
            str(plain["checkpoint"]).encode(),
            Entry.read(plain["record"]),
            tuple(Entry.read(entry) for entry in plain["support"]),
            tuple(_bytes(item) for item in plain["batch"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProofMalformed(reason=str(error)[:120]) from error


def verify_proof(proof: Proof, card: Card, cosigners: Sequence[VerifierKey] = ()) -> Proven:
    """Give what a proof shows of a log of the node with this card, or raise ``ProofFails`` and why.

    Of the lines of others under its note those by ``cosigners`` are verified and given.
    """
    try:
        return _verified(proof, card, cosigners)
    except AmbosError as error:
        raise ProofFails(log=proof.origin, place=proof.record.place, why=error.code) from error


def _verified(proof: Proof, card: Card, cosigners: Sequence[VerifierKey]) -> Proven:
    signed = open_checkpoint(proof.note, [*card.verifiers(proof.origin), *cosigners])
    head = signed.checkpoint
    if head.origin != proof.origin:
        raise NoteUntrusted(origin=head.origin, size=head.size)
    for entry in (*proof.support, proof.record):
        leaf = leaf_hash(entry.statement)
        verify_inclusion(entry.place, head.size, leaf, entry.inclusion, head.root)
    book = KeyBook(card.party, bytes.fromhex(card.authority))
    batch: Entry | None = None
    for entry in sorted(proof.support, key=lambda entry: entry.place):
        statement = parse_statement(entry.statement)
        if statement.header.kind == KEY:
            _admit(book, entry, statement)
        else:
            verify_statement(statement, book.public(statement.header.kid, entry.place))
            batch = entry
    return _proven(proof, signed, book, batch)


def _admit(book: KeyBook, entry: Entry, statement: Statement) -> None:
    body = body_of(entry.preimage, statement.digest)
    first = entry.place == 0
    public = book.first_key(statement, body) if first else book.public(statement.header.kid, entry.place)
    book.admit(verify_statement(statement, public), body, entry.place)


def _proven(proof: Proof, signed: SignedCheckpoint, book: KeyBook, batch: Entry | None) -> Proven:
    record = proof.record
    statement = parse_statement(record.statement)
    header = statement.header
    if header.party != book.party:
        raise WrongParty(party=header.party, expected=book.party)
    held = signer_of(book, header.kid.hex(), record.place)
    if statement.signature:
        verify_statement(statement, held.public)
    else:
        _demand_member(record, statement, batch, proof.batch)
    body = body_of(record.preimage, statement.digest)
    receipts = tuple(line for line in signed.attestations if line.key.name != proof.origin)
    return Proven(signed.checkpoint, statement, held, not statement.signature, body, receipts)


def _demand_member(record: Entry, statement: Statement, batch: Entry | None, path: tuple[bytes, ...]) -> None:
    """Demand that a signed batch, of the same key and handling, holds the record at its place."""
    signed = None if batch is None else parse_statement(batch.statement).header
    if batch is None or signed is None or signed.batch is None:
        raise BatchBroken(reason="no batch signed for the record")
    ours = statement.header
    if (signed.kid, signed.party, signed.label) != (ours.kid, ours.party, ours.label):
        raise BatchBroken(reason="a member differs from its batch in signer or handling")
    root, count = signed.batch
    verify_inclusion(record.place - batch.place - 1, count, leaf_hash(record.statement), path, root)


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
