"""Reciprocity: what is counted in one direction beside the same in the other, period by period.

Two indicators are set beside each other where each names the other as its reciprocal and both count one
unit. Of each the definition with the most figures speaks, of each period its newest vintage; running totals
are left out. Periods are paired only with themselves: nothing is summed up to fill a gap.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from ambos.analysis.studies.figures import newest_vintages
from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.judgements import ReciprocityLine
from ambos.domains.measures.views import Figure
from ambos.kernel.shelf import Thing
from ambos.values.dates import Period

MOST: Final = 24  # periods: first those that both count, then the newest
CUMULATIVE: Final = "cumulative"


def reciprocity_lines(measures: Measures) -> tuple[ReciprocityLine, ...]:
    """Give each pair once, its newest period first; a pair of which nothing is counted is left out."""
    made = (_line(measures, one, other) for one, other in _pairs(measures))
    return tuple(line for line in made if line.pairs)


def _pairs(measures: Measures) -> Iterator[tuple[Thing, Thing]]:
    known = measures.indicators
    for subject, one in sorted(known.items()):
        other = known.get(one.get("reciprocal") or "")
        if other is None or other.get("reciprocal") != subject or one.get("unit") != other.get("unit"):
            continue
        if subject < other.subject:
            yield one, other


def _line(measures: Measures, one: Thing, other: Thing) -> ReciprocityLine:
    ours, theirs = (_counted(measures.figures.get(each.subject, ())) for each in (one, other))
    periods = sorted({*ours, *theirs}, key=lambda period: (period in ours and period in theirs, period.last))
    kept = sorted(periods[-MOST:], key=lambda period: (period.last, period.first), reverse=True)
    pairs = (
        (
            measures.figure_line(ours[period], one) if period in ours else None,
            measures.figure_line(theirs[period], other) if period in theirs else None,
        )
        for period in kept
    )
    return ReciprocityLine(item_of(one), item_of(other), tuple(pairs))


def _counted(found: Iterable[Figure]) -> dict[Period, Figure]:
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in found:
        if figure.get("status") != CUMULATIVE:
            groups[figure.definition].append(figure)
    most = max(groups, key=lambda definition: (len(groups[definition]), definition), default=None)
    return {figure.period: figure for figure in newest_vintages(groups[most])} if most else {}
