"""Rules of justice: requests that nobody moves, refusals without reason, intercepts without report."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, days_since
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule
from ambos.values.moments import Moment

SILENT_DAYS: Final = 180
REPORT_DAYS: Final = 90
RULING: Final = timedelta(hours=6)
REFUSALS: Final = ("refuse", "release")


def silent(plan: Plan) -> Iterator[At]:
    """Find open requests in which nobody has taken a step for long."""
    for case in plan.cases:
        if case.steps and not case.ended:
            days = (plan.today - Moment.parse(case.steps[-1].get("at")).local_day).days
            if days > SILENT_DAYS:
                yield At(case.request, {"count": str(days), "limit": str(SILENT_DAYS)})


def refused_without_reason(plan: Plan) -> Iterator[At]:
    """Find requests that were refused, or their person released, without a reason on record."""
    for case in plan.cases:
        if any(step.get("step") in REFUSALS and not step.get("reason") for step in case.steps):
            yield At(case.request)


def out_of_turn(plan: Plan) -> Iterator[At]:
    """Find open requests with steps that their course does not allow where they were told."""
    return (At(case.request, {"count": str(len(case.misplaced))}) for case in plan.cases if case.misplaced)


def ended_and_open(plan: Plan) -> Iterator[At]:
    """Find requests that a step has ended, and that their party has not closed."""
    return (At(case.request) for case in plan.cases if case.ended)


def unreported(plan: Plan) -> Iterator[At]:
    """Find intercepts that ended long ago, and of which nothing was reported."""
    for one in plan.of("intercept"):
        days = days_since(one.get("ended"), plan.today)
        if days is not None and days > REPORT_DAYS and not one.get("reported"):
            yield At(one, {"count": str(days), "limit": str(REPORT_DAYS)})


def decided_late(plan: Plan) -> Iterator[At]:
    """Find Mexican intercepts that a judge decided later than six hours after the application."""
    for one in plan.of("intercept"):
        if one.get("party") == "MX" and one.get("decided"):
            taken = Moment.parse(one.get("decided")).utc - Moment.parse(one.get("applied")).utc
            if taken > RULING:
                yield At(one, {"count": str(round(taken / timedelta(hours=1), 1))})


RULES: Final = (
    Rule("JU01", WARNING, "OIG02", ("request",), silent),
    Rule("JU02", ERROR, "DIR977", ("request",), refused_without_reason),
    Rule("JU03", NOTE, "AMBOS", ("request",), out_of_turn),
    Rule("JU04", NOTE, "AMBOS", ("request",), ended_and_open),
    Rule("JU05", WARNING, "WT21", ("intercept",), unreported),
    Rule("JU06", WARNING, "CNPP291", ("intercept",), decided_late),
)
