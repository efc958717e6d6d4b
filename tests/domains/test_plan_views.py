"""The plan as a tree, and what hangs on nothing."""

from ambos.domains.plan import views
from ambos.domains.plan.views import Branch
from ambos.node.node import Node
from tests.partnership import say


def shape(branch: Branch) -> tuple[str, list[object]]:
    return branch.thing.slug, [shape(below) for below in branch.branches]


def test_goals_open_down_to_milestones(node: Node) -> None:
    """A framework's goals hold their areas, objectives, actions and milestones, each where it belongs."""
    framework = say(node, "framework", "f", name="F")
    goal = say(node, "goal", "g", framework=framework, name="G")
    area = say(node, "cooperation-area", "a", goal=goal, name="A")
    under_area = say(node, "objective", "oa", area=area, goal=goal, name="OA")
    say(node, "objective", "og", goal=goal, name="OG")
    action = say(node, "action", "x", objective=under_area, goal=goal, name="X")
    say(node, "action", "y", goal=goal, name="Y")
    say(node, "milestone", "m", action=action, name="M")
    (found,) = views.goals(node.shelf)[framework]
    assert shape(found) == ("g", [("a", [("oa", [("x", [("m", [])])])]), ("og", []), ("y", [])])


def test_numbers_order_as_numbers(node: Node) -> None:
    """Goal 2 comes before goal 10, and goals without a number come last."""
    framework = say(node, "framework", "f", name="F")
    for slug, number in (("a", "10"), ("b", "2"), ("c", "2.10"), ("d", "2.9")):
        say(node, "goal", slug, framework=framework, name=slug, number=number)
    say(node, "goal", "0", framework=framework, name="0")
    assert [branch.thing.slug for branch in views.goals(node.shelf)[framework]] == ["b", "d", "c", "a", "0"]


def test_what_serves_nothing_is_loose(node: Node) -> None:
    """Objectives and actions that name nothing above them are found, and stand in no tree."""
    say(node, "objective", "o", name="O")
    say(node, "action", "x", name="X")
    assert {thing.slug for thing in views.loose(node.shelf)} == {"o", "x"}
    assert views.goals(node.shelf) == {}
