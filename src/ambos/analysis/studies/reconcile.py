"""Official numbers of one quantity side by side: what tells them apart, and by how much; nothing is averaged.

A quantity is what several indicators count, or one. Sides of a comparison lie at one place, and their
periods are the same or nearly so: about equally long, and sharing half of the days that either has,
as a fiscal and a calendar year do; a half year is never set against a year. Of shares and rates, which do
not grow with their period, a period within the other is near enough. Of each owner's vintages the newest
takes part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from ambos.analysis.studies.indicators import figure_line
from ambos.analysis.studies.items import item_of, words_of
from ambos.analysis.studies.lines import FigureLine, Item, Words
from ambos.domains.measures import views
from ambos.domains.measures.views import Figure
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Period
from ambos.values.quantities import Unit, convert

QUANTITY: Final = "quantity"
FISCAL: Final = "fiscal-us"
# What is set side by side, in the order in which it explains most.
FIELDS: Final = (
    "definition",
    "scope",
    "denominator",
    "unit",
    "period",
    "calendar",
    "status",
    "publisher",
    "as_of",
)
REASONS: Final = ("breaks", "limits")
TIMELESS: Final = ("share", "rate")
SHARED: Final = Decimal("0.5")  # of the days that either period has
ALIKE: Final = Decimal("0.9")  # of the longer period's length
PLACES: Final = Decimal("0.01")


@dataclass(frozen=True)
class Side:
    """One official number with what it is; its indicator speaks where the figure itself says nothing."""

    indicator: Item
    definition: Words
    calendar: str
    scope: Words
    denominator: Words
    line: FigureLine

    def plain(self, field: str) -> object:
        """Give what is compared of a field: the figure's own text, else its indicator's words."""
        match field:
            case "definition":
                return self.indicator.subject
            case "calendar":
                return self.calendar
            case "scope":
                return self.line.scope or tuple(self.scope.items())
            case "denominator":
                return self.line.denominator or tuple(self.denominator.items())
            case _:
                return getattr(self.line, field)


@dataclass(frozen=True)
class Gap:
    """How far the second of two sides lies above the first, in the first one's unit and in percent of it.

    Both are nothing where the units measure different things, the percentage also where the first is zero.
    ``differing`` names the fields that tell the two apart, those that explain most first.
    """

    first: int
    second: int
    absolute: Decimal | None
    percent: Decimal | None
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """What the record itself says of a number: the field that says it, of what, and the words."""

    field: str
    of: Item
    words: Words


@dataclass(frozen=True)
class Comparison:
    """The sides at one place and time, every gap between two of them, and the reasons on record."""

    place: str
    sides: tuple[Side, ...]
    gaps: tuple[Gap, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Reconciliation:
    """A quantity, what it spans, and its comparisons, latest first."""

    item: Item
    note: Words
    indicators: tuple[Item, ...]
    comparisons: tuple[Comparison, ...]


def reconcile(shelf: Shelf, subject: str, period: Period | None = None) -> Reconciliation:
    """Set the official numbers of a quantity or an indicator beside each other; of one period, if given."""
    thing = shelf.thing(subject)
    named: Sequence[str] = thing.get("indicators") if thing.kind == QUANTITY else (subject,)
    known = shelf.titles("indicator")
    indicators = [known[name] for name in named if name in known]
    found = views.figures(shelf)
    figures = [figure for each in indicators for figure in views.standing(found.get(each.subject, ()))]
    if period is not None:
        figures = [figure for figure in figures if _near(figure.period, period, _timeless(figure))]
    groups = _groups(figures)
    return Reconciliation(
        item_of(thing),
        words_of(thing.get("note")),
        tuple(item_of(each) for each in indicators),
        tuple(_comparison(group, known) for group in groups),
    )


def _groups(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Gather figures around each period, latest first; a group that lies within another is left out."""
    made: list[list[Figure]] = []
    spots = sorted({(figure.period, figure.place.code) for figure in figures}, reverse=True)
    for period, place in spots:
        near = [f for f in figures if f.place.code == place and _near(f.period, period, _timeless(f))]
        if _differ(near) and not any(_within(near, other) for other in made):
            made = [other for other in made if not _within(other, near)]
            made.append(near)
    return made


def _differ(group: Sequence[Figure]) -> bool:
    """Say whether two of the figures could be taken for one another and are not equal."""
    return any(
        not views.rounded_alike(one.value, other.value) or one.get("unit") != other.get("unit")
        for one, other in combinations(group, 2)
    )


def _within(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    subjects = {figure.thing.subject for figure in other}
    return all(figure.thing.subject in subjects for figure in one)


def _timeless(figure: Figure) -> bool:
    return Unit.parse(figure.get("unit")).dimension in TIMELESS


def _near(one: Period, other: Period, timeless: bool) -> bool:
    shared = (min(one.last, other.last) - max(one.first, other.first)).days + 1
    lengths = [(each.last - each.first).days + 1 for each in (one, other)]
    if shared <= 0:
        return False
    if timeless and shared == min(lengths):
        return True
    return shared >= SHARED * (sum(lengths) - shared) and min(lengths) >= ALIKE * max(lengths)


def _comparison(group: Sequence[Figure], known: Mapping[str, Thing]) -> Comparison:
    ordered = sorted(group, key=lambda figure: (figure.value, figure.thing.subject))
    sides = tuple(_side(figure, known[figure.get("indicator")]) for figure in ordered)
    gaps = tuple(_gap(sides, *pair) for pair in combinations(range(len(sides)), 2))
    used = {side.indicator.subject: known[side.indicator.subject] for side in sides}
    return Comparison(group[0].place.code, sides, gaps, tuple(_reasons(sides, used.values())))


def _side(figure: Figure, indicator: Thing) -> Side:
    return Side(
        item_of(indicator),
        words_of(indicator.get("definition")),
        FISCAL if figure.period.kind == FISCAL else indicator.get("calendar") or "",
        words_of(indicator.get("scope")),
        words_of(indicator.get("denominator")),
        figure_line(figure, indicator),
    )


def _gap(sides: Sequence[Side], first: int, second: int) -> Gap:
    one, other = sides[first], sides[second]
    differing = tuple(name for name in FIELDS if one.plain(name) != other.plain(name))
    value = _converted(other.line, Unit.parse(one.line.unit))
    if value is None:
        return Gap(first, second, None, None, differing)
    absolute = value - one.line.value
    percent = (100 * absolute / one.line.value).quantize(PLACES) if one.line.value else None
    return Gap(first, second, absolute, percent, differing)


def _converted(line: FigureLine, target: Unit) -> Decimal | None:
    """Give a value in another side's unit, or nothing where the units measure different things.

    Two counts, such as deaths and victims, are taken for counts of one thing: whoever put them under one
    quantity said so, and the units are shown to differ.
    """
    own = Unit.parse(line.unit)
    if own.dimension == target.dimension:
        return convert(line.value, own, target)
    return line.value if own.counts and target.counts else None


def _reasons(sides: Iterable[Side], indicators: Iterable[Thing]) -> Iterator[Reason]:
    """Give what indicators say of their breaks and limits, and figures in their notes."""
    for indicator in indicators:
        for name in REASONS:
            if indicator.get(name):
                yield Reason(name, item_of(indicator), words_of(indicator.get(name)))
    for side in sides:
        if side.line.note:
            yield Reason("note", side.line.item, side.line.note)
