"""What is to be expected of each indicator: the questions that its figures allow, and the answers as lines.

A target is judged on a period like that of its baseline, the last one that ends by its deadline: a year's
total, a level, a rate. The question goes to the finest even series of the same definition that makes up such
a period. Figures that are partial, cumulative or recalled are left out; of each period the newest vintage
counts. Where the data allow no answer, the outlook carries the code of the reason.

Of periods that overlap, such as the twelve months to each month, only the fan is given: tried on official
series of that kind, the probability did worse than the base rate (docs/performance, forecasts).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ambos.analysis.methods.chances import Chance, rounded
from ambos.analysis.methods.prospects import METHOD, Prospect, Question, base_rate, refusal
from ambos.analysis.methods.spans import following, season_of, step_of, unevenness
from ambos.analysis.methods.status import DOWN, LIKELY, NEUTRAL, UNLIKELY
from ambos.analysis.studies.concerned import indicator_lines
from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.judgements import FanPoint, Outlook
from ambos.analysis.studies.lines import IndicatorLine, Review
from ambos.domains.measures.views import Figure
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day, Period

NO_SERIES, CUMULATIVE, NO_TOTAL, NOT_ALIKE = "no-series", "cumulative-only", "no-total", "not-alike"
OVERLAPPING: Final = "overlapping"
SHARES: Final = ("percent",)
FLEETING: Final = ("partial", "cumulative")
YEAR: Final = 12
DIGITS: Final = 6  # significant ones of a forecast


@dataclass(frozen=True)
class Asked:
    """A question about one indicator or target, the periods of its series, and those ahead; or a refusal.

    ``doubted`` is the code of why the answer is good for a fan and not for a probability.
    """

    refused: str = ""
    question: Question | None = None
    ahead: tuple[Period, ...] = ()
    period: Period | None = None
    doubted: str = ""


Group = Sequence[Figure]


def questions(measures: Measures) -> dict[str, Asked]:
    """Give what to ask, by the subject of each target, and of each indicator that has none."""
    asked: dict[str, Asked] = {}
    for subject, indicator in measures.indicators.items():
        targets = measures.targets.get(subject, ())
        for target in targets:
            asked[target.subject] = _of_target(measures, indicator, target)
        if not targets:
            asked[subject] = _of_indicator(measures, indicator)
    return asked


def outlook_lines(
    review: Review, asked: Mapping[str, Asked], answers: Mapping[str, Prospect]
) -> dict[str, Outlook]:
    """Give the outlook of each line of a review, by the subject of its target, else of its indicator."""
    return {
        line.key: _outlook(line, asked[line.key], answers.get(line.key, Prospect()))
        for line in indicator_lines(review)
        if line.key in asked
    }


def chance_of(answer: Prospect, goal: Decimal, direction: str) -> Decimal | None:
    """Give the probability that a goal is reached; None where nothing can be foretold."""
    if answer.chance is None or direction == NEUTRAL:
        return None
    reached = answer.chance.at_most if direction == DOWN else answer.chance.at_least
    return rounded(reached(float(goal)))


def _of_target(measures: Measures, indicator: Thing, target: Thing) -> Asked:
    baseline = measures.baseline_of(indicator, target)
    pinned = measures.pinned(baseline, measures.figures.get(indicator.subject, ()))
    known = [
        figure
        for figure in measures.figures.get(indicator.subject, ())
        if pinned is None or figure.definition == pinned.definition
    ]
    like = Period.parse(baseline.get("period")) if baseline else None
    groups = _groups(known)
    if not groups:
        return Asked(_why_none(known))
    made = [_toward(group, indicator, like, Day.parse(target.get("deadline")).last) for group in groups]
    return max(made, key=lambda one: (not one.refused, len(one.question.values) if one.question else 0))


def _of_indicator(measures: Measures, indicator: Thing) -> Asked:
    known = measures.figures.get(indicator.subject, ())
    groups = _groups(known)
    if not groups:
        return Asked(_why_none(known))
    group = max(groups, key=lambda one: (one[0].place.within is None, len(one), one[0].definition))
    periods = [figure.period for figure in group]
    uneven = unevenness(periods)
    if uneven:
        return Asked(uneven)
    season = season_of(periods)
    steps = season if season > 1 else max(1, YEAR // step_of(periods))
    return _asked(group, indicator, periods, steps, 1)


def _toward(group: Group, indicator: Thing, like: Period | None, deadline: date) -> Asked:
    """Ask for the last period like the baseline's that ends by the deadline."""
    periods = [figure.period for figure in group]
    uneven = unevenness(periods)
    if uneven:
        return Asked(uneven)
    months = like.months if like else periods[-1].months
    if months < periods[-1].months or months % periods[-1].months:
        return Asked(NOT_ALIKE)
    width = months // periods[-1].months
    if width > 1 and not _adds_up(indicator):
        return Asked(NO_TOTAL)
    far = max(0, (deadline.year - periods[-1].last.year) * YEAR + deadline.month - periods[-1].last.month)
    steps = far // step_of(periods)
    return _asked(group, indicator, periods, steps, width)


