"""Interrupted time series: did a level or a trend change when something began?

Segmented regression on the log scale (Lopez Bernal, Cummins & Gasparrini, Int. J. Epidemiology 46, 2017,
348-355): a trend, the seasons as harmonics, and a step at the date. It answers the question only where

* without the action the trend before it would have gone on, and the seasons repeat alike;
* nothing else that matters began in that period;
* the values were counted in the same way all along, and nobody acted on the date in advance.

With a comparison series as exposure it is a controlled one: the ratio of both is then what would have gone
on. False dates before the true one (placebos) show how often the method finds what is not there. And where
another date explains the series clearly better, a change cannot be put down to this one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ambos.analysis.methods.harmonics import waves
from ambos.analysis.methods.loglinear import Z95, Array, Estimate, LogLinear, fit

FEWEST_BEFORE: Final = 24
FEWEST_AFTER: Final = 6
FEWEST_BESIDE_PLACEBO: Final = 12
PLACEBOS: Final = 8
TRIED: Final = 30
CLEARLY: Final = Z95**2  # the 95 % point of chi square with one degree of freedom
TREND, STEP, SLOPE = 1, 2, 3  # columns of the design; column 0 is the level


@dataclass(frozen=True)
class Interrupted:
    """What a date changed, as ratios.

    ``step`` is the change in level. ``poisson`` is the same under Poisson's variance, as published analyses
    sometimes give it. ``slope`` is the change in growth from one period to the next, from the model that has
    both; ``average`` the mean change after the date under that model. ``expected`` are the values after the
    date had it changed nothing, under the model of the change. False dates are tried only where a change was
    found, as is ``better_at``: the index at which a change explains the series clearly better, by a
    likelihood ratio beyond the 95 % point, or None.
    """

    step: Estimate
    poisson: Estimate
    slope: Estimate
    average: Estimate
    dispersion: float
    hangs_together: bool
    expected: Array
    placebos: tuple[Estimate, ...] = ()
    better_at: int | None = None

    @property
    def change(self) -> Estimate:
        """Give the change to report: the step, or the average where the trend changed too."""
        return self.average if self.slope.found else self.step

    @property
    def placebo_as_strong(self) -> bool:
        """Say whether a false date changed as much as the true one."""
        real = abs(np.log(self.change.ratio))
        return any(placebo.found and abs(np.log(placebo.ratio)) >= real for placebo in self.placebos)


def refusal(values: Array, at: int, season: int = 12) -> str:
    """Give the code of why values cannot answer what happened at a place, or nothing.

    Wanted: 24 periods before, which is two rounds of the seasons or more, and six after or half a round.
    """
    if at < max(FEWEST_BEFORE, 2 * season):
        return "too-few-before"
    if len(values) - at < FEWEST_AFTER:
        return "too-few-after"
    if not np.isfinite(values).all():
        return "gaps"
    if (values < 0).any():
        return "negative-values"
    if not values[:at].any() or not values[at:].any():
        return "all-zero"
    return ""


def interrupt(
    values: Array, at: int, *, season: int = 12, harmonics: int = 2, exposure: Array | None = None
) -> Interrupted:
    """Give what changed from the period with index ``at`` on; ask ``refusal`` first.

    ``season`` is how many periods a year has; ``exposure`` what values are measured against, all above zero.
    """
    base = _design(len(values), season, harmonics)
    stepped, bent = _stepped(base, at), _bent(base, at)
    level, both = fit(values, stepped, exposure), fit(values, bent, exposure)
    weights = np.eye(stepped.shape[1])[STEP]
    step, plain = float(level.coefficients[STEP]), float(weights @ level.poisson_covariance @ weights)
    slope = both.estimate(SLOPE)
    found = Interrupted(
        step=level.estimate(STEP),
        poisson=Estimate.of(step, plain**0.5),
        slope=slope,
        average=_average(both, at),
        dispersion=level.dispersion,
        hangs_together=level.hangs_together,
        expected=_without(both, at) if slope.found else level.fitted[at:] / np.exp(step),
    )
    if not found.change.found:
        return found
    false = placebos(values[:at], season, harmonics, None if exposure is None else exposure[:at])
    shape, model = (_bent, both) if slope.found else (_stepped, level)
    return replace(found, placebos=false, better_at=_better(model, base, shape, exposure))


def placebos(
    before: Array, season: int, harmonics: int, exposure: Array | None = None
) -> tuple[Estimate, ...]:
    """Give the step at up to eight false dates, a year or more from either end of the time before."""
    least = max(FEWEST_BESIDE_PLACEBO, season)
    last = len(before) - least
    places: Sequence[int] = sorted({round(place) for place in np.linspace(least, last, PLACEBOS)})
    if last < least:
        return ()
    base = _design(len(before), season, harmonics)
    useful = (place for place in places if before[:place].any() and before[place:].any())
    return tuple(fit(before, _stepped(base, place), exposure).estimate(STEP) for place in useful)


def trend(values: Array, season: int, harmonics: int, exposure: Array) -> Estimate:
    """Give the growth from one period to the next against an exposure: one, where both run in parallel."""
    return fit(values, _design(len(values), season, harmonics), exposure).estimate(TREND)


def _design(periods: int, season: int, harmonics: int) -> Array:
    """Give level, trend, and the seasons."""
    time = np.arange(periods, dtype=float)
    return np.column_stack([np.ones(periods), time - time.mean(), *waves(periods, season, harmonics)])


def _stepped(base: Array, at: int) -> Array:
    return np.insert(base, STEP, np.arange(len(base)) >= at, axis=1)


def _bent(base: Array, at: int) -> Array:
    after = np.maximum(np.arange(len(base)) - at, 0).astype(float)
    return np.insert(_stepped(base, at), SLOPE, after, axis=1)


def _better(
    model: LogLinear, base: Array, shape: Callable[[Array, int], Array], exposure: Array | None
) -> int | None:
    """Give the place at which the same shape explains the values clearly better, if there is one."""
    last = len(base) - FEWEST_AFTER
    places = {round(place) for place in np.linspace(FEWEST_BESIDE_PLACEBO, last, TRIED)}
    tried = {at: fit(model.values, shape(base, at), exposure).deviance for at in sorted(places)}
    best = min(tried, key=tried.__getitem__)
    return best if model.deviance - tried[best] > CLEARLY * model.dispersion else None


def _without(both: LogLinear, at: int) -> Array:
    """Give what was to be expected after the date had neither level nor trend changed."""
    since = np.arange(len(both.values) - at, dtype=float)
    changed = both.coefficients[STEP] + both.coefficients[SLOPE] * since
    return np.asarray(both.fitted[at:] / np.exp(changed))


def _average(both: LogLinear, at: int) -> Estimate:
    """Give the mean change after the date, each period weighed by what was expected (delta method)."""
    with_it, without = both.fitted[at:], _without(both, at)
    # The logarithm of sum(with) / sum(without) moves with every coefficient that the two sums weigh apart.
    rows = both.design[at:]
    changed = rows.copy()
    changed[:, [STEP, SLOPE]] = 0
    weights = with_it @ rows / with_it.sum() - without @ changed / without.sum()
    return Estimate.of(float(np.log(with_it.sum() / without.sum())), both.error(weights))
