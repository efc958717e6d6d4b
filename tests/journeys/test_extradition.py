"""An extradition through two nodes, from request to surrender, with an amparo that stops the clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.kernel.course import StepLacks, StepOfAnother, StepOutOfTurn
from ambos.kernel.shelf import Thing
from ambos.node.cases import (
    digest,
    lift,
    open_case,
    open_request,
    reciprocity,
    runs_out,
    settle_all,
    state_reciprocity,
    suspend,
    take_step,
)  # fmt: skip
from ambos.node.definitions import compute
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.handling import PUBLIC, Label
from ambos.values.moments import Moment

REQUEST = "request/wanted"
BODY = {
    "number": "OIA-2024/17",
    "instrument": "extradition",
    "requesting": "US",
    "requested": "MX",
    "offence": "drugs",
    "subject_ref": "P-7F3A",
}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other, with a request of the United States to Mexico on both."""
    with pair(tmp_path) as made:
        open_request(made.us, "wanted", BODY)
        take_step(made.us, REQUEST, "present", {"document": "NOTE-114"})
        made.exchange()
        yield made


def state(node: Node, clock: str) -> str:
    """Say how a clock of the request stands at a node."""
    return next(one.stands.state for one in open_case(node, REQUEST).clocks if one.clock.name == clock)


def walk(two: Pair, *steps: str) -> None:
    """Let Mexico take steps, a day after each other."""
    for step in steps:
        two.clock.advance(days=1)
        told = {"authority": "Juzgado de Distrito"} if step in ("arrest", "hear", "give-opinion") else {}
        take_step(two.mx, REQUEST, step, told)


def test_an_extradition_with_an_amparo(two: Pair) -> None:
    """The amparo holds the sixty days on both nodes, the rest runs afterwards, and both see the end."""
    walk(two, "pass-on", "arrest", "hear", "raise-exceptions", "close-proof", "give-opinion", "grant")
    two.clock.advance(days=20)
    suspend(
        two.mx, REQUEST, {"why": "amparo", "since": str(Moment.of(two.clock.now())), "number": "AMP-881/2024"}
    )
    two.exchange()
    for node in (two.us, two.mx):
        assert state(node, "surrender") == "tolled"
    two.clock.advance(days=200)
    assert state(two.us, "surrender") == "tolled"
    (held,) = open_case(two.mx, REQUEST).case.suspensions
    lift(two.mx, held.subject, str(Moment.of(two.clock.now())))
    two.exchange()
    left = {node: open_case(node, REQUEST).clocks[-1].days_left for node in (two.us, two.mx)}
    assert set(left.values()) == {60 - 19}  # the days that an amparo touches do not count
    two.clock.advance(days=35)
    assert [one.clock.name for one in digest(two.us).warned] == ["surrender"]
    take_step(two.mx, REQUEST, "surrender", {})
    two.exchange()
    assert settle_all(two.us) == 1
    two.exchange()
    for node in (two.us, two.mx):
        opened = open_case(node, REQUEST)
        assert (opened.case.stage, opened.case.request.get("closed") is not None) == ("surrendered", True)
        assert not runs_out(node)
    assert state(two.us, "surrender") == "met"


def test_a_clock_that_nobody_counted(two: Pair) -> None:
    """Where the sixty days pass without a surrender, both boards put it first and say what follows."""
    walk(two, "pass-on", "arrest", "hear", "give-opinion", "grant")
    two.exchange()
    two.clock.advance(days=61)
    for node in (two.us, two.mx):
        first = runs_out(node)[0]
        assert (first.clock.name, first.stands.state, first.owner) == ("surrender", "expired", "US")
        assert first.clock.consequence == "release-for-good"


def test_steps_of_one_minute_keep_their_order(two: Pair) -> None:
    """Steps told with the same minute count in the order in which they were taken, on both nodes."""
    at = str(Moment.of(two.clock.now()))
    for step in ("pass-on", "arrest", "hear", "consent"):
        take_step(two.mx, REQUEST, step, {"at": at, "authority": "Juzgado de Distrito"})
    two.exchange()
    for node in (two.us, two.mx):
        case = open_case(node, REQUEST).case
        assert (case.stage, case.misplaced) == ("granted", ())
        assert [one.run.walked.stage for one in runs_out(node)] == ["granted"]


