"""Leading practices of monitoring, asked of each framework: a second checklist beside the nine elements.

Source: GAO-19-466, GAO-20-388 and GAO-21-14 name practices 2, 4 to 7, 9, 12 and 13 in what was read of them;
the list of fourteen and its order are recalled. Grades are those of ``elements``.
"""

from collections.abc import Callable
from typing import Final

from ambos.analysis.studies.elements import (
    Parts,
    Question,
    answered,
    hierarchy,
    parts_of,
    sorted_parts,
    targets,
)
from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.judgements import PracticeLine
from ambos.analysis.studies.lint.evidence import completions
from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.sorts import TELLING
from ambos.kernel.shelf import Thing


def _among(kind: str, full: Callable[[Thing], object], half: Callable[[Thing], object]) -> Question:
    """Make the question that divides the things of a kind that speak of the framework."""
    return lambda plan, framework: sorted_parts(plan.around(kind, framework), full, half)


def relevant(plan: Plan, framework: Thing) -> Parts:
    """Practice 6: an outcome or impact measures every goal; any measure counts in part."""
    return sorted_parts(
        parts_of(plan, framework, "goal"),
        lambda goal: any(one.get("sort") in TELLING for one in plan.measuring(goal)),
        plan.measuring,
    )


def verified(plan: Plan, framework: Thing) -> Parts:
    """Practice 10: what is said to be done names its evidence."""
    done = [one for one in completions(plan) if framework.subject in plan.frameworks(one)]
    return sorted_parts(done, lambda one: one.get("evidence"))


def quality(plan: Plan, framework: Thing) -> Parts:
    """Practice 11: the data of the framework's indicators were assessed."""
    return sorted_parts(
        plan.measuring(framework), lambda one: plan.about("data-quality", one.subject, "indicator")
    )


def closed(plan: Plan, framework: Thing) -> Parts:
    """Practice 13: actions that are over say what they brought."""
    over = [one for one in parts_of(plan, framework, "action") if one.get("state") in ("done", "stopped")]
    return sorted_parts(over, lambda one: one.get("result"), lambda one: one.get("evidence"))


PRACTICES: Final[tuple[Question, ...]] = (
    _among("monitoring-plan", lambda one: one.get("frequency"), lambda one: True),
    _among("monitoring-plan", lambda one: one.get("staff_qualified"), lambda one: False),
    _among("monitoring-plan", lambda one: one.get("trained"), lambda one: False),
    _among("risk", lambda one: one.get("reviewed_on"), lambda one: True),
    hierarchy,
    relevant,
    targets,
    _among(
        "monitoring-plan", lambda one: one.get("frequency") and one.get("who"), lambda one: one.get("who")
    ),
    _among("monitoring-plan", lambda one: one.get("last_report"), lambda one: False),
    verified,
    quality,
    _among("adjustment", lambda one: one.get("decision"), lambda one: True),
    closed,
    _among("recommendation", lambda one: one.get("state") == "implemented", lambda one: True),
)


def practice_lines(plan: Plan) -> tuple[PracticeLine, ...]:
    """Give the fourteen practices of every framework, or of the one in focus."""
    return tuple(
        PracticeLine(number, item_of(framework), parts.grade, parts.evidence, parts.missing)
        for framework, number, parts in answered(plan, PRACTICES)
    )
