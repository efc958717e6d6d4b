"""Which indicators tell how a thing of the plan fares, and what status they give it."""

from collections.abc import Iterable, Iterator, Mapping

from ambos.analysis.methods.status import STATUSES, UNKNOWN
from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.lines import CommitmentLine, IndicatorLine, Item, Review
from ambos.analysis.studies.sorts import TELLING
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.errors import NotFound

Statuses = Mapping[str, tuple[str, str]]


def seen(shelf: Shelf, subject: str | None) -> Thing | None:
    """Give the thing of a subject, if there is one that the reader may see."""
    try:
        return shelf.thing(subject) if subject else None
    except NotFound:
        return None


def item_seen(shelf: Shelf, subject: str | None) -> Item | None:
    """Give a thing's item if the reader may see it; figures, baselines and targets go by their indicator."""
    thing = seen(shelf, subject)
    if thing is None:
        return None
    indicator = seen(shelf, thing.get("indicator"))
    return item_of(thing, indicator.get("name") if indicator else None)


def indicator_lines(review: Review) -> Iterator[IndicatorLine]:
    """Give every indicator under every target once, in the order of the review."""
    tied = (line for one in review.frameworks for goal in one.goals for line in goal.indicators)
    given: set[str] = set()
    for line in (*tied, *review.untied):
        if line.key not in given:
            given.add(line.key)
            yield line


def commitment_lines(review: Review) -> Iterator[CommitmentLine]:
    """Give every commitment, those of no framework last."""
    for framework in review.frameworks:
        yield from framework.commitments
    yield from review.unframed


def lines_by_concern(shelf: Shelf, review: Review) -> dict[str, list[IndicatorLine]]:
    """Give the indicator lines that tell of each target, indicator, goal, or other thing that they measure.

    A target that names a goal or another thing counts for that; any other counts for all that its indicator
    measures.
    """
    indicators, targets = shelf.titles("indicator"), shelf.titles("target")
    found: dict[str, list[IndicatorLine]] = {}
    for line in indicator_lines(review):
        indicator = indicators[line.item.subject]
        own = [line.item.subject, *(indicator.get("goals") or ()), *(indicator.get("measures") or ())]
        if line.target is not None:
            target = targets[line.target.item.subject]
            named = [target.get("goal"), target.get("concerns")]
            own = [target.subject, line.item.subject, *([one for one in named if one] or own[1:])]
        for subject in own:
            found.setdefault(subject, []).append(line)
    return found


def status_of(subject: str, lines: Iterable[IndicatorLine], goals: Statuses) -> str:
    """Give the status of a thing: a goal's own where it was judged, else the least favourable known one.

    Only indicators of outcome and impact speak for what is not itself an indicator or a target.
    """
    if subject in goals:
        return goals[subject][0]
    own = subject.partition("/")[0] in ("indicator", "target")
    known = [
        line.assessment.status
        for line in lines
        if (own or line.sort in TELLING) and line.assessment.status != UNKNOWN
    ]
    return max(known, key=STATUSES.index, default=UNKNOWN)
