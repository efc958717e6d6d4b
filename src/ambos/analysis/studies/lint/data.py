"""Rules of data: where figures are old, doubtful, or of another kind than the indicator says."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ambos.analysis.studies.lines import IndicatorLine
from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Check, Rule
from ambos.domains.measures.views import SETTLED, UNVERIFIED, Figure, disagreements
from ambos.kernel.shelf import Thing
from ambos.values.dates import Period

QUALITIES: Final = ("validity", "integrity", "precision", "reliability", "timeliness")
UNFINISHED: Final = ("provisional", "partial", "estimate", "cumulative")
YEARS: Final = {"year": "calendar", "fiscal-us": "fiscal-us"}


def measured(plan: Plan) -> Iterator[tuple[Thing, tuple[Figure, ...]]]:
    """Give the indicators that have figures, with them: a fault of data outlives the framework."""
    return ((one, found) for one in plan.of("indicator") if (found := plan.figures(one)))


def stale(plan: Plan) -> Iterator[At]:
    """Find indicators whose newest figure is older than their own limit."""
    for one in plan.living("indicator"):
        line = next(iter(plan.lines(one)), None)
        limit, age = one.get("stale_after_days"), line.newest_age_days if line else None
        if line and line.newest and limit and age is not None and age > limit:
            yield At(one, {"period": str(line.newest.period), "count": str(age), "limit": str(limit)})


def unit_differs(plan: Plan) -> Iterator[At]:
    """Find figures in another unit than their indicator's."""
    for one, found in measured(plan):
        for figure in found:
            if figure.get("unit") != one.get("unit"):
                yield At(figure.thing, {"unit": figure.get("unit"), "other_unit": one.get("unit")})


def part_against_whole(plan: Plan) -> Iterator[At]:
    """Find baselines of one length whose newest figure is of another: a half year against a full one."""
    for line in _compared(plan):
        base, newest, thing = line.baseline, line.newest, judged_thing(plan, line)
        if thing and base and newest and newest.period.months != base.period.months:
            yield At(thing, {"period": str(newest.period), "other_period": str(base.period)})


def _compared(plan: Plan) -> Iterator[IndicatorLine]:
    """Give the lines in which a newer figure stands against a baseline that somebody set."""
    for one, _ in measured(plan):
        for line in plan.lines(one):
            if line.baseline and line.newest and line.newest.period.last > line.baseline.period.last:
                yield line


def judged_thing(plan: Plan, line: IndicatorLine) -> Thing | None:
    """Give what a line is judged by: its target, else its baseline."""
    by = line.target or line.baseline
    return plan.get(by.item.subject) if by else None


def cumulative_only(plan: Plan) -> Iterator[At]:
    """Find indicators that are only ever counted from one beginning: a slowdown cannot be seen in them."""
    for one, found in measured(plan):
        periods = {figure.period for figure in found}
        from_one = len({period.first for period in periods}) == 1
        if len(periods) > 1 and (from_one or all(figure.get("status") == "cumulative" for figure in found)):
            yield At(one, {"count": str(len(periods))})


def doubled(plan: Plan) -> Iterator[At]:
    """Find figures that say the very same as another."""
    names = ("scope", "denominator", "publisher", "unit", "as_of", "status", "definition")
    for _, found in measured(plan):
        known: dict[object, Figure] = {}
        for figure in found:
            said = (figure.period, figure.place, figure.value, *(figure.get(name) for name in names))
            first = known.setdefault(said, figure)
            if first is not figure:
                yield At(figure.thing, {"thing": first.thing.subject})


def not_over_yet(plan: Plan) -> Iterator[At]:
    """Find figures that are called final before their period was over, or that count days still to come."""
    for _, found in measured(plan):
        for figure in found:
            status, last = figure.get("status"), figure.period.last
            known = min(figure.as_of.last, plan.today) if figure.as_of else plan.today
            if status not in UNFINISHED and last > known:
                yield At(figure.thing, {"period": str(figure.period), "day": known.isoformat()})


