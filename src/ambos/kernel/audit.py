"""Verify a whole log: every statement, signature, batch, body, tile and head. The first fault is named.

Nothing here returns a yes or no: ``audit`` gives what it verified, or raises ``LogDamaged`` with the place.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ambos.kernel.checkpoint import Checkpoint
from ambos.kernel.keys import KEY, KEY_END, KeyBook
from ambos.kernel.ledger import Opened, admit_key
from ambos.kernel.log import Log
from ambos.kernel.merkle import Frontier, batch_root, leaf_hash
from ambos.kernel.seal import Statement, parse_statement, verify_statement
from ambos.kernel.store.contract import LogStore, Row
from ambos.values.errors import AmbosError, VerificationFailed

CHUNK = 4096
Progress = Callable[[int, int], None]


class LogDamaged(VerificationFailed):
    """A log is not what was written; ``seq`` and ``record`` name the first fault, ``why`` its error code."""

    code = "audit.log-damaged"


class TreeMismatch(VerificationFailed):
    """Entries, tiles or head do not belong together."""

    code = "audit.tree-mismatch"


class BatchBroken(VerificationFailed):
    """Unsigned records are not the members that a batch record signed for."""

    code = "audit.batch-broken"


class Audited(NamedTuple):
    """What was verified: the head, and how the records are signed and stored."""

    checkpoint: Checkpoint
    signed: int
    batched: int
    erased: int
    book: KeyBook


def audit_tree(log: Log) -> Checkpoint:
    """Recompute leaves, full tiles and root from the stored statements; compare the stored tiles."""
    store = log.store
    frontier = Frontier.resume(0, store.tile, [])
    stored = store.tiles()
    size = store.size()
    made = []
    for start in range(0, size, CHUNK):
        leaves = [leaf_hash(row.statement) for row in store.read(start, min(start + CHUNK, size))]
        made += frontier.extend(leaves)
    if frontier.size != size:
        raise TreeMismatch(log=log.origin, reason="entries are missing", size=frontier.size, expected=size)
    if sorted(made) != sorted(stored):
        raise TreeMismatch(log=log.origin, reason="a tile is not the hash of its entries", size=size, expected=size)
    return Checkpoint(log.origin, size, frontier.root())


@dataclass
class _Batch:
    """A batch being read: what was signed, and the member leaves so far."""

    head: Statement
    leaves: list[bytes]

    @property
    def open(self) -> bool:
        return self.head.header.batch is not None and len(self.leaves) < self.head.header.batch[1]

    def add(self, statement: Statement) -> None:
        """Take the next member; refuse one of another signer or another handling."""
        ours, theirs = self.head.header, statement.header
        if (ours.kid, ours.party, ours.label) != (theirs.kid, theirs.party, theirs.label):
            raise BatchBroken(reason="a member differs from its batch in signer or handling")
        self.leaves.append(leaf_hash(statement.data))
        if not self.open and ours.batch is not None and batch_root(self.leaves) != ours.batch[0]:
            raise BatchBroken(reason="the members are not those that were signed")


class SignatureReader:
    """Reads a log's statements in order and verifies each: by its own signature, or by its batch's.

    ``open_body`` gives the body of a key record, which the key book needs.
    """

    def __init__(self, book: KeyBook, open_body: Callable[[int, Statement], object]) -> None:
        self.book = book
        self.signed = 0
        self.batched = 0
        self._open_body = open_body
        self._batch: _Batch | None = None

    def take(self, seq: int, data: bytes) -> Statement:
        """Verify the statement at ``seq`` and give it; raises what is wrong with it."""
        statement = parse_statement(data)
        header = statement.header
        if header.party != self.book.party:
            raise WrongParty(party=header.party, expected=self.book.party)
        if self._batch is not None and self._batch.open:
            self._take_member(statement)
        elif header.kind in (KEY, KEY_END):
            admit_key(self.book, Opened(seq, statement, self._open_body(seq, statement)))
            self.signed += 1
        else:
            verify_statement(statement, self.book.public(header.kid, seq))
            self.signed += 1
            self._batch = _Batch(statement, []) if header.batch is not None else None
        return statement

    def _take_member(self, statement: Statement) -> None:
        if self._batch is None or statement.signature:
            raise BatchBroken(reason="a signed record stands inside a batch")
        self._batch.add(statement)
        self.batched += 1

    def finish(self) -> None:
        """Refuse an end in the middle of a batch."""
        if self._batch is not None and self._batch.open:
            raise BatchBroken(reason="members of the last batch are missing")


class WrongParty(VerificationFailed):
    """A record speaks for a party whose log this is not."""

    code = "audit.wrong-party"


def audit(log: Log, book: KeyBook, opened: Callable[[Row, Statement], object], progress: Progress) -> Audited:
    """Verify every record of ``log``, then its tree; raise ``LogDamaged`` naming the first fault.

    ``opened`` gives the body of a row checked against its digest, or None if it was erased or never here.
    """
    store, size = log.store, log.size
    bodies: dict[int, object] = {}
    reader = SignatureReader(book, lambda seq, _: bodies[seq])
    seq, rid, erased = 0, "", 0
    try:
        for row in _rows(store, size):
            seq, rid = row.seq, row.rid.hex()
            statement = parse_statement(row.statement)
            bodies = {seq: opened(row, statement)}
            erased += bodies[seq] is None
            reader.take(seq, row.statement)
            _demand_indexed(store, row, statement)
            if seq % CHUNK == 0:
                progress(seq, size)
            seq, rid = seq + 1, ""
        reader.finish()
        head = audit_tree(log)
        store.check()
    except AmbosError as error:
        raise LogDamaged(log=log.origin, seq=seq, record=rid, why=error.code) from error
    progress(size, size)
    return Audited(head, reader.signed, reader.batched, erased, reader.book)


def _demand_indexed(store: LogStore, row: Row, statement: Statement) -> None:
    if statement.header.rid != row.rid or store.index_of(row.rid) != row.seq:
        raise TreeMismatch(log="", reason="the index of record ids is wrong", size=row.seq, expected=row.seq)


def _rows(store: LogStore, size: int) -> Iterator[Row]:
    """Give every entry once, in order; refuse a gap."""
    expected = 0
    for start in range(0, size, CHUNK):
        for row in store.read(start, min(start + CHUNK, size), bodies=True):
            if row.seq != expected:
                raise TreeMismatch(log="", reason="entries are missing", size=expected, expected=size)
            expected += 1
            yield row


