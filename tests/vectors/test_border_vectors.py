"""The vectors of sealing, heads and requests: made by the generator, and true of this implementation."""

import hmac
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from ambos.exchange.head import parse_head
from ambos.exchange.request import Gate
from ambos.exchange.sealed import open_section
from ambos.exchange.sealing import Opener
from ambos.kernel.keys import key_id
from tests.vectors.generate_border import FOLDER, vectors
from tests.vectors.generate_record import Vector, printed
from tests.vectors.test_bundle_vectors import holds, load


def test_the_committed_files_are_what_the_generator_makes() -> None:
    """Nobody has changed a vector by hand, and what was sealed before still opens."""
    for name, rows in vectors().items():
        assert (FOLDER / name).read_text() == printed(rows), name


@pytest.mark.parametrize("vector", load("sealed-sections.json"))
def test_sealed_sections(vector: Vector) -> None:
    """A sealed section opens to its bytes, or is refused by class; the seed gives the public key."""

    def answer(given: Vector) -> Vector:
        opener = Opener(bytes.fromhex(given["seed"]))
        return {
            "section": bytes(open_section(bytes.fromhex(given["sealed"]), [opener], given["origin"])).hex()
        }

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("heads.json"))
def test_heads(vector: Vector) -> None:
    """A head is read, or refused by class."""

    def answer(given: Vector) -> Vector:
        head = parse_head(bytes.fromhex(given["head"]))
        notes = {
            name: None if (note := getattr(head, name)) is None else note.hex()
            for name in ("note", "receipt")
        }
        numbers = {name: getattr(head, name) for name in ("policy", "keyset", "time")}
        return {"origin": head.origin, **notes, **numbers}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("requests.json"))
def test_requests(vector: Vector) -> None:
    """A request is admitted, or refused by class."""

    def answer(given: Vector) -> Vector:
        key = bytes.fromhex(given["key"])
        gate = Gate(given["origin"], {key_id(key): key})
        for _ in range(given["admitted_before"] + 1):
            gate.admit(given["header"], given["path"], given["now"])
        return {"admitted": True}

    holds(vector, answer)


XWING = json.loads((Path(__file__).parent / "public" / "xwing.json").read_text())
SUITE = b"HPKE" + bytes.fromhex("647a00010002")  # X-Wing, HKDF-SHA256, AES-256-GCM


@pytest.mark.parametrize("published", XWING, ids=lambda row: row["seed"][:8])
def test_x_wing_as_published(published: Vector) -> None:
    """The seed expands to the published public key, and what is sealed under the published secret opens.

    The key schedule is that of RFC 9180 5.1, written out here with HMAC and HKDF alone.
    """
    opener, info = Opener(bytes.fromhex(published["seed"])), b"some info"
    assert opener.recipient.public.hex() == published["public"]

    def extract(salt: bytes, label: bytes, secret: bytes) -> bytes:
        return hmac.digest(salt, b"HPKE-v1" + SUITE + label + secret, "sha256")

    secret = extract(bytes.fromhex(published["shared"]), b"secret", b"")
    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)

    def expand(label: bytes, size: int) -> bytes:
        labelled = size.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + context
        return HKDFExpand(hashes.SHA256(), size, labelled).derive(secret)

    ciphertext = AESGCM(expand(b"key", 32)).encrypt(expand(b"base_nonce", 12), b"a text", b"")
    assert opener.open(bytes.fromhex(published["encapsulated"]) + ciphertext, info) == b"a text"
