"""What the newest provisional figures will grow to, where their own vintages allow an estimate.

An estimate never takes the place of the official value: it is shown beside it, marked as ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ambos.analysis.methods.nowcast import Grown, Nowcast, nowcast
from ambos.analysis.methods.revisions import Said, Triangle
from ambos.analysis.studies.vintages import PROVISIONAL, Vintages, vintages
from ambos.domains.measures.views import Figure
from ambos.values.dates import Day
from ambos.values.errors import AmbosError, Misused, Refused


@dataclass(frozen=True)
class Estimated:
    """A provisional figure and what it will grow to, or why that cannot be said."""

    figure: Figure
    nowcast: Nowcast | None
    refused: AmbosError | None


def nowcasts(figures: Iterable[Figure]) -> list[Estimated]:
    """Give an estimate for each provisional figure of each series' newest vintage, by series and period.

    A figure whose age no earlier vintage has seen twice has the reason in the place of the estimate.
    """
    return [estimated for one in vintages(figures) for estimated in _of_series(one)]


def _of_series(series: Vintages) -> Iterator[Estimated]:
    newest = series.triangle.vintages[-1]
    for figure in series.figures:
        if figure.as_of == newest and figure.get("status") == PROVISIONAL and newest.month:
            yield _estimated(figure, series.triangle, series.triangle.cells[figure.period, newest])


def _estimated(figure: Figure, triangle: Triangle, said: Said) -> Estimated:
    try:
        return Estimated(figure, nowcast(grown(triangle, said), float(said.value)), None)
    except (Refused, Misused) as refused:
        return Estimated(figure, None, refused)


def grown(triangle: Triangle, like: Said) -> list[Grown]:
    """Give what earlier values of the same age grew to by the vintage of this one, oldest first."""
    return [
        Grown(float(each.value), float(later.value))
        for each in triangle.cells.values()
        if each.age == like.age and each.as_of < like.as_of
        if (later := _newest(triangle, each, like.as_of)) is not None
    ]


def _newest(triangle: Triangle, said: Said, until: Day) -> Said | None:
    """Give the newest value for a period up to a vintage, if there is one after the value itself."""
    later = [each for each in triangle.row(said.period) if said.as_of < each.as_of <= until]
    return later[-1] if later else None
