"""The house log: everything one party says, in one order, sealed, numbered and signed. The only writer.

Keys of bodies are stored before the entries that need them, so a crash leaves an unused key and never an
unreadable record. A write is done when its places are given back, not before.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from ambos.kernel.audit import SignatureReader
from ambos.kernel.canonical import encode
from ambos.kernel.chance import Chance, system_chance
from ambos.kernel.cycles import cycles_unsought
from ambos.kernel.keys import KEY, KEY_END, OFFICER, KeyBook, Signer
from ambos.kernel.kinds import Kind, Register
from ambos.kernel.log import SignedLog
from ambos.kernel.merkle import batch_root
from ambos.kernel.reading import (
    KEY_PLACES,
    RULE_PLACES,
    BodyReader,
    Opened,
    admit_key,
    body_of,
    key_places,
    places_noted,
)
from ambos.kernel.record import BATCH_LIMIT, Draft, Header
from ambos.kernel.records import SIGNED
from ambos.kernel.release_kinds import RELEASE_HOME
from ambos.kernel.seal import SALT_BYTES, Sealed, Statement, parse_statement, seal_all
from ambos.kernel.store.contract import Entry, KeyStore
from ambos.kernel.vault import Vault
from ambos.values.errors import Refused
from ambos.values.handling import Label
from ambos.values.ids import uuid7

GROUP_COMMIT = 256
NOTED = {KEY_PLACES: frozenset((KEY, KEY_END)), RULE_PLACES: RELEASE_HOME}
ATOMIC = 4096
RID_CHANCE = 10  # bytes


Seen = Callable[[Label], dict[str, int]]


def nothing_seen(label: Label) -> dict[str, int]:
    """Have seen nothing of any partner."""
    return {}


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
        seen: Callable[[], Seen] = lambda: nothing_seen,
    ) -> None:
        self.party = party
        self.log = log
        self.register = register
        self.reader = BodyReader(log, keys, vault)
        self._keys = keys
        self._book: tuple[int, KeyBook] | None = None
        self._vault = vault
        self._now = now
        self._seen = seen
        self.chance: Chance = system_chance  # a world that is played again sets another

    @property
    def name(self) -> str:
        """Give the log's name, as tables hold it."""
        return self.log.origin

    @property
    def book(self) -> KeyBook:
        """Give the keys that this log has registered so far."""
        places = len(key_places(self.log.store))
        if self._book is None or self._book[0] != places:
            self._book = places, self.reader.book(self.party)
        return self._book[1]

    def size(self) -> int:
        """Give the number of records."""
        return self.log.size

    def read(self, start: int, stop: int) -> Iterator[Opened]:
        """Give records in order with their bodies."""
        return self.reader.read(start, stop)

    def write(self, drafts: Sequence[Draft], signer: Signer) -> list[Written]:
        """Append each draft under a signature of its own, by a key that this log counts at that place.

        Up to ``ATOMIC`` drafts are one commit, all or none; of more, each 256 in their order are one.
        """
        written: list[Written] = []
        step = ATOMIC if len(drafts) <= ATOMIC else GROUP_COMMIT
        for start in range(0, len(drafts), step):
            group, seen = drafts[start : start + step], self._seen()
            with cycles_unsought():
                written += self._commit(self._sealed(group, signer, seen), signer)
        return written

    def write_batch(self, drafts: Sequence[Draft], signer: Signer) -> list[Written]:
        """Append machine-made records under one signature over all of them (spec/record 7).

        Up to ``BATCH_LIMIT`` drafts are one batch and one commit, all or none; more are several, in order.
        """
        labels = {draft.label for draft in drafts}
        if len(labels) > 1:
            raise MixedBatch(labels=len(labels))
        written: list[Written] = []
        for start in range(0, len(drafts), BATCH_LIMIT):
            written += self._write_one_batch(drafts[start : start + BATCH_LIMIT], signer)
        return written

    def _write_one_batch(self, drafts: Sequence[Draft], signer: Signer) -> list[Written]:
        seen = self._seen()
        with cycles_unsought():
            members = self._sealed(drafts, signer, seen, alone=False)
            root = batch_root([member.leaf for member in members])
            head = Draft("batch", f"batch/{root.hex()[:32]}", {}, drafts[0].label)
            sealed_head = self._sealed([head], signer, seen, batch=(root, len(members)))
            return self._commit([*sealed_head, *members], signer)[1:]

    def _sealed(
        self,
        drafts: Sequence[Draft],
        signer: Signer,
        seen: Seen,
        *,
        alone: bool = True,
        batch: tuple[bytes, int] | None = None,
    ) -> list[Sealed]:
        """Seal drafts in their order, each step with 256 of them before the next (``seal_all``)."""
        sealed: list[Sealed] = []
        seen, sign = cache(seen), signer.sign if alone else None
        for start in range(0, len(drafts), GROUP_COMMIT):
            group = drafts[start : start + GROUP_COMMIT]
            kinds = [self.register[draft.kind] for draft in group]
            for kind in kinds:
                _demand_fitting(kind, signer, alone)
            checked = [kind.check(dict(draft.body)) for kind, draft in zip(kinds, group, strict=True)]
            bodies = list(map(encode, checked))
            headers, salts = self._headed(group, kinds, signer.kid, seen, batch)
            sealed += seal_all(list(zip(headers, bodies, salts, strict=True)), sign)
        return sealed

    def _headed(
        self,
        drafts: Sequence[Draft],
        kinds: Sequence[Kind],
        kid: bytes,
        seen: Seen,
        batch: tuple[bytes, int] | None,
    ) -> tuple[list[Header], list[bytes]]:
        """Draw up the header of each draft, and the salt of its body."""
        drawn = [self.chance(draft.subject, RID_CHANCE + SALT_BYTES) for draft in drafts]
        times = [self._now().timestamp() for _ in drafts]
        rids = [uuid7(int(now * 1000), chance[:RID_CHANCE]) for now, chance in zip(times, drawn, strict=True)]
        headers = [
            Header(
                kind=kind.name,
                version=kind.version,
                party=self.party,
                subject=draft.subject,
                rid=rid,
                time=int(now),
                kid=kid,
                label=draft.label,
                references=draft.references,
                seen=seen(draft.label),
                batch=batch,
            )
            for draft, kind, rid, now in zip(drafts, kinds, rids, times, strict=True)
        ]
        return headers, [chance[RID_CHANCE:] for chance in drawn]

    def _commit(self, group: Sequence[Sealed], signer: Signer) -> list[Written]:
        self.log.guard()
        start = self.log.size
        self._demand_verifiable(start, group, signer)
        boxes = self._vault.seal([(item.preimage, item.digest) for item in group])
        self._keys.put(start, [wrapped for _, wrapped in boxes])
        entries = [Entry(item.rid, item.statement, box) for item, (box, _) in zip(group, boxes, strict=True)]
        places = self.log.append(entries, self._noted(start, [item.kind for item in group]))
        return [Written(item.rid, seq, item.leaf) for item, seq in zip(group, places, strict=True)]

    def take_back(self, found: Sequence[tuple[bytes, bytes | None]]) -> int:
        """Append statements of ours that a partner kept and this log has lost; give how many that was.

        Each comes with the preimage of its body, if the partner has one, and whole batches come whole. What
        the log has is passed over. Refused: what does not verify under the keys that the log holds by then.
        """
        parsed = [(parse_statement(statement), preimage) for statement, preimage in found]
        known = self.log.store.places_of([statement.header.rid for statement, _ in parsed])
        lost = [item for item in parsed if item[0].header.rid not in known]
        if not lost:
            return 0
        start = self.log.size
        self._demand_signed(lost, start)
        bodies = [(preimage, statement.digest) for statement, preimage in lost if preimage is not None]
        boxes = iter(self._vault.seal(bodies))
        sealed = [(None, None) if preimage is None else next(boxes) for _, preimage in lost]
        self._keys.put(start, [wrapped for _, wrapped in sealed])
        entries = [
            Entry(statement.header.rid, statement.data, box)
            for (statement, _), (box, _) in zip(lost, sealed, strict=True)
        ]
        kinds = [statement.header.kind for statement, _ in lost]
        return len(self.log.append(entries, self._noted(start, kinds)))

    def _demand_signed(self, found: Sequence[tuple[Statement, bytes | None]], start: int) -> None:
        """Refuse statements that would not verify where they would stand in this log, from ``start`` on."""
        body: Any = None
        signatures = SignatureReader(self.reader.book(self.party), lambda: body)
        for seq, (statement, preimage) in enumerate(found, start):
            body = body_of(preimage, statement.digest)
            signatures.take(seq, statement)
        signatures.finish()

    def _demand_verifiable(self, start: int, group: Sequence[Sealed], signer: Signer) -> None:
        """Refuse what no reader of this log could verify; it could never be taken back."""
        if start:
            self.book.holding(signer.kid, start)
        keys = [seq for seq, item in enumerate(group, start) if not seq or item.kind in (KEY, KEY_END)]
        book = self.reader.book(self.party) if keys else self.book
        for seq in keys:
            item = group[seq - start]
            body = body_of(item.preimage, item.digest)
            admit_key(book, Opened(seq, parse_statement(item.statement), body))

    def _noted(self, start: int, group: Sequence[str]) -> dict[str, bytes]:
        """Note where keys lie and what rules release, so that opening a log is not reading all of it."""
        marks: dict[str, bytes] = {}
        for name, kinds in NOTED.items():
            if found := [seq for seq, kind in enumerate(group, start) if kind in kinds]:
                marks[name] = encode(places_noted(self.log.store, name) + found)
        return marks


def _demand_fitting(kind: Kind, signer: Signer, alone: bool) -> None:
    """Refuse a person's decision without their own signature, and anything but machine work in a batch."""
    decision = kind.joint or kind.name in SIGNED
    if (decision and (signer.purpose != OFFICER or not alone)) or not (alone or kind.machine):
        raise HumanDecision(kind=kind.name)
