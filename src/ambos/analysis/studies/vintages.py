"""The vintages of an indicator: each series of one publisher with its triangle, and its typical revisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ambos.analysis.methods.revisions import AtAge, Said, Triangle
from ambos.domains.measures.views import Figure
from ambos.values.places import Place

PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Vintages:
    """One publisher's values of one definition and length of period, and their triangle.

    ``figures`` are those that carry a vintage, by period, then vintage.
    """

    publisher: str
    place: Place
    scope: str
    denominator: str
    unit: str
    figures: tuple[Figure, ...]
    triangle: Triangle

    def typical(self, figure: Figure) -> AtAge | None:
        """Give how values of this figure's age were revised; nothing where too little is known."""
        said = _said(figure)
        return None if said is None or said.age is None else self.triangle.typical(said.age)


def vintages(figures: Iterable[Figure]) -> list[Vintages]:
    """Give the series of an indicator's figures, those with most vintages first, then the longest."""
    groups: dict[object, list[Figure]] = {}
    for figure in figures:
        if figure.as_of is not None:
            groups.setdefault(_series(figure), []).append(figure)
    made = [_vintages(group) for group in groups.values()]
    return sorted(made, key=lambda one: (-len(one.triangle.vintages), -len(one.triangle.periods)))


def typical_revisions(figures: Sequence[Figure]) -> Mapping[str, AtAge]:
    """Give, for each provisional figure, how values of its age were revised; by the figure's subject."""
    if not any(figure.get("status") == PROVISIONAL for figure in figures):
        return {}
    return {
        figure.thing.subject: typical
        for one in vintages(figures)
        if one.triangle.revised
        for figure in one.figures
        if figure.get("status") == PROVISIONAL and (typical := one.typical(figure)) is not None
    }


def _series(figure: Figure) -> object:
    return figure.definition, figure.get("publisher"), figure.period.kind, figure.period.months


def _vintages(group: Sequence[Figure]) -> Vintages:
    first = group[0]
    said = (_said(figure) for figure in group)
    return Vintages(
        publisher=first.get("publisher"),
        place=first.place,
        scope=first.get("scope"),
        denominator=first.get("denominator"),
        unit=first.get("unit"),
        figures=tuple(group),
        triangle=Triangle(one for one in said if one is not None),
    )


def _said(figure: Figure) -> Said | None:
    return None if figure.as_of is None else Said(figure.period, figure.as_of, figure.value)
