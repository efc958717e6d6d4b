"""What is judged: review, commitments, findings of plan lint, decisions, the agenda of a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

import msgspec

from ambos.analysis.studies.adjustments import untied
from ambos.analysis.studies.judgements import AdjustmentLine, AskLine, ElementLine, FindingLine, Movement
from ambos.analysis.studies.lines import CommitmentLine, Summary
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.promises import Wanted, promises
from ambos.faces.accounts.house import house
from ambos.faces.accounts.scopes import READ_REVIEW
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, DayText, Query, Route
from ambos.kernel.paging import throughout
from ambos.node.kept import Kept
from ambos.node.linting import elements, findings
from ambos.node.meetings import draft_agenda
from ambos.node.showing import find_of_kind
from ambos.values.dates import Day

MOST_ITEMS: Final = 12


@dataclass(frozen=True)
class ReviewForm:
    """A review with every judgement, when it was made (POSIX), and whether nothing was said since.

    One that is not current is made anew meanwhile: ask again.
    """

    made: int
    current: bool
    packet: Packet


@dataclass(frozen=True)
class DecisionsForm:
    """What asks for a decision, the adjustments with their causes, and the decisions that stand alone.

    It rests on a review: when that was made, and whether nothing was said since.
    """

    made: int
    current: bool
    asks: tuple[AskLine, ...]
    adjustments: tuple[AdjustmentLine, ...]
    decisions: tuple[ThingForm, ...]


@dataclass(frozen=True)
class ScorecardForm:
    """What is to be known first: the counts, what moved, and by goal its status and the rule that decided.

    It rests on a review: when that was made, and whether nothing was said since.
    """

    made: int
    current: bool
    today: date
    summary: Summary
    headline: tuple[Movement, ...]
    goals: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class RaisedForm:
    """One item of a drafted agenda: what to talk about, why (a code), and who owns it by party."""

    reason: str
    topic: Mapping[str, str]
    concerns: tuple[str, ...]
    owners: Mapping[str, str]
    days: int | None


@dataclass(frozen=True)
class AgendaForm:
    """An agenda as it would be written for a day."""

    level: str
    group: str | None
    on: date
    items: tuple[RaisedForm, ...]


class CommitmentQuery(Query, frozen=True):
    """Which commitments are asked for; see the page of commitments."""

    framework: str = ""
    since: DayText = ""
    owner: str = ""
    standing: str = ""
    area: str = ""


class FrameworkQuery(Query, frozen=True):
    """One framework, by its name or the beginning of it."""

    framework: str = ""


class AgendaQuery(Query, frozen=True):
    """The day of the meeting, and how many items at most."""

    on: DayText = ""
    most: Annotated[int, msgspec.Meta(ge=1, le=100)] = MOST_ITEMS


def _kept(call: Call) -> Kept:
    return house().kept.packet(call.node)


def _when(kept: Kept) -> int:
    return int(kept.made.timestamp())


def _review(call: Call) -> ReviewForm:
    kept = _kept(call)
    return ReviewForm(_when(kept), kept.current, kept.packet)


def _scorecard(call: Call) -> ScorecardForm:
    kept = _kept(call)
    made = kept.packet
    review = made.review
    return ScorecardForm(_when(kept), kept.current, review.today, review.summary, made.headline, made.goals)


def _commitments(call: Call) -> tuple[CommitmentLine, ...]:
    asked, shelf = call.query, call.shelf
    framework = find_of_kind(shelf, "framework", asked.framework) if asked.framework else ""
    since = Day.parse(asked.since) if asked.since else None
    return promises(shelf, Wanted(framework, since, asked.owner, asked.standing, asked.area)).lines


def _findings(call: Call) -> Sequence[FindingLine]:
    asked = call.query.framework
    return findings(call.node, asked) if asked else _kept(call).packet.findings


def _elements(call: Call) -> tuple[ElementLine, ...]:
    asked = call.query.framework
    return elements(call.node, asked) if asked else _kept(call).packet.elements


def _decisions(call: Call) -> DecisionsForm:
    kept = _kept(call)
    made = kept.packet
    alone = tuple(ThingForm.of(thing) for thing in throughout(call.shelf, untied(made.adjustments)))
    return DecisionsForm(_when(kept), kept.current, made.asks, made.adjustments, alone)


def _agenda(call: Call) -> AgendaForm:
    on = Day.parse(call.query.on).first if call.query.on else call.node.today()
    drafted = draft_agenda(call.node, call.path["body"], on, call.query.most)
    items = tuple(
        RaisedForm(one.reason, one.item.name, tuple(one.concerns), one.owners, one.days)
        for one in drafted.raised
    )
    group = None if drafted.group is None else drafted.group.subject
    return AgendaForm(drafted.level, group, drafted.on, items)


ROUTES: Final[tuple[Route, ...]] = (
    Route("scorecard", "/scorecard", READ_REVIEW, _scorecard, ScorecardForm),
    Route("review", "/review", READ_REVIEW, _review, ReviewForm),
    Route(
        "commitments",
        "/commitments",
        READ_REVIEW,
        _commitments,
        tuple[CommitmentLine, ...],
        query=CommitmentQuery,
    ),
    Route("findings", "/plan/findings", READ_REVIEW, _findings, Sequence[FindingLine], query=FrameworkQuery),
    Route(
        "elements", "/plan/elements", READ_REVIEW, _elements, tuple[ElementLine, ...], query=FrameworkQuery
    ),
    Route("decisions", "/decisions", READ_REVIEW, _decisions, DecisionsForm),
    Route("agenda", "/agenda/{body}", READ_REVIEW, _agenda, AgendaForm, query=AgendaQuery),
)
