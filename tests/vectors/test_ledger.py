"""The vectors of spec/ledger: made by the generator, and true of this implementation."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from ambos.kernel.checkpoint import open_checkpoint, open_receipt, parse_checkpoint
from ambos.kernel.merkle import batch_root, leaf_hash, verify_consistency, verify_inclusion
from ambos.kernel.note import parse_vkey
from ambos.values.errors import VerificationFailed
from tests.vectors.generate_ledger import FOLDER, Vector, entry, printed, tree, vectors


def load(name: str) -> list[Any]:
    """Give one committed file as test parameters."""
    rows: list[Vector] = json.loads((FOLDER / name).read_text())
    return [pytest.param(row, id=row["name"]) for row in rows]


def holds(vector: Vector, answer: Callable[[Vector], Vector]) -> None:
    """Demand the vector's value, or its failure class by code."""
    try:
        given: Vector = {"expected": answer(vector["input"])}
    except VerificationFailed as failure:
        given = {"failure": failure.code}
    assert given == {key: vector[key] for key in ("expected", "failure") if key in vector}


def hashes(items: list[str]) -> list[bytes]:
    """Read hexadecimal hashes."""
    return [bytes.fromhex(item) for item in items]


def test_the_committed_files_are_what_the_generator_makes() -> None:
    """Every committed vector file equals what the generator makes from its fixed seeds."""
    made = {name: printed(rows) for name, rows in vectors().items()}
    assert made == {path.name: path.read_text() for path in FOLDER.glob("*.json")}


def test_roots() -> None:
    """The tree over the numbered entries has the stated root at each size."""
    grown = tree()
    for vector in json.loads((FOLDER / "roots.json").read_text()):
        assert grown.root_at(vector["input"]["size"]).hex() == vector["expected"]["root"]


@pytest.mark.parametrize("vector", load("tiles.json"))
def test_tiles(vector: Vector) -> None:
    """A tile is the row of the roots of its 256 subtrees, each computed from its own entries."""

    def answer(given: Vector) -> Vector:
        wide = 256 ** given["level"]
        first = given["index"] * 256 * wide
        starts = range(first, first + 256 * wide, wide)
        row = [batch_root([leaf_hash(entry(at)) for at in range(start, start + wide)]) for start in starts]
        return {"sha256": sha256(b"".join(row)).hexdigest()}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("inclusion.json"))
def test_inclusion(vector: Vector) -> None:
    """An inclusion proof is accepted or refused as stated."""

    def answer(given: Vector) -> Vector:
        leaf, root = hashes([given["leaf"], given["root"]])
        verify_inclusion(given["index"], given["size"], leaf, hashes(given["proof"]), root)
        return {}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("consistency.json"))
def test_consistency(vector: Vector) -> None:
    """A consistency proof is accepted or refused as stated."""

    def answer(given: Vector) -> Vector:
        old_root, new_root = hashes([given["old-root"], given["new-root"]])
        verify_consistency(given["old"], given["new"], old_root, new_root, hashes(given["proof"]))
        return {}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("checkpoints.json"))
def test_checkpoints(vector: Vector) -> None:
    """A checkpoint text is read or refused as stated; what is read prints the same text."""

    def answer(given: Vector) -> Vector:
        checkpoint = parse_checkpoint(given["text"])
        assert checkpoint.text() == given["text"]
        return {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("notes.json"))
def test_notes(vector: Vector) -> None:
    """A signed note opens under the stated keys, or is refused, as stated."""

    def answer(given: Vector) -> Vector:
        opened = open_checkpoint(given["note"].encode(), [parse_vkey(key) for key in given["keys"]])
        times = [attestation.time for attestation in opened.attestations]
        return {"origin": opened.checkpoint.origin, "size": opened.checkpoint.size, "times": times}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("receipts.json"))
def test_receipts(vector: Vector) -> None:
    """A cosignature line gives its time, or is refused, as stated."""

    def answer(given: Vector) -> Vector:
        checkpoint = parse_checkpoint(given["checkpoint"])
        return {"time": open_receipt(checkpoint, given["line"].encode(), parse_vkey(given["key"]))}

    holds(vector, answer)


@pytest.mark.parametrize("vector", load("anchors.json"))
def test_anchors(vector: Vector) -> None:
    """An anchor's body is one map of a hexadecimal root and a size, in the deterministic order."""
    given, body = vector["input"], bytes.fromhex(vector["expected"]["body"])
    start = b"\xa2" + b"\x64root\x78\x40" + given["root"].encode() + b"\x64size"
    assert body.startswith(start)
    assert int.from_bytes(body[len(start) + (given["size"] > 23) :], "big") == given["size"]
