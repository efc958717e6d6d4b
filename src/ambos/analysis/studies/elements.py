"""The nine key elements that auditors look for in a framework, each with the things that address it.

Source: GAO-23-103795, GAO-18-499; the wording of elements 3 and 7 to 9 is recalled and stands to be checked
against the reports. The grades are the auditors' own three. Of each element there are things that address it
fully, things that do so in part, and things that lack it: all of the first kind is ``addressed``, none of the
first two ``not-addressed``, everything between ``partially``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ambos.analysis.studies.items import item_of, items_of
from ambos.analysis.studies.judgements import ElementLine
from ambos.analysis.studies.lines import Item
from ambos.analysis.studies.lint.actions import no_leader
from ambos.analysis.studies.lint.framework import loose, roles_of_one_side, skips_a_level
from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.sorts import TELLING
from ambos.domains.dialogue.views import frameworks_in_order
from ambos.kernel.shelf import Thing

ADDRESSED, PARTIALLY, NOT_ADDRESSED = "addressed", "partially", "not-addressed"
GRADES: Final = (ADDRESSED, PARTIALLY, NOT_ADDRESSED)


@dataclass(frozen=True)
class Parts:
    """What addresses an element fully, what in part, and what lacks it."""

    full: tuple[Thing, ...] = ()
    half: tuple[Thing, ...] = ()
    bare: tuple[Thing, ...] = ()

    @property
    def grade(self) -> str:
        """Give the grade that these parts come to."""
        if not self.full and not self.half:
            return NOT_ADDRESSED
        return PARTIALLY if self.half or self.bare else ADDRESSED

    @property
    def evidence(self) -> tuple[Item, ...]:
        """Give what addresses the element, if only in part."""
        return items_of((*self.full, *self.half))

    @property
    def missing(self) -> tuple[Item, ...]:
        """Give what leaves something to be wished for."""
        return items_of((*self.half, *self.bare))


Question = Callable[[Plan, Thing], Parts]


def sorted_parts(
    things: Iterable[Thing],
    full: Callable[[Thing], object],
    half: Callable[[Thing], object] = lambda _: False,
) -> Parts:
    """Divide things by what is true of them."""
    found: dict[str, list[Thing]] = {ADDRESSED: [], PARTIALLY: [], NOT_ADDRESSED: []}
    for thing in things:
        found[ADDRESSED if full(thing) else PARTIALLY if half(thing) else NOT_ADDRESSED].append(thing)
    return Parts(*(tuple(found[grade]) for grade in GRADES))


def or_lacking(parts: Parts, framework: Thing) -> Parts:
    """Say that the framework itself lacks what nothing speaks of."""
    return parts if parts.full or parts.half or parts.bare else Parts(bare=(framework,))


def parts_of(plan: Plan, framework: Thing, kind: str) -> list[Thing]:
    """Give the parts of a framework's hierarchy of one kind."""
    return [part for part in plan.below(framework) if part.kind == kind]


def outcomes(plan: Plan, framework: Thing) -> Parts:
    """Element 1: every goal has an end state and a day."""
    goals = parts_of(plan, framework, "goal")
    return sorted_parts(goals, lambda g: g.get("outcome") and g.get("by_when"), lambda g: g.get("outcome"))


def hierarchy(plan: Plan, framework: Thing) -> Parts:
    """Element 2: goal, area, objective and action hang on each other, and no level is skipped."""
    goals = parts_of(plan, framework, "goal")
    levels = {goal.subject: {part.kind for part in plan.below(goal)} for goal in goals}
    parts = sorted_parts(goals, lambda g: "objective" in levels[g.subject], lambda g: levels[g.subject])
    broken = [
        at.thing for check in (loose, skips_a_level) for at in check(plan) if _of(plan, at.thing, framework)
    ]
    return Parts(parts.full, parts.half, (*parts.bare, *broken))


def activities(plan: Plan, framework: Thing) -> Parts:
    """Element 3: every action serves an objective."""
    actions = parts_of(plan, framework, "action")
    return sorted_parts(actions, lambda a: plan.get(a.get("objective")), lambda a: plan.get(a.get("goal")))


def indicators(plan: Plan, framework: Thing) -> Parts:
    """Element 4: goals have an outcome with baseline and target, actions have dated milestones."""
    goals = targets(plan, framework)
    actions = sorted_parts(
        parts_of(plan, framework, "action"),
        lambda a: any(m.get("due") for m in plan.about("milestone", a.subject, "action")),
    )
    return Parts(goals.full + actions.full, goals.half + actions.half, goals.bare + actions.bare)


