"""What a coming meeting should talk about, read from the state of the plan.

Each raiser gives what it finds in a review; a domain that comes later, with clocks or hits, brings its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ambos.analysis.methods.status import MOVING_AWAY, OFF_TRACK
from ambos.analysis.studies.concerned import indicator_lines
from ambos.analysis.studies.items import item_of, owners_of
from ambos.analysis.studies.lines import CommitmentLine, IndicatorLine, Item, Review
from ambos.domains.dialogue.views import LATE, SILENT
from ambos.kernel.joint import DISPUTED
from ambos.kernel.shelf import Shelf
from ambos.values.dates import Day

DISPUTE, LATE_COMMITMENT, OFF_TARGET, CLOCK, NEW_HIT, ADJUSTMENT, STALE, SILENT_COMMITMENT = (
    "dispute", "late-commitment", "off-track-target", "clock", "new-hit", "adjustment", "stale-data",
    "silent-commitment",
)  # fmt: skip
# Most pressing first: what blocks both, what is overdue, what fails, what runs out, what is merely old.
PRESSING: Final = (
    DISPUTE, LATE_COMMITMENT, OFF_TARGET, CLOCK, NEW_HIT, ADJUSTMENT, STALE, SILENT_COMMITMENT,
)  # fmt: skip
MOST: Final = 12  # what one meeting can talk about


@dataclass(frozen=True)
class Raised:
    """One thing to talk about: why, what it is, the records it is about, who answers for it, for how long."""

    reason: str
    item: Item
    concerns: tuple[str, ...]
    owners: Mapping[str, str]
    days: int = 0


@dataclass(frozen=True)
class Scope:
    """For which frameworks an agenda is drafted, and for which day."""

    frameworks: frozenset[str]
    on: date


Raiser = Callable[[Shelf, Review, Scope], Iterator[Raised]]


def commitments(shelf: Shelf, review: Review, scope: Scope) -> Iterator[Raised]:
    """Raise promises that are late or silent."""
    reasons = {LATE: LATE_COMMITMENT, SILENT: SILENT_COMMITMENT}
    for line in _promises(review, scope):
        if line.standing in reasons:
            yield Raised(reasons[line.standing], line.item, (line.item.subject,), line.owners, line.days)


def _promises(review: Review, scope: Scope) -> Iterator[CommitmentLine]:
    for framework in review.frameworks:
        if framework.item.subject in scope.frameworks:
            yield from framework.commitments


def targets(shelf: Shelf, review: Review, scope: Scope) -> Iterator[Raised]:
    """Raise targets that are off track or move away, and those whose figures are too old to say."""
    for line in _targeted(review, scope):
        status = line.assessment.status
        reason = OFF_TARGET if status in (OFF_TRACK, MOVING_AWAY) else STALE
        if reason == OFF_TARGET or line.assessment.rule == "S3":
            concerns = (line.key, line.item.subject)
            yield Raised(reason, line.item, concerns, line.owners, line.newest_age_days or 0)


def _targeted(review: Review, scope: Scope) -> Iterator[IndicatorLine]:
    """Give each indicator with a target once, of the goals in scope and of those that belong to none."""
    framed = tuple(one for one in review.frameworks if one.item.subject in scope.frameworks)
    lines = indicator_lines(replace(review, frameworks=framed))
    return (line for line in lines if line.target is not None)


def disputes(shelf: Shelf, review: Review, scope: Scope) -> Iterator[Raised]:
    """Raise what the parties dispute, of every joint kind."""
    for kind in shelf.register:
        if kind.joint:
            for thing in shelf.things(kind.name):
                if thing.state == DISPUTED:
                    yield Raised(DISPUTE, item_of(thing), (thing.subject,), owners_of(thing))


def adjustments(shelf: Shelf, review: Review, scope: Scope) -> Iterator[Raised]:
    """Raise changes of course whose effect was to be looked at by then."""
    for thing in shelf.things("adjustment"):
        by = thing.get("review_by")
        if by is not None and Day.parse(by).first <= scope.on:
            days = (scope.on - Day.parse(by).first).days
            yield Raised(ADJUSTMENT, item_of(thing), (thing.subject, thing.get("concerns")), {}, days)


RAISERS: Final[tuple[Raiser, ...]] = (disputes, commitments, targets, adjustments)


def draft(
    shelf: Shelf, review: Review, scope: Scope, most: int = MOST, raisers: Sequence[Raiser] = RAISERS
) -> tuple[Raised, ...]:
    """Give what to talk about, at most so many: most pressing first; of one reason, what waits longest."""
    found = [raised for raiser in raisers for raised in raiser(shelf, review, scope)]
    ordered = sorted(found, key=lambda one: (PRESSING.index(one.reason), -one.days, one.item.subject))
    return tuple(ordered[:most])
