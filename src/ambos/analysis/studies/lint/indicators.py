"""Rules of the indicator: whether its sheet says enough, and whether it can show what it is meant to show."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.framework import SIDES, parties
from ambos.analysis.studies.lint.picture import Plan, days_since
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule
from ambos.analysis.studies.sorts import TELLING
from ambos.kernel.shelf import Thing
from ambos.values.quantities import UNITS

LANGUAGES: Final = ("en", "es")
OPUDATA: Final = ("objective", "practical", "useful", "direct", "attributable", "timely", "adequate")
OF_SOMETHING: Final = ("share", "rate")  # dimensions that say nothing without a denominator
# What authorities do, counted: the DHS calls the rate of seizures an output.
WORK_UNITS: Final = ("arrests", "seizures", "orders", "requests", "meetings", "actions", "agreements")
WORK_WORDS: Final = (
    "seiz", "arrest", "frozen", "blocked", "incaut", "decomis", "asegurad", "detenid", "congelad", "bloquead",
)  # fmt: skip
UNDONE_WORDS: Final = ("releas", "liberad", "devuelt", "conviction", "sentenc")  # what became of that work
TESTED_WITHIN_DAYS: Final = 730


def serving(plan: Plan) -> Iterator[Thing]:
    """Give the living indicators that something of the plan is measured by, or that carry a target."""
    for one in plan.living("indicator"):
        if one.get("goals") or one.get("measures") or plan.about("target", one.subject, "indicator"):
            yield one


def no_owner(plan: Plan) -> Iterator[At]:
    """Find indicators of the plan that nobody owns on one of the two sides."""
    for one in serving(plan):
        if missing := parties(not one.get(f"owner_{side.lower()}") for side in SIDES):
            yield At(one, missing)


def no_denominator(plan: Plan) -> Iterator[At]:
    """Find shares and rates of which nobody says what they are a share of."""
    for one in plan.living("indicator"):
        unit = UNITS.get(one.get("unit") or "")
        if unit and unit.dimension in OF_SOMETHING and not one.get("denominator"):
            yield At(one, {"unit": unit.code})


def work_as_outcome(plan: Plan) -> Iterator[At]:
    """Find seizures, arrests and freezes that are called an outcome or an impact."""
    for one in plan.living("indicator"):
        names = " ".join((one.get("name") or {}).values()).lower()
        work = one.get("unit") in WORK_UNITS or any(word in names for word in WORK_WORDS)
        if work and not any(word in names for word in UNDONE_WORDS) and one.get("sort") in TELLING:
            yield At(one, {"sort": one.get("sort")})


def context_with_target(plan: Plan) -> Iterator[At]:
    """Find targets on what is declared as mere context."""
    for one in plan.living("indicator"):
        if one.get("sort") == "context" and plan.about("target", one.subject, "indicator"):
            yield At(one)


def neutral_with_target(plan: Plan) -> Iterator[At]:
    """Find targets on indicators of which neither more nor less is better."""
    for one in plan.living("indicator"):
        if one.get("direction") == "neutral" and plan.about("target", one.subject, "indicator"):
            yield At(one)


def untested(plan: Plan) -> Iterator[At]:
    """Find indicators of the plan that were never held against the seven questions, or not for two years."""
    for one in serving(plan):
        tests = plan.about("indicator-test", one.subject, "indicator")
        ages = [age for test in tests if (age := days_since(test.get("tested_on"), plan.today)) is not None]
        if not ages or min(ages) > TESTED_WITHIN_DAYS:
            yield At(one)


def failed(plan: Plan) -> Iterator[At]:
    """Find indicators whose newest test answers no somewhere."""
    for one in plan.living("indicator"):
        tests = plan.about("indicator-test", one.subject, "indicator")
        newest = max(tests, key=lambda test: (test.get("tested_on"), test.subject), default=None)
        missed = [name for name in OPUDATA if newest and newest.get(name) is False]
        if missed:
            yield At(one, {"kind": "indicator-test", "fields": " ".join(missed)})


def thin_definition(plan: Plan) -> Iterator[At]:
    """Find definitions that one language lacks, or that only repeat the name."""
    for one in plan.living("indicator"):
        name, definition = one.get("name") or {}, one.get("definition") or {}
        if any(not definition.get(code) or definition[code] == name.get(code) for code in LANGUAGES):
            yield At(one)


def no_rhythm(plan: Plan) -> Iterator[At]:
    """Find indicators of the plan that do not say how often they come or when they are stale."""
    for one in serving(plan):
        missing = [name for name in ("frequency", "stale_after_days") if not one.get(name)]
        if missing:
            yield At(one, {"kind": one.kind, "fields": " ".join(missing)})


def untied(plan: Plan) -> Iterator[At]:
    """Find indicators that measure no part of the plan and are not said to be context."""
    tied = {one.subject for one in serving(plan)}
    return (
        At(one)
        for one in plan.living("indicator")
        if one.subject not in tied and one.get("sort") != "context"
    )


def no_figure(plan: Plan) -> Iterator[At]:
    """Find indicators of the plan without a single value."""
    return (At(one) for one in serving(plan) if not plan.figures(one))


def one_way(plan: Plan) -> Iterator[At]:
    """Find counts whose count in the other direction does not point back, or is not there."""
    for one in plan.living("indicator"):
        other = plan.get(one.get("reciprocal"))
        if one.get("reciprocal") and (other is None or other.get("reciprocal") != one.subject):
            yield At(one, {"thing": one.get("reciprocal")})


def no_method(plan: Plan) -> Iterator[At]:
    """Find indicators that carry a target without a word on how they are counted or who publishes them."""
    for one in plan.living("indicator"):
        missing = [name for name in ("publisher", "method") if not one.get(name)]
        if missing and plan.about("target", one.subject, "indicator"):
            yield At(one, {"kind": one.kind, "fields": " ".join(missing)})


RULES: Final = (
    Rule("IN01", WARNING, "SHEET", ("indicator",), no_owner),
    Rule("IN02", ERROR, "SHEET", ("indicator",), no_denominator),
    Rule("IN03", ERROR, "BSMR", ("indicator",), work_as_outcome),
    Rule("IN04", WARNING, "SHEET", ("indicator",), context_with_target),
    Rule("IN05", ERROR, "SHEET", ("indicator",), neutral_with_target),
    Rule("IN06", NOTE, "PDPM", ("indicator",), untested),
    Rule("IN07", WARNING, "PDPM", ("indicator",), failed),
    Rule("IN08", WARNING, "BSMR", ("indicator",), thin_definition),
    Rule("IN09", WARNING, "G20", ("indicator",), no_rhythm),
    Rule("IN10", NOTE, "G20", ("indicator",), untied),
    Rule("IN11", WARNING, "G20", ("indicator",), no_figure),
    Rule("IN12", WARNING, "AMBOS", ("indicator",), one_way),
    Rule("IN13", WARNING, "SHEET", ("indicator",), no_method),
)
