"""Rules of action: who does it, by when, how one sees it, and what became of it."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.framework import SIDES, parties
from ambos.analysis.studies.lint.picture import Plan, past
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule, lacks
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day

OVER: Final = ("done", "stopped")


def going_on(plan: Plan) -> Iterator[Thing]:
    """Give the living actions that are neither done nor stopped."""
    return (action for action in plan.living("action") if action.get("state") not in OVER)


def no_leader(plan: Plan) -> Iterator[At]:
    """Find actions that nobody leads on one of the two sides, by name or by a role."""
    for action in going_on(plan):
        led = _sides(plan, action)
        if missing := parties(not action.get(f"lead_{side.lower()}") and side not in led for side in SIDES):
            yield At(action, missing)


def _sides(plan: Plan, action: Thing) -> set[str]:
    roles = (role for role in plan.about("role", action.subject) if role.get("role") in ("lead", "co-lead"))
    agencies = (plan.get(role.get("agency")) for role in roles)
    return {str(agency.get("party")).upper() for agency in agencies if agency}


def no_due(plan: Plan) -> Iterator[At]:
    """Find actions without a day by which they are done."""
    return (At(action) for action in going_on(plan) if not action.get("due"))


def no_milestone(plan: Plan) -> Iterator[At]:
    """Find actions on whose way nothing can be seen."""
    return (At(action) for action in going_on(plan) if not plan.about("milestone", action.subject, "action"))


def milestone_overdue(plan: Plan) -> Iterator[At]:
    """Find milestones whose day has passed and that were not reached, of actions that go on."""
    open_ = {action.subject for action in going_on(plan)}
    for one in plan.living("milestone"):
        if past(one.get("due"), plan.today) and not one.get("reached") and one.get("action") in open_:
            yield At(one, {"day": one.get("due")})


def milestone_undated(plan: Plan) -> Iterator[At]:
    """Find milestones without a day."""
    return (At(one) for one in plan.living("milestone") if not one.get("due") and not one.get("reached"))


def milestone_after_its_action(plan: Plan) -> Iterator[At]:
    """Find milestones that fall due after the action that they lead to."""
    for one in plan.living("milestone"):
        action = plan.get(one.get("action"))
        due = (action.get("due") if action else None) or ""
        if due and one.get("due") and Day.parse(one.get("due")).first > Day.parse(due).last:
            yield At(one, {"day": one.get("due"), "other_day": due})


def overdue(plan: Plan) -> Iterator[At]:
    """Find actions whose day has passed and that are not done."""
    for action in going_on(plan):
        if past(action.get("due"), plan.today):
            yield At(action, {"day": action.get("due")})


def not_reported(plan: Plan) -> Iterator[At]:
    """Find actions of which nobody says how they stand."""
    return (At(action) for action in plan.living("action") if action.get("state") in (None, "unknown"))


def not_begun(plan: Plan) -> Iterator[At]:
    """Find actions that are still planned although their beginning has passed."""
    for action in plan.living("action"):
        if action.get("state") == "planned" and past(action.get("starts"), plan.today):
            yield At(action, {"day": action.get("starts")})


def stopped_in_silence(plan: Plan) -> Iterator[At]:
    """Find actions that were stopped without a decision or an adjustment about them."""
    for action in plan.living("action"):
        said = plan.about("decision", action.subject) or plan.about("adjustment", action.subject)
        if action.get("state") == "stopped" and not said:
            yield At(action)


def review_overdue(plan: Plan) -> Iterator[At]:
    """Find actions that were to be looked at again on a day that has passed."""
    for action in going_on(plan):
        if past(action.get("review_by"), plan.today):
            yield At(action, {"day": action.get("review_by")})


RULES: Final = (
    Rule("AC01", WARNING, "EMPF", ("action",), no_leader),
    Rule("AC02", WARNING, "G10", ("action",), no_due),
    Rule("AC03", WARNING, "G23", ("action",), no_milestone),
    Rule("AC04", ERROR, "G23", ("milestone",), milestone_overdue),
    Rule("AC05", ERROR, "G10", ("action",), overdue),
    Rule("AC06", WARNING, "OAP", ("action",), not_reported),
    Rule("AC07", NOTE, "OAP", ("action",), lacks("action", "expected_result")),
    Rule("AC08", WARNING, "G23", ("milestone",), milestone_undated),
    Rule("AC09", ERROR, "G23", ("milestone",), milestone_after_its_action),
    Rule("AC10", WARNING, "OAP", ("action",), not_begun),
    Rule("AC11", WARNING, "G20", ("action",), stopped_in_silence),
    Rule("AC12", WARNING, "G20", ("action",), review_overdue),
)
