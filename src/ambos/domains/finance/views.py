"""The money chain within finance: what came of what, and how much of each freeze still stands."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from ambos.domains.finance.records.codes import RELEASES
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day, Period
from ambos.values.money import Money

# The steps in their order, each with the fields that name what came before it, and its day.
STEPS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "financial-report": ((), "reported"),
    "fiu-case": (("reports",), "opened"),
    "fiu-request": (("case",), "sent"),
    "freeze": (("request", "case"), "frozen"),
    "complaint": (("freezes", "case"), "filed"),
    "charge": (("complaint",), "filed"),
    "judgment": (("charge",), "decided"),
    "forfeiture": (("judgment", "freeze"), "ordered"),
    "asset-sharing": (("forfeiture",), "agreed"),
}
FREEZE: Final = "freeze"
NOTHING: Final = Decimal(0)


@dataclass(frozen=True)
class Piece:
    """A part of a frozen amount: how it ended and when; still frozen without an end.

    ``amount`` is None where nobody says how much.
    """

    amount: Money | None
    ended: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Frozen:
    """A freeze: from when, how much, and the pieces into which its ends divide it."""

    thing: Thing
    since: date
    amount: Money | None
    pieces: tuple[Piece, ...]
    ends: tuple[Thing, ...] = ()
    excess: bool = False  # its ends speak of more than was frozen, or of another currency

    @property
    def standing(self) -> bool:
        """Say whether any of it is still frozen."""
        return any(piece.ended is None for piece in self.pieces)

    @property
    def ended(self) -> date | None:
        """Give the day on which the last of it ended; None while some of it is frozen."""
        days = [piece.ended for piece in self.pieces]
        return None if None in days else max(day for day in days if day is not None)

    @property
    def reason(self) -> str:
        """Give how the last of it ended; nothing while some of it is frozen."""
        return next((piece.reason for piece in self.pieces if piece.ended == self.ended), "")

    def days(self, today: date) -> int:
        """Give how many days it has lasted by its end or, while it stands, by today."""
        return ((self.ended or today) - self.since).days

    def held(self, day: date) -> Decimal:
        """Give how much was still frozen at the end of a day."""
        return self._sum(piece for piece in self.pieces if piece.ended is None or piece.ended > day)

    def lost(self, *reasons: str, within: int | None = None) -> Decimal:
        """Give how much ended for these reasons, if wanted within so many days of the freeze."""
        return self._sum(
            piece
            for piece in self.pieces
            if piece.reason in reasons
            and piece.ended is not None
            and (within is None or (piece.ended - self.since).days <= within)
        )

    def released_by(self, reason: str) -> bool:
        """Say whether any of it ended for a reason."""
        return any(piece.reason == reason for piece in self.pieces)

    def _sum(self, pieces: Iterable[Piece]) -> Decimal:
        return sum((piece.amount.amount for piece in pieces if piece.amount), NOTHING)


@dataclass(frozen=True)
class Chain:
    """Every step of the money chain that the reader may see, and what each rests on."""

    today: date
    things: Mapping[str, Thing]
    frozen: Mapping[str, Frozen]

    @classmethod
    def read(cls, shelf: Shelf, wanted: Callable[[Thing], bool] = bool) -> "Chain":
        """Read the ``wanted`` steps once; what names a step that is not read rests on nothing."""
        things = {one.subject: one for kind in STEPS for one in filter(wanted, shelf.things(kind))}
        ends: dict[str, list[Thing]] = {}
        for end in filter(wanted, shelf.things("freeze-end")):
            ends.setdefault(end.get("freeze"), []).append(end)
        accounts = {one.subject: one for one in filter(wanted, shelf.things("frozen-account"))}
        freezes = [thing for thing in things.values() if thing.kind == FREEZE]
        frozen = {one.subject: frozen_of(one, ends.get(one.subject, ()), accounts) for one in freezes}
        return cls(shelf.today, things, frozen)

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """Give what each step rests on: the earlier steps that it names and that are there."""
        return {subject: self._before(thing) for subject, thing in self.things.items()}

    def _before(self, thing: Thing) -> tuple[str, ...]:
        told = (thing.get(field) for field in STEPS[thing.kind][0])
        named = (one for value in told for one in (value if isinstance(value, list) else [value]))
        return tuple(dict.fromkeys(one for one in named if one in self.things))

    @cached_property
    def after(self) -> Mapping[str, tuple[str, ...]]:
        """Give what each step led to."""
        found: dict[str, list[str]] = {}
        for subject, earlier in self.before.items():
            for one in earlier:
                found.setdefault(one, []).append(subject)
        return {subject: tuple(sorted(later)) for subject, later in found.items()}

    def beyond(self, subject: str) -> frozenset[str]:
        """Give every later step that goes back to this one."""
        return _reached(subject, self.after)

    def behind(self, subject: str) -> frozenset[str]:
        """Give every earlier step that this one goes back to."""
        return _reached(subject, self.before)

    def led_to(self, freeze: str) -> frozenset[str]:
        """Give every later step that goes back to a freeze, but for forfeitures out of another one.

        A complaint, a charge and a judgment count for every freeze that stands behind them.
        """
        own = {
            earlier: tuple(one for one in later if self.things[one].get("freeze") in (None, freeze))
            for earlier, later in self.after.items()
        }
        return _reached(freeze, own)

    def around(self, subjects: Iterable[str]) -> frozenset[str]:
        """Give these steps with all that they go back to and all that they led to."""
        kept = set(subjects)
        return frozenset(kept.union(*(self.beyond(one) | self.behind(one) for one in kept)))

    def of(self, kind: str, kept: Collection[str] | None = None) -> tuple[Thing, ...]:
        """Give the things of a step by their day; those of ``kept`` alone, if given."""
        found = (
            one for one in self.things.values() if one.kind == kind and (kept is None or one.subject in kept)
        )
        return tuple(sorted(found, key=lambda one: (day_of(one), one.subject)))


def _reached(start: str, ways: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(ways.get(start, ()))
    while waiting:
        if (one := waiting.pop()) not in found:
            found.add(one)
            waiting += ways.get(one, ())
    return frozenset(found - {start})


def day_of(thing: Thing) -> date:
    """Give the day of a step; of a count of reports the last of its period."""
    day = thing.get(STEPS[thing.kind][1])
    return Day.parse(day).first if day else Period.parse(thing.get("period")).last


def money_of(thing: Thing) -> Money | None:
    """Give the amount that a thing tells, in its own currency."""
    amount, currency = thing.get("amount"), thing.get("currency")
    return None if amount is None or currency is None else Money(Decimal(amount), str(currency).upper())


def frozen_of(freeze: Thing, ends: Iterable[Thing], accounts: Mapping[str, Thing]) -> Frozen:
    """Divide a freeze into what its ends took away, in their order, and what is left.

    An end takes the amount that it tells, else that of its account, else all that is left. One of more than
    is left takes what is left; one of another currency takes nothing that could be counted: ``excess``.
    """
    whole = left = money_of(freeze)
    excess, over, pieces = False, False, list[Piece]()
    ordered = tuple(sorted(ends, key=lambda one: (ended_on(one), one.subject)))
    for end in ordered:
        told = _told(end, accounts)
        taken = _taken(left, told, all_of_it=_whole(end))
        excess = excess or (left is not None and told is not None and taken != told)
        over = over or _whole(end)
        pieces.append(Piece(taken, ended_on(end), end.get("reason")))
        left = left - taken if left is not None and taken is not None else left
    if not pieces or not (over if left is None else left.amount == NOTHING):
        pieces.append(Piece(left))
    return Frozen(freeze, Day.parse(freeze.get("frozen")).first, whole, tuple(pieces), ordered, excess)


def _taken(left: Money | None, told: Money | None, *, all_of_it: bool) -> Money | None:
    if left is None or all_of_it:
        return left
    if told is None or told.currency != left.currency:
        return None
    return min(told, left)


def _whole(end: Thing) -> bool:
    return end.get("account") is None and end.get("amount") is None


def ended_on(end: Thing) -> date:
    """Give the day on which an end of a freeze counts."""
    return Day.parse(end.get("ended")).first


def _told(end: Thing, accounts: Mapping[str, Thing]) -> Money | None:
    account = accounts.get(end.get("account") or "")
    return money_of(end) or (money_of(account) if account else None)


def released(frozen: Frozen, within: int | None = None) -> Decimal:
    """Give how much went back to its holder, if wanted within so many days."""
    return frozen.lost(*RELEASES, within=within)
