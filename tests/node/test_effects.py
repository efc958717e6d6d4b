"""The door to evaluations by hand: places by role, each method's answer, and what is refused."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from ambos.analysis.methods.verdict import FAILED, POSITIVE, UNKNOWN
from ambos.kernel.acts import New
from ambos.node.effects import (
    DID,
    ITS,
    METHODS,
    SYNTHETIC,
    Evaluation,
    Inquiry,
    PlaceTwice,
    PlaceUnused,
    inquire,
)
from ambos.node.node import Node
from ambos.node.structural import STRUCTURAL, inquire_structurally
from ambos.node.turns import find_turns
from ambos.values.dates import Day, Period
from ambos.values.handling import PUBLIC
from ambos.values.places import PlaceInvalid
from tests.partnership import new_node, say

MONTHS = Period.parse("2016-01/2020-12").each_month()
BEGINS = 42  # July 2019
DAY = Day.parse("2019-07-08")
STATES = tuple(f"MX-{number:02}" for number in range(1, 15))
TREATED, NEIGHBOURS, SHORT = "MX-01", ("MX-13", "MX-14"), "MX-15"
OTHERS = tuple(place for place in STATES if place not in (TREATED, *NEIGHBOURS))
INDICATOR = "indicator/victims"


def counts(place: str, rng: np.random.Generator) -> list[int]:
    """Counts on one common course; the treated state falls by 40 %, its neighbours rise by a third."""
    common = 1 + 0.3 * np.sin(np.arange(len(MONTHS)) / 9)
    changed = {TREATED: 0.6, **dict.fromkeys(NEIGHBOURS, 1.33)}.get(place, 1.0)
    mean = 300 * common * np.where(np.arange(len(MONTHS)) >= BEGINS, changed, 1.0)
    return [int(count) for count in rng.poisson(mean)]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with fourteen states' months, and one state that lacks a year."""
    with new_node(tmp_path_factory.mktemp("effects"), "MX") as made:
        said = {"sort": "outcome", "unit": "victims", "direction": "down", "calendar": "calendar"}
        say(made, "indicator", "victims", name="V", definition="V", **said)
        rng = np.random.default_rng(0)
        rows = [
            (place, str(month), count)
            for place in (*STATES, SHORT)
            for month, count in zip(MONTHS, counts(place, rng), strict=True)
            if place != SHORT or month.first.year != 2017
        ]
        made.state([New("figure", f"{p.lower()}-{m}", body(p, m, c), PUBLIC) for p, m, c in rows])
        yield made


def body(place: str, month: str, count: int) -> dict[str, Any]:
    told = {"indicator": INDICATOR, "unit": "victims", "status": "final", "publisher": "SESNSP"}
    return {**told, "place": place, "period": month, "value": str(count)}


def ask(node: Node, method: str, **more: Any) -> Evaluation:
    thing = node.shelf.thing(INDICATOR)
    return inquire(node, Inquiry(thing, more.pop("day", DAY), method, more.pop("place", TREATED), **more))


@pytest.mark.parametrize("method", METHODS)
def test_each_method_finds_the_fall(node: Node, method: str) -> None:
    """Alone, as a mixture and beside the others, the fall by 40 % is found and is positive."""
    line = ask(node, method, others=OTHERS).line
    assert (line.answer, line.reason) == (POSITIVE, "")
    assert line.estimate is not None
    assert float(line.estimate) == pytest.approx(-40, abs=10 if method == ITS else 4)


def test_neighbours_that_got_worse_leave_it_unknown(node: Node) -> None:
    """Where the neighbours rose as the place fell, it may only have moved; the neighbours' rise is told."""
    found = ask(node, SYNTHETIC, neighbours=NEIGHBOURS)
    assert (found.line.answer, found.line.reason) == (UNKNOWN, "displaced")
    assert found.line.checks is not None
    assert found.line.checks["neighbours"] == FAILED
    assert found.neighbours is not None
    assert found.neighbours.neighbours is not None
    assert found.neighbours.neighbours.change.ratio == pytest.approx(1.33, rel=0.05)
    assert not set(NEIGHBOURS) & set(found.weights or {})


def test_what_was_expected_is_told_for_each_period(node: Node) -> None:
    """What was to be expected is given for each period after the day, where the method tells it."""
    for method in (ITS, SYNTHETIC, DID):
        found = ask(node, method, others=OTHERS)
        assert found.run is not None
        assert len(found.expected) == len(found.run.figures) - found.run.at
        observed = found.run.values[found.run.at :].sum()
        assert observed / sum(found.expected) == pytest.approx(0.6, rel=0.2 if method == ITS else 0.05)


def test_a_structural_model_finds_the_fall(node: Node) -> None:
    """By a level that wanders, the fall by 40 % lies within the interval."""
    line = inquire_structurally(node, Inquiry(node.shelf.thing(INDICATOR), DAY, STRUCTURAL, TREATED)).line
    assert line.low95 is not None
    assert line.high95 is not None
    assert line.low95 < -40 < line.high95 < 0


def test_the_gap_is_ranked_among_all_donors(node: Node) -> None:
    """The real gap is the widest of all that comparable places as if treated give."""
    assert ask(node, SYNTHETIC, others=OTHERS).rank == (1, len(OTHERS) + 1)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"method": SYNTHETIC, "others": STATES[1:5]}, "too-few-donors"),
        ({"method": ITS, "day": Day.parse("2016-07")}, "too-few-before"),
        ({"method": DID, "day": Day.parse("2020-11")}, "too-few-after"),
        ({"method": SYNTHETIC, "place": "MX-20"}, "no-series"),
        ({"method": ITS, "place": SHORT}, "gaps"),
    ],
)
def test_unknown_effects(node: Node, more: dict[str, Any], reason: str) -> None:
    """What the values do not allow is an unknown effect, with the reason."""
    line = ask(node, **more).line
    assert (line.answer, line.reason, line.estimate) == (UNKNOWN, reason, None)


def test_places_are_refused_by_name(node: Node) -> None:
    """An unknown place, one in two roles and one without the same periods are refused."""
    with pytest.raises(PlaceInvalid):
        ask(node, DID, others=("MX-99",))
    with pytest.raises(PlaceTwice) as twice:
        ask(node, SYNTHETIC, others=(TREATED,))
    assert twice.value.data == {"place": TREATED}
    with pytest.raises(PlaceUnused) as unused:
        ask(node, DID, others=(SHORT,))
    assert unused.value.data == {"place": SHORT}


def test_the_turn_is_found_without_a_day(node: Node) -> None:
    """Without a day, the month in which the treated state fell is among the changes found."""
    run, found = find_turns(node, node.shelf.thing(INDICATOR), TREATED)
    assert run is not None
    assert "2019-07" in [str(turn.period) for turn in found]
