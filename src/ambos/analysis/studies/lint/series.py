"""Rules of series: where a series stops meaning what it meant before. They are of the family data."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from ambos.analysis.studies.lint.data import judged_thing, measured
from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.rule import WARNING, At, Check, Rule
from ambos.domains.measures.views import Figure
from ambos.values.dates import Period

YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
LIKE: Final = ("publisher", "unit")


def _runs(found: Iterable[Figure]) -> list[list[Figure]]:
    """Give the figures that would be read as one series: one publisher, unit, place and length of period."""
    groups: dict[object, list[Figure]] = {}
    for figure in found:
        key = (figure.place.code, figure.period.kind, figure.period.months, *(figure.get(n) for n in LIKE))
        groups.setdefault(key, []).append(figure)
    return list(groups.values())


def changed(run: Iterable[Figure], name: str) -> tuple[str, str, Period] | None:
    """Give what a field said before, what it says since, and from which period; None where it never changed.

    A period with two values of the field is broken down by it, which is no change.
    """
    said: dict[Period, set[str]] = {}
    for figure in run:
        said.setdefault(figure.period, set()).add(figure.get(name))
    if any(len(values) > 1 for values in said.values()):
        return None
    ordered = [(period, next(iter(said[period]))) for period in sorted(said)]
    turns = [(a[1], b[1], b[0]) for a, b in pairwise(ordered) if a[1] != b[1]]
    return turns[-1] if turns else None


def _changes(name: str) -> Check:
    """Make the check for series in which a field changes from one period to the next."""

    def check(plan: Plan) -> Iterable[At]:
        for one, found in measured(plan):
            turns = [turn for run in _runs(found) if (turn := changed(run, name))]
            if turns:
                before, after, period = max(turns, key=lambda turn: turn[2])
                yield At(one, {"before": before, "after": after, "period": str(period)})

    return check


def break_crossed(plan: Plan) -> Iterator[At]:
    """Find assessments whose baseline and newest figure lie on two sides of a recorded break."""
    for one, _ in measured(plan):
        years = sorted(
            {int(year) for text in (one.get("breaks") or {}).values() for year in YEAR.findall(text)}
        )
        for line in plan.lines(one):
            base, judged = line.baseline, line.judged
            crossed = [
                y for y in years if base and judged and base.period.last.year < y <= judged.period.last.year
            ]
            thing = judged_thing(plan, line)
            if crossed and thing:
                yield At(thing, {"period": str(crossed[-1])})


RULES: Final = (
    Rule("DA05", WARNING, "BSMR", ("indicator",), _changes("denominator")),
    Rule("DA06", WARNING, "BSMR", ("indicator",), _changes("scope")),
    Rule("DA07", WARNING, "BSMR", ("indicator",), _changes("definition")),
    Rule("DA12", WARNING, "BSMR", ("target", "baseline"), break_crossed),
)
