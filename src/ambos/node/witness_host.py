"""A witness of one's own: a folder with its keys and its one file, apart from any node."""

import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ambos.exchange.forks import Evidence
from ambos.exchange.witness.asking import Answer
from ambos.exchange.witness.core import Witness, evidence_of
from ambos.exchange.witness.store import Conflict, Followed, WitnessStore
from ambos.kernel.checkpoint import Signer
from ambos.kernel.note import Algorithm, is_name
from ambos.kernel.store.durable import sync, write_whole
from ambos.node.card import Card
from ambos.values.errors import Form, Misused

NAME, STORE = "name", "witness.db"
SEED_BYTES = 32
_KEYS = {Algorithm.ED25519_COSIGNATURE: "ed25519.key", Algorithm.ML_DSA_44: "ml-dsa-44.key"}


class NoWitness(Misused):
    """The folder holds no witness; data: ``folder``."""

    code = "witness.no-witness"


class WitnessExists(Misused):
    """The folder holds a witness already; data: ``folder``."""

    code = "witness.exists"


class WitnessNameInvalid(Misused):
    """A witness cannot be called so; data: ``name``, ``expected``."""

    code = "witness.name-invalid"


class NobodyToRead(Misused):
    """Of one card alone it is not known to whom its channel leads; data: ``party``."""

    code = "witness.nobody-to-read"


def make_witness(folder: Path, name: str) -> list[Signer]:
    """Make a witness in its folder and give its keys; the name is written last, so that it can be begun
    again.
    """
    if (folder / NAME).exists():
        raise WitnessExists(folder=str(folder))
    if not is_name(name):
        raise WitnessNameInvalid(name=name, expected=Form("key-name"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in _KEYS.values():
        (folder / file).unlink(missing_ok=True)
        descriptor = os.open(folder / file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_bytes(SEED_BYTES).hex() + "\n")
            stream.flush()
            os.fsync(stream.fileno())
    sync(folder)
    write_whole(folder / NAME, name.encode() + b"\n")
    return signers_of(folder)


def signers_of(folder: Path) -> list[Signer]:
    """Give the two keys of the witness in a folder, or refuse."""
    try:
        name = (folder / NAME).read_text(encoding="utf-8").strip()
        seeds = {sort: bytes.fromhex((folder / file).read_text("ascii")) for sort, file in _KEYS.items()}
    except (OSError, ValueError) as error:
        raise NoWitness(folder=str(folder)) from error
    return [Signer(name, sort, seed) for sort, seed in seeds.items()]


@contextmanager
def opened(folder: Path) -> Iterator[Witness]:
    """Open the witness in a folder."""
    signers = signers_of(folder)
    store = WitnessStore(folder / STORE)
    try:
        yield Witness(store, signers, lambda: int(time.time()))
    finally:
        store.close()


def follow(folder: Path, cards: Sequence[Card], readers: Sequence[str]) -> list[str]:
    """Follow the channels from each card's node to the parties of the other cards and to ``readers``."""
    parties = sorted({*readers, *(card.party for card in cards)})
    found = [(card, party) for card in cards for party in parties if party != card.party]
    if not found:
        raise NobodyToRead(party=cards[0].party)
    with opened(folder) as witness:
        for card, party in found:
            witness.store.follow(card.origin(party), card.verifiers(card.origin(party)))
    return [card.origin(party) for card, party in found]


def followed(folder: Path) -> list[Followed]:
    """Give the logs that a witness follows."""
    with opened(folder) as witness:
        return witness.store.followed()


def conflicts(folder: Path) -> list[tuple[Conflict, Evidence | None]]:
    """Give the notes that contradict what was cosigned, each with the evidence it makes, if it makes any."""
    with opened(folder) as witness:
        logs = {log.origin: log for log in witness.store.followed()}
        return [(found, evidence_of(found, logs[found.origin])) for found in witness.store.conflicts()]


def answer_file(folder: Path, request: Path, answer: Path) -> Answer:
    """Answer a request that a courier brought, and write what goes back."""
    with opened(folder) as witness:
        given = witness.add(request.read_bytes())
    write_whole(answer, bytes(given))
    return given
