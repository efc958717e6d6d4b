"""Rules of drugs: nothing counts twice, nothing hides in a catch-all, gaps in control do not last."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, days_since
from ambos.analysis.studies.lint.rule import NOTE, WARNING, At, Rule
from ambos.domains.drugs.control import gap
from ambos.kernel.shelf import Thing

GAP_DAYS: Final = 180
DESTROY_WITHIN_DAYS: Final = 365
CATCH_ALL: Final = "other"


def told_twice(plan: Plan) -> Iterator[At]:
    """Find seizures that both parties seem to report and that no event key ties together."""
    first: dict[tuple[str, ...], Thing] = {}
    for one in sorted(plan.of("seizure"), key=lambda one: one.subject):
        if one.get("event_key"):
            continue
        key = tuple(str(one.get(name)) for name in ("seized", "drug", "form", "net", "unit"))
        other = first.setdefault(key, one)
        if other is not one and one.get("net"):
            yield At(one, {"thing": other.subject})


def unmeasured(plan: Plan) -> Iterator[At]:
    """Find seizures of which neither a net quantity nor tablets are told."""
    return (At(one) for one in plan.of("seizure") if not one.get("net") and not one.get("tablets"))


def in_catch_all(plan: Plan) -> Iterator[At]:
    """Find seizures in the class of all others although their substance is known."""
    return (At(one) for one in plan.of("seizure") if one.get("drug") == CATCH_ALL and one.get("substance"))


def gap_lasts(plan: Plan) -> Iterator[At]:
    """Find substances that one country has controlled for long and the other does not."""
    for thing in plan.of("substance"):
        found = gap(thing, plan.today)
        if found.open and found.days is not None and found.days > GAP_DAYS:
            yield At(thing, {"party": found.first.upper(), "count": str(found.days)})


def undestroyed(plan: Plan) -> Iterator[At]:
    """Find seizures of long ago of which no destruction is on record."""
    for one in plan.of("seizure"):
        days = days_since(one.get("seized"), plan.today)
        kept = not plan.about("destruction", one.subject, "seizure")
        if days is not None and days > DESTROY_WITHIN_DAYS and kept:
            yield At(one, {"count": str(days)})


RULES: Final = (
    Rule("DR01", WARNING, "G22", ("seizure",), told_twice),
    Rule("DR02", NOTE, "G22", ("seizure",), unmeasured),
    Rule("DR03", WARNING, "G22", ("seizure",), in_catch_all),
    Rule("DR04", WARNING, "AMBOS", ("substance",), gap_lasts),
    Rule("DR05", NOTE, "AMBOS", ("seizure",), undestroyed),
)
