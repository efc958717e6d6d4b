"""What is known of the figures: newest values, revisions, and where official numbers disagree."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final

from ambos.kernel.paging import MOST, Filter, Query, page
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day, Period
from ambos.values.places import Place

UNVERIFIED: Final = "recalled"
SPOKEN: Final = 2  # significant digits that a rounded number keeps: 100 and 107 are two values

SETTLED: Final = ("final", "revised")

# Two figures of one indicator, period and place are told apart by these fields.
TELLING: Final = ("publisher", "scope", "denominator", "unit", "status", "as_of")
# Figures that differ in one of these answer two questions.
DEFINING: Final = ("scope", "denominator", "unit")


@dataclass(frozen=True)
class Figure:
    """One published value as values: the record behind it, its period, place, value and vintage."""

    thing: Thing
    period: Period
    place: Place
    value: Decimal
    as_of: Day | None

    def get(self, name: str) -> str:
        """Give a field's text; an empty one where the record says nothing."""
        return str(self.thing.get(name) or "")

    @property
    def unverified(self) -> bool:
        """Say whether the value was recalled and not checked."""
        return self.get("mark") == UNVERIFIED

    @property
    def vintage(self) -> tuple[bool, str]:
        """Give what orders the values of one period: settled ones last, then by the day."""
        return self.get("status") in SETTLED, str(self.as_of or "")

    @property
    def definition(self) -> tuple[str, ...]:
        """Give what must be equal in two figures of one question."""
        return (self.place.code, *(self.get(name) for name in DEFINING))


@dataclass(frozen=True)
class Revision:
    """One publisher's values of one thing at several vintages, oldest first."""

    figures: tuple[Figure, ...]

    @property
    def change(self) -> Decimal:
        """Give the newest value less the oldest."""
        return self.figures[-1].value - self.figures[0].value


@dataclass(frozen=True)
class Disagreement:
    """Values of one indicator, period and place that differ beyond rounding; nothing is averaged.

    ``differing`` names the recorded fields that tell them apart. ``same_question`` says that scope,
    denominator and unit are equal, so that the values contradict each other; otherwise they answer two
    questions.
    """

    figures: tuple[Figure, ...]
    differing: tuple[str, ...]
    same_question: bool


def figures(shelf: Shelf) -> dict[str, tuple[Figure, ...]]:
    """Give the figures of each indicator, by period, then vintage."""
    made = sorted((_figure(thing) for thing in shelf.things("figure")), key=_order)
    by_indicator: dict[str, list[Figure]] = {}
    for figure in made:
        by_indicator.setdefault(figure.get("indicator"), []).append(figure)
    return {subject: tuple(found) for subject, found in by_indicator.items()}


def newest(shelf: Shelf) -> dict[str, Figure]:
    """Give the newest figure of each indicator; remembered until a figure comes or goes."""

    def fresh() -> dict[str, Figure]:
        return {subject: ranked(found)[-1] for subject, found in figures(shelf).items()}

    return shelf.remembered(shelf.register["figure"], "newest", fresh)


def of_indicator(shelf: Shelf, indicator: str, place: str = "") -> tuple[tuple[Figure, ...], int]:
    """Give the figures of one indicator with the latest periods, in their order, and how many there are.

    At most ``paging.MOST``; with ``place`` those of that place.
    """
    where = [Filter("indicator", (indicator.removeprefix("indicator/"),))]
    where += [Filter("place", (place,))] if place else []
    query = Query("figure", tuple(where), order="period", descending=True, limit=MOST)
    found = page(shelf, query)
    return tuple(sorted((_figure(thing) for thing in found.things), key=_order)), found.total


def ranked(found: Iterable[Figure]) -> list[Figure]:
    """Order figures so that the one to show as the newest stands last: latest period, newest vintage.

    A value of a whole country wins over one of a part, one without a narrower scope over one with, and the
    longer period over the shorter that ends the same day. A verified value wins over any that is recalled.
    """
    return sorted(found, key=_newness)


def newest_vintage(found: Iterable[Figure], like: Figure) -> Figure:
    """Give the newest value for the same period and definition as a figure: itself, if nothing is newer."""
    same = [other for other in found if (other.period, other.definition) == (like.period, like.definition)]
    return max([like, *same], key=lambda figure: figure.vintage)


