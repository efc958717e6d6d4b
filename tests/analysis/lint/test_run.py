"""Lint on a shelf: quick on a large plan, blind to what the reader may not see, true of the record."""

from pathlib import Path
from time import process_time
from typing import Any

from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.run import failing, lint
from ambos.kernel.access import Person
from ambos.kernel.acts import New
from ambos.kernel.shelf import Shelf
from ambos.node.node import Node
from ambos.values.handling import PUBLIC, Label
from tests.analysis.lint.plans import F, Held, W
from tests.partnership import new_node

SECRET = Label(compartment="chapter-9")
SECONDS = 2.0


def large() -> dict[str, dict[str, Any]]:
    """A plan of more than five thousand things: goals, objectives, actions, indicators with their figures."""
    things: dict[str, dict[str, Any]] = {F: {}}
    for g in range(20):
        things[f"goal/g{g}"] = {"framework": F}
        things[f"indicator/i{g}"] = {"goals": [f"goal/g{g}"], "sort": "outcome", "unit": "deaths"}
        things[f"baseline/b{g}"] = {"indicator": f"indicator/i{g}", "figure": f"figure/f{g}-2001"}
        things[f"target/t{g}"] = {"indicator": f"indicator/i{g}", "baseline": f"baseline/b{g}", "value": "1"}
        for y in range(2001, 2025):
            said = {"indicator": f"indicator/i{g}", "period": str(y), "value": str(y), "unit": "deaths"}
            things[f"figure/f{g}-{y}"] = said
        for o in range(10):
            things[f"objective/o{g}-{o}"] = {"goal": f"goal/g{g}"}
            for a in range(10):
                things[f"action/a{g}-{o}-{a}"] = {"objective": f"objective/o{g}-{o}"}
                things[f"milestone/m{g}-{o}-{a}"] = {"action": f"action/a{g}-{o}-{a}", "due": "2025"}
    return things | {f"commitment/c{n}": {"framework": F, "said_on": "2025"} for n in range(300)}


def test_a_large_plan_is_linted_quickly() -> None:
    """A plan of five thousand things takes less than two seconds of one core."""
    things = large()
    shelf = Held(things)
    begun = process_time()
    found = lint(Plan.read(shelf))
    assert process_time() - begun < SECONDS
    assert len(things) > 5000
    assert {line.item.subject for line in found if line.rule == "AC04"} == {
        s for s in things if s.startswith("milestone/")
    }


def test_what_the_reader_may_not_see_is_not_told(tmp_path: Path) -> None:
    """To a reader without the compartment, findings are what they were before its things were written."""
    with new_node(tmp_path, "US") as node:
        in_it = {
            "name": "S",
            "roles": ["secretariat"],
            "compartments": ["chapter-9"],
            "vetted_until": "2026-12-31",
        }
        node.enrol("secretariat", in_it)
        node.propose(
            [
                New("framework", "f", {"name": W}, PUBLIC),
                New("goal", "open", {"framework": F, "name": W}, PUBLIC),
            ]
        )
        before = lint(Plan.read(outside(node)))
        hidden = {"concerns": "goal/open", "sentence": W, "likelihood": "high", "impact": "high"}
        risk = New("risk", "hidden", hidden, SECRET)
        node.propose([risk, New("goal", "hidden", {"framework": F, "name": W}, SECRET)])
        assert lint(Plan.read(outside(node))) == before
        within = lint(Plan.read(node.shelf))
        assert {"goal/hidden", "risk/hidden"} <= {line.item.subject for line in within}
        assert not any("hidden" in repr(line) for line in before)


def outside(node: Node) -> Shelf:
    """The shelf of somebody without any compartment."""
    clerk = Person("US", "clerk", frozenset({"analyst"}))
    return Shelf(node.shelf._tables, node.shelf.register, clerk, node.shelf.today)


def test_the_public_record_fails_as_auditors_say(record: Node) -> None:
    """Of the public record lint finds what auditors found: no monitoring, no evaluation, doubtful targets."""
    found = lint(Plan.read(record.shelf))
    sig = {line.rule for line in found if line.item.subject == "framework/sig-2025"}
    assert {"FW17", "FW21"} <= sig
    assert failing(found)
    target = {line.rule: line.data for line in found if line.item.subject == "target/us-overdose-deaths-2025"}
    assert target["TA04"] == {"level": "81000", "number": "79865.13", "unit": "deaths"}
    assert {"TA07", "TA08", "DA10"} <= target.keys()


def test_every_finding_opens(record: Node) -> None:
    """Every finding stands at a thing on the shelf and names its current record."""
    for line in lint(Plan.read(record.shelf)):
        assert record.shelf.thing(line.item.subject).rid == line.item.rid


def test_a_framework_can_be_asked_for_alone(record: Node) -> None:
    """With a framework named, its things alone are held against every rule, over or not."""
    found = lint(Plan.read(record.shelf, "framework/bicentennial-2021"))
    goals = {line.item.subject for line in found if line.item.subject.startswith("goal/")}
    assert goals == {f"goal/bicentennial-goal-{n}" for n in (1, 2, 3)}
    assert "FW02" in {line.rule for line in found}