def test_what_neither_side_may_do(two: Pair) -> None:
    """Steps of the other side, out of turn, or without what they need are refused, and nothing is written."""
    before = [len(open_case(node, REQUEST).case.steps) for node in (two.us, two.mx)]
    with pytest.raises(StepOfAnother):
        take_step(two.us, REQUEST, "pass-on", {})
    with pytest.raises(StepOutOfTurn):
        take_step(two.mx, REQUEST, "surrender", {})
    with pytest.raises(StepLacks):
        take_step(two.mx, REQUEST, "refuse", {})
    assert [len(open_case(node, REQUEST).case.steps) for node in (two.us, two.mx)] == before


def test_both_sign_what_was_counted(two: Pair) -> None:
    """Each node counts the same of the case, without anything of it, and both stand by the statement."""
    walk(two, "pass-on")
    two.clock.advance(days=10)
    two.exchange()
    counted = [reciprocity(node) for node in (two.us, two.mx)]
    assert counted[0] == counted[1]
    (line,) = counted[0]
    assert (line.received, line.answered, line.pending) == (1, 0, 1)
    year = line.year
    state_reciprocity(two.us, "extradition", "US", year)
    two.exchange()
    (waiting,) = two.mx.shelf.things("reciprocity-statement")
    two.mx.answer("countersigns", [waiting.rid], {})
    two.exchange()
    (signed,) = two.us.shelf.things("reciprocity-statement")
    assert signed.state == "countersigned"
    told = " ".join(map(str, signed.body.values()))
    assert BODY["number"] not in told
    assert BODY["subject_ref"] not in told


def test_a_partner_that_takes_our_steps_moves_nothing(two: Pair) -> None:
    """Steps of our side that a partner's program writes, and requests in our name, count on neither node."""
    at = str(Moment.of(two.clock.now()))
    released = Label(release=("US",))
    ours, named = (
        {"of": subject, "step": step, "at": at}
        for subject, step in ((REQUEST, "withdraw"), ("request/in-our-name", "present"))
    )
    body = {**BODY, "number": "OIA-2024/99"}
    told = (("request-step", "a", ours), ("request", "in-our-name", body), ("request-step", "b", named))
    two.mx.propose([New(kind, slug, said, released) for kind, slug, said in told])
    two.exchange()
    for node in (two.us, two.mx):
        opened = open_case(node, REQUEST)
        assert (opened.case.stage, len(opened.case.misplaced)) == ("presented", 1)
        assert [one.received for one in reciprocity(node)] == [1]


def agreed(two: Pair) -> Thing:
    """Let Mexico sign the statement that waits for it, and give it as the United States then have it."""
    two.exchange()
    (waiting,) = (one for one in two.mx.shelf.things("reciprocity-statement") if one.state == "proposed")
    two.mx.answer("countersigns", [waiting.rid], {})
    two.exchange()
    return two.us.shelf.thing(waiting.subject)


def test_a_case_leaves_its_trail_in_an_indicator(two: Pair) -> None:
    """A surrender shows in a figure once both signed its count and made it public, and not before."""
    walk(two, "pass-on", "arrest", "hear", "consent", "surrender")
    two.exchange()
    (line,) = reciprocity(two.us)
    state_reciprocity(two.us, "extradition", "US", line.year)
    kept = agreed(two)
    assert compute(two.us, ["reciprocity"]) == 0
    two.us.propose([New(kept.kind, "published", kept.body, PUBLIC)])
    assert agreed(two).label == PUBLIC
    assert compute(two.us, ["reciprocity"]) == 1
    (figure,) = (one for one in two.us.shelf.things("figure") if one.get("definition"))
    told = [figure.get(name) for name in ("indicator", "period", "place", "value")]
    assert told == ["indicator/extraditions-surrendered", str(line.year), "MX", "1"]
