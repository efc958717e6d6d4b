"""The money chain: how much of each step reaches the next, how long freezes last, what an amparo takes out.

Amounts of different currencies stand beside each other and are never added or converted.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ambos.analysis.methods.survival import Case, curve, incidence
from ambos.domains.finance.records.codes import CONVICTIONS, FREEZE_END
from ambos.domains.finance.views import STEPS, Chain, Frozen, day_of, ended_on, money_of, released
from ambos.kernel.shelf import Thing
from ambos.values.money import Money

Amounts = Mapping[str, Decimal]  # by currency

AMPARO: Final = "amparo"
STANDING: Final = "standing"
# What a freeze may come to, beside how it ends.
REACHED: Final = ("complaint", "charge", "conviction", "forfeiture", "asset-sharing")
NOTHING: Final = Decimal(0)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class StepLine:
    """One step: how many, how much; how many of those that can be ``followed`` led to any later step.

    ``silent`` is how many tell no amount. Where a party tells its reports as counts of periods, those are its
    total, and single reports, which are among them, are what can be followed.
    """

    kind: str
    count: int
    amounts: Amounts
    silent: int
    followed: int
    onward: int
    onward_amounts: Amounts


@dataclass(frozen=True)
class LossLine:
    """How frozen money left the chain, or that it still stands: by reason, how many freezes and how much."""

    reason: str
    freezes: int
    amounts: Amounts


@dataclass(frozen=True)
class CohortLine:
    """The freezes of a year by a party, in one currency: what became of the amount and how far they led.

    ``currency`` is empty for freezes that tell no amount. ``ended`` is by reason; ``reached`` counts freezes.
    """

    year: int
    party: str
    currency: str
    freezes: int
    amount: Decimal
    ended: Amounts
    standing: Decimal
    reached: Mapping[str, int]


@dataclass(frozen=True)
class Reach:
    """What some freezes came to, step by step: how many, how much was frozen, and was still frozen then.

    ``carried`` is what the freezes that reached a step had frozen at first, ``held`` how much of that was
    still frozen on the day of the step, ``told`` the amounts that the steps themselves tell.
    """

    freezes: int
    amounts: Amounts
    reached: Mapping[str, int]
    carried: Mapping[str, Amounts]
    held: Mapping[str, Amounts]
    told: Mapping[str, Amounts]


@dataclass(frozen=True)
class Flow:
    """The chain of the freezes of a year or of all, by one party or by both."""

    year: int | None
    party: str
    years: tuple[int, ...]
    steps: tuple[StepLine, ...]
    losses: tuple[LossLine, ...]
    cohorts: tuple[CohortLine, ...]
    reach: Reach


@dataclass(frozen=True)
class FreezeLine:
    """A freeze: since when, how many days, how much, what is left of it, and how it ended if it did."""

    subject: str
    party: str
    since: date
    days: int
    ended: date | None
    reason: str
    amount: Money | None
    held: Decimal
    excess: bool
    reached: tuple[str, ...]


@dataclass(frozen=True)
class EndingLine:
    """An age of freezes in days: how many at risk, the share standing with its 95 % band, the ways ended."""

    day: int
    at_risk: int
    standing: float
    low: float
    high: float
    ended: Mapping[str, float]


@dataclass(frozen=True)
class Step:
    """A step, or an end of a freeze, as a case tells it: its day, its amount, what was frozen after it."""

    thing: Thing
    day: date
    money: Money | None
    held: Amounts


def flow(chain: Chain, year: int | None = None, party: str = "") -> Flow:
    """Give the chain: of everything, or of what belongs to the freezes of a year or a party."""
    chosen = _chosen(chain, year, party)
    kept = None if year is None and not party else chain.around(one.thing.subject for one in chosen)
    return Flow(
        year,
        party,
        tuple(sorted({one.since.year for one in chain.frozen.values()})),
        tuple(_step(chain, kind, kept) for kind in STEPS),
        tuple(_losses(chosen)),
        tuple(_cohorts(chain, chosen)),
        _reach(chain, chosen),
    )


def _chosen(chain: Chain, year: int | None, party: str) -> list[Frozen]:
    return [
        one
        for _, one in sorted(chain.frozen.items())
        if year in (None, one.since.year) and party in ("", one.thing.owner)
    ]


def _step(chain: Chain, kind: str, kept: Collection[str] | None) -> StepLine:
    things = chain.of(kind, kept)
    counting = {one.owner for one in things if one.get("period")}
    whole = [one for one in things if one.get("period") or one.owner not in counting]
    single = [one for one in things if not one.get("period")]
    onward = [one for one in single if chain.after.get(one.subject)]
    return StepLine(
        kind,
        sum(one.get("count") or 1 for one in whole),
        _sums(map(money_of, whole)),
        sum(money_of(one) is None for one in whole),
        len(single),
        len(onward),
        _sums(map(money_of, onward)),
    )


def _sums(amounts: Iterable[Money | None]) -> Amounts:
    found: dict[str, Decimal] = {}
    for one in amounts:
        if one is not None:
            found[one.currency] = found.get(one.currency, NOTHING) + one.amount
    return dict(sorted(found.items()))


def _losses(freezes: Iterable[Frozen]) -> Iterable[LossLine]:
    freezes = list(freezes)
    for reason in (*FREEZE_END.codes, STANDING):
        sought = "" if reason == STANDING else reason
        hit = [one for one in freezes if one.released_by(sought)]
        pieces = (piece.amount for one in hit for piece in one.pieces if piece.reason == sought)
        yield LossLine(reason, len(hit), _sums(pieces))


def _cohorts(chain: Chain, freezes: Iterable[Frozen]) -> Iterable[CohortLine]:
    groups: dict[tuple[int, str, str], list[Frozen]] = {}
    for one in freezes:
        currency = one.amount.currency if one.amount else ""
        groups.setdefault((one.since.year, one.thing.owner, currency), []).append(one)
    for (year, party, currency), ones in sorted(groups.items()):
        yield CohortLine(
            year,
            party,
            currency,
            len(ones),
            sum((one.amount.amount for one in ones if one.amount), NOTHING),
            {reason: sum((one.lost(reason) for one in ones), NOTHING) for reason in FREEZE_END.codes},
            sum((one.held(chain.today) for one in ones), NOTHING),
            _counted(chain, ones),
        )


def _counted(chain: Chain, freezes: Iterable[Frozen]) -> Mapping[str, int]:
    reached = [reached_by(chain, one.thing.subject) for one in freezes]
    return {step: sum(step in one for one in reached) for step in REACHED}


def reached_by(chain: Chain, subject: str) -> tuple[str, ...]:
    """Give what a freeze came to; a judgment only if it convicts."""
    found = {_reached(chain.things[one]) for one in chain.led_to(subject)}
    return tuple(step for step in REACHED if step in found)


def _reached(thing: Thing) -> str:
    if thing.kind == "judgment":
        return "conviction" if thing.get("outcome") in CONVICTIONS else ""
    return thing.kind


# -- how long freezes last


def freezes(chain: Chain, party: str = "") -> tuple[FreezeLine, ...]:
    """Give every freeze, the newest first."""
    chosen = sorted(_chosen(chain, None, party), key=lambda one: one.since, reverse=True)
    return tuple(_freeze(chain, one) for one in chosen)


def _freeze(chain: Chain, one: Frozen) -> FreezeLine:
    return FreezeLine(
        one.thing.subject,
        one.thing.owner,
        one.since,
        one.days(chain.today),
        one.ended,
        one.reason,
        one.amount,
        one.held(chain.today),
        one.excess,
        reached_by(chain, one.thing.subject),
    )


def lasted(chain: Chain, party: str = "") -> tuple[Case, ...]:
    """Give how long each freeze has lasted and how its last part ended; one that stands waits still."""
    return tuple(Case(max(one.days(chain.today), 0), one.reason) for one in _chosen(chain, None, party))


def endings(chain: Chain, party: str = "") -> tuple[EndingLine, ...]:
    """Give, for each age at which a freeze ended, what still stands and what each reason has taken.

    The shares add up to one: what has ended in one way can no longer end in another.
    """
    cases = lasted(chain, party)
    ways = incidence(cases)
    return tuple(
        EndingLine(
            int(step.time),
            step.at_risk,
            step.share,
            step.low,
            step.high,
            {way: [share for time, share in points if time <= step.time][-1] for way, points in ways.items()},
        )
        for step in curve(cases).steps
        if step.ended
    )


def kept(chain: Chain, days: int, currency: str, party: str = "") -> tuple[Decimal, Decimal]:
    """Give how much of a currency was not given back within so many days, and of how much that can be said.

    What was frozen too lately to tell is left out; what was forfeited was not given back.
    """
    old = [
        one
        for one in _chosen(chain, None, party)
        if one.amount and one.amount.currency == currency and (chain.today - one.since).days >= days
    ]
    whole = sum((one.amount.amount for one in old if one.amount), NOTHING)
    return whole - sum((released(one, days) for one in old), NOTHING), whole


# -- what an amparo takes out


def effects(chain: Chain, party: str = "") -> tuple[Reach, Reach]:
    """Set freezes of which an amparo gave something back beside those of which none did.

    It says what is on record and not why: what an amparo released may have been the weaker case at first.
    """
    chosen = _chosen(chain, None, party)
    hit, spared = ([one for one in chosen if one.released_by(AMPARO) is by] for by in (True, False))
    return _reach(chain, hit), _reach(chain, spared)


def reach(chain: Chain, currency: str, year: int | None = None, party: str = "") -> Reach:
    """Give what the freezes of one currency came to."""
    chosen = _chosen(chain, year, party)
    return _reach(chain, [one for one in chosen if one.amount and one.amount.currency == currency])


def _reach(chain: Chain, ones: list[Frozen]) -> Reach:
    first = [(one, _first_days(chain, one)) for one in ones]
    counted = {step: [(one, days[step]) for one, days in first if step in days] for step in REACHED}
    beyond = {subject for one in ones for subject in chain.led_to(one.thing.subject)}
    told = {
        step: [chain.things[one] for one in beyond if _reached(chain.things[one]) == step] for step in REACHED
    }
    return Reach(
        len(ones),
        _sums(one.amount for one in ones),
        {step: len(hit) for step, hit in counted.items()},
        {step: _sums(one.amount for one, _ in hit) for step, hit in counted.items()},
        {step: _sums(_left(one, day) for one, day in hit) for step, hit in counted.items()},
        {step: _sums(map(money_of, things)) for step, things in told.items()},
    )


def _left(one: Frozen, day: date) -> Money | None:
    """Give what was still frozen before the ends of a day."""
    return Money(one.held(day - DAY), one.amount.currency) if one.amount else None


def _first_days(chain: Chain, one: Frozen) -> Mapping[str, date]:
    """Give the first day of each step that a freeze led to."""
    found: dict[str, date] = {}
    for subject in chain.led_to(one.thing.subject):
        step, day = _reached(chain.things[subject]), day_of(chain.things[subject])
        if step in REACHED:
            found[step] = min(day, found.get(step, day))
    return found


def case_of(chain: Chain, subject: str) -> tuple[Step, ...]:
    """Give every step that a step goes back to or led to, with the ends of its freezes, by their days.

    Behind each stands how much of the freezes shown was frozen at the end of that day.
    """
    around = chain.around([subject])
    shown = [one for name, one in sorted(chain.frozen.items()) if name in around]
    rows = [(day_of(chain.things[one]), chain.things[one]) for one in around]
    rows += [(ended_on(end), end) for one in shown for end in one.ends]
    order = [*STEPS, "freeze-end"]
    return tuple(
        Step(thing, day, money_of(thing), _held(shown, day))
        for day, thing in sorted(rows, key=lambda row: (row[0], order.index(row[1].kind), row[1].subject))
    )


def _held(freezes: Iterable[Frozen], day: date) -> Amounts:
    return _sums(
        Money(one.held(day), one.amount.currency) for one in freezes if one.amount and one.since <= day
    )
