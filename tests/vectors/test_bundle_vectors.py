"""The vectors of bundles and attachments: made by the generator, true of ours and of a second reader."""

import json
from collections.abc import Callable
from hashlib import sha256, shake_256
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from nacl.signing import VerifyKey

from ambos.exchange.blob import opened
from ambos.exchange.bundle import opened_bundle, parse_manifest
from ambos.exchange.sealing import Opener
from ambos.values.errors import AmbosError
from tests.vectors.generate_bundles import FOLDER, Vector, described, printed, vectors


def load(name: str) -> list[Any]:
    """Give one committed file as test parameters."""
    return [pytest.param(row, id=row["name"]) for row in json.loads((FOLDER / name).read_text())]


def holds(vector: Vector, answer: Callable[[Vector], Vector]) -> None:
    """Demand the vector's value, or its failure class by code."""
    try:
        given: Vector = {"expected": answer(vector["input"])}
    except AmbosError as failure:
        given = {"failure": failure.code}
    assert given == {key: vector[key] for key in ("expected", "failure") if key in vector}


def test_the_committed_files_are_what_the_generator_makes() -> None:
    """Nobody has changed a vector by hand, and what was sealed before still opens."""
    for name, rows in vectors().items():
        assert (FOLDER / name).read_text() == printed(rows), name


@pytest.mark.parametrize("vector", load("chunks.json"))
def test_chunks(vector: Vector) -> None:
    """A chunk is sealed under the nonce that counts it and says whether it is the last."""

    def answer(given: Vector) -> Vector:
        nonce = given["number"].to_bytes(11, "big") + bytes([given["last"]])
        cipher = AESGCM(bytes.fromhex(given["key"]))
        return {"sealed": cipher.encrypt(nonce, bytes.fromhex(given["plain"]), None).hex()}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("blobs.json"))
def test_blobs(vector: Vector) -> None:
    """A sealed attachment opens to its content, or is refused by class."""

    def answer(given: Vector) -> Vector:
        opener, digest = Opener(bytes.fromhex(given["seed"])), bytes.fromhex(given["digest"])
        return {"content": b"".join(opened([bytes.fromhex(given["sealed"])], [opener], digest)).hex()}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("manifests.json"))
def test_manifests(vector: Vector) -> None:
    """A manifest is read as it says, or is no manifest."""
    holds(vector, lambda given: described(parse_manifest(bytes.fromhex(given["manifest"]))))


@pytest.mark.parametrize("vector", load("bundles.json"))
def test_bundles(vector: Vector, tmp_path: Path) -> None:
    """A bundle gives its frames under the sender's key, or is refused by class."""

    def answer(given: Vector) -> Vector:
        (tmp_path / "file").write_bytes(bytes.fromhex(given["file"]))
        with opened_bundle(tmp_path / "file", [Opener(bytes.fromhex(given["seed"]))]) as bundle:
            manifest = bundle.verify(bytes.fromhex(given["authority"]))
            frames = [bundle.read(number).hex() for number in range(len(manifest.frames))]
            return {"frames": frames, "old": manifest.old, "new": manifest.new}

    holds(vector, answer)


# -- a second reader: the page alone, a CBOR decoder, HPKE and AES-GCM of a library, libsodium

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def unsealed(seed: str, data: bytes, info: bytes) -> bytes:
    """Open what is sealed to the exchange key of a seed (spec/exchange, "Sealing")."""
    expanded = shake_256(bytes.fromhex(seed)).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    key = MLKEM768X25519PrivateKey(lattice, X25519PrivateKey.from_private_bytes(expanded[64:]))
    return SUITE.decrypt(data, key, info)


def honest(name: str) -> list[Any]:
    """Give those of a file that are to be accepted."""
    return [param for param in load(name) if "expected" in param.values[0]]


@pytest.mark.parametrize("vector", honest("bundles.json"))
def test_a_stranger_reads_bundles(vector: Vector) -> None:
    """Whoever follows the page finds the manifest, its signature and the frames."""
    given, data = vector["input"], bytes.fromhex(vector["input"]["file"])
    line, data = data[:15], data[15:]
    frames = []
    while data:
        length = int.from_bytes(data[:8], "big")
        frames.append(data[8 : 8 + length])
        data = data[8 + length :]
    assert line == b"ambos bundle/1\n" and frames[0][:1] == b"\x02"
    tag = cbor2.loads(unsealed(given["seed"], frames[0][9:], b"ambos manifest/1\n"))
    protected, _, payload, signature = tag.value
    assert tag.tag == 18 and cbor2.loads(protected)[16] == "ambos-manifest+cbor"
    signed = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    VerifyKey(bytes.fromhex(given["authority"])).verify(signed, signature)
    version, _, old, new, _, _, rows = cbor2.loads(payload)
    assert version == 1 and [sha256(frame).digest() for frame in frames[1:]] == [row[6] for row in rows]
    found = {"frames": [frame.hex() for frame in frames[1:]], "old": old, "new": new}
    assert found == vector["expected"]


@pytest.mark.parametrize("vector", honest("blobs.json"))
def test_a_stranger_opens_attachments(vector: Vector) -> None:
    """Whoever follows the page finds the content, chunk by chunk."""
    given, data = vector["input"], bytes.fromhex(vector["input"]["sealed"])
    digest = bytes.fromhex(given["digest"])
    key = unsealed(given["seed"], data[9:1177], b"ambos blob/1\n" + digest)
    chunk = AESGCM(key).decrypt(bytes(11) + b"\x01", data[1177:], None)
    assert data[:1] == b"\x03" and sha256(chunk).digest() == digest
    assert chunk.hex() == vector["expected"]["content"]