def provisional_against_final(plan: Plan) -> Iterator[At]:
    """Find assessments that set a provisional count against a settled one, or the reverse."""
    for line in _compared(plan):
        base, judged = (line.baseline.figure if line.baseline else None), line.judged
        thing = judged_thing(plan, line)
        if thing and base and judged and (base.status in SETTLED) != (judged.status in SETTLED):
            now = {"period": str(judged.period), "figure_status": judged.status}
            yield At(thing, {**now, "other_period": str(base.period), "other_figure_status": base.status})


def mixed_calendars(plan: Plan) -> Iterator[At]:
    """Find indicators with years of another calendar than they declare."""
    for one, found in measured(plan):
        kinds = {figure.period.kind for figure in found} & YEARS.keys()
        declared = one.get("calendar")
        if kinds and declared in YEARS.values() and kinds != {k for k in YEARS if YEARS[k] == declared}:
            other = sorted(kind for kind in kinds if YEARS[kind] != declared)[0]
            first = next(figure for figure in found if figure.period.kind == other)
            yield At(one, {"calendar": declared, "period": str(first.period)})


def contradicted(plan: Plan) -> Iterator[At]:
    """Find indicators with two numbers for one question."""
    for one, found in measured(plan):
        if against := [each for each in disagreements(found) if each.same_question]:
            newest = max(against, key=lambda each: each.figures[0].period)
            period = str(newest.figures[0].period)
            yield At(one, {"count": str(len(against)), "period": period})


def _counted(wrong: Callable[[Figure], bool]) -> Check:
    """Make the check that counts an indicator's figures of which something is true."""

    def check(plan: Plan) -> Iterable[At]:
        for one, found in measured(plan):
            if count := sum(wrong(figure) for figure in found):
                yield At(one, {"count": str(count), "total": str(len(found))})

    return check


def quality_doubted(plan: Plan) -> Iterator[At]:
    """Find indicators whose newest assessment of data quality answers no somewhere."""
    for one in plan.living("indicator"):
        made = plan.about("data-quality", one.subject, "indicator")
        newest = max(made, key=lambda each: (each.get("assessed_on"), each.subject), default=None)
        missed = [name for name in QUALITIES if newest and newest.get(name) == "no"]
        if missed:
            yield At(one, {"kind": "data-quality", "fields": " ".join(missed)})


def gap(plan: Plan) -> Iterator[At]:
    """Find the years missing inside a yearly series."""
    for one, found in measured(plan):
        years = {figure.period.last.year for figure in found if figure.period.kind in YEARS}
        missing = sorted(set(range(min(years), max(years))) - years) if len(years) > 2 else []
        if missing and one.get("frequency") == "yearly":
            yield At(one, {"count": str(len(missing)), "period": str(Period.parse(str(missing[-1])))})


RULES: Final = (
    Rule("DA01", WARNING, "G20", ("indicator",), stale),
    Rule("DA02", ERROR, "BSMR", ("figure",), unit_differs),
    Rule("DA03", WARNING, "BSMR", ("target", "baseline"), part_against_whole),
    Rule("DA04", WARNING, "G22", ("indicator",), cumulative_only),
    Rule("DA08", ERROR, "G22", ("figure",), doubled),
    Rule("DA09", ERROR, "G22", ("figure",), not_over_yet),
    Rule("DA10", WARNING, "BSMR", ("target", "baseline"), provisional_against_final),
    Rule("DA11", WARNING, "BSMR", ("indicator",), mixed_calendars),
    Rule("DA13", NOTE, "AMBOS", ("indicator",), _counted(lambda figure: figure.as_of is None)),
    Rule("DA14", WARNING, "AMBOS", ("indicator",), _counted(
        lambda figure: not (figure.thing.get("sources") or figure.thing.get("evidence")))),
    Rule("DA15", NOTE, "AMBOS", ("indicator",), _counted(lambda figure: figure.get("mark") == UNVERIFIED)),
    Rule("DA16", WARNING, "AMBOS", ("indicator",), contradicted),
    Rule("DA17", WARNING, "FAM", ("indicator",), quality_doubted),
    Rule("DA18", NOTE, "G20", ("indicator",), gap),
)  # fmt: skip
