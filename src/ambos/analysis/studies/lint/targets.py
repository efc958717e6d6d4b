"""Rules of the target: what it starts from, where it points, who stands by it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from ambos.analysis.methods.status import DOWN, UNKNOWN, UP, level_of
from ambos.analysis.studies.lines import IndicatorLine
from ambos.analysis.studies.lint.picture import Plan, past
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule, lacks
from ambos.kernel.joint import COUNTERSIGNED
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day, Period


def no_baseline(plan: Plan) -> Iterator[At]:
    """Find targets that start from nothing, or from a baseline that is not there."""
    return (At(target) for target in plan.of("target") if _baseline(plan, target) is None)


def _baseline(plan: Plan, target: Thing) -> Thing | None:
    return plan.get(target.get("baseline"))


def ends_before_its_baseline(plan: Plan) -> Iterator[At]:
    """Find targets that fall due before the period that they are measured from is over."""
    for target in plan.of("target"):
        baseline = _baseline(plan, target)
        if baseline and Day.parse(target.get("deadline")).last <= Period.parse(baseline.get("period")).last:
            yield At(target, {"day": target.get("deadline"), "period": baseline.get("period")})


def baseline_after_target(plan: Plan) -> Iterator[At]:
    """Find targets whose baseline was published, or lies, after they were set."""
    for target in plan.of("target"):
        baseline, said = _baseline(plan, target), target.get("said_on")
        if baseline is None or not said:
            continue
        said_day = Day.parse(said).last
        vintage = baseline.get("as_of")
        late = Period.parse(baseline.get("period")).first > said_day
        if late or (vintage and Day.parse(vintage).first > said_day):
            yield At(target, {"day": said, "period": baseline.get("period")})


def level_and_percentage_disagree(plan: Plan) -> Iterator[At]:
    """Find targets whose level and percentage are two values: on the baseline, or on what it is today."""
    for target, line in plan.targeted:
        if line.assessment.target_disagrees and line.baseline and line.target:
            newest = line.baseline_newest or line.baseline
            level = level_of(line.target.change_percent or Decimal(0), newest.value)
            yield At(target, {"level": str(line.target.value), "number": f"{level:f}", "unit": line.unit})


def points_the_wrong_way(plan: Plan) -> Iterator[At]:
    """Find targets that would make things worse than the baseline."""
    return (At(target) for target, line in plan.targeted if _wrong(line))


def _wrong(line: IndicatorLine) -> bool:
    base, target = line.baseline, line.target
    if base is None or target is None or line.direction not in (DOWN, UP):
        return False
    sign = 1 if line.direction == UP else -1
    change = target.change_percent if target.value is None else target.value - base.value
    return change is not None and change * sign < 0


def not_pinned(plan: Plan) -> Iterator[At]:
    """Find baselines of targets that are tied to no figure, so that nobody knows which vintage was meant."""
    return _of_targets(plan, lambda line: line.baseline is not None and line.baseline.figure is None)


def revised_since(plan: Plan) -> Iterator[At]:
    """Find targets whose baseline is another number by now."""
    for target, line in plan.targeted:
        base, newest = line.baseline, line.baseline_newest
        if base and newest and newest.value != base.value:
            yield At(target, {"number": str(base.value), "level": str(newest.value), "unit": line.unit})


def one_sided(plan: Plan) -> Iterator[At]:
    """Find targets that one party alone stands by."""
    return (At(target) for target in plan.of("target") if target.state != COUNTERSIGNED)


def serves_nothing(plan: Plan) -> Iterator[At]:
    """Find targets that belong to no goal, no objective and no action."""
    for target in plan.of("target"):
        indicator = plan.get(target.get("indicator"))
        tied = indicator and (indicator.get("goals") or indicator.get("measures"))
        if not (target.get("goal") or target.get("concerns") or tied):
            yield At(target)


def baseline_of_another(plan: Plan) -> Iterator[At]:
    """Find targets whose baseline measures something else."""
    for target in plan.of("target"):
        baseline = _baseline(plan, target)
        if baseline and baseline.get("indicator") != target.get("indicator"):
            yield At(target, {"thing": baseline.subject})


def over_and_unknown(plan: Plan) -> Iterator[At]:
    """Find targets whose day has passed and of which nobody can say whether they were met."""
    for target, line in plan.targeted:
        if past(target.get("deadline"), plan.today) and line.assessment.status == UNKNOWN:
            yield At(target, {"day": target.get("deadline")})


def _of_targets(plan: Plan, found: Callable[[IndicatorLine], bool]) -> Iterator[At]:
    return (At(target) for target, line in plan.targeted if found(line))


RULES: Final = (
    Rule("TA01", ERROR, "FAM", ("target",), no_baseline),
    Rule("TA02", ERROR, "FAM", ("target",), ends_before_its_baseline),
    Rule("TA03", WARNING, "FAM", ("target",), baseline_after_target),
    Rule("TA04", ERROR, "AMBOS", ("target",), level_and_percentage_disagree),
    Rule("TA05", ERROR, "SHEET", ("target",), points_the_wrong_way),
    Rule("TA06", WARNING, "FAM", ("target",), not_pinned),
    Rule("TA07", WARNING, "AMBOS", ("target",), revised_since),
    Rule("TA08", WARNING, "OECD19", ("target",), one_sided),
    Rule("TA09", WARNING, "G23", ("target",), serves_nothing),
    Rule("TA10", ERROR, "FAM", ("target",), baseline_of_another),
    Rule("TA11", ERROR, "G20", ("target",), over_and_unknown),
    Rule("TA12", NOTE, "AMBOS", ("target",), lacks("target", "sentence")),
)