def age_days(figure: Figure, today: date) -> int:
    """Give how long ago the figure's period ended, in days; none while it runs."""
    return max(0, (today - figure.period.last).days)


def revisions(found: Sequence[Figure]) -> list[Revision]:
    """Give what a publisher gave several values for, vintage after vintage; equal values are none."""
    groups = _grouped(found, lambda figure: (figure.period, *figure.definition, figure.get("publisher")))
    made = (_vintages(group) for group in groups)
    return [Revision(vintages) for vintages in made if len(vintages) > 1]


def disagreements(found: Sequence[Figure]) -> list[Disagreement]:
    """Give where values of one indicator, period and place differ beyond rounding, revisions left out.

    Of each publisher's vintages only the newest takes part.
    """
    made: list[Disagreement] = []
    for group in _grouped(found, lambda figure: (figure.period, figure.place.code)):
        stand = standing(group)
        for same in _grouped(stand, lambda figure: figure.definition):
            made.extend(_differing(same, same_question=True))
        if len({figure.definition for figure in stand}) > 1:
            made.extend(_differing(stand, same_question=False))
    return made


def standing(group: Sequence[Figure]) -> list[Figure]:
    """Leave out of figures of one indicator what the same publisher has revised since."""
    superseded = {figure.thing.subject for revision in revisions(group) for figure in revision.figures[:-1]}
    return [figure for figure in group if figure.thing.subject not in superseded]


def rounded_alike(one: Decimal, other: Decimal) -> bool:
    """Say whether two values can be one value, the coarser of them rounded."""
    return abs(one - other) * 2 <= max(_grain(one), _grain(other)) if one != other else True


def by_indicator(things: Iterable[Thing]) -> dict[str, tuple[Thing, ...]]:
    """Give baselines or targets by the indicator that they belong to."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(thing.get("indicator"), []).append(thing)
    return {subject: tuple(ones) for subject, ones in found.items()}


def _figure(thing: Thing) -> Figure:
    body: Mapping[str, str] = thing.body
    as_of = body.get("as_of")
    return Figure(
        thing,
        Period.parse(body["period"]),
        Place.parse(body["place"]),
        Decimal(body["value"]),
        Day.parse(as_of) if as_of else None,
    )


def _order(figure: Figure) -> tuple[object, ...]:
    return figure.period.last, figure.period.first, figure.vintage, figure.thing.subject


def _newness(figure: Figure) -> tuple[object, ...]:
    period = figure.period
    whole = figure.place.within is None
    length = (period.last - period.first).days
    return (
        not figure.unverified,
        whole,
        period.last,
        not figure.get("scope"),
        length,
        figure.vintage,
        figure.thing.subject,
    )


def _vintages(group: Iterable[Figure]) -> tuple[Figure, ...]:
    """Give the vintages at which the value changed; two values of one vintage have no order."""
    dated = sorted((figure for figure in group if figure.as_of), key=lambda figure: str(figure.as_of))
    if len({figure.as_of for figure in dated}) < len(dated):
        return ()
    changed = [later for earlier, later in pairwise(dated) if later.value != earlier.value]
    return (*dated[:1], *changed)


def _differing(group: Sequence[Figure], *, same_question: bool) -> Iterator[Disagreement]:
    """Give the figures that contradict another one: of the same definition, or each of its own."""
    involved = {
        place
        for one, other in combinations(range(len(group)), 2)
        if same_question or group[one].definition != group[other].definition
        if not rounded_alike(group[one].value, group[other].value)
        for place in (one, other)
    }
    if involved:
        chosen = tuple(group[place] for place in sorted(involved))
        differing = tuple(name for name in TELLING if len({figure.get(name) for figure in chosen}) > 1)
        yield Disagreement(chosen, differing, same_question)


def _grain(value: Decimal) -> Decimal:
    """Give the step to which a value seems rounded: 106,700 to hundreds, 71.8 to tenths."""
    exponent = int(value.as_tuple().exponent)
    if exponent < 0:
        return Decimal(1).scaleb(exponent)
    digits = str(int(abs(value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** max(0, min(zeros, len(digits) - SPOKEN))


def _grouped(found: Iterable[Figure], key: Callable[[Figure], object]) -> list[list[Figure]]:
    """Group without regard to order; each group keeps the order it had."""
    groups: dict[object, list[Figure]] = {}
    for figure in found:
        groups.setdefault(key(figure), []).append(figure)
    return list(groups.values())
