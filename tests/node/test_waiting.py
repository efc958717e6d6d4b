"""What waits for whom, and what is contested."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, WITHDRAWS
from ambos.node.node import Node
from ambos.node.waiting import CONTESTED, FOR_THEM, FOR_US, count_for_us, waiting
from ambos.testing.pair import Pair, pair

BODY = {"name": {"en": "Group"}}
SIG = "framework/sig"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes, one proposal of the US at both."""
    with pair(tmp_path) as nodes:
        nodes.us.propose([New("framework", "sig", BODY)])
        nodes.exchange()
        yield nodes


def sorts(node: Node) -> list[str]:
    return [each.sort for each in waiting(node)]


def agree(node: Node) -> bool:
    """Say whether the quick count is that of the whole look."""
    return count_for_us(node) == len({each.thing.subject for each in waiting(node) if each.sort == FOR_US})


def rid(node: Node) -> str:
    return node.shelf.thing(SIG).rid


def test_a_proposal_waits_for_the_other_side_alone(made: Pair) -> None:
    """What one party proposes waits for the other, until that one answers."""
    assert (sorts(made.us), sorts(made.mx)) == ([FOR_THEM], [FOR_US])
    assert (count_for_us(made.us), count_for_us(made.mx)) == (0, 1)
    made.mx.answer(COUNTERSIGNS, [rid(made.mx)], {})
    made.exchange()
    assert (sorts(made.us), sorts(made.mx)) == ([], [])
    assert agree(made.us) and agree(made.mx)


def test_what_is_disputed_waits_for_nobody(made: Pair) -> None:
    """An objection makes it contested at both, and names who objects; a later countersignature ends it."""
    made.mx.answer(DISPUTES, [rid(made.mx)], {"reason": "no"})
    made.exchange()
    for node in (made.us, made.mx):
        (one,) = waiting(node)
        assert (one.sort, one.disputed_by, count_for_us(node)) == (CONTESTED, ("MX",), 0)
    made.mx.answer(COUNTERSIGNS, [rid(made.mx)], {})
    assert sorts(made.mx) == []


def test_a_revision_waits_beside_what_is_agreed(made: Pair) -> None:
    """The revision waits, not the agreed text; two that contradict each other are contested, both of them."""
    made.mx.answer(COUNTERSIGNS, [rid(made.mx)], {})
    made.exchange()
    newer = made.us.revise(SIG, {"abbreviation": "S"}).rid.hex()
    made.exchange()
    assert [(each.row.rid, each.sort) for each in waiting(made.mx)] == [(newer, FOR_US)]
    assert count_for_us(made.mx) == 1 and agree(made.us)
    made.mx.answer(DISPUTES, [newer], {"reason": "no"})
    assert count_for_us(made.mx) == 0 and agree(made.mx)
    made.mx.revise(SIG, {"abbreviation": "T"})
    made.exchange(2)
    assert sorts(made.us) == sorts(made.mx) == [CONTESTED, CONTESTED]
    assert agree(made.us) and agree(made.mx)


def test_what_is_withdrawn_waits_for_nobody(made: Pair) -> None:
    """A proposal that its party took back is in nobody's inbox."""
    made.us.answer(WITHDRAWS, [rid(made.us)], {"reason": "no"})
    made.exchange()
    assert (sorts(made.us), sorts(made.mx)) == ([], [])
