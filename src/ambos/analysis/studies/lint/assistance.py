"""Rules of assistance: money that is followed, deliveries with a day, results that are outcomes."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, past
from ambos.analysis.studies.lint.rule import ERROR, WARNING, At, Rule
from ambos.kernel.shelf import Thing

_LIVING: Final = ("running", "halted", "closed")


def _programmes(plan: Plan) -> Iterator[Thing]:
    return (thing for thing in plan.of("programme") if thing.get("state") in _LIVING)


def no_outcome(plan: Plan) -> Iterator[At]:
    """Find programmes with no outcome on record: nothing, or outputs alone."""
    for thing in _programmes(plan):
        results = plan.about("assistance-result", thing.subject, "programme")
        if not any(one.get("level") == "outcome" for one in results):
            yield At(thing)


def no_timeline(plan: Plan) -> Iterator[At]:
    """Find deliveries with neither a planned day nor one on which they were made."""
    things = plan.of("delivery")
    return (At(thing) for thing in things if not (thing.get("planned") or thing.get("delivered")))


def late(plan: Plan) -> Iterator[At]:
    """Find deliveries whose planned day has passed, and which are not said to have been made."""
    for thing in plan.of("delivery"):
        if not thing.get("delivered") and past(thing.get("planned"), plan.today):
            yield At(thing, {"day": str(thing.get("planned"))})


def unmeasured(plan: Plan) -> Iterator[At]:
    """Find outcomes that no indicator shows."""
    for thing in plan.of("assistance-result"):
        if thing.get("level") == "outcome" and plan.get(thing.get("indicator")) is None:
            yield At(thing)


def not_followed(plan: Plan) -> Iterator[At]:
    """Find programmes with appropriated money of which nobody says what was expended."""
    for thing in _programmes(plan):
        stages = {one.get("stage") for one in plan.about("funding", thing.subject, "programme")}
        if "appropriated" in stages and "expended" not in stages:
            yield At(thing)


RULES: Final = (
    Rule("AS01", WARNING, "G25", ("programme",), no_outcome),
    Rule("AS02", WARNING, "G10", ("delivery",), no_timeline),
    Rule("AS03", ERROR, "G10", ("delivery",), late),
    Rule("AS04", WARNING, "FAM", ("assistance-result",), unmeasured),
    Rule("AS05", WARNING, "G10", ("programme",), not_followed),
)
