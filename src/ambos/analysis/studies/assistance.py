"""The chain of assistance: from money to what was handed over to what changed; and what cannot be shown.

GAO-25-108189: the government could not demonstrate that more than three billion dollars were spent
effectively. A link that is missing here is named, never filled in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.items import day_of, item_of
from ambos.analysis.studies.lines import IndicatorLine, Item
from ambos.domains.assistance.records import APPROPRIATED, EXPENDED, FUNDING_STAGE, OBLIGATED
from ambos.domains.assistance.views import Told, programmes
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day, Period

STAGES: Final = FUNDING_STAGE.codes
NO_MONEY, NOT_OBLIGATED, NOT_EXPENDED = "no-money", "obligated-unknown", "expended-unknown"
NO_DELIVERY, NO_DATE, LATE, NOT_ACCEPTED = "no-delivery", "delivery-undated", "delivery-late", "not-accepted"
NO_RESULT, OUTPUT_ONLY, UNMEASURED = "no-result", "output-only", "outcome-unmeasured"
GAPS: Final = (
    NO_MONEY, NOT_OBLIGATED, NOT_EXPENDED, NO_DELIVERY, NO_DATE, LATE, NOT_ACCEPTED, NO_RESULT, OUTPUT_ONLY,
    UNMEASURED,
)  # fmt: skip
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True)
class MoneyLine:
    """One statement of money: an amount in a currency, or a share of what was appropriated, in per cent."""

    item: Item
    stage: str
    period: Period
    amount: Decimal | None
    share: Decimal | None
    currency: str
    as_of: Day | None


@dataclass(frozen=True)
class DeliveryLine:
    """What was to be handed over: planned, delivered, accepted; ``late`` if its day passed without it."""

    item: Item
    quantity: int | None
    planned: Day | None
    delivered: Day | None
    accepted_by: str
    accepted_on: Day | None
    late: bool


@dataclass(frozen=True)
class ResultLine:
    """What came of it: an output or an outcome, and the indicator that shows it, if one does."""

    item: Item
    level: str
    indicator: IndicatorLine | None

    @property
    def shown(self) -> bool:
        """Say whether a figure on record stands behind it."""
        return self.indicator is not None and self.indicator.newest is not None


@dataclass(frozen=True)
class Chain:
    """One programme from money to result; ``gaps`` are the links that nobody can show today."""

    programme: Thing
    item: Item
    state: str
    halted: Day | None
    money: tuple[MoneyLine, ...]
    deliveries: tuple[DeliveryLine, ...]
    results: tuple[ResultLine, ...]

    @cached_property
    def totals(self) -> Mapping[str, Mapping[str, Decimal]]:
        """Sum the amounts of each stage in each currency; spans that overlap are never added up."""
        found: dict[str, dict[str, Decimal]] = {}
        for stage in STAGES:
            lines = [line for line in self.money if line.stage == stage and line.amount is not None]
            for currency in sorted({line.currency for line in lines}):
                found.setdefault(stage, {})[currency] = _sum(
                    [line for line in lines if line.currency == currency]
                )
        return found

    def share(self, stage: str) -> Decimal | None:
        """Give what part of the appropriated money reached a stage, in per cent.

        What a source states counts before what can be divided; nothing is said of two currencies.
        """
        stated = [line.share for line in self.money if line.stage == stage and line.share is not None]
        if stated:
            return stated[-1]
        whole, part = self.totals.get(APPROPRIATED, {}), self.totals.get(stage, {})
        if len(whole) != 1 or whole.keys() != part.keys():
            return None
        ((currency, amount),) = whole.items()
        return part[currency] * _HUNDRED / amount if amount else None

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """Name the links of the chain that cannot be shown, in the order of the chain."""
        return tuple(gap for gap in GAPS if _TESTS[gap](self))

    @property
    def demonstrable(self) -> bool:
        """Say whether every link from money to a measured outcome can be shown."""
        return not self.gaps


def _sum(lines: list[MoneyLine]) -> Decimal:
    """Sum spans that do not overlap; of those that do, the longest stands for the others."""
    total, last = Decimal(0), date.min
    for line in sorted(lines, key=lambda line: (line.period.first, -line.period.last.toordinal())):
        if line.period.first > last and line.amount is not None:
            total, last = total + line.amount, line.period.last
    return total


def _has(chain: Chain, stage: str) -> bool:
    return any(line.stage == stage for line in chain.money)


_TESTS: Final[Mapping[str, Callable[[Chain], bool]]] = {
    NO_MONEY: lambda chain: not chain.money,
    NOT_OBLIGATED: lambda chain: _has(chain, APPROPRIATED) and not _has(chain, OBLIGATED),
    NOT_EXPENDED: lambda chain: _has(chain, APPROPRIATED) and not _has(chain, EXPENDED),
    NO_DELIVERY: lambda chain: not chain.deliveries,
    NO_DATE: lambda chain: any(not one.planned and not one.delivered for one in chain.deliveries),
    LATE: lambda chain: any(one.late for one in chain.deliveries),
    NOT_ACCEPTED: lambda chain: any(one.delivered and not one.accepted_on for one in chain.deliveries),
    NO_RESULT: lambda chain: not chain.results,
    OUTPUT_ONLY: lambda chain: bool(chain.results) and not any(r.level == "outcome" for r in chain.results),
    UNMEASURED: lambda chain: any(r.level == "outcome" and not r.shown for r in chain.results),
}


def chains(shelf: Shelf, measures: Measures | None = None) -> tuple[Chain, ...]:
    """Give the chain of every programme, the newest first."""
    read = measures or Measures.read(shelf)
    return tuple(_chain(told, read, shelf.today) for told in programmes(shelf))


def chain(shelf: Shelf, subject: str) -> Chain:
    """Give the chain of one programme; ``NotFound`` if there is none that the person may see."""
    thing = shelf.thing(subject)
    found = (one for one in programmes(shelf) if one.programme.subject == thing.subject)
    told = next(found, Told(thing, (), (), ()))
    return _chain(told, Measures.read(shelf), shelf.today)


def _chain(told: Told, measures: Measures, today: date) -> Chain:
    thing = told.programme
    money = sorted((_money(one) for one in told.funding), key=lambda m: (STAGES.index(m.stage), m.period))
    return Chain(
        thing,
        item_of(thing),
        str(thing.get("state")),
        day_of(thing.get("halted")),
        tuple(money),
        tuple(_delivery(one, today) for one in told.deliveries),
        tuple(_results(told.results, measures)),
    )


def _money(thing: Thing) -> MoneyLine:
    amount, share = thing.get("amount"), thing.get("share_percent")
    return MoneyLine(
        item_of(thing),
        str(thing.get("stage")),
        Period.parse(thing.get("period")),
        Decimal(amount) if amount is not None else None,
        Decimal(share) if share is not None else None,
        str(thing.get("currency") or "").upper(),
        day_of(thing.get("as_of")),
    )


def _delivery(thing: Thing, today: date) -> DeliveryLine:
    planned, delivered = day_of(thing.get("planned")), day_of(thing.get("delivered"))
    return DeliveryLine(
        item_of(thing, thing.get("what")),
        thing.get("quantity"),
        planned,
        delivered,
        str(thing.get("accepted_by") or ""),
        day_of(thing.get("accepted_on")),
        late=planned is not None and delivered is None and planned.last < today,
    )


def _results(things: tuple[Thing, ...], measures: Measures) -> Iterator[ResultLine]:
    for thing in things:
        indicator = measures.indicators.get(str(thing.get("indicator") or ""))
        line = measures.lines(indicator)[0] if indicator else None
        yield ResultLine(item_of(thing), str(thing.get("level")), line)
