"""A log: a store's entries with the Merkle tree over them. Appending is all or nothing, by one writer.

``Log`` knows the tree; ``SignedLog`` is one that this node signs itself, and that refuses to sign when its
store is older than what it is known to have signed before (a restored copy would be a fork).
"""

from collections.abc import Callable, Mapping, Sequence

from ambos.kernel.checkpoint import Checkpoint, SignedCheckpoint, Signer, open_checkpoint, sign_checkpoint
from ambos.kernel.merkle import (
    TILE_WIDTH,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hashes,
    root_at,
    verify_consistency,
)
from ambos.kernel.note import Note, VerifierKey
from ambos.kernel.store.contract import Attested, Entry, KeyStore, LogStore
from ambos.values.errors import Refused, VerificationFailed

Endorse = Callable[[Checkpoint], bytes]
_DOUBT = "doubt "


class Unconfirmed(Refused):
    """The log was declared to be a copy, and nobody has said yet that nothing newer was signed."""

    code = "log.unconfirmed"


class RestoredCopy(Refused):
    """The store is older than what was signed: signing now would make two histories."""

    code = "log.restored-copy"


class Fork(VerificationFailed):
    """Two signed heads of one log cannot both be true."""

    code = "log.fork"


class Log:
    """Entries and their tree; says nothing of who signs the head."""

    def __init__(self, origin: str, store: LogStore) -> None:
        self.origin = origin
        self.store = store
        self._frontier: Frontier | None = None

    @property
    def size(self) -> int:
        """Give the number of entries."""
        return self.store.size()

    def head(self) -> Checkpoint:
        """Give size and root as the entries and tiles in the store make them."""
        frontier = self._tree()
        return Checkpoint(self.origin, frontier.size, frontier.root())

    def extend(self, entries: Sequence[Entry], endorse: Endorse, marks: Mapping[str, bytes]) -> range:
        """Append entries under a new note made by ``endorse``; give their places.

        The leaves are computed from what the store reads back, before ``endorse`` sees the new head.
        """
        self.store.claim()
        frontier = self._tree()
        self._frontier = None  # resumed from the store if anything below fails

        def attest(statements: Sequence[bytes]) -> Attested:
            tiles = frontier.extend(leaf_hashes(statements))
            return Attested(tiles, endorse(Checkpoint(self.origin, frontier.size, frontier.root())))

        start = frontier.size
        size = self.store.append(start, entries, attest, marks)
        self._frontier = frontier
        return range(start, size)

    def _tree(self) -> Frontier:
        if self._frontier is None or self._frontier.size != self.store.size():
            self._frontier = self.frontier_at(self.store.size())
        return self._frontier

    def frontier_at(self, size: int) -> Frontier:
        """Give the right edge that the tree had at ``size``, to be extended by whoever asked for it."""
        start = size - size % TILE_WIDTH
        leaves = leaf_hashes(self.store.statements(start, size))
        return Frontier.resume(size, self.store.tile, leaves)

    def demand_extends(self, known: Checkpoint) -> None:
        """Refuse a store that does not extend ``known``, a head of this log signed earlier."""
        if self.size < known.size:
            raise RestoredCopy(log=self.origin, size=self.size, newest=known.size)
        if self.root_at(known.size) != known.root:
            raise Fork(log=self.origin, size=known.size)

    def demand_head(self, signed: Checkpoint | None) -> None:
        """Refuse a store whose entries are not those that its own note signs."""
        if (signed is None and self.size) or (signed is not None and signed != self.head()):
            raise Fork(log=self.origin, size=self.size)

    def tile(self, level: int, index: int) -> bytes:
        """Give a full or partial tile of the tree: what proofs are made from."""
        full = self.store.tile(level, index)
        if full is not None:
            return full
        if level == 0:
            start = index * TILE_WIDTH
            statements = self.store.statements(start, min(start + TILE_WIDTH, self.size))
            return b"".join(leaf_hashes(statements))
        return self._tree().open_tile(level)

    def root_at(self, size: int) -> bytes:
        """Give the root that this log had at an earlier size."""
        return root_at(self, size)

    def inclusion(self, place: int, size: int) -> list[bytes]:
        """Prove that entry ``place`` is in the log of ``size``."""
        return inclusion_proof(self, place, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Prove that the log of size ``new`` extends the log of size ``old``."""
        return consistency_proof(self, old, new)


class SignedLog(Log):
    """A log of this node: its head is signed here, and remembered apart from the store."""

    def __init__(
        self,
        origin: str,
        store: LogStore,
        *,
        signers: Sequence[Signer],
        verifiers: Sequence[VerifierKey],
        memory: KeyStore,
        now: Callable[[], int],
    ) -> None:
        super().__init__(origin, store)
        self._signers = signers
        self.verifiers = verifiers
        self._memory = memory
        self._now = now
        self._guarded = False

    def append(self, entries: Sequence[Entry], marks: Mapping[str, bytes]) -> range:
        """Append entries and sign the new head; refuse when the store is an old copy."""
        self.guard()
        places = self.extend(entries, self._sign, marks)
        self.remember()
        return places

    def signed_by_all(self, signed: SignedCheckpoint) -> bool:
        """Say whether every key that signs today has signed this note."""
        keys = {attestation.key for attestation in signed.attestations}
        return all(signer.key in keys for signer in self._signers)

    def sign_with(self, signers: Sequence[Signer]) -> None:
        """Sign under these keys from now on; what the earlier ones signed stays good."""
        self._signers = signers
        new = [signer.key for signer in signers if signer.key not in self.verifiers]
        self.verifiers = [*self.verifiers, *new]

    def _sign(self, checkpoint: Checkpoint) -> bytes:
        return sign_checkpoint(checkpoint, self._signers, self._now())

    def sign_head(self, size: int) -> bytes:
        """Sign the head that this log had at ``size``; every such head is one of its own history."""
        self.guard()
        return self._sign(Checkpoint(self.origin, size, self.root_at(size)))

    def note(self) -> SignedCheckpoint | None:
        """Give the stored note, its signatures verified, or None while the log is empty."""
        note = self.store.note()
        return None if note is None else open_checkpoint(note, self.verifiers)

    def remember(self) -> None:
        """Keep the newest note apart from the store, so that an older store is known for what it is."""
        note = self.store.note()
        if note is not None:
            self._memory.set_mark(self.origin, note)

    def remembered(self) -> Checkpoint | None:
        """Give the newest head that this node is known to have signed."""
        note = self._memory.mark(self.origin)
        return None if note is None else open_checkpoint(note, self.verifiers).checkpoint

    def rival(self) -> bytes | None:
        """Give the remembered note that the entries contradict, if there is one: two histories under our own
        key.
        """
        known = self.remembered()
        if known is None or self.size < known.size or self.root_at(known.size) == known.root:
            return None
        return self._memory.mark(self.origin)

    def doubt(self) -> None:
        """Sign nothing more until somebody outside this store confirms that nothing newer was signed."""
        self._memory.set_mark(_DOUBT + self.origin, self._now().to_bytes(8, "big"))
        self._guarded = False

    def doubted(self) -> int | None:
        """Give the POSIX time at which this log was declared to be a copy, or None if that is settled."""
        mark = self._memory.mark(_DOUBT + self.origin)
        return int.from_bytes(mark, "big") if mark else None

    def confirm(self) -> None:
        """End the doubt: somebody who would know has said that nothing newer was signed."""
        if self.doubted() is not None:
            self._memory.set_mark(_DOUBT + self.origin, b"")

    def guard(self) -> None:
        """Refuse to sign unless the store extends everything that was signed before."""
        if self._guarded:
            return
        if self.doubted() is not None:
            raise Unconfirmed(log=self.origin)
        self.store.claim()
        known = self.remembered()
        if known is not None:
            self.demand_extends(known)
        self._guarded = True

    def heed(self, signed: SignedCheckpoint) -> None:
        """Compare a head of this log that a peer hands back; one that the store does not extend is refused.

        It is then remembered too, so that nothing more is signed until the store extends it. One that is
        cosigned since the log was declared to be a copy ends the doubt.
        """
        try:
            self.demand_extends(signed.checkpoint)
        except (RestoredCopy, Fork) as error:
            known = self.remembered()
            if known is None or isinstance(error, Fork) or known.size < signed.checkpoint.size:
                self._memory.set_mark(self.origin, bytes(signed.note))
            self._guarded = False
            raise
        since = self.doubted()
        if since is not None and since < self._cosigned(signed):
            self.confirm()

    def _cosigned(self, signed: SignedCheckpoint) -> int:
        """Give the newest time at which somebody else cosigned this note, or -1."""
        others = [one.time for one in signed.attestations if one.key.name != self.origin]
        return max((time for time in others if time is not None), default=-1)

    def leading(
        self, statements: Sequence[bytes], signed: SignedCheckpoint, proof: Sequence[bytes]
    ) -> Checkpoint:
        """Give the head of this log with ``statements``; refuse one that leads elsewhere than ``signed``."""
        frontier, head = self.frontier_at(self.size), signed.checkpoint
        frontier.extend(leaf_hashes(statements))
        made = Checkpoint(self.origin, frontier.size, frontier.root())
        if made.size < head.size:
            verify_consistency(made.size, head.size, made.root, head.root, proof)
        elif made != head:
            raise Fork(log=self.origin, size=head.size)
        return made

    def regain(
        self,
        entries: Sequence[Entry],
        signed: SignedCheckpoint,
        proof: Sequence[bytes],
        marks: Mapping[str, bytes],
    ) -> range:
        """Append entries that this log has lost and that lead to ``signed``, a head of it signed before."""
        expected = self.leading([entry.statement for entry in entries], signed, proof)
        own = tuple(line for line in signed.note.signatures if line.name == self.origin)
        note = bytes(Note(signed.note.text, own))

        def endorse(made: Checkpoint) -> bytes:
            if made != expected:
                raise Fork(log=self.origin, size=made.size)
            return note if made == signed.checkpoint else self._sign(made)

        return self.extend(entries, endorse, marks)

    def regress(self) -> int:
        """Take the store's own head for the newest again; give how many places beyond it are given up.

        Only after everybody who holds a copy of this log was asked, and by the word of a person: what was
        signed beyond is lost. A store that contradicts what was signed before is refused.
        """
        known, size = self.remembered(), self.size
        lost = max(known.size - size, 0) if known is not None else 0
        if known is not None and not lost:
            self.demand_extends(known)
        self.remember()
        return lost

    def demand_unforked(self) -> None:
        """Check the stored note against the store and against what this node remembers to have signed."""
        signed, known = self.note(), self.remembered()
        if known is not None:
            self.demand_extends(known)
        self.demand_head(None if signed is None else signed.checkpoint)
