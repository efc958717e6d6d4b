"""What terminal and page show first."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.methods.status import UNKNOWN
from ambos.analysis.studies.lines import IndicatorLine, Review
from ambos.faces.reports.voice import Voice

OUTPUT: Final = "output"


def outputs(review: Review) -> frozenset[str]:
    """Give the indicators that are outputs: wherever one is named, it says so."""
    return frozenset(line.item.subject for line in every_line(review) if line.sort == OUTPUT)


def every_line(review: Review) -> Iterator[IndicatorLine]:
    """Give every line of an indicator in a review, wherever it stands."""
    for framework in review.frameworks:
        for goal in framework.goals:
            yield from goal.indicators
    yield from review.untied
    yield from review.paper
    yield from (series.indicator for series in review.series)


def tiles(review: Review, voice: Voice) -> Iterator[tuple[str, str, str]]:
    """Give the numbers to know first, what each is out of, and what it counts."""
    summary, number = review.summary, voice.number
    promises = sum(summary.commitments.values())
    assessed = sum(summary.statuses.values())
    yield (
        number(summary.goals_with_target),
        number(summary.goals),
        voice.say("tile.targets", agreed=number(summary.goals_with_agreed_target)),
    )
    yield number(assessed - summary.statuses.get(UNKNOWN, 0)), number(assessed), voice.say("tile.known")
    yield number(summary.commitments.get("kept", 0)), number(promises), voice.say("tile.kept")
    days = number(review.silent_after_days)
    yield number(summary.commitments.get("silent", 0)), number(promises), voice.say("tile.silent", days=days)
    yield (
        number(summary.commitments.get("late", 0)),
        number(promises - summary.without_due),
        voice.say("tile.late"),
    )
    yield number(summary.without_owner), number(promises), voice.say("tile.owners")
    yield number(summary.disagreements), "", voice.say("tile.disagreements")
    yield number(len(review.quality.unverified)), "", voice.say("tile.unverified")
