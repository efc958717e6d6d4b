"""A witness that sees every head that is put out, and says where two of them contradict each other."""

from collections.abc import Callable
from pathlib import Path

from ambos.exchange.witness.asking import AddCheckpoint, size_of
from ambos.exchange.witness.core import Witness
from ambos.exchange.witness.store import WitnessStore
from ambos.kernel.checkpoint import Signer
from ambos.kernel.log import SignedLog
from ambos.kernel.note import Algorithm

CONFLICT = 409


class Watcher:
    """A witness of the world's channels, with a key that everybody could know."""

    def __init__(self, path: Path, now: Callable[[], int]) -> None:
        self._store = WitnessStore(path)
        signer = Signer("watcher", Algorithm.ED25519_COSIGNATURE, bytes(32))
        self._witness = Witness(self._store, [signer], now)

    def follow(self, log: SignedLog) -> None:
        """Follow a channel from now on, under all the keys that it signs with today."""
        self._store.follow(log.origin, log.verifiers)

    def see(self, log: SignedLog) -> None:
        """See the newest head of a channel; what does not extend the one before is kept as a conflict."""
        self.follow(log)
        note, size = log.store.note(), log.size
        if note is None:
            return
        answer = self._witness.add(bytes(AddCheckpoint(0, (), note)))
        if answer.status == CONFLICT and 0 < (known := size_of(answer)) <= size:
            proof = tuple(log.consistency(known, size)) if known < size else ()
            self._witness.add(bytes(AddCheckpoint(known, proof, note)))

    def conflicts(self) -> int:
        """Give how many contradictions were seen."""
        return len(self._store.conflicts())

    def close(self) -> None:
        """Put the file away."""
        self._store.close()