def targets(plan: Plan, framework: Thing) -> Parts:
    """Divide the goals: measured by an outcome with baseline and target, measured at all, not measured."""

    def aimed(goal: Thing) -> bool:
        telling = [one for one in plan.measuring(goal) if one.get("sort") in TELLING]
        aims = (target for one in telling for target in plan.about("target", one.subject, "indicator"))
        return any(target.get("goal") in (None, goal.subject) and target.get("baseline") for target in aims)

    return sorted_parts(parts_of(plan, framework, "goal"), aimed, plan.measuring)


def monitoring(plan: Plan, framework: Thing) -> Parts:
    """Element 5: who monitors, how often, from which source, how quality is checked."""
    return _filled(plan, framework, "monitoring-plan", ("frequency", "source", "quality_check"))


def evaluation(plan: Plan, framework: Thing) -> Parts:
    """Element 6: question, method, day and independence of an evaluation."""
    return _filled(plan, framework, "evaluation", ("method", "due"), "independent")


def roles(plan: Plan, framework: Thing) -> Parts:
    """Element 7: agencies of both sides have a role in every goal; led actions count in part."""
    alone = {at.thing.subject for at in roles_of_one_side(plan)}
    unled = {at.thing.subject for at in no_leader(plan)}

    def led(goal: Thing) -> bool:
        actions = [part for part in plan.below(goal) if part.kind == "action"]
        return bool(actions) and not any(action.subject in unled for action in actions)

    return sorted_parts(
        parts_of(plan, framework, "goal"),
        lambda g: plan.around("role", g) and g.subject not in alone,
        lambda g: plan.around("role", g) or led(g),
    )


def mechanism(plan: Plan, framework: Thing) -> Parts:
    """Element 8: each goal, or a part of it, names the body that coordinates; bodies alone count in part."""
    goals = parts_of(plan, framework, "goal")
    led = {
        goal.subject: [plan.get(part.get("coordinated_by")) for part in (goal, *plan.below(goal))]
        for goal in goals
    }
    named = {body.subject: body for bodies in led.values() for body in bodies if body}
    if goals and all(any(bodies) for bodies in led.values()):
        return Parts(full=tuple(named.values()))
    groups = plan.about("group", framework.subject, "framework")
    return or_lacking(
        Parts(half=tuple({**named, **{group.subject: group for group in groups}}.values())), framework
    )


def links(plan: Plan, framework: Thing) -> Parts:
    """Element 9: ties to a higher, a lower and a sibling strategy; fewer count in part."""
    found = plan.around("link", framework, "thing") + plan.about("link", framework.subject, "other")
    whole = {"supports", "supported-by", "sibling"} <= {link.get("relation") for link in found}
    return or_lacking(Parts(full=found) if whole else Parts(half=found), framework)


ELEMENTS: Final[tuple[Question, ...]] = (
    outcomes, hierarchy, activities, indicators, monitoring, evaluation, roles, mechanism, links,
)  # fmt: skip


def element_lines(plan: Plan) -> tuple[ElementLine, ...]:
    """Give the nine elements of every framework, or of the one in focus."""
    return tuple(
        ElementLine(number, item_of(framework), parts.grade, parts.evidence, parts.missing)
        for framework, number, parts in answered(plan, ELEMENTS)
    )


def answered(plan: Plan, questions: Sequence[Question]) -> Iterator[tuple[Thing, int, Parts]]:
    """Answer each question, by its number from one on, for every framework, or for the one in focus."""
    for framework in in_focus(plan):
        for number, question in enumerate(questions, 1):
            yield framework, number, or_lacking(question(plan, framework), framework)


def in_focus(plan: Plan) -> Iterator[Thing]:
    """Give the frameworks in order, or the one in focus."""
    ordered = frameworks_in_order(plan.of("framework"))
    return (one for one in ordered if plan.focus in ("", one.subject))


def _of(plan: Plan, thing: Thing, framework: Thing) -> bool:
    return framework.subject in plan.frameworks(thing)


def _filled(plan: Plan, framework: Thing, kind: str, fields: tuple[str, ...], flag: str = "") -> Parts:
    """Divide the things of a kind about a framework by whether these fields are filled and a flag is set."""
    return sorted_parts(
        plan.around(kind, framework),
        lambda one: all(one.get(name) for name in fields) and (not flag or one.get(flag) is not None),
        lambda one: True,
    )
