"""The vectors of bundles and attachments: made by the generator, and true of this implementation."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

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
