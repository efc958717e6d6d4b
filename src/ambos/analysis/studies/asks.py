"""What asks for a decision: results that are off track or moving away, promises that are late.

An adjustment answers what it concerns until the day on which it is to be looked at again; where it named
none, until a figure of a period after it is there. What then still is off track asks anew, and the adjustment
stands as the cause.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from ambos.analysis.methods.status import MOVING_AWAY, OFF_TRACK
from ambos.analysis.studies.concerned import commitment_lines, indicator_lines, item_seen
from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.judgements import AskLine
from ambos.analysis.studies.lines import CommitmentLine, IndicatorLine, Item, Review
from ambos.domains.dialogue.views import CLAIMED, LATE
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

LATE_COMMITMENT, CLAIM, WITHOUT_EFFECT = "late-commitment", "claim", "adjustment-without-effect"
REASONS: Final = (MOVING_AWAY, OFF_TRACK, WITHOUT_EFFECT, LATE_COMMITMENT, CLAIM)

Answers = Mapping[str, list[Thing]]


def asks(shelf: Shelf, review: Review) -> tuple[AskLine, ...]:
    """Give what asks for a decision and has none, the gravest reason first, then what has waited longest.

    A goal does not ask beside its indicators: it is off track only where one of them is, and that one asks.
    """
    answers = _by_concern(shelf.things("adjustment"))
    found = [
        *_of_indicators(shelf, review, answers),
        *_of_commitments(shelf, review, answers),
    ]
    return tuple(sorted(found, key=_order))


def _order(line: AskLine) -> tuple[object, ...]:
    return REASONS.index(line.reason), line.since or date.max, line.item.subject


def _by_concern(things: Iterable[Thing]) -> dict[str, list[Thing]]:
    """Give adjustments or decisions by what they concern, the newest last."""
    found: dict[str, list[Thing]] = {}
    for thing in sorted(things, key=lambda thing: (thing.get("decided"), thing.subject)):
        concerns = thing.get("concerns") or ()
        for subject in [concerns] if isinstance(concerns, str) else concerns:
            found.setdefault(subject, []).append(thing)
    return found


def _of_indicators(shelf: Shelf, review: Review, answers: Answers) -> Iterator[AskLine]:
    indicators = shelf.titles("indicator")
    for line in indicator_lines(review):
        status = line.assessment.status
        if status not in (OFF_TRACK, MOVING_AWAY):
            continue
        goals = indicators[line.item.subject].get("goals") or ()
        item = line.target.item if line.target else line.item
        answer = _newest(answers, [item.subject, line.item.subject, *goals])
        if answer is None:
            cause = line.judged.item if line.judged else None
            yield AskLine(item, status, _known_on(line), cause, line.owners)
        elif _is_spent(answer, line, shelf.today):
            yield AskLine(item, WITHOUT_EFFECT, _known_on(line), item_of(answer), line.owners)


def _of_commitments(shelf: Shelf, review: Review, answers: Answers) -> Iterator[AskLine]:
    decisions = _by_concern(shelf.things("decision"))
    for line in commitment_lines(review):
        subject = line.item.subject
        if line.standing == CLAIMED:
            yield AskLine(line.item, CLAIM, line.newest_news.first, _evidence(shelf, line), line.owners)
        elif line.standing == LATE and line.due is not None:
            later = [*answers.get(subject, ()), *decisions.get(subject, ())]
            if not any(_decided(thing) > line.due.last for thing in later):
                yield AskLine(line.item, LATE_COMMITMENT, line.due.last, None, line.owners)


def _evidence(shelf: Shelf, line: CommitmentLine) -> Item | None:
    found = (item_seen(shelf, subject) for subject in line.evidence)
    return next((item for item in found if item), None)


def _newest(answers: Answers, subjects: Iterable[str]) -> Thing | None:
    found = [thing for subject in subjects for thing in answers.get(subject, ())]
    return max(found, key=_decided, default=None)


def _is_spent(adjustment: Thing, line: IndicatorLine, today: date) -> bool:
    """Say whether an adjustment has had its time, and what it concerns still is off track."""
    review_by = adjustment.get("review_by")
    if review_by:
        return Day.parse(review_by).last < today
    return line.judged is not None and line.judged.period.first > _decided(adjustment)


def _decided(thing: Thing) -> date:
    return Day.parse(thing.get("decided")).first


def _known_on(line: IndicatorLine) -> date | None:
    """Give the day on which the result that asks was published; where unknown, the end of its period."""
    if line.judged is None:
        return None
    return line.judged.as_of.first if line.judged.as_of else line.judged.period.last
