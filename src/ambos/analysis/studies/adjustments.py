"""The decision log: each change of course, the result that caused it, and what the figures did since."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ambos.analysis.methods.status import UNKNOWN
from ambos.analysis.studies.concerned import (
    Statuses,
    commitment_lines,
    item_seen,
    lines_by_concern,
    status_of,
)
from ambos.analysis.studies.indicators import figure_line
from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.judgements import AdjustmentLine
from ambos.analysis.studies.lines import FigureLine, IndicatorLine, Item, Review
from ambos.domains.measures import views
from ambos.domains.measures.views import Figure
from ambos.kernel.columns import SUBJECT
from ambos.kernel.paging import Filter, Query
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day

Pair = tuple[FigureLine | None, FigureLine | None]


def adjustment_lines(
    shelf: Shelf, review: Review, goals: Statuses | None = None
) -> tuple[AdjustmentLine, ...]:
    """Give every adjustment, the newest first, with status and figure before and after it.

    The status before is the one that was recorded with it, the status after today's. The figure before is a
    cause that is a figure, else the newest of a period that had ended by then; the figure after is the
    newest of a later period that answers the same question. Without one, nothing changed that can be seen.
    """
    things = sorted(shelf.things("adjustment"), key=_order, reverse=True)
    if not things:
        return ()
    lines = lines_by_concern(shelf, review)
    standings = {line.item.subject: line.standing for line in commitment_lines(review)}
    figures = views.figures(shelf)
    return tuple(
        _line(shelf, thing, lines.get(thing.get("concerns"), ()), standings, goals or {}, figures)
        for thing in things
    )


def _order(adjustment: Thing) -> tuple[str, str]:
    return adjustment.get("decided"), adjustment.subject


def untied(lines: Iterable[AdjustmentLine]) -> Query:
    """Give the question for the decisions that none of these adjustments carries out, the newest first."""
    tied = tuple(sorted({line.decision.subject for line in lines if line.decision}))
    where = (Filter(SUBJECT, tied, but=True),) if tied else ()
    return Query("decision", where, order="decided", descending=True)


def _line(
    shelf: Shelf,
    adjustment: Thing,
    lines: Sequence[IndicatorLine],
    standings: Mapping[str, str],
    goals: Statuses,
    figures: Mapping[str, tuple[Figure, ...]],
) -> AdjustmentLine:
    subject = adjustment.get("concerns")
    decided = Day.parse(adjustment.get("decided"))
    because = adjustment.get("because") or ()
    before, after = _pair(shelf, lines, because, decided.last, figures)
    return AdjustmentLine(
        item=item_of(adjustment),
        concerns=item_seen(shelf, subject) or Item(subject, "", {}, "", ""),
        because=tuple(item for one in because if (item := item_seen(shelf, one))),
        decision=item_seen(shelf, adjustment.get("decision")),
        decided=decided,
        status_then=adjustment.get("status_then") or UNKNOWN,
        status_now=standings.get(subject) or status_of(subject, lines, goals),
        before=before,
        after=after,
    )


def _pair(
    shelf: Shelf,
    lines: Sequence[IndicatorLine],
    because: Iterable[str],
    decided: date,
    figures: Mapping[str, tuple[Figure, ...]],
) -> Pair:
    """Give the figures before and after from the first indicator that has both, else that has the first."""
    pairs: list[Pair] = []
    for subject in dict.fromkeys(line.item.subject for line in lines):
        found, indicator = figures.get(subject, ()), shelf.thing(subject)
        before = _before(found, set(because), decided)
        after = _after(found, before) if before else None
        if before is not None:
            pairs.append((figure_line(before, indicator), figure_line(after, indicator) if after else None))
    return next((pair for pair in pairs if pair[1]), pairs[0] if pairs else (None, None))


def _before(found: Sequence[Figure], because: set[str], decided: date) -> Figure | None:
    causes = [figure for figure in found if figure.thing.subject in because]
    ended = [figure for figure in found if figure.period.last <= decided and not _is_later(figure, decided)]
    ranked = views.ranked(causes or ended)
    return ranked[-1] if ranked else None


def _is_later(figure: Figure, decided: date) -> bool:
    """Say whether a figure was published only after the decision."""
    return figure.as_of is not None and figure.as_of.first > decided


def _after(found: Sequence[Figure], before: Figure) -> Figure | None:
    same = [
        figure
        for figure in found
        if figure.definition == before.definition
        and (figure.period.kind, figure.period.months) == (before.period.kind, before.period.months)
        and figure.period.last > before.period.last
    ]
    ranked = views.ranked(same)
    return ranked[-1] if ranked else None
