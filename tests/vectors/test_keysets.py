"""The vectors of spec/exchange on key sets: made by the generator, and true of this implementation."""

import json
from typing import Any

import pytest

from ambos.exchange.keyset import KeySet, SignedKeySet, check_key_set, demand_follows, parse_key_set
from ambos.kernel.canonical import encode
from ambos.values.errors import AmbosError
from tests.vectors.generate_keysets import FILE, FOLDER, vectors
from tests.vectors.generate_record import Vector, printed


def load() -> list[Any]:
    """Give the committed file as test parameters."""
    rows: list[Vector] = json.loads((FOLDER / FILE).read_text())
    return [pytest.param(row, id=row["name"]) for row in rows]


def test_the_committed_file_is_what_the_generator_makes() -> None:
    """The committed vectors equal what the generator makes from its seeds and the random parts it keeps."""
    assert (FOLDER / FILE).read_text() == printed(vectors())


def _held(digits: str) -> KeySet:
    """Read the body of the set that is held; it was verified before."""
    return parse_key_set(encode([bytes.fromhex(digits), []])).keys


def _judged(given: Vector) -> SignedKeySet:
    signed = parse_key_set(bytes.fromhex(given["set"]))
    assert bytes(signed).hex() == given["set"]
    return demand_follows(_held(given["held"]), signed) if "held" in given else check_key_set(signed)


@pytest.mark.parametrize("vector", load())
def test_key_sets(vector: Vector) -> None:
    """A set stands, or follows from the one held, with the fingerprint stated; or it is refused as stated."""
    try:
        keys = _judged(vector["input"]).keys
        given: Vector = {"expected": {"version": keys.version, "fingerprint": keys.fingerprint}}
    except AmbosError as failure:
        given = {"failure": failure.code}
    assert given == {key: vector[key] for key in ("expected", "failure") if key in vector}
