"""References count as spec/record 3.2 says: to the very bytes they name; answers from their own kind only."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNED, PROPOSED
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.record import Draft, Reference
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.handling import PUBLIC

SUBJECT = "framework/sample"
CLAIMS = {"countersign": {}, "event": {"happened": "2026-01-23", "name": {"en": "A visit"}, "sort": "visit"}}


def proposed(nodes: Pair) -> Reference:
    """Let the US propose a framework and Mexico receive it; give an honest countersignature's reference."""
    (written,) = nodes.us.propose([New("framework", "sample", {"name": {"en": "A framework"}}, PUBLIC)])
    nodes.exchange()
    row = nodes.mx.shelf.record(written.rid.hex())
    return Reference("countersigns", written.rid, leaf_hash(nodes.mx.read_record(row).statement.data))


def say(node: Node, kind: str, *references: Reference) -> None:
    """Write what no desk would write, signed by the officer."""
    body: dict[str, Any] = CLAIMS[kind]
    draft = Draft(kind, f"{kind}/sample", body, PUBLIC, references)
    node._parts.ledger.write([draft], node._parts.secrets.officer("secretariat"))
    node.refresh()


def reasons(node: Node) -> list[str]:
    """Give why records are in quarantine."""
    return [code for *_, code in node.projection.quarantined()]


@pytest.mark.parametrize("rebuilt", [False, True])
def test_a_tie_holds_to_the_very_bytes(tmp_path: Path, rebuilt: bool) -> None:
    """A countersignature of other bytes under the same id is nothing; one of the same bytes counts."""
    with pair(tmp_path) as nodes:
        honest = proposed(nodes)
        say(nodes.mx, "countersign", replace(honest, leaf=bytes(32)))
        nodes.exchange()
        if rebuilt:
            nodes.us.rebuild()
        assert nodes.us.shelf.thing(SUBJECT).state == PROPOSED
        nodes.mx.answer("countersigns", [honest.rid.hex()], {})
        nodes.exchange()
        assert nodes.us.shelf.thing(SUBJECT).state == COUNTERSIGNED


@pytest.mark.parametrize(("kind", "twice"), [("event", False), ("countersign", True)])
def test_an_answer_is_the_one_reference_of_its_own_kind(tmp_path: Path, kind: str, twice: bool) -> None:
    """A record of another kind that countersigns, or one that does so twice, is set aside with the reason."""
    with pair(tmp_path) as nodes:
        honest = proposed(nodes)
        say(nodes.mx, kind, *([honest] * (2 if twice else 1)))
        nodes.exchange()
        assert nodes.us.shelf.thing(SUBJECT).state == PROPOSED
        assert reasons(nodes.us) == ["record.answer-misplaced"]


def test_an_answer_answers_something(tmp_path: Path) -> None:
    """A countersignature of nothing is set aside."""
    with pair(tmp_path) as nodes:
        say(nodes.mx, "countersign")
        assert reasons(nodes.mx) == ["record.answer-misplaced"]
