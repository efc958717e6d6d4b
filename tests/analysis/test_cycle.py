"""What asks for a decision, what an adjustment changed, what became of each promise."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ambos.analysis.studies.adjustments import adjustment_lines
from ambos.analysis.studies.asks import REASONS, asks
from ambos.analysis.studies.goals import goal_statuses
from ambos.analysis.studies.judgements import AdjustmentLine, AskLine
from ambos.analysis.studies.promises import Promises, Wanted, promises
from ambos.analysis.studies.review import review
from ambos.node.node import Node
from ambos.values.dates import Day
from tests.partnership import TODAY, new_node, say

FIGURES = (("2024", "100"), ("2025", "130"))


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    """A node with a target that moves away: from 100 to 130, when 80 was wanted."""
    with new_node(tmp_path, "US") as made:
        say(made, "framework", "f", name="F")
        say(made, "goal", "g", framework="framework/f", name="G")
        sheet = {"sort": "outcome", "unit": "deaths", "direction": "down", "calendar": "calendar"}
        say(made, "indicator", "i", name="I", definition="D", goals=["goal/g"], **sheet)
        for period, value in FIGURES:
            figure(made, period, value)
        pinned = {"value": "100", "period": "2024", "figure": "figure/2024"}
        say(made, "baseline", "b", indicator="indicator/i", **pinned)
        target = {"baseline": "baseline/b", "value": "80", "deadline": "2027-12-31", "goal": "goal/g"}
        say(made, "target", "t", indicator="indicator/i", **target)
        yield made


def figure(node: Node, period: str, value: str, as_of: str = "") -> str:
    body = {"period": period, "place": "MX", "value": value, "unit": "deaths", "status": "final"}
    dated = {"as_of": as_of or f"{int(period[:4]) + 1}-01-31"}
    return say(node, "figure", period.lower(), indicator="indicator/i", **body, **dated)


def adjust(node: Node, concerns: str = "target/t", **fields: Any) -> str:
    body = {"because": ["figure/2025"], "change": "C", "decided": "2026-02-10"} | fields
    return say(node, "adjustment", "a", concerns=concerns, **body)


def asked(node: Node, today: date = TODAY) -> list[tuple[str, str]]:
    return [(line.item.subject, line.reason) for line in asked_lines(node, today)]


def asked_lines(node: Node, today: date = TODAY) -> tuple[AskLine, ...]:
    shelf = node.shelf.on(today)
    return asks(shelf, review(shelf))


def changed(node: Node) -> AdjustmentLine:
    (line,) = adjustment_lines(node.shelf, review(node.shelf))
    return line


def test_what_moves_away_asks_once(node: Node) -> None:
    """A target whose newest figure is worse than the baseline asks, and names the figure that shows it."""
    (line,) = asked_lines(node)
    assert (line.item.subject, line.reason) == ("target/t", "moving-away")
    assert line.cause is not None and line.cause.subject == "figure/2025"
    assert line.since == date(2026, 1, 31)


@pytest.mark.parametrize("concerns", ["target/t", "indicator/i", "goal/g"])
def test_an_adjustment_answers(node: Node, concerns: str) -> None:
    """An adjustment of the target, its indicator or its goal answers until it is to be looked at again."""
    adjust(node, concerns, review_by="2026-06-30")
    assert asked(node, date(2026, 6, 30)) == []
    assert asked(node, date(2026, 7, 1)) == [("target/t", "adjustment-without-effect")]


def test_an_adjustment_without_a_day_is_spent_by_the_next_figure(node: Node) -> None:
    """Without a day for the next look, a worse figure of a period after the decision asks anew."""
    adjust(node, decided="2025-12-15")
    assert asked(node) == []
    figure(node, "2026", "140", as_of="2026-02-28")
    assert asked(node) == [("target/t", "adjustment-without-effect")]


def test_an_adjustment_of_something_else_answers_nothing(node: Node) -> None:
    """An adjustment of another goal leaves the question open."""
    say(node, "goal", "other", framework="framework/f", name="O")
    adjust(node, "goal/other")
    assert asked(node) == [("target/t", "moving-away")]


def test_a_goal_does_not_ask_beside_its_indicators(node: Node) -> None:
    """A goal is off track only where an indicator of it is, and that one asks for both."""
    assert goal_statuses(review(node.shelf).frameworks)["goal/g"] == ("moving-away", "G3")
    assert asked(node) == [("target/t", "moving-away")]


def test_late_and_claimed_promises_ask(node: Node) -> None:
    """A promise past due asks until a later decision concerns it; one party's word asks the other."""
    said = {"said_on": "2025-01", "said_by": "joint"}
    say(node, "commitment", "late", sentence="L", due="2026-01-31", **said)
    say(node, "commitment", "claimed", sentence="C", state="kept", evidence=["figure/2025"], **said)
    found = {line.item.subject: line for line in asked_lines(node)}
    assert found["commitment/late"].reason == "late-commitment"
    assert found["commitment/late"].since == date(2026, 1, 31)
    assert found["commitment/claimed"].reason == "claim"
    assert found["commitment/claimed"].cause is not None
    say(node, "decision", "early", text="E", decided="2025-06", concerns=["commitment/late"])
    assert ("commitment/late", "late-commitment") in asked(node)
    say(node, "decision", "late", text="L", decided="2026-02-15", concerns=["commitment/late"])
    assert "commitment/late" not in dict(asked(node))


