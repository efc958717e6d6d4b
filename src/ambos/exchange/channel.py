"""A channel: what this party has released to one peer, in order, as a log of its own.

Its entries are the very statements of the house log. Now and then it carries an anchor: a sealed commitment
to the head of the house log, by which a record released later can be shown to have existed before.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import islice, zip_longest
from typing import NamedTuple

from ambos.exchange.forks import Evidence, Side, accuse, head_of, history, rival_note, shown_rival
from ambos.exchange.release import SEALED, Release
from ambos.exchange.ruling import Find, Let, Rulings, no_grants
from ambos.exchange.section import ENTRY_LIMIT, Item, Section
from ambos.kernel.audit import Audited, LogDamaged, audit_tree, demand_noted
from ambos.kernel.canonical import decode, encode
from ambos.kernel.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint
from ambos.kernel.cycles import cycles_unsought
from ambos.kernel.keys import KEY, KEY_END, KeyBook, Signer
from ambos.kernel.ledger import GROUP_COMMIT, Ledger
from ambos.kernel.log import Fork, SignedLog
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.note import NoteUntrusted, VerifierKey
from ambos.kernel.reading import KEY_PLACES, Opened, admit_key, body_of, key_places
from ambos.kernel.record import Draft, Header, Reference
from ambos.kernel.release_kinds import LAPSES, RELEASE_LAPSE, subject_for
from ambos.kernel.seal import Statement, parse_statement
from ambos.kernel.store.contract import Entry, LogStore, Row
from ambos.values.errors import AmbosError, Refused, VerificationFailed
from ambos.values.handling import OWNER_ONLY, Label

RELEASED, ANCHORED, RECEIPT, RETURNED = "released", "anchored", "receipt", "returned"
ANCHOR_SECONDS = 3600
LAPSES_AT_ONCE = 128  # so many ties fit one statement
SECTION_BYTES = 1 << 24


class BeyondChannel(Refused):
    """The peer asks for a position that the channel has not reached."""

    code = "exchange.beyond-channel"


class NotAsReleased(VerificationFailed):
    """An entry of a channel is not the one that the house log and the rule of release put there."""

    code = "exchange.not-as-released"


class Clerk(NamedTuple):
    """Who holds back for the house what has lapsed, the day that it is, and where grants are found."""

    signer: Signer
    today: Callable[[], date]
    find: Find = no_grants


def none_of(rids: Sequence[str]) -> Collection[str]:
    """Hold no body back."""
    return ()


class Channel:
    """One party's released records for one peer; of those that ``withheld`` names no body is handed over."""

    def __init__(
        self,
        peer: str,
        log: SignedLog,
        ledger: Ledger,
        clerk: Clerk,
        withheld: Callable[[Sequence[str]], Collection[str]] = none_of,
    ) -> None:
        self.peer = peer
        self.log = log
        self._ledger = ledger
        self._clerk = clerk
        self._withheld = withheld

    def release(self) -> int:
        """Append what the house log has gained and the rule lets go; give how many entries that was.

        Refuses when the channel is known to be an old copy, or when another process is its writer.
        """
        self.log.guard()
        before = self.log.size
        while lapsed := self._release():
            self._hold_back(lapsed)
        return self.log.size - before

    def _release(self) -> list[Header]:
        """Release up to the first record whose time is over today; give it, with others like it behind it."""
        house, released = self._ledger.log.size, self.released()
        lapsed: list[Header] = []
        group: list[tuple[Statement, Entry]] = []
        position, today = house, self._clerk.today()
        leads = False
        for seq, row, statement in self._let_go(self.rulings(released), released, house):
            if self._over(statement, seq == row.seq, today):
                if not lapsed:
                    position = seq
                    group = group[:-1] if leads else group
                lapsed.append(statement.header)
            leads = statement.header.kind == KEY and seq != row.seq  # the key of the record that comes next
            if len(lapsed) == LAPSES_AT_ONCE:
                break
            if lapsed:
                continue
            if len(group) >= GROUP_COMMIT and statement.signature:  # never inside a batch
                self._append(group, seq)
                group = []
            group.append((statement, Entry(row.rid, row.statement, None)))
        if group:
            self._append(group, position)
        elif released != position:
            self.log.store.set_mark(RELEASED, _number(position))
        return lapsed

    def _over(self, statement: Statement, own_place: bool, today: date) -> bool:
        """Say whether a record must not be used any more today; what two persons ordered goes even so."""
        until = statement.header.label.terms.until
        return own_place and bool(statement.signature) and until is not None and today > until

    def _hold_back(self, lapsed: Sequence[Header]) -> None:
        """Write down that these did not go in time, so that whoever decides again finds the day."""
        ties = tuple(Reference(LAPSES, header.rid, self._leaf(header.rid)) for header in lapsed)
        subject = subject_for(RELEASE_LAPSE.name, self.peer, lapsed[0].rid.hex())
        self._ledger.write([Draft(RELEASE_LAPSE.name, subject, {}, OWNER_ONLY, ties)], self._clerk.signer)

    def _leaf(self, rid: bytes) -> bytes:
        store = self._ledger.log.store
        place = store.places_of([rid])[rid]
        return leaf_hash(store.statements(place, place + 1)[0])

    def rulings(self, place: int) -> Rulings:
        """Give what the house log says of release to this peer at a place."""
        return Rulings(self.peer, self._ledger, self._clerk.find, self._holds).up_to(place)

    def _holds(self, rid: bytes) -> bool:
        return bool(self.log.store.places_of([rid]))

    def decided(self, place: int) -> Release:
        """Give the decision about the entry at a place of the house log; a batch is decided by its head."""
        (statement,) = self._ledger.log.store.statements(place, place + 1)
        return self.rulings(place).decide(parse_statement(statement).header)

    def anchor(self, signer: Signer, now: int) -> None:
        """Commit to the house log's head, unless that was done within the hour."""
        last = self.log.store.mark(ANCHORED)
        if last is not None and now - int.from_bytes(last, "big") < ANCHOR_SECONDS:
            return
        slug = f"anchor/{self.peer.lower()}-{self.log.size}"  # never the size of the house log
        self._ledger.write([Draft("anchor", slug, self.commitment(), Label((self.peer,)))], signer)
        self.log.store.set_mark(ANCHORED, _number(now))

    def commitment(self) -> dict[str, int | str]:
        """Give what an anchor commits to, and what does not leave with it."""
        head = self._ledger.log.head()
        return {"size": head.size, "root": head.root.hex()}

    def audit(self) -> Audited:
        """Verify that the channel is what the rule lets go of the house log, in order; then its tree.

        The records themselves are verified where they were written, in the house log.
        """
        log, place, rid = self.log, 0, ""
        signed: list[bool] = []
        keys: list[int] = []
        try:
            rulings, stop = self.rulings(0), self.released()
            ruled = (row for _, row, _ in self._let_go(rulings, 0, stop))
            for place, (due, held) in enumerate(zip_longest(self._due(ruled), log.store.read(0, log.size))):
                rid = "" if held is None else held.rid.hex()
                if due is None or held is None or due[1:3] != held[1:3]:
                    raise NotAsReleased(log=log.origin, seq=place)
                statement = parse_statement(held.statement)
                signed.append(bool(statement.signature))
                keys += [place] * (statement.header.kind in (KEY, KEY_END))
            demand_noted(log.store, keys)
            rulings.demand_noted(stop)
            head = audit_tree(log)
            self.acknowledged()
            log.store.check()
        except AmbosError as error:
            raise LogDamaged(log=log.origin, seq=place, record=rid, why=error.code) from error
        log.demand_unforked()
        return Audited(head, sum(signed), len(signed) - sum(signed), 0, self._ledger.book)

    def _due(self, ruled: Iterator[Row]) -> Iterator[Row | None]:
        """Give the entries that are in the channel if all is well, as the house log has them.

        What the partner gave back stands in the partner's order, whatever the rules would say of it today.
        """
        done = 0
        for start, stop in self.returned():
            yield from islice(ruled, start - done)
            for row in self.log.store.read(start, stop):
                yield self._in_house(row.rid)
            done = stop
        yield from ruled

    def _in_house(self, rid: bytes) -> Row | None:
        store = self._ledger.log.store
        place = store.places_of([rid]).get(rid)
        return None if place is None else next(store.read(place, place + 1))

    def returned(self) -> list[list[int]]:
        """Give the places, from and to, that the partner gave back after this node had lost them."""
        mark = self.log.store.mark(RETURNED)
        return [] if mark is None else list(decode(mark))

    def _let_go(self, rulings: Rulings, start: int, stop: int) -> Iterator[Let]:
        """Give what the rules let go between two places of the house log, save what the partner gave back."""
        store = self.log.store
        back = frozenset(row.rid for span in self.returned() for row in store.read(span[0], span[1]))
        return (each for each in rulings.let_go(start, stop) if each[1].rid not in back)

    def released(self) -> int:
        """Give up to which place of the house log everything is decided."""
        return int.from_bytes(self.log.store.mark(RELEASED) or b"", "big")

    def _append(self, group: list[tuple[Statement, Entry]], position: int) -> None:
        start = self.log.size
        kinds = enumerate((statement.header.kind for statement, _ in group), start)
        places = [seq for seq, kind in kinds if kind in (KEY, KEY_END)]
        marks = {RELEASED: _number(position)}
        if places:
            marks[KEY_PLACES] = encode(key_places(self.log.store) + places)
        self.log.append([entry for _, entry in group], marks)

    def section(self, old: int, limit: int = ENTRY_LIMIT) -> Section:
        """Give the entries from ``old`` on, at most ``limit`` or one whole batch, under a signed note.

        Where they would take more than ``SECTION_BYTES`` there are fewer, but for a batch always whole.
        """
        size = self.log.size
        if old > size:
            raise BeyondChannel(asked=old, size=size)
        with cycles_unsought():
            rows = list(whole_rows(self.log.store, old, old + limit))
            items = fitting(rows, self._items(rows))
        new = old + len(items)
        proof = tuple(self.log.consistency(old, new)) if 0 < old < new else ()
        return Section(self.log.origin, old, new, proof, self._note_at(new), items)

    def _items(self, rows: Sequence[tuple[Row, Statement]]) -> tuple[Item, ...]:
        """Add the preimages, from the house log; those of sealed kinds and those withheld stay."""
        rids = [row.rid for row, statement in rows if statement.header.kind not in SEALED]
        withheld = self._withheld([rid.hex() for rid in rids])
        places = self._ledger.log.store.places_of([rid for rid in rids if rid.hex() not in withheld])
        preimages = self._ledger.reader.preimages_at(sorted(places.values()))
        return tuple(Item(row.statement, preimages.get(places.get(row.rid, -1))) for row, _ in rows)

    def _note_at(self, size: int) -> bytes:
        newest = self.log.store.note() if size == self.log.size else None
        return newest or self.log.sign_head(size)

    def take_receipt(self, note: bytes, *cosigners: VerifierKey) -> Checkpoint:
        """Keep the peer's cosigned note: proof that it holds the channel up to that size.

        One of the peer's keys must have cosigned. A receipt for more than this channel has means that the
        channel is an old copy: refused, loudly, whoever cosigned, since our own key has signed it.
        """
        signed = self._heeded(note, cosigners)
        _demand_cosigned(signed, cosigners)
        size, before = signed.checkpoint.size, self.acknowledged()
        if size > before:
            self.log.store.set_mark(_receipt(size), encode([before, _lines(signed, cosigners)]))
            self.log.store.set_mark(RECEIPT, note)
        return signed.checkpoint

    def receipt_for(self, place: int) -> bytes | None:
        """Give the cosigned note of the first receipt that covers an entry: what dates it; None without one.

        Of receipts before the newest the peer's lines alone are kept; our own head of that size is signed
        anew.
        """
        size = self.acknowledged()
        if place >= size:
            return None
        while (kept := self.log.store.mark(_receipt(size))) is not None:
            before, lines = decode(kept)
            if before <= place:
                return self.log.sign_head(size) + bytes(lines)
            size = before
        return self.log.store.mark(RECEIPT)  # kept before receipts were told apart

    def heed(self, signed: SignedCheckpoint) -> None:
        """Compare a head of this channel that somebody hands back; one that contradicts it is kept."""
        try:
            self.log.heed(signed)
        except Fork:
            head = signed.checkpoint
            self.accuse(bytes(signed.note), (head.size, Side(bytes(signed.note), head.root, ())))
            raise

    def accuse(self, note: bytes, rival: tuple[int, Side] | None) -> None:
        """Keep a note of ours that contradicts this channel, with its proof if there is one."""
        accuse(self.log.store, note, rival)

    def accused(self) -> bytes | None:
        """Give a note of ours that contradicts this channel, if one was ever met."""
        return rival_note(self.log.store) or self.log.rival()

    def evidence(self) -> Evidence | None:
        """Give the proof that our own keys signed two histories of this channel, if they did."""
        rival, note = shown_rival(self.log.store), self.log.rival()
        if rival is None and note is not None:
            head = head_of(note)
            rival = head.size, Side(note, head.root, ())
        if rival is None:
            return None
        size, side = rival
        return Evidence(self.log.origin, tuple(self.log.verifiers), size, (history(self.log, size), side))

    def preimages(self, start: int, stop: int) -> Iterator[tuple[Row, Statement, bytes | None]]:
        """Give entries in order with their preimages; None for erased ones and for sealed kinds."""
        rows = [(row, parse_statement(row.statement)) for row in self.log.store.read(start, stop)]
        for (row, statement), item in zip(rows, self._items(rows), strict=True):
            yield row, statement, item.preimage

    def book(self, party: str) -> KeyBook:
        """Fold the channel's own key records: its register, by its own places."""
        book = KeyBook(party)
        for place in key_places(self.log.store):
            (row, statement, preimage) = next(self.preimages(place, place + 1))
            admit_key(book, Opened(row.seq, statement, body_of(preimage, statement.digest)))
        return book

    def _heeded(self, note: bytes, cosigners: Sequence[VerifierKey]) -> SignedCheckpoint:
        signed = open_checkpoint(note, [*self.log.verifiers, *cosigners])
        self.heed(signed)
        return signed

    def heed_nothing(self, time: int) -> None:
        """Hear that at ``time`` the peer holds nothing of this channel: whoever never held any knows no more.

        A peer that has acknowledged something and now says so tells nothing.
        """
        since = self.log.doubted()
        if since is not None and since < time and not self.acknowledged():
            self.log.confirm()

    def open_receipt(self, note: bytes, *cosigners: VerifierKey) -> SignedCheckpoint:
        """Give a head of this channel that the peer has cosigned, or raise."""
        signed = open_checkpoint(note, [*self.log.verifiers, *cosigners])
        _demand_cosigned(signed, cosigners)
        return signed

    def acknowledged(self) -> int:
        """Give up to which size the peer has acknowledged the channel."""
        note = self.log.store.mark(RECEIPT)
        return 0 if note is None else open_checkpoint(note, self.log.verifiers).checkpoint.size


