"""Rules of finance: freezes that will not last, requests that were answered against the standard."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, days_since
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule
from ambos.domains.finance.views import Frozen, frozen_of

BARRED_GROUNDS: Final = ("fiscal", "secrecy")
FEEDBACK_DAYS: Final = 90
COMPLAINT_DAYS: Final = 180


def _frozen(plan: Plan) -> Iterator[Frozen]:
    accounts = {one.subject: one for one in plan.of("frozen-account")}
    for freeze in plan.living("freeze"):
        yield frozen_of(freeze, plan.about("freeze-end", freeze.subject, "freeze"), accounts)


def exposed_to_amparo(plan: Plan) -> Iterator[At]:
    """Find standing freezes under LIC 116 Bis 2 that rest on no international request."""
    for one in _frozen(plan):
        told = one.thing.get("international_request") or one.thing.get("request")
        if one.standing and one.thing.get("basis") == "lic-116-bis-2" and not told:
            yield At(one.thing, {"day": one.thing.get("frozen")})


def refused_on_barred_ground(plan: Plan) -> Iterator[At]:
    """Find requests that were refused on a ground that the standard does not allow."""
    for request in plan.living("fiu-request"):
        if request.get("ground") in BARRED_GROUNDS:
            yield At(request, {"day": request.get("answered")})


def without_feedback(plan: Plan) -> Iterator[At]:
    """Find requests that were answered long ago, and of whose use nothing was told back."""
    for request in plan.living("fiu-request"):
        days = days_since(request.get("answered"), plan.today)
        helped = request.get("answer") in ("full", "partial")
        if helped and days is not None and days > FEEDBACK_DAYS and not request.get("feedback"):
            yield At(request, {"count": str(days), "limit": str(FEEDBACK_DAYS)})


def without_complaint(plan: Plan) -> Iterator[At]:
    """Find freezes that have stood for long, and that no complaint to a prosecutor carries on."""
    for one in _frozen(plan):
        days = one.days(plan.today)
        if (
            one.standing
            and days > COMPLAINT_DAYS
            and not plan.about("complaint", one.thing.subject, "freezes")
        ):
            yield At(one.thing, {"count": str(days), "limit": str(COMPLAINT_DAYS)})


def more_than_frozen(plan: Plan) -> Iterator[At]:
    """Find freezes whose ends speak of more than was frozen, or of another currency."""
    return (At(one.thing) for one in _frozen(plan) if one.excess)


RULES: Final = (
    Rule("FI01", WARNING, "SCJN46", ("freeze",), exposed_to_amparo),
    Rule("FI02", ERROR, "FATF40", ("fiu-request",), refused_on_barred_ground),
    Rule("FI03", NOTE, "FATF40", ("fiu-request",), without_feedback),
    Rule("FI04", WARNING, "FATF18", ("freeze",), without_complaint),
    Rule("FI05", ERROR, "AMBOS", ("freeze",), more_than_frozen),
)
