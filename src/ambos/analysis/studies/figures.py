"""The lines of figures set beside each other: disagreements, revisions, series to plot."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from ambos.analysis.studies.indicators import Measures, figure_line
from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.lines import DisagreementLine, IndicatorLine, RevisionLine, SeriesLine
from ambos.analysis.studies.sorts import SORTS
from ambos.domains.measures import views
from ambos.domains.measures.views import Disagreement, Figure, Revision
from ambos.kernel.shelf import Thing
from ambos.values.dates import Period

FEWEST_PERIODS: Final = 3
MOST_ALIKE: Final = 3

Found = TypeVar("Found")


def disagreement_lines(measures: Measures) -> tuple[DisagreementLine, ...]:
    """Give where official numbers differ; of alike ones the latest periods, and how many more."""
    return tuple(
        _disagreement(indicator, shown, more)
        for indicator, found in _each(measures)
        for alike in _alike(views.disagreements(found), _disagreement_key)
        for shown, more in _latest(alike)
    )


def revision_lines(measures: Measures) -> tuple[RevisionLine, ...]:
    """Give what publishers revised; of each indicator and place the latest periods, and how many more."""
    return tuple(
        _revision(indicator, shown, more)
        for indicator, found in _each(measures)
        for alike in _alike(views.revisions(found), lambda revision: revision.figures[0].definition)
        for shown, more in _latest(alike)
    )


def series_lines(lines: Iterable[IndicatorLine], measures: Measures) -> tuple[SeriesLine, ...]:
    """Give the longest comparable series of each indicator that has one, the most telling first."""
    once = {line.item.subject: line for line in sorted(lines, key=lambda line: line.target is not None)}
    made = [_series(line, measures) for line in once.values()]
    found = [series for series in made if series]
    return tuple(sorted(found, key=lambda series: (SORTS.index(series.indicator.sort), -len(series.figures))))


def _each(measures: Measures) -> list[tuple[Thing, tuple[Figure, ...]]]:
    known = measures.indicators
    return [(known[subject], found) for subject, found in measures.figures.items() if subject in known]


def _alike(found: Sequence[Found], key: Callable[[Found], object]) -> list[list[Found]]:
    groups: dict[object, list[Found]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


def _disagreement_key(one: Disagreement) -> object:
    return one.same_question, one.differing, one.figures[0].place.code, one.figures[0].period.kind == "month"


def _latest(alike: Sequence[Found]) -> Iterator[tuple[Found, int]]:
    """Give the latest few; with the first of them, how many earlier ones are left out."""
    shown = alike[-MOST_ALIKE:]
    for place, one in enumerate(shown):
        yield one, 0 if place else len(alike) - len(shown)


def _disagreement(indicator: Thing, shown: Disagreement, more: int) -> DisagreementLine:
    figures = tuple(figure_line(figure, indicator) for figure in shown.figures)
    return DisagreementLine(item_of(indicator), figures, shown.differing, shown.same_question, more)


def _revision(indicator: Thing, shown: Revision, more: int) -> RevisionLine:
    figures = tuple(figure_line(figure, indicator) for figure in shown.figures)
    return RevisionLine(item_of(indicator), figures, shown.change, more)


def _series(line: IndicatorLine, measures: Measures) -> SeriesLine | None:
    indicator = measures.indicators[line.item.subject]
    found = [
        figure for figure in measures.figures.get(line.item.subject, ()) if figure.get("status") != "partial"
    ]
    groups = _alike(found, lambda figure: (figure.definition, figure.period.kind, figure.period.months))
    like = line.baseline.period if line.baseline else None
    series = max((newest_vintages(group) for group in groups), key=lambda one: _worth(one, like), default=[])
    if len(series) < FEWEST_PERIODS:
        return None
    shown = {figure.thing.subject for figure in series}
    spans = {(figure.period, figure.place.code): figure.value for figure in series}
    others = [
        figure
        for figure in found
        if figure.thing.subject not in shown
        and spans.get((figure.period, figure.place.code), figure.value) != figure.value
    ]
    return SeriesLine(
        line,
        tuple(measures.figure_line(figure, indicator) for figure in series),
        tuple(figure_line(figure, indicator) for figure in others),
    )


def newest_vintages(group: Iterable[Figure]) -> list[Figure]:
    """Give of each period its newest vintage, in order; what was only recalled yields to what was read."""
    best: dict[object, Figure] = {}
    for figure in group:
        held = best.get(figure.period)
        if held is None or (not figure.unverified, figure.vintage) > (not held.unverified, held.vintage):
            best[figure.period] = figure
    return sorted(best.values(), key=lambda figure: figure.period)


def _worth(series: Sequence[Figure], like: Period | None) -> tuple[object, ...]:
    """Prefer periods like the baseline's, then a whole country, then more periods, then longer ones."""
    first, enough = series[0], len(series) >= FEWEST_PERIODS
    kindred = (
        enough and like is not None and (like.kind, like.months) == (first.period.kind, first.period.months)
    )
    return kindred, first.place.within is None, len(series), first.period.months, first.definition
