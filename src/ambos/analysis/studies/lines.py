"""The lines of a review: plain values, each with the id that opens its record.

Names stay in both languages; numbers are decimals, days and periods are values. Nothing here is a sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ambos.analysis.methods.revisions import AtAge
from ambos.analysis.methods.status import Assessment
from ambos.kernel.joint import COUNTERSIGNED
from ambos.values.dates import Day, Period

Words = Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """What a line speaks of: its id, the record to open, its name, how it is known, how it stands.

    ``state`` is that of the two keys (stated, proposed, countersigned, disputed); ``mark`` how it is known.
    """

    subject: str
    rid: str
    name: Words
    state: str
    mark: str

    @property
    def unverified(self) -> bool:
        """Say whether it was recalled and not checked."""
        return self.mark == "recalled"


@dataclass(frozen=True)
class FigureLine:
    """A value with its pedigree; of a provisional one also how values of its age were revised, if known."""

    item: Item
    value: Decimal
    unit: str
    period: Period
    place: str
    scope: str
    denominator: str
    publisher: str
    as_of: Day | None
    status: str
    note: Words
    typical: AtAge | None = None


@dataclass(frozen=True)
class BaselineLine:
    """What a target starts from, and the figure it is pinned to."""

    item: Item
    value: Decimal
    period: Period
    as_of: Day | None
    figure: FigureLine | None


@dataclass(frozen=True)
class TargetLine:
    """What to reach, as it was said."""

    item: Item
    value: Decimal | None
    change_percent: Decimal | None
    deadline: Day
    sentence: Words


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator under one target, or under none, and what can be said of it today.

    ``newest`` is the newest figure of all; ``judged`` the one that the status rests on, which may be older
    because only it can be compared with the baseline.
    """

    item: Item
    sort: str
    direction: str
    unit: str
    stale_after_days: int | None
    newest: FigureLine | None
    newest_age_days: int | None
    judged: FigureLine | None
    baseline: BaselineLine | None
    baseline_newest: FigureLine | None
    target: TargetLine | None
    assessment: Assessment
    owners: Mapping[str, str]

    @property
    def key(self) -> str:
        """Give what tells the line from all others: the subject of its target, else of its indicator."""
        return self.target.item.subject if self.target else self.item.subject


@dataclass(frozen=True)
class GoalLine:
    """A goal, what hangs on it by kind, and its indicators."""

    item: Item
    number: str
    outcome: Words
    parts: Mapping[str, tuple[Item, ...]]
    indicators: tuple[IndicatorLine, ...]

    @property
    def targets(self) -> int:
        """Count the targets on record."""
        return sum(line.target is not None for line in self.indicators)

    @property
    def agreed_targets(self) -> int:
        """Count the targets that both parties stand by."""
        return sum(
            line.target is not None and line.target.item.state == COUNTERSIGNED for line in self.indicators
        )


@dataclass(frozen=True)
class MeetingLine:
    """A meeting that was held."""

    item: Item
    held: Day
    level: str
    place: str


@dataclass(frozen=True)
class CadenceLine:
    """Senior meetings against the promise; ``rule`` is C1 to C4."""

    rule: str
    promised_months: int | None
    count: int
    gaps: tuple[int, ...]
    longest_days: int | None
    longest_between: tuple[MeetingLine, MeetingLine] | None
    days_since_last: int | None
    beyond_promise: int


@dataclass(frozen=True)
class CommitmentLine:
    """A promise and how it stands; ``rule`` is K1 to K8.

    ``flags`` says what is to be known beside it: ``no-evidence``, ``change-waits`` (for the other's answer),
    ``date-not-given``, ``date-unknown``.
    ``evidence`` names the records that show it, ``framework`` the one it belongs to.
    """

    item: Item
    standing: str
    rule: str
    days: int
    said_on: Day
    said_by: str
    due: Day | None
    newest_news: Day
    area: str
    owners: Mapping[str, str]
    missing: tuple[str, ...]
    note: Words
    continues: tuple[Item, ...]
    continued_by: tuple[Item, ...]
    framework: str = ""
    flags: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class SilenceLine:
    """A body of the dialogue against its promised or usual rhythm; ``rule`` is B0 to B5, days are days."""

    item: Item
    framework: str
    cadence: str
    newest: MeetingLine | None
    days: int | None
    limit: int
    rule: str
    silent: bool


@dataclass(frozen=True)
class FrameworkLine:
    """One framework, assessed."""

    item: Item
    abbreviation: str
    started: Day | None
    ended: Day | None
    continues: tuple[Item, ...]
    purpose: Words
    groups: tuple[Item, ...]
    goals: tuple[GoalLine, ...]
    commitments: Sequence[CommitmentLine]
    meetings: tuple[MeetingLine, ...]
    cadence: CadenceLine


@dataclass(frozen=True)
class DisagreementLine:
    """Values that differ for one indicator, period and place, and the fields that tell them apart.

    ``more`` counts earlier periods of the same indicator and place that differ in the same way and are not
    listed.
    """

    item: Item
    figures: tuple[FigureLine, ...]
    differing: tuple[str, ...]
    same_question: bool
    more: int


@dataclass(frozen=True)
class RevisionLine:
    """One value as its publisher gave it vintage after vintage; ``more`` counts earlier ones not listed."""

    item: Item
    figures: tuple[FigureLine, ...]
    change: Decimal
    more: int


@dataclass(frozen=True)
class SeriesLine:
    """Comparable figures of one indicator, newest vintage of each period, for a plot.

    ``others`` are values of the same periods that contradict the series or were revised.
    """

    indicator: IndicatorLine
    figures: tuple[FigureLine, ...]
    others: tuple[FigureLine, ...]


@dataclass(frozen=True)
class Summary:
    """What a reader should know first; each mapping counts by code."""

    frameworks: int
    goals: int
    goals_with_target: int
    goals_with_agreed_target: int
    indicators: int
    statuses: Mapping[str, int]
    commitments: Mapping[str, int]
    without_owner: int
    without_due: int
    disagreements: int
    two_keys: Mapping[str, int]


@dataclass(frozen=True)
class Quality:
    """What to bear in mind about the data: what is not verified, and what came by the press or arithmetic."""

    marks: Mapping[str, int]
    unverified: tuple[Item, ...]
    figures: int
    evidence: int
    without_vintage: int
    stale: int


@dataclass(frozen=True)
class Review:
    """The partnership on one day, as one party's reader sees it."""

    party: str
    today: date
    silent_after_days: int
    summary: Summary
    frameworks: tuple[FrameworkLine, ...]
    paper: tuple[IndicatorLine, ...]
    untied: tuple[IndicatorLine, ...]
    unframed: Sequence[CommitmentLine]
    disagreements: tuple[DisagreementLine, ...]
    revisions: tuple[RevisionLine, ...]
    series: tuple[SeriesLine, ...]
    quality: Quality
    silences: tuple[SilenceLine, ...] = ()