def _receipt(size: int) -> str:
    return f"{RECEIPT} {size}"


def whole_rows(store: LogStore, old: int, stop: int) -> Iterator[tuple[Row, Statement]]:
    """Give the entries up to ``stop``; a batch comes whole or not at all, past ``stop`` only alone."""
    for row in store.read(old, store.size()):
        statement = parse_statement(row.statement)
        members = statement.header.batch[1] if statement.header.batch else 0
        if statement.signature and row.seq > old and row.seq + members >= stop:
            return
        yield row, statement


def _number(value: int) -> bytes:
    return value.to_bytes(8, "big")


def fitting(rows: Sequence[tuple[Row, Statement]], items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Give as many items as are not too many bytes, cut beside batches; the first of them in any case."""
    taken, end = 0, 0
    for place, ((_, statement), item) in enumerate(zip(rows, items, strict=True)):
        if place and statement.signature:  # what stands before may be a section of its own
            if taken <= SECTION_BYTES or not end:
                end = place
            if taken > SECTION_BYTES:
                break
        taken += len(item.statement) + len(item.preimage or b"")
    return items[:end] if end and taken > SECTION_BYTES else items


def _lines(signed: SignedCheckpoint, cosigners: Sequence[VerifierKey]) -> bytes:
    """Give the lines of a note by which the peer acknowledges it."""
    keys = {(key.name, key.key_id) for key in cosigners}
    return "".join(line.line() for line in signed.note.signatures if line[:2] in keys).encode()


def _demand_cosigned(signed: SignedCheckpoint, cosigners: Sequence[VerifierKey]) -> None:
    if not any(attestation.key in cosigners for attestation in signed.attestations):
        raise NoteUntrusted(origin=signed.checkpoint.origin, size=signed.checkpoint.size)
