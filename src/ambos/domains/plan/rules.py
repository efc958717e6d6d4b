"""What may be said of plan, and why not: pure functions of a body and the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ambos.domains import demand_order, demand_past, demand_positive
from ambos.kernel.acts import Rule
from ambos.values.errors import Refused


class LinkEmpty(Refused):
    """A link names neither another thing nor an outside strategy."""

    code = "plan.link-empty"


def action(body: Mapping[str, Any], today: date) -> None:
    """An action falls due after it starts; its days of joint action are counted from one."""
    demand_order(body, "starts", "due")
    demand_positive(body, "joint_action_days")


def milestone(body: Mapping[str, Any], today: date) -> None:
    """A milestone is reached when it has been, not before."""
    demand_past(body, today, "reached")


def adjustment(body: Mapping[str, Any], today: date) -> None:
    """An adjustment on record has been decided; it is looked at again after that."""
    demand_past(body, today, "decided")
    demand_order(body, "decided", "review_by")


def role(body: Mapping[str, Any], today: date) -> None:
    """A role ends after it starts."""
    demand_order(body, "starts", "ends")


def link(body: Mapping[str, Any], today: date) -> None:
    """A link leads to another thing on record or to an outside strategy."""
    if not body.get("other") and not body.get("strategy"):
        raise LinkEmpty(thing=body["thing"])


def assumption(body: Mapping[str, Any], today: date) -> None:
    """An assumption was checked when it has been, not before."""
    demand_past(body, today, "checked_on")


def risk(body: Mapping[str, Any], today: date) -> None:
    """A risk was reviewed when it has been, not before."""
    demand_past(body, today, "reviewed_on")


def threat_assessment(body: Mapping[str, Any], today: date) -> None:
    """An assessment on record has been published."""
    demand_past(body, today, "published")


def monitoring_plan(body: Mapping[str, Any], today: date) -> None:
    """The last report has been given, and the next comes after it."""
    demand_past(body, today, "last_report")
    demand_order(body, "last_report", "next_report")


def evaluation(body: Mapping[str, Any], today: date) -> None:
    """An evaluation is done when it has been, not before."""
    demand_past(body, today, "done")


def recommendation(body: Mapping[str, Any], today: date) -> None:
    """A recommendation on record has been made; it falls due after that."""
    demand_past(body, today, "made_on")
    demand_order(body, "made_on", "due")


RULES: dict[str, Rule] = {
    "action": action,
    "milestone": milestone,
    "adjustment": adjustment,
    "role": role,
    "link": link,
    "assumption": assumption,
    "risk": risk,
    "threat-assessment": threat_assessment,
    "monitoring-plan": monitoring_plan,
    "evaluation": evaluation,
    "recommendation": recommendation,
}
