"""The lines of indicators: newest figure, baseline, target, and the status they lead to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ambos.analysis.methods.revisions import AtAge
from ambos.analysis.methods.status import Case, Point, Target, assess
from ambos.analysis.studies.items import day_of, item_of, owners_of, words_of
from ambos.analysis.studies.lines import BaselineLine, FigureLine, IndicatorLine, TargetLine
from ambos.analysis.studies.vintages import typical_revisions
from ambos.domains.measures import views
from ambos.domains.measures.views import Figure
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day, Period

ChanceOf = Callable[[Decimal], Decimal | None]


@dataclass(frozen=True)
class Measures:
    """Everything of the domain measures, read once.

    ``chances`` gives, by the subject of a target, the probability that a value is reached by its deadline.
    """

    shelf: Shelf
    indicators: Mapping[str, Thing]
    figures: Mapping[str, tuple[Figure, ...]]
    baselines: Mapping[str, tuple[Thing, ...]]
    targets: Mapping[str, tuple[Thing, ...]]
    chances: Mapping[str, ChanceOf] = field(default_factory=dict)

    @classmethod
    def read(cls, shelf: Shelf) -> "Measures":
        """Read the shelf."""
        return cls(
            shelf,
            shelf.titles("indicator"),
            views.figures(shelf),
            views.by_indicator(shelf.things("baseline")),
            views.by_indicator(shelf.things("target")),
        )

    def lines(self, indicator: Thing) -> tuple[IndicatorLine, ...]:
        """Give a line for each target of an indicator; one line where there is none."""
        targets: Sequence[Thing | None] = self.targets.get(indicator.subject) or (None,)
        return tuple(self.line(indicator, self.baseline_of(indicator, target), target) for target in targets)

    def without_target(self, indicator: Thing) -> IndicatorLine:
        """Give the line of an indicator where none of its targets counts."""
        return self.line(indicator, self.baseline_of(indicator, None), None)

    def line(self, indicator: Thing, baseline: Thing | None, target: Thing | None) -> IndicatorLine:
        """Assess one indicator against one baseline and one target, each of which may be absent."""
        ranked = views.ranked(self.figures.get(indicator.subject, ()))
        pinned = self.pinned(baseline, ranked)
        newest_base = views.newest_vintage(ranked, pinned) if pinned else None
        case = Case(
            direction=indicator.get("direction"),
            points=[_point(figure) for figure in ranked],
            today=self.shelf.today,
            stale_after_days=indicator.get("stale_after_days"),
            baseline=_baseline_point(baseline, pinned, indicator),
            baseline_newest=_point(newest_base) if newest_base else None,
            target=_target(target),
            chance=self.chances.get(target.subject) if target else None,
        )
        assessment = assess(case)
        judged = assessment.point.ref if assessment.point else ""
        newest = ranked[-1] if ranked else None
        return IndicatorLine(
            item=item_of(indicator),
            sort=indicator.get("sort"),
            direction=indicator.get("direction"),
            unit=indicator.get("unit"),
            stale_after_days=indicator.get("stale_after_days"),
            newest=self.figure_line(newest, indicator) if newest else None,
            newest_age_days=views.age_days(newest, self.shelf.today) if newest else None,
            judged=next((self.figure_line(f, indicator) for f in ranked if f.thing.subject == judged), None),
            baseline=_baseline_line(baseline, pinned, indicator) if baseline else None,
            baseline_newest=figure_line(newest_base, indicator) if newest_base else None,
            target=_target_line(target, indicator) if target else None,
            assessment=assessment,
            owners=owners_of(indicator),
        )

    def figure_line(self, figure: Figure, indicator: Thing) -> FigureLine:
        """Give a figure as a line, with how values of its age were revised where that is known."""
        return figure_line(figure, indicator, self._typical.get(figure.thing.subject))

    @cached_property
    def _typical(self) -> Mapping[str, AtAge]:
        found = (typical_revisions(figures) for figures in self.figures.values())
        return {subject: typical for each in found for subject, typical in each.items()}

    def baseline_of(self, indicator: Thing, target: Thing | None) -> Thing | None:
        """Give the target's own baseline; without a target, that of the latest period."""
        known = self.baselines.get(indicator.subject, ())
        if target is not None:
            return next((thing for thing in known if thing.subject == target.get("baseline")), None)
        return max(known, key=lambda thing: Period.parse(thing.get("period")).last, default=None)

    def pinned(self, baseline: Thing | None, figures: Sequence[Figure]) -> Figure | None:
        """Give the figure that a baseline was pinned to, if it was to one."""
        subject = baseline.get("figure") if baseline else None
        return next((figure for figure in figures if figure.thing.subject == subject), None)


def figure_line(figure: Figure, indicator: Thing, typical: AtAge | None = None) -> FigureLine:
    """Give a figure as a line, under the name of its indicator, with what is typical of its age."""
    return FigureLine(
        item=item_of(figure.thing, indicator.get("name")),
        value=figure.value,
        unit=figure.get("unit"),
        period=figure.period,
        place=figure.place.code,
        scope=figure.get("scope"),
        denominator=figure.get("denominator"),
        publisher=figure.get("publisher"),
        as_of=figure.as_of,
        status=figure.get("status"),
        note=words_of(figure.thing.get("note")),
        typical=typical,
    )


def _point(figure: Figure) -> Point:
    terms = (("place", figure.place.code), *((name, figure.get(name)) for name in views.DEFINING))
    return Point(figure.thing.subject, figure.value, figure.period, terms)


def _baseline_point(baseline: Thing | None, pinned: Figure | None, indicator: Thing) -> Point | None:
    """Give the value that was agreed, under the terms of the figure that it is pinned to."""
    if baseline is None:
        return None
    terms = _point(pinned).terms if pinned else (("unit", indicator.get("unit")),)
    return Point(
        baseline.subject, Decimal(baseline.get("value")), Period.parse(baseline.get("period")), terms
    )


def _target(target: Thing | None) -> Target | None:
    if target is None:
        return None
    level, change = target.get("value"), target.get("change_percent")
    return Target(
        Day.parse(target.get("deadline")).last,
        Decimal(level) if level is not None else None,
        Decimal(change) if change is not None else None,
    )


def _baseline_line(baseline: Thing, pinned: Figure | None, indicator: Thing) -> BaselineLine:
    return BaselineLine(
        item_of(baseline, indicator.get("name")),
        Decimal(baseline.get("value")),
        Period.parse(baseline.get("period")),
        day_of(baseline.get("as_of")),
        figure_line(pinned, indicator) if pinned else None,
    )


def _target_line(target: Thing, indicator: Thing) -> TargetLine:
    said = _target(target)
    level, change = (said.level, said.change_percent) if said else (None, None)
    return TargetLine(
        item_of(target, indicator.get("name")),
        level,
        change,
        Day.parse(target.get("deadline")),
        words_of(target.get("sentence")),
    )
