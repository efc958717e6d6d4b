"""What can be said of the effect of each action, adjustment and event on record: an effect, or why none.

An action is asked through its goal's indicators, an adjustment through what it concerns. Of an event only
those indicators are listed whose series surrounds it: nobody promised that it would do anything. The method
is the interrupted series, because the record names no places without the action; with such places,
``evaluation`` has stronger ones.
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
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day

ITS: Final = "its"
PERCENT: Final = "percent"
OUTPUTS: Final = ("input", "output")
BEGINS: Final = {"action": "starts", "adjustment": "decided", "event": "happened"}
LEADS_ON: Final = ("indicator", "goal", "objective", "area", "action", "concerns")
ONE_SERIES: Final = ("trend-goes-on", "nothing-else-began", "counted-alike", "seasons-repeat")
PLACES: Final = Decimal("0.1")  # percentages to a tenth


@dataclass(frozen=True)
class Question:
    """Something on record, the day it began, and the indicators it could have moved; ``goal`` if any."""

    thing: Thing
    day: Day | None
    indicators: tuple[Thing, ...]
    goal: Thing | None


def effect_lines(measures: Measures) -> tuple[EffectLine, ...]:
    """Give a line for each indicator that something on record could have moved, by record, then indicator."""
    return tuple(_Effects(measures).lines())


def interrupted_line(
    item: Thing, indicator: Thing, run: Run, found: Interrupted, extra: Mapping[str, str] | None = None
) -> EffectLine:
    """Give what an interrupted series says of an effect, with its assumptions and checks."""
    checks = {
        "placebo-dates": check(not found.placebo_as_strong) if found.placebos else NOT_RUN,
        "independent": NOTED if found.hangs_together else PASSED,
        "same-trend": NOTED if found.slope.found else PASSED,
        "settled": PASSED if run.settled else NOTED,
        **(extra or {}),
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
    if indicator.get("sort") in OUTPUTS:
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
        self._things = {
            kind: self._shelf.titles(kind) for kind in ("goal", "cooperation-area", "objective", "action")
        }
        self._things |= {"indicator": dict(measures.indicators)}
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
        return interrupted_line(thing, indicator, run, interrupt(run.values, run.at, season=run.season))

    def _comparable(self, indicator: str) -> Groups:
        if indicator not in self._groups:
            self._groups[indicator] = comparable(self._figures.get(indicator, ()))
        return self._groups[indicator]

    def _question(self, thing: Thing) -> Question:
        day = day_of(thing.get(BEGINS[thing.kind]))
        if thing.kind == "event":
            named = thing.get("framework")
            goals = {
                s for s, goal in self._things["goal"].items() if named and goal.get("framework") == named
            }
            return Question(thing, day, self._aimed(goals), None)
        end = self._followed(thing)
        if end is None or end.kind == "indicator":
            return Question(thing, day, (end,) if end else (), None)
        return Question(thing, day, self._aimed({end.subject}), end)

    def _followed(self, thing: Thing) -> Thing | None:
        """Follow what a thing belongs to or concerns up to an indicator or a goal, if it leads there."""
        seen = {thing.subject}
        now: Thing | None = thing
        while now is not None and now.kind not in ("indicator", "goal"):
            following = (now.get(name) for name in LEADS_ON)
            subject = next((one for one in following if one and one not in seen), "")
            seen.add(subject)
            now = self._visible(subject)
        return now

    def _visible(self, subject: str) -> Thing | None:
        kind = subject.partition("/")[0]
        if kind not in self._things and kind in self._shelf.register:
            self._things[kind] = self._shelf.titles(kind)
        return self._things.get(kind, {}).get(subject)

    def _aimed(self, goals: Set[str]) -> tuple[Thing, ...]:
        return tuple(thing for s, thing in self._indicators.items() if goals & self._aims[s])


def _aims(measures: Measures) -> dict[str, set[str]]:
    """Give the goals of each indicator: those it names, and those of its targets."""
    aims = {subject: set(thing.get("goals") or ()) for subject, thing in measures.indicators.items()}
    for subject, targets in measures.targets.items():
        aims.setdefault(subject, set()).update(goal for t in targets if (goal := t.get("goal")))
    return aims
