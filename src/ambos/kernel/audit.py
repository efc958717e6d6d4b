"""Verify a whole log: every statement, signature, batch, body, tile and head. The first fault is named.

Nothing here returns a yes or no: ``audit`` gives what it verified, or raises ``LogDamaged`` with the place.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from ambos.kernel.checkpoint import Checkpoint
from ambos.kernel.keys import KEY, KEY_END, KeyBook
from ambos.kernel.log import Log
from ambos.kernel.merkle import Frontier, batch_root, leaf_hash, leaf_hashes
from ambos.kernel.reading import BodyReader, Opened, admit_key, body_of, key_places
from ambos.kernel.record import Header
from ambos.kernel.seal import Statement, verify_statement
from ambos.kernel.store.contract import LogStore, Row
from ambos.values.errors import AmbosError, VerificationFailed

CHUNK = 4096
Progress = Callable[[int, int], None]
Found = tuple[Row, Statement, bytes | None]


class LogDamaged(VerificationFailed):
    """A log is not what was written; ``seq`` and ``record`` name the first fault, ``why`` its error code."""

    code = "audit.log-damaged"


class TreeMismatch(VerificationFailed):
    """Entries, tiles or head do not belong together."""

    code = "audit.tree-mismatch"


class BatchBroken(VerificationFailed):
    """Unsigned records are not the members that a batch record signed for."""

    code = "audit.batch-broken"


class BodyLost(VerificationFailed):
    """A body is gone and its key is not, or the reverse: nobody erased it."""

    code = "audit.body-lost"


class WrongParty(VerificationFailed):
    """A record speaks for a party whose log this is not."""

    code = "audit.wrong-party"


class Audited(NamedTuple):
    """What was verified: the head, and how the records are signed and stored."""

    checkpoint: Checkpoint
    signed: int
    batched: int
    erased: int
    book: KeyBook


def audit_tree(log: Log) -> Checkpoint:
    """Recompute leaves, full tiles and root from the stored statements; compare the stored tiles."""
    store, size, full = log.store, log.size, 0
    frontier = Frontier.resume(0, store.tile, [])
    for start in range(0, size, CHUNK):
        statements = store.statements(start, min(start + CHUNK, size))
        for tile in frontier.extend(leaf_hashes(statements)):
            full += 1
            if store.tile(tile.level, tile.index) != tile.data:
                raise TreeMismatch(
                    log=log.origin, reason="a tile is not the hash of its entries", size=size, expected=size
                )
    if frontier.size != size or next(store.read(size, size + 1), None) is not None:
        raise TreeMismatch(log=log.origin, reason="entries are missing", size=frontier.size, expected=size)
    if sum(1 for _ in store.tiles()) != full:
        raise TreeMismatch(log=log.origin, reason="a tile is of no entries", size=size, expected=size)
    return Checkpoint(log.origin, size, frontier.root())


@dataclass
class _Batch:
    """A batch being read: what was signed, how many members are to come, the leaves so far."""

    head: Header
    root: bytes
    left: int
    leaves: list[bytes]

    def take(self, members: Sequence[Statement]) -> bool:
        """Take the next members if nothing is wrong with any before the last is compared; say whether."""
        kid, label, party = self.head.kid, self.head.label, self.head.party
        for member in members:
            header = member.header
            if (header.kid, header.label, header.party, header.batch) != (kid, label, party, None):
                return False
            if member.signature or header.kind in (KEY, KEY_END):
                return False
        self.leaves += leaf_hashes(member.data for member in members)
        self._count(len(members))
        return True

    def add(self, statement: Statement) -> None:
        """Take the next member; refuse one of another signer or another handling."""
        header = statement.header
        if (header.kid, header.label) != (self.head.kid, self.head.label):
            raise BatchBroken(reason="a member differs from its batch in signer or handling")
        self.leaves.append(leaf_hash(statement.data))
        self._count(1)

    def _count(self, taken: int) -> None:
        self.left -= taken
        if not self.left and batch_root(self.leaves) != self.root:
            raise BatchBroken(reason="the members are not those that were signed")


class SignatureReader:
    """Reads a log's statements in order and verifies each: by its own signature, or by its batch's.

    ``body`` gives the body of the record being taken, which the key book needs of key records; ``keys`` are
    the places of those, ``place`` is that of the record that is taken or was refused.
    """

    def __init__(self, book: KeyBook, body: Callable[[], Any]) -> None:
        self.book = book
        self.signed = 0
        self.batched = 0
        self.keys: list[int] = []
        self.place = 0
        self._body = body
        self._batch: _Batch | None = None

    def take(self, seq: int, statement: Statement) -> Statement:
        """Verify the statement at ``seq`` and give it back; raises what is wrong with it."""
        header, self.place = statement.header, seq
        if header.party != self.book.party:
            raise WrongParty(party=header.party, expected=self.book.party)
        if self._batch is not None and self._batch.left:
            self._take_member(statement)
        elif header.kind in (KEY, KEY_END):
            admit_key(self.book, Opened(seq, statement, self._body()))
            self.keys.append(seq)
            self.signed += 1
        else:
            verify_statement(statement, self.book.public(header.kid, seq))
            self.signed += 1
            self._batch = None if header.batch is None else _Batch(header, *header.batch, [])
        return statement

    def take_all(self, start: int, statements: Sequence[Statement]) -> None:
        """Verify statements that stand in order from ``start`` on; raise as ``take``, at ``place``."""
        done = 0
        while done < len(statements):
            batch = self._batch
            members = statements[done : done + batch.left] if batch is not None else ()
            if batch is not None and members:
                self.place = start + done + len(members) - 1  # where they are compared with their root
                if batch.take(members):
                    self.batched += len(members)
                    done += len(members)
                    continue
            self.take(start + done, statements[done])
            done += 1

    def _take_member(self, statement: Statement) -> None:
        header = statement.header
        if self._batch is None or statement.signature:
            raise BatchBroken(reason="a signed record stands inside a batch")
        if header.batch is not None or header.kind in (KEY, KEY_END):
            raise BatchBroken(reason="a batch or a key stands inside a batch")
        self._batch.add(statement)
        self.batched += 1

    def finish(self) -> None:
        """Refuse an end in the middle of a batch."""
        if self._batch is not None and self._batch.left:
            raise BatchBroken(reason="members of the last batch are missing")


def audit(reader: BodyReader, book: KeyBook, progress: Progress) -> Audited:
    """Verify every record of a log, then its tree; raise ``LogDamaged`` naming the first fault.

    ``book`` is empty but for the authority that the log must begin with, if one is pinned.
    """
    log, store, size = reader.log, reader.log.store, reader.log.size
    body: Any = None
    signatures = SignatureReader(book, lambda: body)
    seq, rid, erased = 0, "", 0
    try:
        for row, statement, preimage in _gapless(reader.preimages(0, size), size):
            rid = row.rid.hex()
            body = body_of(preimage, statement.digest)
            if preimage is None:
                _demand_erased(reader, row)
                erased += 1
            signatures.take(seq, statement)
            if statement.header.rid != row.rid:
                raise _misindexed(seq)
            if seq % CHUNK == 0:
                progress(seq, size)
            seq, rid = seq + 1, ""
        signatures.finish()
        for row in _unindexed(store, size):
            seq, rid = row.seq, row.rid.hex()
            raise _misindexed(seq)
        demand_noted(store, signatures.keys)
        head = audit_tree(log)
        store.check()
    except AmbosError as error:
        named = rid or _rid_at(store, seq)
        raise LogDamaged(log=log.origin, seq=seq, record=named, why=error.code) from error
    progress(size, size)
    return Audited(head, signatures.signed, signatures.batched, erased, signatures.book)


def _rid_at(store: LogStore, seq: int) -> str:
    """Give the id of a record that cannot be read further, as far as the store still knows it."""
    with suppress(AmbosError):
        for row in store.read(seq, seq + 1):
            return row.rid.hex()
    return ""


def _demand_erased(reader: BodyReader, row: Row) -> None:
    """Erasing takes the body and its key; where one of them is left, the other was lost."""
    if row.body is not None or reader.wrapped(row.seq) is not None:
        raise BodyLost(seq=row.seq)


def demand_noted(store: LogStore, keys: list[int]) -> None:
    """Refuse a store whose note of where key records lie is not what its entries say."""
    if key_places(store) != keys:
        raise TreeMismatch(
            log="", reason="the note of key records is wrong", size=len(keys), expected=len(keys)
        )


def _unindexed(store: LogStore, size: int) -> Iterator[Row]:
    """Give the entries to which the store's index of record ids does not lead."""
    for start in range(0, size, CHUNK):
        rows = list(store.read(start, min(start + CHUNK, size)))
        places = store.places_of([row.rid for row in rows])
        yield from (row for row in rows if places.get(row.rid) != row.seq)


def _misindexed(seq: int) -> TreeMismatch:
    return TreeMismatch(log="", reason="the index of record ids is wrong", size=seq, expected=seq)


def _gapless(found: Iterable[Found], size: int) -> Iterator[Found]:
    """Give every entry once, in order; refuse a gap."""
    expected = 0
    for item in found:
        if item[0].seq != expected:
            break
        expected += 1
        yield item
    if expected != size:
        raise TreeMismatch(log="", reason="entries are missing", size=expected, expected=size)
