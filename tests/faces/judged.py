"""A packet with every sort of judgement in it, made by hand from a review: SYNTHETIC, for layout alone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ambos.analysis.studies.judgements import (
    AdjustmentLine,
    AskLine,
    EffectLine,
    ElementLine,
    FanPoint,
    FindingLine,
    Movement,
    Outlook,
    ReciprocityLine,
)
from ambos.analysis.studies.lines import CommitmentLine, GoalLine, IndicatorLine, Review
from ambos.analysis.studies.packet import Packet
from ambos.node.stamps import Head, Stamp
from ambos.values.dates import Day, Period

STAMP = Stamp(
    (Head("house", "ambos-us/house", 3, "ab" * 32), Head("channel", "ambos-us/channel/mx", 2, "cd" * 32)),
    (("MX", " ".join(["0123"] * 16)), ("US", " ".join(["4567"] * 16))),
)
PUBLIC_STAMP = Stamp((), STAMP.fingerprints, 2, "ef" * 32)
YEARS = ("2025", "2026", "2027")


def judged(review: Review, many: int = 8) -> Packet:
    """Give a packet that judges everything, ``many`` entries in each list that may be long."""
    promises = [line for framework in review.frameworks for line in framework.commitments]
    return Packet(
        review,
        headline=tuple(_headline(review, many)),
        outlooks=dict(_outlooks(review)),
        goals={goal.item.subject: ("unknown", "G1") for goal in goals_of(review)},
        effects=tuple(_effects(review, promises)),
        asks=tuple(_ask(line) for line in (promises * many)[:many]),
        adjustments=(_adjustment(review, promises[0]),),
        findings=tuple(_findings(review, many)),
        elements=tuple(_elements(review)),
        reciprocity=(_reciprocity(review),),
    )


def goals_of(review: Review) -> list[GoalLine]:
    """Give every goal."""
    return [goal for framework in review.frameworks for goal in framework.goals]


def targeted(review: Review) -> IndicatorLine:
    """Give a line that has a target."""
    return next(line for goal in goals_of(review) for line in goal.indicators if line.target)


def _headline(review: Review, many: int) -> Iterator[Movement]:
    for at, series in enumerate((review.series * many)[:many]):
        before, now = series.figures[-2:]
        line, change = series.indicator, now.value - before.value
        direction = ("better", "worse", "unclear")[at % 3]
        percent = None if at % 2 else Decimal("-12.5")
        yield Movement(line.item, line.sort, before, now, change, percent, Decimal(9), direction)


def _outlooks(review: Review) -> Iterator[tuple[str, Outlook]]:
    line = targeted(review)
    assert line.target is not None and line.newest is not None
    bounds = [line.newest.value * share / 100 for share in (98, 90, 106, 80, 112)]
    fan = tuple(FanPoint(Period.parse(year), *bounds) for year in YEARS)
    low, high = bounds[3:]
    yield (
        line.target.item.subject,
        Outlook(
            "mean@1",
            fan=fan,
            period=Period.parse("2027"),
            goal=line.target.value,
            expected=bounds[0],
            low80=low,
            high80=high,
            probability=Decimal("0.71"),
            base_rate=Decimal("0.5"),
            origins=8,
            turns_at=bounds[1],
        ),
    )
    yield line.item.subject, Outlook("mean@1", refused="too-short")


def _effects(review: Review, promises: list[CommitmentLine]) -> Iterator[EffectLine]:
    about = review.series[0].indicator.item
    yield EffectLine(promises[0].item, about, "unknown", "too-few-before", "")
    bounds = (Decimal(-30), Decimal(-50), Decimal(-10))
    checks = {"placebo-dates": "passed"}
    yield EffectLine(
        promises[1].item, about, "positive", "", "its", *bounds, "deaths", ("nothing-else-began",), checks
    )


def _ask(line: CommitmentLine) -> AskLine:
    return AskLine(line.item, "late-commitment", date(2025, 11, 3), line.item, line.owners)


def _adjustment(review: Review, promise: CommitmentLine) -> AdjustmentLine:
    series = review.series[0]
    before, after = series.figures[-2:]
    because, decided = (before.item,), Day.parse("2025-09-03")
    return AdjustmentLine(
        promise.item, series.indicator.item, because, None, decided, "off-track", "unknown", before, after
    )


def _findings(review: Review, many: int) -> Iterator[FindingLine]:
    item = review.series[0].indicator.item
    for _ in range(many):
        yield FindingLine("FW01", "framework", "warning", item, {})


def _elements(review: Review) -> Iterator[ElementLine]:
    framework = review.frameworks[-1]
    items = tuple(goal.item for goal in framework.goals)
    grades = ("addressed", "partially", "not-addressed")
    for at in range(1, 10):
        yield ElementLine(at, framework.item, grades[at % 3], items[:2], items[2:3])


def _reciprocity(review: Review) -> ReciprocityLine:
    one, other = review.series[:2]
    pairs = ((one.figures[-1], None), (one.figures[-2], other.figures[-1]))
    return ReciprocityLine(one.indicator.item, other.indicator.item, pairs)
