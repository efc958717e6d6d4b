"""The mirror: a peer's channel as we received it, every byte verified before any is stored.

The steps are those of spec/ledger, "Receiving". Anything wrong: nothing is stored, and the error says which
entry and why. What was received before is passed over; a gap is refused with the position that is needed.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ambos.exchange.forks import (
    Evidence,
    Side,
    accuse,
    acquit,
    head_of,
    history,
    rival_note,
    rival_of,
    shown_rival,
)
from ambos.exchange.section import Item, Section
from ambos.kernel.audit import Audited, Progress, SignatureReader, TreeMismatch, audit
from ambos.kernel.canonical import encode
from ambos.kernel.checkpoint import Checkpoint, SignedCheckpoint, Signer, cosign, open_checkpoint
from ambos.kernel.cycles import cycles_unsought
from ambos.kernel.keys import KeyBook
from ambos.kernel.log import Fork, Log
from ambos.kernel.merkle import ProofInvalid, leaf_hashes, verify_consistency
from ambos.kernel.note import VerifierKey, only_lines, parse_note, without_lines
from ambos.kernel.reading import KEY_PLACES, BodyReader, Opened, body_of, key_places
from ambos.kernel.seal import Statement, check_preimage, parse_statement
from ambos.kernel.store.contract import Entry, KeyStore, LogStore
from ambos.kernel.vault import Vault
from ambos.values.errors import AmbosError, Refused, VerificationFailed

RESUMED, WITNESSED = "fork resumed", "witnessed"
STEP = 256  # items with which one thing is done before the next
CLOCK_TOLERANCE = 3600  # seconds by which two governments' clocks may differ


class ForeignSection(VerificationFailed):
    """A section of another channel than the one this mirror follows."""

    code = "exchange.foreign-section"


class Gap(Refused):
    """Entries between what we hold and what the section brings are missing."""

    code = "exchange.gap"


class FutureRecord(Refused):
    """A record claims a time that has not come."""

    code = "exchange.future-record"


class SectionRefused(VerificationFailed):
    """An entry of a section does not verify; ``why`` is the code of the reason."""

    code = "exchange.section-refused"


class Admitted(NamedTuple):
    """What a section brought: the new places, and the cosigned note that says so to the peer."""

    places: range
    receipt: bytes


class Peer(NamedTuple):
    """What we hold a peer to: its party, its authority's key, the keys of its notes.

    ``past`` are keys that it used before: good for the notes that we hold already, for none that come.
    """

    party: str
    authority: bytes
    verifiers: Sequence[VerifierKey]
    past: Sequence[VerifierKey] = ()


class Mirror:
    """A verified copy of the channel that ``peer`` keeps for us."""

    def __init__(
        self,
        peer: Peer,
        origin: str,
        store: LogStore,
        *,
        keys: KeyStore,
        vault: Vault,
        cosigners: Sequence[Signer],
        now: Callable[[], datetime],
    ) -> None:
        self.peer = peer
        self.log = Log(origin, store)
        self.reader = BodyReader(self.log, keys, vault)
        self._keys = keys
        self._vault = vault
        self._cosigners = cosigners
        self._now = now
        self._book: tuple[int, KeyBook] | None = None

    @property
    def name(self) -> str:
        """Give the log's name, as tables hold it."""
        return self.log.origin

    @property
    def book(self) -> KeyBook:
        """Give the keys that the peer's channel has registered so far."""
        places = len(key_places(self.log.store))
        if self._book is None or self._book[0] != places:
            self._book = places, self.reader.book(self.peer.party, self.peer.authority)
        return self._book[1]

    def size(self) -> int:
        """Give how many entries we hold."""
        return self.log.size

    def read(self, start: int, stop: int) -> Iterator[Opened]:
        """Give records in order with their bodies."""
        return self.reader.read(start, stop)

    def admit(self, section: Section) -> Admitted:
        """Verify a section and store it in one transaction; give the receipt. See the module's rules."""
        self.log.store.claim()
        self._demand_unforked()
        head = self._head_of(section)
        size = self.size()
        try:
            if section.new > size:
                with cycles_unsought():
                    places = self._store(section, head, size)
            else:
                self._demand_known(head)
                places = range(size, size)
        except Fork:
            accuse(self.log.store, section.note, rival_of(self.log, section))
            raise
        self._settle_doubt()
        return Admitted(places, self.receipt())

    def heed(self, note: bytes) -> SignedCheckpoint:
        """Compare a note of the peer, whoever was shown it, with what we hold up to its size; give it opened.

        One that contradicts what we hold is a fork: both notes are kept and the channel stops. Of a head
        beyond what we hold nothing is said yet.
        """
        signed = open_checkpoint(note, self.peer.verifiers)
        head = signed.checkpoint
        if head.origin != self.log.origin:
            raise ForeignSection(origin=head.origin, expected=self.log.origin)
        self._compare(note, head)
        return signed

    def open_earlier(self, note: bytes) -> None:
        """Refuse a note that the peer did not sign under keys of its earlier key sets either."""
        open_checkpoint(note, self.peer.past)

    def _compare(self, note: bytes, head: Checkpoint) -> None:
        if head.size <= self.size() and self.log.root_at(head.size) != head.root:
            accuse(self.log.store, note, (head.size, Side(note, head.root, ())))
            raise Fork(log=self.log.origin, size=head.size)

    def rival_note(self) -> bytes | None:
        """Give the note that contradicts the one we hold, if the peer ever signed such a one."""
        return rival_note(self.log.store)

    def evidence(self) -> Evidence | None:
        """Give the proof of the peer's two histories; None where no note, or no proof, was ever offered."""
        rival = shown_rival(self.log.store)
        if rival is None:
            return None
        size, side = rival
        keys = (*self.peer.verifiers, *self.peer.past)
        return Evidence(self.log.origin, keys, size, (history(self.log, size), side))

    def stopped(self) -> bool:
        """Say whether the channel stands still because of two histories that were shown."""
        return self._proven() and (self.log.store.mark(RESUMED) or None) != self.rival_note()

    def accused(self) -> bytes | None:
        """Give the note that contradicts us, or came without proof, until a person has let us go on."""
        return None if self._proven() and not self.stopped() else self.rival_note()

    def _proven(self) -> bool:
        return shown_rival(self.log.store) is not None

    def resume(self) -> None:
        """Let the channel go on from the history that we hold; what contradicts it stays kept."""
        self.log.store.set_mark(RESUMED, self.rival_note() or b"")

    def _demand_unforked(self) -> None:
        if self.stopped():
            raise Fork(log=self.log.origin, size=head_of(self.rival_note() or b"").size)

    def _settle_doubt(self) -> None:
        """Look again at a note that came without proof: it is part of what we hold by now, or a second
        history.
        """
        note = self.rival_note()
        if note is None or self._proven() or head_of(note).size > self.size():
            return
        self._compare(note, head_of(note))
        acquit(self.log.store)

    def turn(self, peer: Peer, cosigners: Sequence[Signer]) -> None:
        """Hold the peer to the keys of its newer key set from now on, and cosign under these."""
        self.peer, self._cosigners = peer, cosigners

    def cosigned(self, note: bytes) -> bool:
        """Say whether a note carries the lines of every key that we cosign under now."""
        lines = {signature[:2] for signature in parse_note(note).signatures}
        return {(cosigner.name, cosigner.key.key_id) for cosigner in self._cosigners} <= lines

    def audit(self, progress: Progress) -> Audited:
        """Verify every record, the tree, the peer's note, and that we still hold all that we acknowledged."""
        audited = audit(self.reader, KeyBook(self.peer.party, self.peer.authority), progress)
        self._keys.check()
        note, known = self.log.store.note(), self._keys.mark(self.log.origin)
        if known is not None:
            self.log.demand_extends(self._opened(known))
        self.log.demand_head(None if note is None else self._opened(note))
        return audited

    def _opened(self, note: bytes) -> Checkpoint:
        """Open a note that is held here."""
        return open_checkpoint(note, [*self.peer.verifiers, *self.peer.past]).checkpoint

    def close(self) -> None:
        """Release the log and the keys of its bodies."""
        self.log.store.close()
        self._keys.close()

    def _head_of(self, section: Section) -> Checkpoint:
        """Open the note, tie it to the entries we hold, and refuse a gap."""
        head = open_checkpoint(section.note, self.peer.verifiers).checkpoint
        if section.origin != self.log.origin or head.origin != section.origin or head.size != section.new:
            raise ForeignSection(origin=section.origin, expected=self.log.origin)
        if section.old > self.size():
            raise Gap(needed=self.size(), found=section.old)
        return head

    def _demand_known(self, head: Checkpoint) -> None:
        if self.log.root_at(head.size) != head.root:
            raise Fork(log=self.log.origin, size=head.size)

    def _demand_extending(self, section: Section, head: Checkpoint) -> None:
        """Refuse a note without the proof that it extends what we hold: until there is one, it is a fork."""
        if section.old:
            ours = self.log.root_at(section.old)
            try:
                verify_consistency(section.old, section.new, ours, head.root, section.proof)
            except ProofInvalid as error:
                raise Fork(log=self.log.origin, size=head.size) from error

    def _demand_same(self, section: Section, head: Checkpoint, size: int) -> None:
        """Compare the entries that a section brings again with those we hold; both signed is a fork."""
        held = self.log.store.statements(section.old, size)
        if held == [item.statement for item in section.items[: len(held)]]:
            return
        frontier = self.log.frontier_at(section.old)
        frontier.extend(leaf_hashes(item.statement for item in section.items))
        if frontier.root() != head.root:
            raise SectionRefused(log=self.log.origin, seq=section.old, why=TreeMismatch.code)
        raise Fork(log=self.log.origin, size=size)

    def _store(self, section: Section, head: Checkpoint, size: int) -> range:
        self._demand_extending(section, head)
        self._demand_same(section, head, size)
        items = section.items[size - section.old :]
        book = self.reader.book(self.peer.party, self.peer.authority)
        headings, keys = self._verified(items, book, size)
        entries, wrapped = self._sealed(items, headings)
        self._keys.put(size, wrapped)

        def endorse(made: Checkpoint) -> bytes:
            if made != head:
                raise SectionRefused(log=self.log.origin, seq=size, why=TreeMismatch.code)
            return only_lines(section.note, self.peer.verifiers)  # nothing that others wrote under it

        marks = {KEY_PLACES: encode(key_places(self.log.store) + keys)} if keys else {}
        places = self.log.extend(entries, endorse, marks)
        self._keys.set_mark(self.log.origin, section.note)
        return places

    def _verified(
        self, items: Sequence[Item], book: KeyBook, start: int
    ) -> tuple[list[tuple[bytes, bytes]], list[int]]:
        """Verify each item; give the id and digest of each record, and the places of key records.

        Each step is taken with some hundred of them before the next, for which a processor needs less time.
        """
        found: list[Statement] = []
        reader = SignatureReader(book, lambda: _body_at(reader.place - start, items, found))
        latest = int(self._now().timestamp()) + CLOCK_TOLERANCE
        for at in range(0, len(items), STEP):
            part = items[at : at + STEP]
            statements, fault = _read(part, start + at, latest)
            found += statements
            try:
                reader.take_all(start + at, statements)
            except AmbosError as error:
                raise self._refused(reader.place, error) from error
            if fault is not None:
                raise self._refused(start + len(found), fault) from fault
        try:
            reader.finish()
        except AmbosError as error:
            raise self._refused(reader.place, error) from error
        return [(statement.header.rid, statement.digest) for statement in found], reader.keys

    def _refused(self, seq: int, error: AmbosError) -> SectionRefused:
        return SectionRefused(log=self.log.origin, seq=seq, why=error.code)

    def _sealed(
        self, items: Sequence[Item], headings: Sequence[tuple[bytes, bytes]]
    ) -> tuple[list[Entry], list[bytes | None]]:
        """Seal the bodies that came under keys of our own; give the entries and those keys, wrapped."""
        found = zip(items, headings, strict=True)
        bodies = [(item.preimage, digest) for item, (_, digest) in found if item.preimage is not None]
        sealed = iter(self._vault.seal(bodies))
        entries: list[Entry] = []
        wrapped: list[bytes | None] = []
        for (statement, preimage), (rid, _) in zip(items, headings, strict=True):
            box, key = (None, None) if preimage is None else next(sealed)
            entries.append(Entry(rid, statement, box))
            wrapped.append(key)
        return entries, wrapped

    def receipt(self) -> bytes:
        """Cosign the newest note that we hold entries for; there is none for an empty mirror."""
        return self._cosigned(self.log.store.note() or b"")

    def receipt_for(self, place: int) -> bytes:
        """Give a cosigned note that covers an entry: the one with the lines of witnesses, if they came so
        far.
        """
        witnessed = self.log.store.mark(WITNESSED) or b""
        covers = witnessed and head_of(witnessed).size > place
        return self._cosigned(witnessed) if covers else self.receipt()

    def keep_witnessed(self, note: bytes) -> None:
        """Keep the peer's note with the lines of witnesses, once it was opened and its entries are held."""
        if self.heed(note).checkpoint.size <= self.size():
            self.log.store.set_mark(WITNESSED, note)

    def _cosigned(self, note: bytes) -> bytes:
        note = without_lines(note, [cosigner.key for cosigner in self._cosigners])
        signed = open_checkpoint(note, [*self.peer.verifiers, *self.peer.past])
        now = int(self._now().timestamp())
        return note + b"".join(cosign(signed, cosigner, now) for cosigner in self._cosigners)

    def cosigned_at(self, receipt: bytes) -> int:
        """Give the newest POSIX time of a receipt of ours, or 0 if it is under another key."""
        keys = [cosigner.key for cosigner in self._cosigners]
        signed = open_checkpoint(receipt, [*self.peer.verifiers, *self.peer.past, *keys])
        return max((one.time or 0 for one in signed.attestations if one.key in keys), default=0)


def _read(items: Sequence[Item], start: int, latest: int) -> tuple[list[Statement], AmbosError | None]:
    """Read items up to the first that is of a wrong form, of a time to come, or has not the body it says.

    Give the statements of those before, and what is wrong with that one.
    """
    found: list[Statement] = []
    fault: AmbosError | None = None
    try:
        for data, _ in items:
            found.append(parse_statement(data))
    except AmbosError as error:
        fault = error
    for place, (statement, (_, preimage)) in enumerate(zip(found, items, strict=False)):
        try:
            if statement.header.time > latest:
                raise FutureRecord(seq=start + place, time=statement.header.time)
            if preimage is not None:
                check_preimage(preimage, statement.digest)
        except AmbosError as error:
            return found[:place], error
    return found, fault


def _body_at(place: int, items: Sequence[Item], found: Sequence[Statement]) -> Any:
    return body_of(items[place].preimage, found[place].digest)
