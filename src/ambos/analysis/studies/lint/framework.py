"""Rules of the framework: end states, hierarchy, roles, mechanism, links, indicators of goals."""

from collections.abc import Iterable, Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule, lacks, without
from ambos.analysis.studies.sorts import TELLING
from ambos.kernel.shelf import Thing

SIDES: Final = ("US", "MX")
# A thing of this kind hangs on one of these fields.
HANGS_ON: Final = {
    "cooperation-area": ("goal",),
    "objective": ("area", "goal"),
    "action": ("objective", "goal"),
}


def parties(missing: Iterable[bool]) -> dict[str, str]:
    """Give the data that name the parties of which something is missing, in the order of ``SIDES``."""
    found = [side for side, wanted in zip(SIDES, missing, strict=True) if wanted]
    return {"parties": " ".join(found)} if found else {}


def no_goals(plan: Plan) -> Iterator[At]:
    """Find frameworks that nothing is wanted of."""
    return (
        At(thing) for thing in plan.living("framework") if not plan.about("goal", thing.subject, "framework")
    )


def loose(plan: Plan) -> Iterator[At]:
    """Find what hangs on nothing, or on something that is not there."""
    for kind, fields in HANGS_ON.items():
        for thing in plan.living(kind):
            if not any(plan.get(thing.get(field)) for field in fields):
                yield At(thing)


def skips_a_level(plan: Plan) -> Iterator[At]:
    """Find actions and objectives that hang on the goal itself while their siblings hang below it."""
    for kind, above, level in (("action", "objective", "goal"), ("objective", "area", "goal")):
        between = {"objective": "objective", "area": "cooperation-area"}[above]
        for thing in plan.living(kind):
            goal = plan.get(thing.get(level))
            if goal and not thing.get(above) and any(one.kind == between for one in plan.below(goal)):
                yield At(thing, {"kind": between})


def nothing_to_do(plan: Plan) -> Iterator[At]:
    """Find goals without an objective and without an action."""
    for goal in plan.living("goal"):
        if not any(part.kind in ("objective", "action") for part in plan.below(goal)):
            yield At(goal)


def no_mechanism(plan: Plan) -> Iterator[At]:
    """Find frameworks that name no body which coordinates them."""
    for thing in plan.living("framework"):
        named = any(part.get("coordinated_by") for part in plan.below(thing))
        if not named and not plan.about("group", thing.subject, "framework"):
            yield At(thing)


def roles_of_one_side(plan: Plan) -> Iterator[At]:
    """Find goals in which only one government's agencies have a role."""
    for goal in plan.living("goal"):
        sides = {_side(plan, role) for role in plan.around("role", goal)}
        if sides and "BOTH" not in sides and (missing := parties(side not in sides for side in SIDES)):
            yield At(goal, missing)


def _side(plan: Plan, role: Thing) -> str:
    agency = plan.get(role.get("agency"))
    party = (agency.get("party") or "") if agency else ""
    return "BOTH" if party == "joint" else str(party).upper()


def no_links(plan: Plan) -> Iterator[At]:
    """Find frameworks that are tied to no other strategy, above, below or beside them."""
    for thing in plan.living("framework"):
        if not plan.around("link", thing, "thing") and not plan.about("link", thing.subject, "other"):
            yield At(thing)


def output_only(plan: Plan) -> Iterator[At]:
    """Find goals that are measured, and by no outcome and no impact."""
    for goal in plan.living("goal"):
        found = plan.measuring(goal)
        if found and not any(one.get("sort") in TELLING for one in found):
            yield At(goal, {"count": str(len(found))})


def no_indicator(plan: Plan) -> Iterator[At]:
    """Find goals that nothing measures."""
    return (At(goal) for goal in plan.living("goal") if not plan.measuring(goal))


def no_target(plan: Plan) -> Iterator[At]:
    """Find goals none of whose indicators has a target."""
    for goal in plan.living("goal"):
        found = plan.measuring(goal)
        if found and not any(_targets(plan, goal, one) for one in found):
            yield At(goal, {"count": str(len(found))})


def _targets(plan: Plan, goal: Thing, indicator: Thing) -> bool:
    """A target that names another goal is not this one's."""
    targets = plan.about("target", indicator.subject, "indicator")
    return any(target.get("goal") in (None, goal.subject) for target in targets)


def no_end(plan: Plan) -> Iterator[At]:
    """Find frameworks that another continues, and whose own end nobody has said."""
    for thing in plan.of("framework"):
        later = plan.about("framework", thing.subject, "continues")
        if later and not thing.get("ended"):
            yield At(thing, {"thing": later[0].subject})


RULES: Final = (
    Rule("FW01", ERROR, "G23", ("goal",), lacks("goal", "outcome")),
    Rule("FW02", WARNING, "G10", ("goal",), lacks("goal", "by_when")),
    Rule("FW03", ERROR, "G18", ("framework",), no_goals),
    Rule("FW04", ERROR, "G18", tuple(HANGS_ON), loose),
    Rule("FW05", WARNING, "G18", ("objective", "action"), skips_a_level),
    Rule("FW06", WARNING, "G18", ("goal",), nothing_to_do),
    Rule("FW07", WARNING, "G18", ("framework",), no_mechanism),
    Rule("FW08", WARNING, "G18", ("goal",), without("goal", "role")),
    Rule("FW09", WARNING, "G18", ("goal",), roles_of_one_side),
    Rule("FW10", NOTE, "G18", ("framework",), no_links),
    Rule("FW11", NOTE, "PDPM", ("framework",), without("framework", "assumption")),
    Rule("FW12", WARNING, "G20", ("framework",), without("framework", "risk")),
    Rule("FW13", ERROR, "G23", ("goal",), no_indicator),
    Rule("FW14", ERROR, "ECA21", ("goal",), output_only),
    Rule("FW15", WARNING, "G20", ("goal",), no_target),
    Rule("FW16", NOTE, "AMBOS", ("framework",), no_end),
)
