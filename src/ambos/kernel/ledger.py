"""The house log: everything one party says, in one order, sealed, numbered and signed. The only writer.

Keys of bodies are stored before the entries that need them, so a crash leaves an unused key and never an
unreadable record. A write is done when its places are given back, not before.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ambos.kernel.canonical import decode, encode
from ambos.kernel.keys import KEY, KEY_END, OFFICER, KeyBook, Signer
from ambos.kernel.kinds import Kind, Register
from ambos.kernel.log import SignedLog
from ambos.kernel.merkle import batch_root
from ambos.kernel.record import Draft, Header
from ambos.kernel.records import DECISIONS
from ambos.kernel.seal import (
    SALT_BYTES,
    Sealed,
    Statement,
    open_preimage,
    parse_statement,
    seal,
    verify_statement,
)
from ambos.kernel.store.contract import Entry, KeyStore, LogStore, Row
from ambos.kernel.vault import Vault
from ambos.values.errors import Refused
from ambos.values.ids import uuid7

GROUP_COMMIT = 256
BATCH_LIMIT = 65_536
KEY_PLACES = "key places"


class HumanDecision(Refused):
    """A record that only a person may sign was handed to a machine, or the reverse."""

    code = "ledger.human-decision"


class MixedBatch(Refused):
    """A batch holds records under different handling; it could not be released whole."""

    code = "ledger.mixed-batch"


class Written(NamedTuple):
    """A record that is durably in the log."""

    rid: bytes
    seq: int
    leaf: bytes


class Opened(NamedTuple):
    """A record read back: its place, its statement and its body, or None when erased or sealed."""

    seq: int
    statement: Statement
    body: Any


class Ledger:
    """A party's own log with its bodies, keys and clock."""

    def __init__(
        self,
        party: str,
        log: SignedLog,
        *,
        keys: KeyStore,
        vault: Vault,
        register: Register,
        now: Callable[[], datetime],
        seen: Callable[[], dict[str, int]] = dict,
    ) -> None:
        self.party = party
        self.log = log
        self.register = register
        self._keys = keys
        self._vault = vault
        self._now = now
        self._seen = seen

    def write(self, drafts: Sequence[Draft], signer: Signer) -> list[Written]:
        """Append each draft under a signature of its own, 256 to a commit."""
        sealed = (self._sealed(draft, signer) for draft in drafts)
        written: list[Written] = []
        while group := [item for _, item in zip(range(GROUP_COMMIT), sealed, strict=False)]:
            written += self._commit(group)
        return written

    def write_batch(self, drafts: Sequence[Draft], signer: Signer) -> list[Written]:
        """Append machine-made records under one signature over all of them (spec/record 7)."""
        written: list[Written] = []
        for start in range(0, len(drafts), BATCH_LIMIT):
            written += self._write_one_batch(drafts[start : start + BATCH_LIMIT], signer)
        return written

    def _write_one_batch(self, drafts: Sequence[Draft], signer: Signer) -> list[Written]:
        labels = {draft.label for draft in drafts}
        if len(labels) != 1:
            raise MixedBatch(labels=len(labels))
        members = [self._sealed(draft, signer, alone=False) for draft in drafts]
        root = batch_root([member.leaf for member in members])
        head = Draft("batch", f"batch/{root.hex()[:32]}", {}, labels.pop())
        return self._commit([self._sealed(head, signer, batch=(root, len(members))), *members])[1:]

    def _sealed(
        self, draft: Draft, signer: Signer, *, alone: bool = True, batch: tuple[bytes, int] | None = None
    ) -> Sealed:
        kind = self.register[draft.kind]
        _demand_fitting(kind, signer, alone)
        now = self._now()
        header = Header(
            kind=kind.name,
            version=kind.version,
            party=self.party,
            subject=draft.subject,
            rid=uuid7(int(now.timestamp() * 1000), os.urandom(10)).bytes,
            time=int(now.timestamp()),
            kid=signer.kid,
            label=draft.label,
            references=draft.references,
            seen=self._seen(),
            batch=batch,
        )
        body = encode(kind.check(draft.body))
        return seal(header, body, os.urandom(SALT_BYTES), signer.sign if alone else None)

    def _commit(self, group: Sequence[Sealed]) -> list[Written]:
        self.log.guard()
        start = self.log.size
        boxes = [self._vault.seal(item.preimage, item.digest) for item in group]
        self._keys.put(start, [wrapped for _, wrapped in boxes])
        entries = [
            Entry(item.rid, item.statement, box) for item, (box, _) in zip(group, boxes, strict=True)
        ]
        places = self.log.append(entries, self._key_places(start, group))
        return [Written(item.rid, seq, item.leaf) for item, seq in zip(group, places, strict=True)]

    def _key_places(self, start: int, group: Sequence[Sealed]) -> dict[str, bytes]:
        """Note where key records lie, so that opening a log does not mean reading all of it."""
        found = [seq for seq, item in enumerate(group, start) if item.kind in (KEY, KEY_END)]
        return {KEY_PLACES: encode(key_places(self.log.store) + found)} if found else {}

    def read(self, start: int, stop: int) -> Iterator[Opened]:
        """Give records in order with their bodies, each body checked against its signed digest."""
        while start < stop:
            upper = min(start + GROUP_COMMIT * 4, stop)
            keys = self._keys.read(start, upper)
            for row in self.log.store.read(start, upper, bodies=True):
                yield self._opened(row, keys.get(row.seq))
            start = upper

    def _opened(self, row: Row, wrapped: bytes | None) -> Opened:
        statement = parse_statement(row.statement)
        preimage = self.preimage(row, statement, wrapped)
        return Opened(
            row.seq, statement, None if preimage is None else decode(open_preimage(preimage, statement.digest))
        )

    def preimage(self, row: Row, statement: Statement, wrapped: bytes | None) -> bytes | None:
        """Give the preimage of an entry, or None if it was erased or never here."""
        if row.body is None or wrapped is None:
            return None
        return self._vault.open(row.body, wrapped, statement.digest)


def _demand_fitting(kind: Kind, signer: Signer, alone: bool) -> None:
    """Refuse a person's decision without the person's own signature, and anything but machine work in a batch."""
    decision = kind.joint or kind.name in DECISIONS
    if (decision and signer.purpose != OFFICER) or not (alone or kind.machine):
        raise HumanDecision(kind=kind.name)


def key_places(store: LogStore) -> list[int]:
    """Give the places of a log's key records, as its writer noted them."""
    noted = store.mark(KEY_PLACES)
    return [] if noted is None else list(decode(noted))


def read_key_book(ledger: Ledger) -> KeyBook:
    """Fold the key records of a house log; each must be signed by a key that counted before it."""
    book = KeyBook(ledger.party)
    for place in key_places(ledger.log.store):
        opened = next(ledger.read(place, place + 1))
        admit_key(book, opened)
    return book


def admit_key(book: KeyBook, opened: Opened) -> None:
    """Verify one key record under the keys before it, then fold it."""
    statement, body = opened.statement, opened.body
    first = opened.seq == 0
    public = book.first_key(statement, body) if first else book.public(statement.header.kid, opened.seq)
    book.admit(verify_statement(statement, public), body, opened.seq)
