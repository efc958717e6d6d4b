"""The effect at one place on one day, by a method that somebody chose, with everything it stands on.

Places differ in size, so each is set against its own mean before: a mixture of places is one of their
courses, not of their counts. The interval of a synthetic control is that of the donors as if treated.
Neighbours are never donors; that the place got better while they got worse leaves the effect unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ambos.analysis.methods.controlled import compare, unusable
from ambos.analysis.methods.displacement import Displacement, displacement
from ambos.analysis.methods.interrupted import Interrupted, interrupt
from ambos.analysis.methods.loglinear import Z95, Array, Estimate
from ambos.analysis.methods.status import DOWN, NEUTRAL
from ambos.analysis.methods.synthetic import (
    Case,
    Synthetic,
    in_space,
    in_time,
    leave_one_out,
    rank,
    synthesise,
)
from ambos.analysis.methods.synthetic_did import Block, placebo_error, synthetic_did
from ambos.analysis.methods.verdict import CANNOT_TELL, FAILED, NOT_RUN, NOTED, PASSED
from ambos.analysis.studies.effects import check, interrupted_line, line_of, unknown_line
from ambos.analysis.studies.judgements import EffectLine
from ambos.analysis.studies.runs import Run
from ambos.kernel.shelf import Thing

ITS, SYNTHETIC, DID, SDID = METHODS = ("its", "synthetic-control", "did", "synthetic-did")
FEWEST_DONORS: Final = 9  # with fewer, no place among the placebos can be rare
RARE: Final = 0.1
MIXTURE: Final = ("donors-untouched", "own-level", "nothing-else-there", "counted-alike")
BALANCED: Final = ("weighed-parallel", "donors-untouched", "own-level", "nothing-else-there", "counted-alike")
PARALLEL: Final = ("parallel", "control-untouched", "nothing-else-there", "counted-alike")


@dataclass(frozen=True)
class Asked:
    """The question: an indicator, the run at the treated place, and the runs of other places by role."""

    indicator: Thing
    run: Run
    donors: Mapping[str, Run]
    neighbours: Mapping[str, Run]


@dataclass(frozen=True)
class Evaluation:
    """The answer as a line, what would have been expected after the date, and what it was made from.

    ``weights`` are the donors' by place, heaviest first; ``rank`` the place of the real gap among the
    placebos and how many there are; ``neighbours`` what happened there.
    """

    line: EffectLine
    run: Run | None = None
    expected: tuple[float, ...] = ()
    weights: Mapping[str, float] | None = None
    rank: tuple[int, int] | None = None
    neighbours: Displacement | None = None


def evaluate(asked: Asked, method: str) -> Evaluation:
    """Answer by a method; what cannot be answered is an unknown effect with its reason."""
    return {ITS: _alone, SYNTHETIC: _mixed, DID: _beside, SDID: _balanced}[method](asked)


def _alone(asked: Asked) -> Evaluation:
    run = asked.run.within_reach()
    found: Interrupted = interrupt(run.values, run.at, season=run.season)
    line = interrupted_line(asked.indicator, asked.indicator, run, found)
    return Evaluation(line, run, tuple(found.expected))


def _beside(asked: Asked) -> Evaluation:
    """Compare with the sum of the controls."""
    run, controls = asked.run, [other.values for other in asked.donors.values()]
    control = np.sum(controls, axis=0) if controls else None
    why = "no-control" if control is None else unusable(run.values, control, run.at, run.season)
    if control is None or why:
        return _unknown(asked, DID, why)
    found = compare(run.values, control, run.at, season=run.season)
    checks = {
        "parallel-before": check(found.parallel),
        "independent": NOTED if found.hangs_together else PASSED,
        "settled": _settled(asked),
    }
    line = line_of(asked.indicator, asked.indicator, DID, found.change, PARALLEL, checks)
    return Evaluation(line, run, tuple(found.expected))


def _mixed(asked: Asked) -> Evaluation:
    """Compare with a mixture of donors, each against its own level before."""
    if len(asked.donors) < FEWEST_DONORS:
        return _unknown(asked, SYNTHETIC, "too-few-donors" if asked.donors else "no-donors")
    rng = np.random.default_rng(0)  # drawn from only where there are predictors
    levels, own = _levels(asked)
    if not own.all():
        return _unknown(asked, SYNTHETIC, "all-zero")
    count = len(asked.donors)
    near = tuple(range(1 + count, len(levels)))
    real = synthesise(Case(levels / own, 0, tuple(range(1, 1 + count)), asked.run.at), rng)
    false = in_space(real.case, rng)
    place = rank(real, false)
    moved = displacement(real, levels, near, asked.run.season, rng) if near else None
    checks = _mixed_checks(asked, real, place, rng) | _moved_check(asked, real, moved)
    line = line_of(asked.indicator, asked.indicator, SYNTHETIC, _interval(real, false), MIXTURE, checks)
    expected = real.mixture[asked.run.at :] * own[0, 0]
    return Evaluation(line, asked.run, tuple(expected), _shares(asked, real), place, moved)


def _balanced(asked: Asked) -> Evaluation:
    """Compare with donors and times that are weighed so that both ran in parallel before."""
    if len(asked.donors) < FEWEST_DONORS:
        return _unknown(asked, SDID, "too-few-donors" if asked.donors else "no-donors")
    levels, own = _levels(Asked(asked.indicator, asked.run, asked.donors, {}))
    if not own.all():
        return _unknown(asked, SDID, "all-zero")
    scaled = levels / own
    block = Block(np.vstack([scaled[1:], scaled[:1]]), len(asked.donors), asked.run.at)
    effect, error = synthetic_did(block), placebo_error(block, synthetic_did)
    observed = float(scaled[0, asked.run.at :].mean())
    ratio, spread = observed / (observed - effect), Z95 * error / (observed - effect)
    change = Estimate(ratio, ratio - spread, ratio + spread)
    checks = {"settled": _settled(asked)}
    return Evaluation(line_of(asked.indicator, asked.indicator, SDID, change, BALANCED, checks), asked.run)


def _mixed_checks(
    asked: Asked, real: Synthetic, place: tuple[int, int], rng: np.random.Generator
) -> dict[str, str]:
    early = in_time(real.case, 2 * asked.run.at // 3, rng)
    without = leave_one_out(real, rng)
    same = all((one.effect < 0) == (real.effect < 0) for one in without.values())
    return {
        "close-before": check(real.close_enough),
        "placebo-places": check(place[0] / place[1] <= RARE),
        "placebo-dates": check(abs(early.effect) < abs(real.effect)),
        "any-donor": check(same) if without else NOT_RUN,
        "settled": _settled(asked),
    }


def _moved_check(asked: Asked, real: Synthetic, moved: Displacement | None) -> dict[str, str]:
    if moved is None:
        return {"neighbours": NOT_RUN}
    direction = asked.indicator.get("direction")
    if direction == NEUTRAL or moved.neighbours is None or not moved.neighbours.parallel:
        return {"neighbours": CANNOT_TELL}
    down = direction == DOWN
    better_here = (real.effect < 0) == down
    return {"neighbours": FAILED if better_here and moved.moved(down) else PASSED}


def _interval(real: Synthetic, false: Sequence[Synthetic]) -> Estimate:
    """Give the effect as a ratio; its error is how far the donors' own effects scatter."""
    error = float(np.std([one.percent for one in false if one.close_enough] or [0.0])) / 100
    ratio = 1 + real.percent / 100
    return Estimate(ratio, ratio - Z95 * error, ratio + Z95 * error)


def _levels(asked: Asked) -> tuple[Array, Array]:
    """Give the values, the treated place first, then donors, then neighbours; and each one's mean before."""
    runs = (asked.run, *asked.donors.values(), *asked.neighbours.values())
    levels = np.array([run.values for run in runs])
    return levels, levels[:, : asked.run.at].mean(axis=1, keepdims=True)


def _shares(asked: Asked, real: Synthetic) -> dict[str, float]:
    named = zip(asked.donors, real.weights, strict=True)
    return dict(sorted(((place, float(w)) for place, w in named if w > 0.005), key=lambda pair: -pair[1]))


def _settled(asked: Asked) -> str:
    runs = (asked.run, *asked.donors.values())
    return PASSED if all(run.settled for run in runs) else NOTED


def _unknown(asked: Asked, method: str, why: str) -> Evaluation:
    return Evaluation(unknown_line(asked.indicator, asked.indicator, why, method), asked.run)