def _asked(group: Group, indicator: Thing, periods: Sequence[Period], steps: int, width: int) -> Asked:
    ahead = following(periods, steps)
    window = [*periods, *ahead][-width:]
    whole = Period(window[0].first, window[-1].last, "range") if width > 1 else window[0]
    question = Question(
        tuple(float(figure.value) for figure in group),
        season_of(periods),
        steps,
        width,
        _aggregation(indicator) == "mean",
        indicator.get("unit") in SHARES,
        max(1, YEAR // step_of(periods)),
    )
    doubted = OVERLAPPING if step_of(periods) < periods[-1].months else ""
    return Asked(refusal(question), question, tuple(ahead), whole, doubted)


def _aggregation(indicator: Thing) -> str:
    """Give how values of parts make a value of the whole: as the sheet says, else by the unit."""
    said: str | None = indicator.get("aggregation")
    return said or ("mean" if indicator.get("unit") in SHARES or "per-" in indicator.get("unit") else "sum")


def _adds_up(indicator: Thing) -> bool:
    return _aggregation(indicator) in ("sum", "mean")


def _groups(known: Iterable[Figure]) -> list[list[Figure]]:
    """Give the newest vintages of each definition and length of period, oldest period first."""
    found: dict[object, dict[Period, Figure]] = {}
    for figure in known:
        if figure.get("status") in FLEETING or figure.unverified:
            continue
        periods = found.setdefault((figure.definition, figure.period.kind, figure.period.months), {})
        held = periods.get(figure.period)
        if held is None or figure.vintage > held.vintage:
            periods[figure.period] = figure
    return [[periods[period] for period in sorted(periods)] for periods in found.values()]


def _why_none(known: Sequence[Figure]) -> str:
    cumulative = bool(known) and all(figure.get("status") == "cumulative" for figure in known)
    return CUMULATIVE if cumulative else NO_SERIES


def _outlook(line: IndicatorLine, asked: Asked, answer: Prospect) -> Outlook:
    refused = asked.refused or answer.refused
    if refused or answer.chance is None:
        return Outlook(METHOD, refused or NO_SERIES)
    chance = answer.chance
    fan = tuple(_point(period, one) for period, one in zip(asked.ahead, answer.fan, strict=True))
    reading = next((r for r in line.assessment.readings if r.rule == line.assessment.rule), None)
    if line.target is None or asked.doubted:
        return Outlook(METHOD, asked.doubted if line.target else "", fan, origins=answer.origins)
    goal = reading.goal if reading else line.target.value
    probability = chance_of(answer, goal, line.direction) if goal is not None else None
    rate = base_rate(answer, float(goal), down=line.direction == DOWN) if goal is not None else None
    return Outlook(
        METHOD,
        fan=fan,
        period=asked.period,
        goal=goal,
        expected=_decimal(chance.middle),
        low80=_decimal(chance.quantile(0.1)),
        high80=_decimal(chance.quantile(0.9)),
        probability=probability,
        base_rate=None if rate is None else Decimal(str(round(rate, 3))),
        origins=answer.origins,
        turns_at=_turning(chance, goal, probability, line.direction),
    )


def _turning(
    chance: Chance, goal: Decimal | None, probability: Decimal | None, direction: str
) -> Decimal | None:
    """Give the expectation at which the status would change: up to on track, or down from it."""
    if goal is None or probability is None:
        return None
    bound = float(LIKELY if probability >= UNLIKELY else UNLIKELY)
    return _decimal(chance.middle_for(float(goal), bound if direction == DOWN else 1 - bound))


def _point(period: Period, chance: Chance) -> FanPoint:
    bounds = (chance.quantile(level) for level in (0.25, 0.75, 0.1, 0.9))
    return FanPoint(period, _decimal(chance.middle), *(_decimal(bound) for bound in bounds))


def _decimal(value: float) -> Decimal:
    """Give a forecast with the digits that it deserves, in plain notation."""
    return Decimal(format(Decimal(f"{value:.{DIGITS}g}"), "f"))
