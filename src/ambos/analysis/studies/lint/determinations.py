"""Rules of the determination: criteria that both can see, a day that is kept, a way out."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, named, past
from ambos.analysis.studies.lint.rule import ERROR, WARNING, At, Rule
from ambos.domains.determinations.views import OVER
from ambos.kernel.joint import COUNTERSIGNED
from ambos.kernel.shelf import Thing

_AWAITED: Final = ("foreseen", "warned")


def no_agreed_indicator(plan: Plan) -> Iterator[At]:
    """Find criteria of determinations that still count, with no indicator that both parties agreed on."""
    for criterion in plan.of("determination-criterion"):
        if _counts(plan.get(criterion.get("determination"))):
            found = (plan.get(subject) for subject in named(criterion, "indicators"))
            if not any(one is not None and one.state == COUNTERSIGNED for one in found):
                yield At(criterion)


def _counts(determination: Thing | None) -> bool:
    return determination is not None and determination.get("state") not in OVER


def day_passed(plan: Plan) -> Iterator[At]:
    """Find determinations whose day has passed and of which no decision is on record."""
    for thing in plan.of("determination"):
        if thing.get("state") in _AWAITED and past(thing.get("trigger"), plan.today):
            yield At(thing, {"day": str(thing.get("trigger"))})


def no_way_out(plan: Plan) -> Iterator[At]:
    """Find determinations in force that do not say how they end."""
    things = (thing for thing in plan.of("determination") if thing.get("state") == "in-force")
    return (At(thing) for thing in things if not thing.get("exit_condition"))


def no_criteria(plan: Plan) -> Iterator[At]:
    """Find determinations to come for which no criterion is on record."""
    for thing in plan.of("determination"):
        awaited = thing.get("state") in _AWAITED and not past(thing.get("trigger"), plan.today)
        if awaited and not plan.about("determination-criterion", thing.subject, "determination"):
            yield At(thing)


RULES: Final = (
    Rule("DE01", WARNING, "WAYNE2020", ("determination-criterion",), no_agreed_indicator),
    Rule("DE02", ERROR, "AMBOS", ("determination",), day_passed),
    Rule("DE03", WARNING, "AMBOS", ("determination",), no_way_out),
    Rule("DE04", WARNING, "WAYNE2020", ("determination",), no_criteria),
)
