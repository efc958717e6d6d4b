"""The lines of judgement in a review: what moved, what is to be expected, what worked, what is asked.

Plain values like those of ``lines``: codes, decimals, days and ids that open records; nothing is a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ambos.analysis.studies.lines import FigureLine, Item, Words
from ambos.values.dates import Day, Period


@dataclass(frozen=True)
class FanPoint:
    """The forecast of one period: its middle, and the bounds of its 50 and 80 per cent intervals."""

    period: Period
    middle: Decimal
    low50: Decimal
    high50: Decimal
    low80: Decimal
    high80: Decimal


@dataclass(frozen=True)
class Outlook:
    """What is to be expected of one indicator by its target's deadline.

    ``expected``, ``low80`` and ``high80`` are of the total or level that the target is judged on, in
    ``period``; ``probability`` is that of meeting the target, ``base_rate`` how often a series like it did
    so from past origins, ``origins`` how many there were. Where nothing can be said, ``refused`` is the code
    of the reason and the numbers are None. ``turns_at`` is the value from which the answer would change.
    """

    method: str
    refused: str = ""
    fan: tuple[FanPoint, ...] = ()
    period: Period | None = None
    goal: Decimal | None = None
    expected: Decimal | None = None
    low80: Decimal | None = None
    high80: Decimal | None = None
    probability: Decimal | None = None
    base_rate: Decimal | None = None
    origins: int = 0
    turns_at: Decimal | None = None


@dataclass(frozen=True)
class Movement:
    """How one indicator moved between two comparable periods, and whether that is more than its noise.

    ``direction`` is ``better``, ``worse`` or ``unclear``; ``noise`` the usual change between such periods or
    the usual revision, whichever is larger, in the indicator's unit.
    """

    item: Item
    sort: str
    before: FigureLine
    now: FigureLine
    change: Decimal
    change_percent: Decimal | None
    noise: Decimal | None
    direction: str


@dataclass(frozen=True)
class EffectLine:
    """What can be said of the effect of one action, adjustment or event.

    ``answer`` is ``positive``, ``none``, ``negative`` or ``unknown``; ``reason`` the code of why it is
    unknown. ``estimate``, ``low95`` and ``high95`` are in ``unit``; ``assumptions`` and ``checks`` are codes,
    each check with its verdict.
    """

    item: Item
    about: Item
    answer: str
    reason: str
    method: str
    estimate: Decimal | None = None
    low95: Decimal | None = None
    high95: Decimal | None = None
    unit: str = ""
    assumptions: tuple[str, ...] = ()
    checks: Mapping[str, str] | None = None


@dataclass(frozen=True)
class AskLine:
    """Something that asks for a decision: what, why (a code), since when, and the record that shows it."""

    item: Item
    reason: str
    since: date | None
    cause: Item | None
    owners: Mapping[str, str]


@dataclass(frozen=True)
class AdjustmentLine:
    """A change of course, the result that caused it, and what the figures did before and after it."""

    item: Item
    concerns: Item
    because: tuple[Item, ...]
    decision: Item | None
    decided: Day
    status_then: str
    status_now: str
    before: FigureLine | None
    after: FigureLine | None


@dataclass(frozen=True)
class FindingLine:
    """One finding of plan lint: rule code, family, severity, the thing it stands at, named data.

    ``waived`` is the subject of the waiver in force, empty without one, ``reason`` why it was given.
    """

    rule: str
    family: str
    severity: str
    item: Item
    data: Mapping[str, str]
    waived: str = ""
    reason: Words = field(default_factory=dict)


@dataclass(frozen=True)
class ElementLine:
    """One of the auditors' nine elements for a framework: addressed, partially or not, with the evidence."""

    element: int
    framework: Item
    grade: str
    evidence: tuple[Item, ...]
    missing: tuple[Item, ...]


@dataclass(frozen=True)
class PracticeLine:
    """One practice of monitoring for a framework: a grade as of an element, with the evidence."""

    practice: int
    framework: Item
    grade: str
    evidence: tuple[Item, ...]
    missing: tuple[Item, ...]


@dataclass(frozen=True)
class ReciprocityLine:
    """One kind of request in both directions, period by period: theirs to us beside ours to them."""

    one: Item
    other: Item
    pairs: tuple[tuple[FigureLine | None, FigureLine | None], ...]
