"""Rules of task forces: terms, vetting, risk, indicators, lessons of incidents, conflicts of operations."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, days_since
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule, lacks
from ambos.analysis.studies.taskforces import vetted_until
from ambos.domains.taskforces.views import OPEN, serving
from ambos.values.dates import Day
from ambos.values.moments import Moment

LONGEST: Final = timedelta(days=731)  # 24 months
LESSON_DAYS: Final = 180
SHORTLY: Final = timedelta(days=3)
OVER: Final = ("called-off", "refused")


def expired(plan: Plan) -> Iterator[At]:
    """Find terms that have run out while people still serve under them."""
    for terms in plan.living("terms-of-reference"):
        days = days_since(terms.get("ends"), plan.today)
        members = plan.about("task-force-member", terms.subject, "terms")
        if days is not None and days > 0 and serving(members, plan.today):
            yield At(terms, {"day": terms.get("ends"), "count": str(days)})


def too_long(plan: Plan) -> Iterator[At]:
    """Find terms of more than 24 months."""
    for terms in plan.living("terms-of-reference"):
        started, ends = Day.parse(terms.get("started")).first, Day.parse(terms.get("ends")).last
        if ends - started > LONGEST:
            yield At(terms, {"day": terms.get("ends")})


def without_terms(plan: Plan) -> Iterator[At]:
    """Find operations that stand under no terms of reference."""
    return iter(lacks("operation", "terms")(plan))


def unvetted(plan: Plan) -> Iterator[At]:
    """Find members who serve without a current vetting; where no vetting is to be seen, nothing is said."""
    if not plan.of("vetting"):
        return
    for member in serving(plan.living("task-force-member"), plan.today):
        of = [
            one
            for one in plan.of("vetting")
            if all(one.get(a) == member.get(b) for a, b in (("person", "person"), ("scheme", "vetting")))
        ]
        until = vetted_until(of)
        if until is None or until < plan.today:
            yield At(member, {"person": member.get("person")})


def without_review(plan: Plan) -> Iterator[At]:
    """Find operations that went ahead, or were marked as high risk, without a review of their risk."""
    for operation in plan.living("operation"):
        steps = {step.get("step") for step in plan.about("operation-step", operation.subject, "operation")}
        ahead = bool(steps & {"approved", "begun", "ended"}) or operation.get("high_risk")
        reviews = plan.about("operation-risk", operation.subject, "operation")
        if ahead and not reviews and not steps & set(OVER):
            yield At(operation, {"day": operation.get("planned")})


def without_lesson(plan: Plan) -> Iterator[At]:
    """Find critical incidents of which, long after, no lesson with a decision is on record."""
    for incident in plan.living("critical-incident"):
        days = days_since(incident.get("happened"), plan.today)
        lessons = plan.about("lesson", incident.subject, "incident")
        if days is not None and days > LESSON_DAYS and not any(one.get("decisions") for one in lessons):
            yield At(incident, {"day": incident.get("happened"), "limit": str(LESSON_DAYS)})


def conflict_open(plan: Plan) -> Iterator[At]:
    """Find operation conflicts that nobody has settled shortly before they begin, or after."""
    for conflict in plan.living("conflict"):
        day = Moment.parse(conflict.get("starts")).local_day
        if conflict.get("state") == OPEN and day - plan.today <= SHORTLY:
            yield At(conflict, {"day": day.isoformat()})


RULES: Final = (
    Rule("TF01", WARNING, "JITM", ("operation",), without_terms),
    Rule("TF02", ERROR, "JITM", ("terms-of-reference",), expired),
    Rule("TF03", NOTE, "JITM", ("terms-of-reference",), too_long),
    Rule("TF04", ERROR, "OIG21", ("task-force-member",), unvetted),
    Rule("TF05", ERROR, "OIG16", ("operation",), without_review),
    Rule("TF06", WARNING, "JITM", ("critical-incident",), without_lesson),
    Rule("TF07", WARNING, "ECA21", ("joint-target",), lacks("joint-target", "indicator")),
    Rule("TF08", ERROR, "LEOST", ("conflict",), conflict_open),
)
