"""Rules of arms: what was recovered is traced, requests are whole, and none is left lying."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, days_since
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule
from ambos.domains.arms.gates import STOPS, findings

TRACE_WITHIN_DAYS: Final = 30
MEND_WITHIN_DAYS: Final = 30
ANSWER_WITHIN_DAYS: Final = 90


def untraced(plan: Plan) -> Iterator[At]:
    """Find firearms recovered some time ago for which nobody asked a trace."""
    for one in plan.of("recovery"):
        days = days_since(one.get("recovered"), plan.today)
        asked = plan.about("trace-request", one.subject, "recovery")
        if days is not None and days > TRACE_WITHIN_DAYS and not asked:
            yield At(one, {"count": str(days)})


def submitted_unfit(plan: Plan) -> Iterator[At]:
    """Find requests that were submitted although a gate stops them."""
    for one in plan.of("trace-request"):
        if one.get("state") == "submitted":
            stops = [each for each in findings(one.body) if each.gravity == STOPS]
            if stops:
                yield At(one, {"count": str(len(stops)), "field": stops[0].field})


def returned_idle(plan: Plan) -> Iterator[At]:
    """Find requests that came back incomplete and were not sent again."""
    for one in plan.of("trace-request"):
        days = days_since(one.get("returned"), plan.today)
        if one.get("state") == "returned" and days is not None and days > MEND_WITHIN_DAYS:
            yield At(one, {"count": str(days)})


def unanswered(plan: Plan) -> Iterator[At]:
    """Find requests submitted long ago that no result answers."""
    for one in plan.of("trace-request"):
        days = days_since(one.get("resubmitted") or one.get("submitted"), plan.today)
        waits = one.get("state") == "submitted" and not one.get("duplicate_of")
        answered = plan.about("trace-result", one.subject, "request")
        if waits and days is not None and days > ANSWER_WITHIN_DAYS and not answered:
            yield At(one, {"count": str(days)})


RULES: Final = (
    Rule("AR01", WARNING, "G21", ("recovery",), untraced),
    Rule("AR02", ERROR, "ATF3312", ("trace-request",), submitted_unfit),
    Rule("AR03", WARNING, "JORN23", ("trace-request",), returned_idle),
    Rule("AR04", NOTE, "G21", ("trace-request",), unanswered),
)
