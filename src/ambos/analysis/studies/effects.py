"""What can be said of the effect of each action, adjustment and event on record: an effect, or why none.

An action is asked through the indicators of its goal and of what lies between, an adjustment through those of
what it concerns. Of an event only those indicators are listed whose series surrounds it: nobody promised that
it would do anything. The method is the interrupted series, because the record names no places without the
action; with such places, ``evaluation`` has stronger ones.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ambos.analysis.methods.interrupted import Interrupted, interrupt
from ambos.analysis.methods.loglinear import Estimate
from ambos.analysis.methods.verdict import FAILED, NOT_RUN, NOTED, PASSED, UNKNOWN, verdict
from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.items import day_of, item_of
from ambos.analysis.studies.judgements import EffectLine
from ambos.analysis.studies.runs import Groups, Run, comparable, run_around
from ambos.analysis.studies.sorts import COUNTED
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day

ITS: Final = "its"
PERCENT: Final = "percent"
BEGINS: Final = {"action": "starts", "adjustment": "decided", "event": "happened"}
LEADS_ON: Final = ("indicator", "goal", "objective", "area", "action", "concerns")
ONE_SERIES: Final = ("trend-goes-on", "nothing-else-began", "counted-alike", "seasons-repeat")
PLACES: Final = Decimal("0.1")  # percentages to a tenth


@dataclass(frozen=True)
class Question:
    """Something on record, the day it began, the indicators it could have moved, and the goal it serves."""

    thing: Thing
    day: Day | None
    indicators: tuple[Thing, ...]
    goal: Thing | None


def effect_lines(measures: Measures) -> tuple[EffectLine, ...]:
    """Give a line for each indicator that something on record could have moved, by record, then indicator."""
    return tuple(_Effects(measures).lines())


def interrupted_line(item: Thing, indicator: Thing, run: Run, found: Interrupted) -> EffectLine:
    """Give what an interrupted series says of an effect, with its assumptions and checks."""
    checks = {
        "best-date": check(found.better_at is None) if found.change.found else NOT_RUN,
        "placebo-dates": check(not found.placebo_as_strong) if found.placebos else NOT_RUN,
        "independent": NOTED if found.hangs_together else PASSED,
        "same-trend": NOTED if found.slope.found else PASSED,
        "settled": PASSED if run.settled else NOTED,
    }
    return line_of(item, indicator, ITS, found.change, ONE_SERIES, checks)


def line_of(
    item: Thing,
    indicator: Thing,
    method: str,
    change: Estimate,
    assumptions: tuple[str, ...],
    checks: Mapping[str, str],
) -> EffectLine:
    """Give a change as a line: the verdict, percentages to a tenth, what was assumed and checked."""
    answer, reason = verdict(change, indicator.get("direction"), checks)
    if indicator.get("sort") in COUNTED:
        assumptions = (*assumptions, "output-only")
    return EffectLine(
        item=item_of(item),
        about=item_of(indicator),
        answer=answer,
        reason=reason,
        method=method,
        estimate=percent(change.ratio),
        low95=percent(change.low),
        high95=percent(change.high),
        unit=PERCENT,
        assumptions=assumptions,
        checks=checks,
    )


def unknown_line(item: Thing, about: Thing, reason: str, method: str = ITS) -> EffectLine:
    """Give the line of an effect that nobody can tell, and why."""
    return EffectLine(item_of(item), item_of(about), UNKNOWN, reason, method, checks={})


def check(holds: bool) -> str:
    """Give the verdict of a check that an answer stands on."""
    return PASSED if holds else FAILED


def percent(ratio: float) -> Decimal:
    """Give a ratio as the change in percent that it is, to a tenth."""
    return Decimal(100 * (ratio - 1)).quantize(PLACES)


class _Effects:
    """The partnership's record, read once for all questions."""

    def __init__(self, measures: Measures) -> None:
        self._shelf = measures.shelf
        self._indicators = measures.indicators
        self._figures = measures.figures
        self._aims = _aims(measures)
        self._things = {"indicator": dict(measures.indicators), "goal": self._shelf.titles("goal")}
        self._groups: dict[str, Groups] = {}

    def lines(self) -> Iterator[EffectLine]:
        for kind in BEGINS:
            for thing in self._shelf.things(kind):
                yield from self._answers(self._question(thing))

    def _answers(self, question: Question) -> Iterator[EffectLine]:
        thing, event = question.thing, question.thing.kind == "event"
        reason = self._unasked(question)
        if not reason and question.day:
            lines = (self._answer(thing, question.day, one) for one in question.indicators)
            yield from (line for line in lines if line.estimate is not None or not event)
        elif not event:
            yield unknown_line(thing, question.goal or thing, reason)

    def _unasked(self, question: Question) -> str:
        if not question.indicators:
            return "no-indicator"
        if question.day is None:
            return "no-start-date"
        return "not-begun" if question.day.first > self._shelf.today else ""

    def _answer(self, thing: Thing, day: Day, indicator: Thing) -> EffectLine:
        run = run_around(self._comparable(indicator.subject), day)
        if isinstance(run, str):
            return unknown_line(thing, indicator, run)
        near = run.within_reach()
        return interrupted_line(thing, indicator, near, interrupt(near.values, near.at, season=near.season))

    def _comparable(self, indicator: str) -> Groups:
        if indicator not in self._groups:
            self._groups[indicator] = comparable(self._figures.get(indicator, ()))
        return self._groups[indicator]

    def _question(self, thing: Thing) -> Question:
        day = day_of(thing.get(BEGINS[thing.kind]))
        if thing.kind == "event":
            framework = thing.get("framework")
            goals = [goal for goal in self._things["goal"].values() if framework]
            own = {goal.subject for goal in goals if goal.get("framework") == framework}
            return Question(thing, day, self._aimed(own), None)
        chain = self._chain(thing)
        if chain[-1].kind == "indicator":
            return Question(thing, day, (chain[-1],), None)
        return Question(thing, day, self._aimed({one.subject for one in chain}), chain[-1])

    def _chain(self, thing: Thing) -> list[Thing]:
        """Follow what a thing belongs to or concerns, up to an indicator or a goal if it leads there."""
        chain = [thing]
        while chain[-1].kind not in ("indicator", "goal"):
            following = (self._visible(chain[-1].get(name)) for name in LEADS_ON)
            known = {one.subject for one in chain}
            nearest = next((one for one in following if one and one.subject not in known), None)
            if nearest is None:
                break
            chain.append(nearest)
        return chain

    def _visible(self, named: str | None) -> Thing | None:
        subject = named or ""
        kind = subject.partition("/")[0]
        if kind not in self._things and kind in self._shelf.register:
            self._things[kind] = self._shelf.titles(kind)
        return self._things.get(kind, {}).get(subject)

    def _aimed(self, wanted: Set[str]) -> tuple[Thing, ...]:
        return tuple(one for subject, one in self._indicators.items() if wanted & self._aims[subject])


def _aims(measures: Measures) -> dict[str, set[str]]:
    """Give what each indicator measures: what it names, and what its targets are set for."""
    aims: dict[str, set[str]] = {}
    for subject, thing in measures.indicators.items():
        targets = measures.targets.get(subject, ())
        named = [*(thing.get("goals") or ()), *(thing.get("measures") or ())]
        named += [target.get(name) for target in targets for name in ("goal", "concerns")]
        aims[subject] = {one for one in named if one}
    return aims
