"""Which bodies of the dialogue are silent, by their own promise or the usual of their cadence."""

from typing import Any

import pytest

from ambos.domains.dialogue.silences import CADENCES, RULES, SILENT_AFTER, Silence, silences
from ambos.node.node import Node
from tests.partnership import say


def body(node: Node, *held: str, framework: dict[str, Any] | None = None, **fields: Any) -> Silence:
    """Say a body and its meetings, and give how it stands on 1 March 2026."""
    say(node, "framework", "f", name="F", **(framework or {}))
    group = say(node, "group", "g", framework="framework/f", name="G", **fields)
    level = fields.get("cadence", "working-group")
    for day in held:
        say(node, "meeting", day, group=group, name=day, held=day, level=level)
    (found,) = silences(node.shelf)
    assert found.rule in RULES and found.cadence in CADENCES
    return found


@pytest.mark.parametrize(
    ("fields", "held", "rule", "limit", "silent"),
    [
        ({}, [], "B1", 366, True),
        ({"cadence": "task-force", "cadence_days": 7}, ["2026-02-22"], "B3", 7, False),
        ({"cadence": "task-force", "cadence_days": 7}, ["2026-02-21"], "B2", 7, True),
        ({"cadence": "task-force"}, ["2026-02-15"], "B5", 14, False),
        ({"cadence": "task-force"}, ["2026-02-14"], "B4", 14, True),
        ({"cadence": "working-group"}, ["2025-12-29"], "B5", 62, False),
        ({"cadence": "working-group"}, ["2025-12-28"], "B4", 62, True),
        ({"cadence": "ministerial"}, ["2025-02-28"], "B5", 366, False),
        ({"cadence": "ministerial"}, ["2025-02-27"], "B4", 366, True),
        ({"cadence": "ministerial"}, ["2025-08-01", "2025-09-01", "2025-10-01"], "B4", 62, True),
        ({"cadence": "ministerial"}, ["2023-01-01", "2024-06-01", "2025-12-01"], "B5", 366, False),
    ],
)
def test_how_a_body_stands(
    node: Node, fields: dict[str, Any], held: list[str], rule: str, limit: int, silent: bool
) -> None:
    """A promise comes first, then twice the body's own longest gap or the usual of its cadence."""
    found = body(node, *held, **fields)
    assert (found.rule, found.limit, found.silent) == (rule, limit, silent)


def test_what_the_framework_promises_binds_its_ministers(node: Node) -> None:
    """A cadence in months on the framework is the promise of its ministers."""
    found = body(node, "2026-01-01", framework={"cadence_months": 1}, cadence="ministerial")
    assert (found.rule, found.limit) == ("B2", 31)


@pytest.mark.parametrize("framework", [{"ended": "2025"}, {}])
def test_nobody_waits_for_a_body_whose_work_went_on(node: Node, framework: dict[str, Any]) -> None:
    """A body of a framework that ended, or that another continues, is not called silent."""
    if not framework:
        say(node, "framework", "later", name="Later", continues="framework/f")
    found = body(node, framework=framework)
    assert (found.rule, found.silent) == ("B0", False)


def test_a_cadence_nobody_declared_is_that_of_the_newest_meeting(node: Node) -> None:
    """The level of the newest meeting gives the cadence; without one, a body below another is a group."""
    say(node, "framework", "f", name="F")
    top = say(node, "group", "top", framework="framework/f", name="T")
    for slug in ("met", "unmet"):
        say(node, "group", slug, framework="framework/f", name=slug, parent=top)
    say(node, "meeting", "m", group="group/met", name="M", held="2026-02-28", level="task-force")
    found = {one.group.slug: one.cadence for one in silences(node.shelf)}
    assert found == {"top": "ministerial", "met": "task-force", "unmet": "working-group"}


def test_the_usual_grows_with_the_cadence() -> None:
    """Ministers may be silent for longer than working groups, and those for longer than task forces."""
    assert [SILENT_AFTER[cadence] for cadence in CADENCES] == sorted(SILENT_AFTER.values(), reverse=True)
