"""The calendar of determinations: each with its criteria, and what the agreed indicators say of them today.

A criterion points at indicators; those that both governments have agreed on let both see the evidence before
the day. What is assessed here is the indicator, as the review assesses it; nobody but the government whose
law it is decides the determination.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.items import item_of, words_of
from ambos.analysis.studies.lines import IndicatorLine, Item, Words
from ambos.domains.determinations.records import AT_MOST
from ambos.domains.determinations.regimes import REGIMES, Regime
from ambos.domains.determinations.views import OVER, criteria, newest_day, next_day, undetermined
from ambos.domains.measures.views import Figure
from ambos.kernel.joint import COUNTERSIGNED
from ambos.kernel.shelf import Shelf, Thing

MET, NOT_MET, UNKNOWN, NO_THRESHOLD, NOT_AGREED = "met", "not-met", "unknown", "no-threshold", "not-agreed"
CRITERION_STANDINGS: Final = (MET, NOT_MET, UNKNOWN, NO_THRESHOLD, NOT_AGREED)
BY_LAW: Final = "by-law"


@dataclass(frozen=True)
class CriterionLine:
    """One criterion and how it stands today.

    ``not-agreed``: no indicator that both governments stand by is named; ``no-threshold``: one is, with no
    threshold to hold it against; ``unknown``: the newest figure is missing or too old to tell; ``met`` and
    ``not-met`` are said of the newest figure. With several indicators, all must hold. ``series`` has, for
    each line, the values that can be set beside its newest figure, oldest first.
    """

    item: Item
    order: int
    comparison: str
    threshold: Decimal | None
    lines: tuple[IndicatorLine, ...]
    series: tuple[tuple[Decimal, ...], ...]
    missing: tuple[str, ...]
    standing: str


@dataclass(frozen=True)
class DeterminationLine:
    """One determination, or a day that a law sets and for which none is on record (``item`` is None).

    ``day`` is the next that concerns it and ``field`` which it is; ``days`` counts to it from today. ``last``
    is the newest day on record of it.
    """

    item: Item | None
    regime: Regime
    state: str
    field: str
    day: date | None
    days: int | None
    last: date | None = None
    criteria: tuple[CriterionLine, ...] = ()

    @property
    def unagreed(self) -> tuple[CriterionLine, ...]:
        """Give the criteria that no agreed indicator stands behind."""
        return tuple(line for line in self.criteria if line.standing == NOT_AGREED)


@dataclass(frozen=True)
class Calendar:
    """What comes next, the nearest day first; and what has been, the newest first."""

    ahead: tuple[DeterminationLine, ...]
    past: tuple[DeterminationLine, ...]


def calendar(shelf: Shelf, measures: Measures | None = None) -> Calendar:
    """Put every determination on record, and every day that a law sets, in order."""
    things = shelf.things("determination")
    lines = list(_lines(shelf, things, measures or Measures.read(shelf)))
    lines += _by_law(things, shelf.today)
    ahead = sorted((line for line in lines if line.day), key=lambda line: (line.day, line.regime.code))
    past = [line for line in lines if not line.day]
    past.sort(key=lambda line: line.last or date.min, reverse=True)
    return Calendar(tuple(ahead), tuple(past))


def determination(shelf: Shelf, subject: str) -> tuple[Thing, DeterminationLine]:
    """Give one determination with its criteria; ``NotFound`` if there is none that the person may see."""
    thing = shelf.thing(subject)
    return thing, next(_lines(shelf, [thing], Measures.read(shelf)))


def _lines(shelf: Shelf, things: Iterable[Thing], measures: Measures) -> Iterator[DeterminationLine]:
    told = criteria(shelf)
    for thing in things:
        ahead = next_day(thing, shelf.today)
        field, day = ahead or ("", None)
        yield DeterminationLine(
            item_of(thing),
            REGIMES[str(thing.get("regime"))],
            str(thing.get("state")),
            field,
            day,
            (day - shelf.today).days if day else None,
            newest_day(thing),
            tuple(criterion_line(one, measures) for one in told.get(thing.subject, ())),
        )


def _by_law(things: Iterable[Thing], today: date) -> Iterator[DeterminationLine]:
    """Give each day that a law sets next and that no determination on record is for."""
    known = [thing for thing in things if thing.get("state") not in OVER]
    for regime in REGIMES.values():
        day = regime.next_after(today)
        if day and undetermined(known, regime.code, day):
            yield DeterminationLine(None, regime, "foreseen", BY_LAW, day, (day - today).days)


def criterion_line(criterion: Thing, measures: Measures) -> CriterionLine:
    """Say how one criterion stands by the newest figures of its indicators."""
    named = tuple(criterion.get("indicators") or ())
    lines = tuple(
        measures.lines(indicator)[0] for name in named if (indicator := measures.indicators.get(name))
    )
    text = criterion.get("threshold")
    threshold = Decimal(text) if text is not None else None
    comparison = str(criterion.get("comparison") or "")
    return CriterionLine(
        item_of(criterion, criterion.get("text")),
        int(criterion.get("order") or 0),
        comparison,
        threshold,
        lines,
        tuple(_series(measures.figures.get(line.item.subject, ()), line) for line in lines),
        tuple(name for name in named if name not in measures.indicators),
        _standing(lines, comparison, threshold),
    )


def _series(figures: Iterable[Figure], line: IndicatorLine) -> tuple[Decimal, ...]:
    """Give the values that compare with the newest one; of each period the last vintage."""
    newest, found = line.newest, {}
    for figure in figures:
        if newest and (figure.place.code, figure.get("unit"), figure.get("scope"), figure.period.kind) == (
            newest.place, newest.unit, newest.scope, newest.period.kind,
        ):  # fmt: skip
            found[figure.period] = figure.value
    return tuple(found[period] for period in sorted(found))


def _standing(lines: Iterable[IndicatorLine], comparison: str, threshold: Decimal | None) -> str:
    agreed = [line for line in lines if line.item.state == COUNTERSIGNED]
    if not agreed:
        return NOT_AGREED
    if threshold is None:
        return NO_THRESHOLD
    if any(line.newest is None or _stale(line) for line in agreed):
        return UNKNOWN
    held = (_holds(line, comparison, threshold) for line in agreed)
    return MET if all(held) else NOT_MET


def _stale(line: IndicatorLine) -> bool:
    """Say whether the newest figure is older than its owner's own limit."""
    age, limit = line.newest_age_days, line.stale_after_days
    return bool(limit is not None and age is not None and age > limit)


def _holds(line: IndicatorLine, comparison: str, threshold: Decimal) -> bool:
    value = line.newest.value if line.newest else threshold
    return value <= threshold if comparison == AT_MOST else value >= threshold


def told(thing: Thing) -> Mapping[str, Words]:
    """Give the words that a determination states of itself."""
    names = ("decision", "consequence", "exit_condition", "note")
    return {name: words_of(thing.get(name)) for name in names if thing.get(name)}
