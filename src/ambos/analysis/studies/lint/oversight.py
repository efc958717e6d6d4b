"""Rules of oversight, of the family framework: risks, assumptions, monitoring, evaluation, advice."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, days_since, past
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule, without

REVIEWED_WITHIN_DAYS: Final = 180  # twice a year, as the senior dialogue


def risk_not_reviewed(plan: Plan) -> Iterator[At]:
    """Find open risks that nobody has looked at for half a year."""
    for risk in plan.living("risk"):
        days = days_since(risk.get("reviewed_on"), plan.today)
        if risk.get("state") in (None, "open") and (days is None or days > REVIEWED_WITHIN_DAYS):
            yield At(risk, {"limit": str(REVIEWED_WITHIN_DAYS)})


def risk_not_mitigated(plan: Plan) -> Iterator[At]:
    """Find open risks, high in likelihood or impact, against which nothing is planned."""
    for risk in plan.living("risk"):
        high = "high" in (risk.get("likelihood"), risk.get("impact"))
        if high and risk.get("state") in (None, "open") and not risk.get("mitigation"):
            yield At(risk)


def risk_without_owner(plan: Plan) -> Iterator[At]:
    """Find open risks that nobody owns on either side."""
    for risk in plan.living("risk"):
        if risk.get("state") in (None, "open") and not (risk.get("owner_us") or risk.get("owner_mx")):
            yield At(risk)


def assumption_failed(plan: Plan) -> Iterator[At]:
    """Find assumptions that no longer hold, and because of which nothing was changed."""
    for one in plan.living("assumption"):
        if one.get("holds") == "fails" and not plan.about("adjustment", one.subject, "because"):
            yield At(one)


def monitoring_gaps(plan: Plan) -> Iterator[At]:
    """Find monitoring plans that do not say from which source, or how quality is checked."""
    for one in plan.living("monitoring-plan"):
        missing = [name for name in ("source", "quality_check") if not one.get(name)]
        if missing:
            yield At(one, {"kind": one.kind, "fields": " ".join(missing)})


def monitoring_late(plan: Plan) -> Iterator[At]:
    """Find monitoring reports that are due and have not come."""
    for one in plan.living("monitoring-plan"):
        due, last = one.get("next_report"), one.get("last_report")
        if past(due, plan.today) and (not last or last < due):
            yield At(one, {"day": due})


def staff_not_ready(plan: Plan) -> Iterator[At]:
    """Find monitoring by people who are said not to be qualified or not trained."""
    for one in plan.living("monitoring-plan"):
        missing = [name for name in ("staff_qualified", "trained") if one.get(name) is False]
        if missing:
            yield At(one, {"kind": one.kind, "fields": " ".join(missing)})


def evaluation_late(plan: Plan) -> Iterator[At]:
    """Find evaluations that are due and not done."""
    for one in plan.living("evaluation"):
        if past(one.get("due"), plan.today) and not one.get("done"):
            yield At(one, {"day": one.get("due")})


def evaluation_undated(plan: Plan) -> Iterator[At]:
    """Find evaluations without a day or a method: a wish, not a plan."""
    for one in plan.living("evaluation"):
        missing = [name for name in ("due", "method") if not one.get(name)]
        if missing and not one.get("done"):
            yield At(one, {"kind": one.kind, "fields": " ".join(missing)})


def evaluation_unused(plan: Plan) -> Iterator[At]:
    """Find evaluations that are done and led to no recommendation and no adjustment."""
    for one in plan.living("evaluation"):
        used = plan.about("recommendation", one.subject, "evaluation") or plan.about(
            "adjustment", one.subject, "because"
        )
        if one.get("done") and not used:
            yield At(one)


def recommendation_late(plan: Plan) -> Iterator[At]:
    """Find recommendations that are open although their day has passed."""
    for one in plan.of("recommendation"):
        if one.get("state") in (None, "open") and past(one.get("due"), plan.today):
            yield At(one, {"day": one.get("due")})


def recommendation_adrift(plan: Plan) -> Iterator[At]:
    """Find open recommendations without an owner on either side, or without a day."""
    for one in plan.of("recommendation"):
        owned = one.get("owner_us") or one.get("owner_mx")
        if one.get("state") in (None, "open") and not (owned and one.get("due")):
            missing = [*([] if owned else ["owner_us", "owner_mx"]), *([] if one.get("due") else ["due"])]
            yield At(one, {"kind": one.kind, "fields": " ".join(missing)})


RULES: Final = (
    Rule("FW17", WARNING, "G20", ("framework",), without("framework", "monitoring-plan")),
    Rule("FW18", WARNING, "G20", ("monitoring-plan",), monitoring_gaps),
    Rule("FW19", WARNING, "G21B", ("monitoring-plan",), monitoring_late),
    Rule("FW20", WARNING, "G19", ("monitoring-plan",), staff_not_ready),
    Rule("FW21", WARNING, "G18", ("framework",), without("framework", "evaluation")),
    Rule("FW22", WARNING, "G18", ("evaluation",), evaluation_undated),
    Rule("FW23", ERROR, "G18", ("evaluation",), evaluation_late),
    Rule("FW24", WARNING, "G20", ("evaluation",), evaluation_unused),
    Rule("FW25", ERROR, "G19", ("recommendation",), recommendation_late),
    Rule("FW26", WARNING, "G25", ("recommendation",), recommendation_adrift),
    Rule("FW27", WARNING, "G21B", ("risk",), risk_not_reviewed),
    Rule("FW28", WARNING, "G20", ("risk",), risk_not_mitigated),
    Rule("FW29", NOTE, "G20", ("risk",), risk_without_owner),
    Rule("FW30", ERROR, "PDPM", ("assumption",), assumption_failed),
)
