"""Key sets made from small seeds: one node's keys, and the roots that sign for them."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ambos.exchange.keyset import (
    AUTHORITY,
    NOTES,
    NOTES_PQ,
    ROOT,
    KeySet,
    Proven,
    SignedKeySet,
    proven,
    sign_key_set,
)
from ambos.exchange.sealing import Opener
from ambos.kernel.keys import Signer
from ambos.node.certificate import certificate_of, make_certificate

PARTY, NAME = "MX", "mx"


def seed(number: int) -> bytes:
    """Give the secret seed of this number."""
    return number.to_bytes(32, "big")


def root(number: int) -> Signer:
    """Give the root of this number."""
    return Signer.of(seed(100 + number), f"root-{number}", ROOT)


@cache
def proof(purpose: str, number: int, party: str = PARTY) -> Proven:
    """Give a key of the set with its proof of possession."""
    return proven(party, NAME, purpose, seed(number))


@cache
def recipient(number: int) -> bytes:
    """Give a public exchange key."""
    return Opener(seed(number)).recipient.public


@cache
def certificate(number: int) -> bytes:
    """Give a certificate; each number has its own."""
    with TemporaryDirectory() as folder:
        make_certificate(Path(folder), NAME, datetime(2026, 1, number, tzinfo=UTC))
        return certificate_of(Path(folder))


def key_set(version: int = 1, roots: tuple[int, ...] = (1, 2, 3), threshold: int = 2) -> KeySet:
    """Give a set of these roots."""
    return KeySet(
        PARTY,
        NAME,
        version=version,
        threshold=threshold,
        roots=tuple(proof(ROOT, 100 + number) for number in roots),
        authority=proof(AUTHORITY, 1),
        notes=(proof(NOTES, 2),),
        notes_pq=(proof(NOTES_PQ, 3),),
        exchange=(recipient(4),),
        certificates=(certificate(1),),
    )


def signed(keys: KeySet, *signers: int) -> SignedKeySet:
    """Give the set signed by the roots of these numbers."""
    return sign_key_set(keys, [root(number) for number in signers])


def following(keys: KeySet, *signers: int, **changes: object) -> SignedKeySet:
    """Give the next version with these changes."""
    return signed(replace(keys, **{"version": keys.version + 1, **changes}), *signers)  # type: ignore[arg-type]
