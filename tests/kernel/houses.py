"""A party's house log with two kinds of things, an authority and an officer, on a clock set by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ambos.kernel.checkpoint import Signer as NoteSigner
from ambos.kernel.fields import Text, Whole
from ambos.kernel.kinds import Field, Kind, Register
from ambos.kernel.ledger import Ledger
from ambos.kernel.log import SignedLog
from ambos.kernel.note import Algorithm
from ambos.kernel.record import Draft, Reference
from ambos.kernel.records import KINDS
from ambos.kernel.store.contract import KeyStore, LogStore
from ambos.kernel.store.sqlite import SqliteKeys, SqliteLog
from ambos.kernel.vault import Vault
from ambos.testing.clock import HandClock
from ambos.values.handling import PUBLIC, Label
from tests.kernel.seals import AUTHORITY_SIGNER, OFFICER_SIGNER

ORIGIN = "us/house"
NOTES = NoteSigner(ORIGIN, Algorithm.ED25519, bytes([9]) * 32)
PARTNERS = Label(("MX",))

PROMISE = Kind(
    "promise", domain="trial", version=1, joint=True, fields=(Field("text", Text(), required=True),)
)
COUNT = Kind(
    "count", domain="trial", version=1, machine=True, fields=(Field("number", Whole(), required=True),)
)
REGISTER = Register((*KINDS, PROMISE, COUNT))


@dataclass(frozen=True)
class House:
    """A ledger with what it stands on."""

    ledger: Ledger
    log: SignedLog
    keys: KeyStore
    clock: HandClock

    def close(self) -> None:
        """Release both files."""
        self.log.store.close()
        self.keys.close()


def open_house(folder: Path, store: Callable[[], LogStore] | None = None) -> House:
    """Open the house in ``folder``, its log elsewhere if ``store`` opens it; nothing is written."""
    clock = HandClock()
    keys = SqliteKeys(folder / "house.keys.db")
    log = SignedLog(
        ORIGIN,
        store() if store else SqliteLog(folder / "house.db"),
        signers=[NOTES],
        verifiers=[NOTES.key],
        memory=keys,
        now=lambda: int(clock.now().timestamp()),
    )
    ledger = Ledger("US", log, keys=keys, vault=Vault(bytes(32)), register=REGISTER, now=clock.now)
    return House(ledger, log, keys, clock)


@contextmanager
def house(folder: Path, store: Callable[[], LogStore] | None = None) -> Iterator[House]:
    """Open the house, with its two keys registered, and close it."""
    opened = open_house(folder, store)
    try:
        if not opened.log.size:
            keys = [AUTHORITY_SIGNER, OFFICER_SIGNER]
            opened.ledger.write(
                [Draft("key", f"key/us-{k.holder}", k.key_body("US"), PUBLIC) for k in keys], AUTHORITY_SIGNER
            )
        yield opened
    finally:
        opened.close()


def promise(slug: str, *references: Reference, text: str = "We will meet", label: Label = PARTNERS) -> Draft:
    """Draft a joint thing."""
    return Draft("promise", f"promise/{slug}", {"text": text}, label, references)


def count(number: int, label: Label = PARTNERS) -> Draft:
    """Draft a machine-made thing."""
    return Draft("count", f"count/n-{number}", {"number": number}, label)
