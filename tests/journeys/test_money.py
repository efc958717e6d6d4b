"""A freeze on another's request, an amparo that releases it, and what that does to the chain: two nodes."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ambos.analysis.studies.money import effects, endings, flow, freezes
from ambos.analysis.studies.networks import methods, network
from ambos.kernel.acts import New
from ambos.node.linting import findings
from ambos.node.money import NotAStep, case, chain
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotFound
from ambos.values.handling import Label

MONEY = {"amount": "48200000", "currency": "mxn"}
TO_MX, TO_US = Label(release=("MX",)), Label(release=("US",))
REQUEST = {
    "requesting": "US", "requested": "MX", "sent": "2025-01-22", "channel": "egmont", "facts_known": True,
    "legal_basis": "FATF R.40", "urgency": "urgent", "foreseen_use": "freezing", "case": "fiu-case/granite",
    "answered": "2025-02-05", "answer": "refused", "ground": "secrecy",
}  # fmt: skip
FROZEN = {"authority": "UIF", "basis": "lic-116-bis-2", "frozen": "2025-03-10", **MONEY}
STEPS = [
    New("fiu-case", "cobalto", {"unit": "UIF", "opened": "2025-02-03", "offence": "drugs"}, TO_US),
    New("freeze", "cobalto", {**FROZEN, "case": "fiu-case/cobalto", "request": "fiu-request/r"}, TO_US),
    New("freeze", "onix", {**FROZEN, "case": "fiu-case/cobalto", "amount": "1800000"}, TO_US),
    New(
        "complaint",
        "cobalto",
        {"filed": "2025-05-20", "prosecutor": "FGR", "offence": "drugs", "freezes": ["freeze/cobalto"]},
        TO_US,
    ),
    New(
        "charge",
        "cobalto",
        {"filed": "2025-11-03", "court": "juez", "offence": "drugs", "complaint": "complaint/cobalto"},
        TO_US,
    ),
]
AMPARO = {"freeze": "freeze/cobalto", "reason": "amparo", "ended": "2025-07-15"}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes: a request of one, a freeze of the other on it, a complaint and a charge."""
    with pair(tmp_path) as nodes:
        case = {"unit": "FinCEN", "opened": "2024-12-09", "offence": "drugs"}
        nodes.us.propose([New("fiu-case", "granite", case, TO_MX), New("fiu-request", "r", REQUEST, TO_MX)])
        nodes.exchange()
        nodes.mx.propose(STEPS)
        nodes.exchange(2)
        yield nodes


def test_an_amparo_takes_the_money_out_of_the_chain(made: Pair) -> None:
    """After the release both nodes see the same chain: the charge comes to nothing that is still frozen."""
    before = flow(chain(made.us))
    assert {line.reason: line.freezes for line in before.losses if line.freezes} == {"standing": 2}
    made.mx.propose([New("freeze-end", "amparo", AMPARO, TO_US)])
    made.exchange(2)
    for node in (made.us, made.mx):
        found = chain(node)
        hit, spared = effects(found)
        assert hit.reached == {
            "complaint": 1,
            "charge": 1,
            "conviction": 0,
            "forfeiture": 0,
            "asset-sharing": 0,
        }
        assert hit.held["complaint"] == {"MXN": Decimal(48200000)}
        assert hit.held["charge"] == {"MXN": Decimal(0)}
        assert (spared.freezes, spared.amounts) == (1, {"MXN": Decimal(1800000)})
        lost = {line.reason: line.amounts for line in flow(found).losses if line.freezes}
        assert lost == {"amparo": {"MXN": Decimal(48200000)}, "standing": {"MXN": Decimal(1800000)}}
    told = [(one.thing.kind, one.held.get("MXN")) for one in case(made.us, "charge/cobalto")[1]]
    assert told[-2:] == [("freeze-end", Decimal(0)), ("charge", Decimal(0))]


def test_the_chain_leaves_its_trail(made: Pair) -> None:
    """Curve, list and plan lint tell of the release and of what exposes the other freeze to one."""
    made.mx.propose([New("freeze-end", "amparo", AMPARO, TO_US)])
    made.exchange(2)
    lines = {line.subject: line for line in freezes(chain(made.us))}
    assert (lines["freeze/cobalto"].days, lines["freeze/cobalto"].reason) == (127, "amparo")
    (only,) = endings(chain(made.us))
    assert (only.day, only.at_risk, only.standing, only.ended) == (127, 2, 0.5, {"amparo": 0.5})
    found = {(line.rule, line.item.subject) for line in findings(made.us)}
    assert {("FI01", "freeze/onix"), ("FI02", "fiu-request/r"), ("FI04", "freeze/onix")} <= found


def test_nobody_learns_of_a_freeze_that_was_not_released(made: Pair) -> None:
    """A freeze that its owner keeps is in no count, sum, name or error at the other node."""
    made.mx.propose([New("freeze", "secreto", {**FROZEN, "case": "fiu-case/cobalto"})])
    made.exchange(2)
    assert len(chain(made.mx).frozen) == 3
    assert len(chain(made.us).frozen) == 2
    with pytest.raises(NotFound):
        case(made.us, "freeze/secreto")
    with pytest.raises(NotAStep):
        made.us.propose([New("organisation", "o", {"name": "SYNTHETIC o", "sort": "cell"})])
        case(made.us, "organisation/o")


def test_ties_of_both_parties_make_one_network(made: Pair) -> None:
    """Each party's graded ties meet at an end that both name, and hold the network together."""
    graded = {"reliability": "b", "information": "2", "basis": "report", "valid_from": "2025"}
    ends = [New("organisation", one, {"name": f"SYNTHETIC {one}", "sort": "cell"}, TO_MX) for one in "ab"]
    tie = {"origin": "organisation/a", "sort": "pays", "target": "organisation/b", **graded}
    made.us.propose([*ends, New("tie", "ab", tie, TO_MX)])
    made.mx.propose(
        [
            New("person", "p", {"subject": "P-1"}, TO_US),
            New("tie", "pb", {**tie, "origin": "person/p", "information": "4"}, TO_US),
            New("method", "m", {"number": "M01", "level": "tactic", "name": {"en": "x", "es": "x"}}, TO_US),
        ]
    )
    made.exchange(2)
    found = network(made.us.shelf)
    assert [line.weak for line in found.bridges] == [True, False]
    assert found.nodes[0].subject == "organisation/b"
    assert [line.total for line in methods(made.us.shelf)] == [0]
