"""The loop, through two nodes: promise, result, decision, adjustment, and what it changed."""

from pathlib import Path
from typing import Any

from ambos.analysis.studies.judgements import AdjustmentLine
from ambos.analysis.studies.promises import promises
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS, PROPOSED
from ambos.node.demonstrator import countersign
from ambos.node.node import Node
from ambos.node.packets import packet
from ambos.testing.pair import Pair, pair
from ambos.values.handling import PUBLIC
from tests.partnership import say

PROMISE = "commitment/trace"


def agree(made: Pair) -> None:
    """Pass everything over, let each countersign what waits for it, and pass the answers."""
    made.exchange(2)
    for node in (made.us, made.mx):
        countersign(node)
    made.exchange(2)


def plan(node: Node) -> None:
    """Say a goal with a target for the share of traced firearms, and a promise."""
    say(node, "framework", "f", name="EXAMPLE")
    say(node, "group", "g", framework="framework/f", name="EXAMPLE group")
    say(node, "goal", "g", framework="framework/f", name="EXAMPLE goal", coordinated_by="group/g")
    sheet = {"sort": "outcome", "unit": "percent", "direction": "up", "calendar": "calendar"}
    say(node, "indicator", "i", name="EXAMPLE share", definition="D", goals=["goal/g"], **sheet)
    measure(node, "2024", "30", "2025-01-31")
    pinned = {"period": "2024", "value": "30", "figure": "figure/2024"}
    say(node, "baseline", "b", indicator="indicator/i", **pinned)
    wanted = {"baseline": "baseline/b", "value": "45", "deadline": "2028-12-31", "goal": "goal/g"}
    say(node, "target", "t", indicator="indicator/i", **wanted)
    said = {"said_on": "2025-12", "said_by": "joint", "due": "2026-01-31", "framework": "framework/f"}
    say(node, "commitment", "trace", sentence="EXAMPLE promise", **said)


def measure(node: Node, period: str, value: str, as_of: str) -> None:
    body = {"period": period, "place": "MX", "value": value, "unit": "percent", "status": "final"}
    say(node, "figure", period, indicator="indicator/i", as_of=as_of, **body)


def standing(node: Node) -> tuple[str, tuple[str, ...]]:
    (line,) = promises(node.shelf).lines
    return line.standing, line.flags


def reasons(node: Node) -> dict[str, str]:
    return {line.item.subject: line.reason for line in packet(node).asks}


def changed(node: Node) -> AdjustmentLine:
    (line,) = packet(node).adjustments
    return line


def decide(node: Node) -> None:
    """Hold a meeting that decides to change course because of the result."""
    day: dict[str, Any] = {"decided": "2026-03-02"}
    say(node, "meeting", "m", name="EXAMPLE", held="2026-03-02", level="senior", group="group/g")
    about = ["target/t", PROMISE]
    say(node, "decision", "d", text="EXAMPLE decision", meeting="meeting/m", concerns=about, **day)
    cause = {"because": ["figure/2025"], "decision": "decision/d", "status_then": "moving-away"}
    say(
        node, "adjustment", "a", concerns="target/t", change="EXAMPLE", review_by="2027-06-30", **cause, **day
    )


def test_the_loop_closes(tmp_path: Path) -> None:
    """What is late or moves away asks both alike, a decision answers, the next figure shows what changed."""
    with pair(tmp_path) as made:
        plan(made.us)
        agree(made)
        assert [standing(node) for node in (made.us, made.mx)] == [("open", ())] * 2
        assert reasons(made.us) == reasons(made.mx) == {}

        made.clock.advance(days=56)
        measure(made.us, "2025", "28", "2026-02-15")
        agree(made)
        asked = {"target/t": "moving-away", PROMISE: "late-commitment"}
        assert reasons(made.us) == reasons(made.mx) == asked

        decide(made.mx)
        agree(made)
        assert reasons(made.us) == reasons(made.mx) == {}
        assert (changed(made.us).status_then, changed(made.us).after) == ("moving-away", None)

        made.clock.advance(days=360)
        measure(made.us, "2026", "38", "2027-02-10")
        agree(made)
        for node in (made.us, made.mx):
            line = changed(node)
            assert [item.subject for item in line.because] == ["figure/2025"]
            assert line.before is not None and line.after is not None
            assert [str(line.before.value), str(line.after.value)] == ["28", "38"]
            assert line.status_now == "on-track"


def test_a_promise_is_kept_with_two_keys(tmp_path: Path) -> None:
    """A completion that one side states changes nothing that was agreed until the other countersigns it."""
    with pair(tmp_path) as made:
        plan(made.us)
        agree(made)
        made.clock.advance(days=56)
        said = made.us.revise(PROMISE, {"state": "kept", "evidence": ["figure/2024"]})
        made.exchange(2)
        assert [standing(node) for node in (made.us, made.mx)] == [("late", ("change-waits",))] * 2
        made.mx.answer(COUNTERSIGNS, [said.rid.hex()], {})
        made.exchange(2)
        assert [standing(node) for node in (made.us, made.mx)] == [("kept", ())] * 2


def test_a_promise_first_told_as_kept_is_claimed(tmp_path: Path) -> None:
    """A promise that one side brings in as kept already is claimed, on both sides, until the other agrees."""
    with pair(tmp_path) as made:
        body = {"sentence": {"en": "E", "es": "E"}, "said_on": "2025", "said_by": "joint", "state": "kept"}
        made.us.propose([New("commitment", "c", body, PUBLIC)])
        made.exchange(2)
        assert made.mx.shelf.thing("commitment/c").state == PROPOSED
        flags = ("no-evidence", "date-unknown")
        assert [standing(node) for node in (made.us, made.mx)] == [("claimed", flags)] * 2
        agree(made)
        assert [standing(node) for node in (made.us, made.mx)] == [("kept", flags)] * 2