def test_the_gravest_reason_comes_first(node: Node) -> None:
    """What asks is ordered by reason, then by how long it has waited."""
    said = {"said_on": "2020", "said_by": "joint"}
    for slug, due in (("a", "2025"), ("b", "2024")):
        say(node, "commitment", slug, sentence=slug, due=due, **said)
    found = asked(node)
    assert [subject for subject, _ in found] == ["target/t", "commitment/b", "commitment/a"]
    assert [REASONS.index(reason) for _, reason in found] == sorted(REASONS.index(r) for _, r in found)


def test_the_log_ties_a_change_to_its_cause(node: Node) -> None:
    """An adjustment stands with its cause, its decision, the status then, and the figure before."""
    say(node, "decision", "d", text="D", decided="2026-02-10")
    adjust(node, decision="decision/d", status_then="moving-away", value_then="130")
    line = changed(node)
    assert [item.subject for item in line.because] == ["figure/2025"]
    assert line.decision is not None and line.decision.subject == "decision/d"
    assert (line.status_then, line.status_now) == ("moving-away", "moving-away")
    assert line.before is not None and line.before.item.subject == "figure/2025"
    assert line.after is None


def test_a_later_figure_of_the_same_question_is_the_after(node: Node) -> None:
    """Only a later period of equal length, scope and place shows what changed; others do not."""
    adjust(node, because=["figure/2024"], status_then="moving-away")
    line = changed(node)
    assert line.before is not None and line.after is not None
    assert (line.before.item.subject, line.after.item.subject) == ("figure/2024", "figure/2025")
    figure(node, "2026-01", "3", as_of="2026-02-01")
    after = changed(node).after
    assert after is not None and after.item.subject == "figure/2025"


def test_what_was_not_known_at_the_decision_is_not_before(node: Node) -> None:
    """Without a figure among the causes, the one before is the newest that had been published by then."""
    adjust(node, because=["indicator/i"], decided="2026-01-15")
    line = changed(node)
    assert line.before is not None and line.before.item.subject == "figure/2024"
    assert line.after is not None and line.after.item.subject == "figure/2025"


def test_an_output_does_not_speak_for_a_goal(node: Node) -> None:
    """The status of a goal rests on outcomes and impacts alone."""
    adjust(node, "goal/g")
    assert changed(node).status_now == "moving-away"
    node.revise("indicator/i", {"sort": "output"})
    assert changed(node).status_now == "unknown"


# -- promises


def promised(node: Node, **wanted: Any) -> Promises:
    return promises(node.shelf, Wanted(**wanted))


@pytest.fixture
def chained(node: Node) -> Node:
    """A promise that two later frameworks took up, and one that stands alone."""
    for slug, before, said in (
        ("one", "", "2019-10"),
        ("two", "one", "2022-01"),
        ("three", "two", "2025-09"),
    ):
        continued = {"continues": f"framework/{before}"} if before else {}
        framework = say(node, "framework", slug, name=slug, **continued)
        taken = {"continues": f"commitment/{before}"} if before else {}
        owner = {"owner_us": "ATF"} if slug == "two" else {}
        body = {"sentence": slug, "said_on": said, "said_by": "joint", "area": "arms"}
        say(node, "commitment", slug, framework=framework, **body, **taken, **owner)
    alone = {"sentence": "alone", "said_on": "2020", "said_by": "us", "area": "drugs", "due": "2024"}
    say(node, "commitment", "alone", **alone)
    return node


def test_a_chain_runs_from_the_first_wording_to_the_last(chained: Node) -> None:
    """A promise taken up twice is one chain of three; one that stands alone is none."""
    found = promised(chained)
    assert [[line.item.subject for line in chain] for chain in found.chains] == [
        ["commitment/one", "commitment/two", "commitment/three"]
    ]
    assert len(found.lines) == 4
    assert found.frameworks[-1][0] is None


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        ({}, {"one", "two", "three", "alone"}),
        ({"framework": "framework/two"}, {"two"}),
        ({"since": Day.parse("2022-01-15")}, {"two", "three"}),
        ({"since": Day.parse("2022-02")}, {"three"}),
        ({"owner": "atf"}, {"two"}),
        ({"standing": "late"}, {"alone"}),
        ({"area": "drugs"}, {"alone"}),
        ({"area": "arms", "since": Day.parse("2025")}, {"three"}),
        ({"owner": "nobody"}, set()),
    ],
)
def test_only_what_is_asked_for(chained: Node, wanted: dict[str, Any], subjects: set[str]) -> None:
    """Each filter leaves out what it does not ask for, and counts only what it leaves in."""
    found = promised(chained, **wanted)
    assert {line.item.subject.partition("/")[2] for line in found.lines} == subjects
    assert sum(found.counts.values()) == len(subjects)
    assert all(lines for _, lines in found.frameworks)


def test_a_chain_shows_whole_where_any_of_it_is_asked_for(chained: Node) -> None:
    """A chain is not cut to the framework that is asked for."""
    (chain,) = promised(chained, framework="framework/two").chains
    assert len(chain) == 3
    assert promised(chained, area="drugs").chains == ()


def test_every_promise_of_the_public_record_is_there(record: Node) -> None:
    """Nothing promised is left out, and every promise stands in exactly one framework or in none."""
    found = promises(record.shelf)
    subjects = [line.item.subject for line in found.lines]
    assert sorted(subjects) == [thing.subject for thing in record.shelf.things("commitment")]
    assert found.counts["claimed"] == 2 and "kept" not in found.counts
    assert all(len({line.item.subject for line in chain}) == len(chain) > 1 for chain in found.chains)
    assert timedelta(days=found.silent_after_days) == timedelta(days=180)
