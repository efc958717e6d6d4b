"""Rules of dialogue: promises, meetings, and what is decided where results are missed."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.methods.status import MOVING_AWAY, OFF_TRACK
from ambos.analysis.studies.lint.picture import Plan, days_since, named, past
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule
from ambos.domains.dialogue.views import DAYS_OF_MONTH, LATE, SENIOR_LEVELS, SILENT, STATED, Standing
from ambos.kernel.shelf import Thing

# What may show that a change was needed; a goal or an action is what is changed, no cause.
RESULTS: Final = (
    "target", "indicator", "figure", "baseline", "commitment", "milestone", "evaluation", "recommendation",
    "risk", "assumption", "threat-assessment", "event", "data-quality", "evidence",
)  # fmt: skip
REPORT_WITHIN_DAYS: Final = 3


def open_promises(plan: Plan) -> Iterator[Standing]:
    """Give the promises that are still to be kept, of whatever framework: they outlive it."""
    return (one for one in plan.standings if one.standing not in STATED)


def no_owner(plan: Plan) -> Iterator[At]:
    """Find open promises without an owner on a side that made them."""
    for one in open_promises(plan):
        if one.missing:
            yield At(one.commitment, {"parties": " ".join(one.missing)})


def no_date(plan: Plan) -> Iterator[At]:
    """Find open promises without a day, of which nobody says that the text gives none."""
    for one in open_promises(plan):
        if not one.commitment.get("due") and not one.commitment.get("no_date"):
            yield At(one.commitment)


def silent(plan: Plan) -> Iterator[At]:
    """Find promises of which nothing was heard for long."""
    for one in plan.standings:
        if one.standing == SILENT:
            yield At(one.commitment, {"count": str(one.days)})


def late(plan: Plan) -> Iterator[At]:
    """Find promises whose day has passed."""
    for one in plan.standings:
        if one.standing == LATE:
            yield At(one.commitment, {"day": one.commitment.get("due"), "count": str(one.days)})


def dropped(plan: Plan) -> Iterator[At]:
    """Find open promises of a framework that is over, which no later promise takes up."""
    for one in open_promises(plan):
        home = one.commitment.get("framework")
        if home in plan.over and not one.continued_by:
            yield At(one.commitment, {"thing": home})


def cadence_broken(plan: Plan) -> Iterator[At]:
    """Find frameworks whose seniors have not met for longer than promised."""
    for framework in plan.living("framework"):
        months = framework.get("cadence_months")
        held = [
            m
            for m in plan.about("meeting", framework.subject, "framework")
            if m.get("level") in SENIOR_LEVELS
        ]
        if months and (days := _since_last(plan, held)) is not None and days > months * DAYS_OF_MONTH:
            yield At(framework, {"count": str(days), "limit": str(months * DAYS_OF_MONTH)})


def group_silent(plan: Plan) -> Iterator[At]:
    """Find groups that have not met for longer than their own rhythm."""
    for group in plan.living("group"):
        limit = group.get("cadence_days")
        days = _since_last(plan, plan.about("meeting", group.subject, "group"))
        if limit and (days is None or days > limit):
            yield At(group, {"count": str(days or 0), "limit": str(limit)})


def _since_last(plan: Plan, held: tuple[Thing, ...] | list[Thing]) -> int | None:
    return min(
        (days for one in held if (days := days_since(one.get("held"), plan.today)) is not None), default=None
    )


def no_cadence(plan: Plan) -> Iterator[At]:
    """Find frameworks that promise no rhythm of senior meetings."""
    return (At(one) for one in plan.living("framework") if not one.get("cadence_months"))


def meeting_without_trace(plan: Plan) -> Iterator[At]:
    """Find meetings of which no outcome, no minute and no decision is on record."""
    for meeting in plan.living("meeting"):
        traces = (
            plan.about(kind, meeting.subject, "meeting") for kind in ("decision", "minute", "commitment")
        )
        if not meeting.get("outcome") and not any(traces):
            yield At(meeting)


def item_without_minute(plan: Plan) -> Iterator[At]:
    """Find agenda items of a meeting that was held, of which no minute says what became of them."""
    held = {meeting.get("agenda") for meeting in plan.of("meeting")} - {None}
    for item in plan.living("agenda-item"):
        if item.get("agenda") in held and not plan.about("minute", item.subject, "item"):
            yield At(item)


def off_track_in_silence(plan: Plan) -> Iterator[At]:
    """Find targets that are missed or move away, and that no agenda, minute, decision or adjustment names."""
    for target, line in plan.targeted:
        status = line.assessment.status
        if status in (OFF_TRACK, MOVING_AWAY) and not _answered(plan, target):
            yield At(target, {"status": status})


def _answered(plan: Plan, target: Thing) -> bool:
    about = (target.subject, target.get("indicator"))
    concerned = (plan.about(kind, one) for one in about for kind in ("decision", "adjustment", "agenda-item"))
    caused = (plan.about("adjustment", one, "because") for one in about)
    return any(concerned) or any(caused)


def adjusted_without_cause(plan: Plan) -> Iterator[At]:
    """Find adjustments whose cause is no result, but the very thing that is adjusted or a plan."""
    for one in plan.of("adjustment"):
        causes = [subject for subject in named(one, "because") if subject != one.get("concerns")]
        if not any(subject.partition("/")[0] in RESULTS for subject in causes):
            yield At(one)


def adjusted_without_decision(plan: Plan) -> Iterator[At]:
    """Find adjustments that nobody decided."""
    return (At(one) for one in plan.of("adjustment") if not one.get("decision"))


def adjustment_not_reviewed(plan: Plan) -> Iterator[At]:
    """Find adjustments whose effect was to be looked at on a day that has passed, or on no day."""
    for one in plan.of("adjustment"):
        due = one.get("review_by")
        if not due or (past(due, plan.today) and not plan.about("evaluation", one.subject)):
            yield At(one)


def contact_not_reported(plan: Plan) -> Iterator[At]:
    """Find contacts with foreign agents that were held and not reported within three days."""
    for one in plan.of("contact"):
        days = days_since(one.get("held"), plan.today)
        if days is not None and days > REPORT_WITHIN_DAYS and not one.get("reported"):
            yield At(one, {"day": one.get("held"), "limit": str(REPORT_WITHIN_DAYS)})


RULES: Final = (
    Rule("DI01", WARNING, "FOLLOWUP", ("commitment",), no_owner),
    Rule("DI02", WARNING, "FOLLOWUP", ("commitment",), no_date),
    Rule("DI03", WARNING, "FOLLOWUP", ("commitment",), silent),
    Rule("DI04", ERROR, "FOLLOWUP", ("commitment",), late),
    Rule("DI05", WARNING, "AMBOS", ("commitment",), dropped),
    Rule("DI06", ERROR, "WAYNE2020", ("framework",), cadence_broken),
    Rule("DI07", WARNING, "WAYNE2020", ("group",), group_silent),
    Rule("DI08", NOTE, "WAYNE2020", ("framework",), no_cadence),
    Rule("DI09", NOTE, "WH22", ("meeting",), meeting_without_trace),
    Rule("DI10", WARNING, "WH22", ("agenda-item",), item_without_minute),
    Rule("DI11", ERROR, "G20", ("target",), off_track_in_silence),
    Rule("DI12", ERROR, "G20", ("adjustment",), adjusted_without_cause),
    Rule("DI13", WARNING, "G20", ("adjustment",), adjusted_without_decision),
    Rule("DI14", WARNING, "G19", ("adjustment",), adjustment_not_reviewed),
    Rule("DI15", ERROR, "LANETA21", ("contact",), contact_not_reported),
)
