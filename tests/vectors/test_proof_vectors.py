"""The vectors of proofs of records against this program and against the stand-alone verifier."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from ambos.kernel.note import Algorithm, VerifierKey, parse_vkey
from ambos.node.card import Card
from ambos.node.proof import ProofFails, parse_proof, verify_proof
from tests.vectors.generate_ledger import printed
from tests.vectors.generate_proofs import FILE, vectors
from tests.vectors.generate_witness import FOLDER
from tests.vectors.stranger import load

CASES = [pytest.param(row, id=row["name"]) for row in json.loads((FOLDER / FILE).read_text(encoding="utf-8"))]


@dataclass(frozen=True)
class Keys:
    """What of a card a proof is checked under."""

    party: str
    authority: str
    public: list[str]

    def verifiers(self, origin: str) -> list[VerifierKey]:
        """Give the keys of a log."""
        return [VerifierKey(origin, Algorithm.ED25519, bytes.fromhex(key)) for key in self.public]


def test_the_file_is_what_the_generator_makes() -> None:
    """The committed vectors are made anew without a difference."""
    assert (FOLDER / FILE).read_text(encoding="utf-8") == printed(vectors())


@pytest.mark.parametrize("vector", CASES)
def test_proofs(vector: dict[str, Any]) -> None:
    """A proof shows what it says, or fails by its class."""
    given = vector["input"]
    card = cast(Card, Keys(given["party"], given["authority"], given["log-keys"]))
    try:
        proof = parse_proof(json.dumps(given["proof"]))
        proven = verify_proof(proof, card, [parse_vkey(key) for key in given["cosigners"]])
    except ProofFails as error:
        assert error.data["why"] == vector.get("failure")
        return
    assert vector["expected"] == {
        "record": proven.statement.header.rid.hex(),
        "subject": proven.statement.header.subject,
        "signer": proven.signer.holder,
        "received": {line.key.name: line.time for line in proven.receipts},
    }


@pytest.mark.parametrize("vector", CASES)
def test_proofs_before_a_stranger(vector: dict[str, Any], tmp_path: Path) -> None:
    """The stand-alone verifier says the same of each."""
    given, verify = vector["input"], load()
    name = given["proof"]["log"].partition("/")[0]
    card = {
        "party": given["party"],
        "name": name,
        "authority": given["authority"],
        "notes": given["log-keys"],
        "notes_pq": [],
    }
    (tmp_path / "card.json").write_text(json.dumps(card), encoding="utf-8")
    (tmp_path / "proof.json").write_text(json.dumps(given["proof"]), encoding="utf-8")
    try:
        shown = verify.check(str(tmp_path / "proof.json"), [str(tmp_path / "card.json"), *given["cosigners"]])
    except verify.Refused:
        assert "failure" in vector
        return
    expected = vector["expected"]
    assert (shown["record"], shown["subject"]) == (expected["record"], expected["subject"])
    assert shown["signer"].startswith(f"{expected['signer']} ")
    assert shown["received"] == {name: verify.stamp(time) for name, time in expected["received"].items()}
