"""The vectors of spec/exchange, "Witnesses and forks", against this program and against the stand-alone
verifier.
"""

import json
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest

from ambos.exchange.forks import parse_evidence, verify_evidence
from ambos.exchange.witness.asking import RequestMalformed, parse_request
from ambos.exchange.witness.core import Witness
from ambos.exchange.witness.policy import PolicyInvalid, parse_policy
from ambos.exchange.witness.store import WitnessStore
from ambos.kernel.checkpoint import parse_checkpoint
from ambos.kernel.note import parse_note, parse_vkey
from ambos.values.errors import AmbosError
from tests.vectors.generate_ledger import printed
from tests.vectors.generate_witness import FOLDER, LOG, WITNESSES, vectors
from tests.vectors.stranger import load


def cases(file: str) -> list[Any]:
    rows = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["name"]) for row in rows]


def test_the_files_are_what_the_generator_makes() -> None:
    """The committed vectors are made anew without a difference."""
    for file, rows in vectors().items():
        assert (FOLDER / file).read_text(encoding="utf-8") == printed(rows)


@pytest.mark.parametrize("vector", cases("witness-requests.json"))
def test_requests(vector: dict[str, Any]) -> None:
    """A request is read, or refused."""
    data = vector["input"]["request"].encode()
    if "failure" in vector:
        with pytest.raises(RequestMalformed):
            parse_request(data)
        return
    made = parse_request(data)
    assert {"old": made.old, "hashes": len(made.proof)} == vector["expected"]
    assert bytes(made) == data


@pytest.mark.parametrize("vector", cases("witness-answers.json"))
def test_answers(vector: dict[str, Any], tmp_path: Path) -> None:
    """A witness in the state given answers so, and keeps what it must."""
    given, store = vector["input"], WitnessStore(tmp_path / "w.db")
    store.follow(given["log"], [parse_vkey(given["key"])])
    if "note" in given:
        note = given["note"].encode()
        store.advance(given["log"], parse_checkpoint(parse_note(note).text).size, note, 1)
    answer = Witness(store, WITNESSES[:1], lambda: 1_767_614_400).add(given["request"].encode())
    expected = vector["expected"]
    assert (answer.status, bool(store.conflicts())) == (expected["status"], expected["keeps"])
    if "body" in expected:
        assert answer.body.decode() == expected["body"]
    store.close()


@pytest.mark.parametrize("vector", cases("witness-policies.json"))
def test_policies(vector: dict[str, Any]) -> None:
    """A policy has just these least quorums, or is refused at its line."""
    data = vector["input"]["policy"].encode()
    if "failure" in vector:
        with pytest.raises(PolicyInvalid) as found:
            parse_policy(data)
        assert found.value.data["line"] == vector["line"]
        return
    policy, names = parse_policy(data), [f"W{n}" for n in range(len(WITNESSES))]
    quorums = [set(seen) for seen in vector["expected"]["quorums"]]
    assert all(policy.witnessed(seen) for seen in quorums)
    every = chain.from_iterable(combinations(names, count) for count in range(len(names) + 1))
    assert all(any(made <= set(seen) for made in quorums) for seen in every if policy.witnessed(seen))


@pytest.mark.parametrize("vector", cases("forks.json"))
def test_forks(vector: dict[str, Any]) -> None:
    """Evidence holds or fails by its class."""
    trusted = [parse_vkey(key) for key in vector["input"]["trusted"]]
    try:
        evidence = parse_evidence(json.dumps(vector["input"]["evidence"]))
        shown = verify_evidence(evidence, trusted)
    except AmbosError as error:
        assert error.code == vector.get("failure")
        return
    assert {"size": shown.size, "heads": [head.size for head in shown.heads]} == vector["expected"]


@pytest.mark.parametrize("vector", cases("forks.json"))
def test_forks_before_a_stranger(vector: dict[str, Any], tmp_path: Path) -> None:
    """The stand-alone verifier says the same of each."""
    verify = load()
    trusted = parse_vkey(vector["input"]["trusted"][0])
    card = {
        "party": "US",
        "name": LOG.name.partition("/")[0],
        "authority": "00" * 32,
        "notes": trusted.public.hex(),
        "notes_pq": [],
    }
    (tmp_path / "card.json").write_text(json.dumps(card), encoding="utf-8")
    (tmp_path / "fork.json").write_text(json.dumps(vector["input"]["evidence"]), encoding="utf-8")
    try:
        shown = verify.check(str(tmp_path / "fork.json"), [str(tmp_path / "card.json")])
    except verify.Refused:
        assert "failure" in vector
        return
    assert shown["differ-at"] == vector["expected"]["size"]
