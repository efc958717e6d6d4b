"""Exponential smoothing in state space form, the model chosen by its corrected Akaike criterion.

Source: Hyndman, Koehler, Snyder and Grose (2002), A state space framework for automatic forecasting using
exponential smoothing methods, International Journal of Forecasting 18. Trends are additive, damped or not;
error and season may be additive or, for positive values, multiplicative.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from ambos.analysis.methods.kernels import Array, kernels
from ambos.analysis.methods.seasons import LEAST_FACTOR, pattern, repeated

NONE, ADD, TIMES = "N", "A", "M"
LOW, HIGH = 1e-4, 0.9999  # bounds of alpha, beta and gamma
DAMPED: Final = (0.8, 0.98)
STEPS_FITTED: Final = 3
TOLERANCE: Final = 1e-4
MOST_STEPS: Final = 1000
FAILED: Final = -99999.0


@dataclass(frozen=True)
class Form:
    """One model: how error, trend and season enter, and whether the trend is damped."""

    error: str
    trend: str
    season: str
    damped: bool


@dataclass(frozen=True)
class _Fit:
    form: Form
    criterion: float
    state: Array
    phi: float


def smoothing_forecast(values: Array, season: int, steps: int) -> Array:
    """Give the next ``steps`` values of the best model; at least ten values are demanded, none missing."""
    if np.all(values == values[0]):
        return np.full(steps, values[0])
    best: _Fit | None = None
    for form in _forms(values, season):
        fit = _fitted(values, season if form.season != NONE else 1, form)
        if fit is not None and (best is None or fit.criterion < best.criterion):
            best = fit
    return np.full(steps, values[-1]) if best is None else _ahead(best, season, steps)


def _forms(values: Array, season: int) -> Iterator[Form]:
    positive = values.min() > 0
    seasonal = season > 1 and len(values) >= 2 * season
    for error in (ADD, TIMES) if positive else (ADD,):
        for trend, damped in ((NONE, False), (ADD, True), (ADD, False)):
            yield Form(error, trend, NONE, damped)
            if seasonal:
                yield Form(error, trend, ADD, damped)
                if error == TIMES:
                    yield Form(error, trend, TIMES, damped)


def _fitted(values: Array, season: int, form: Form) -> _Fit | None:
    """Fit a form by its likelihood; nothing if it has too many parameters or its recursion breaks down."""
    weights, lows, highs = _start_of_weights(form, season)
    begin = np.concatenate([weights, _start_of_states(values, season, form)])
    states = len(begin) - len(weights)
    if len(begin) >= len(values) - 1:
        return None
    ets = kernels().ets
    error, trend, seasonal = (_component(part) for part in (form.error, form.trend, form.season))
    free = (True, form.trend != NONE, form.season != NONE, form.damped)
    unbounded = np.full(states, np.inf)
    found = ets.optimize(
        begin, values, states, error, trend, seasonal, ets.Criterion.Likelihood, STEPS_FITTED, season,
        *free, *_named(weights, free),
        np.concatenate([lows, -unbounded]), np.concatenate([highs, unbounded]), TOLERANCE, MOST_STEPS, True,
    )[0]  # fmt: skip
    state = found[-states:]
    if form.season != NONE:
        rest = (season if form.season == TIMES else 0) - state[1 + (form.trend != NONE) :].sum()
        state = np.append(state, rest)
    alpha, beta, gamma, phi = _named(found[: len(weights)], free)
    path = np.full(len(state) * (len(values) + 1), np.nan)
    path[: len(state)] = state
    likelihood = ets.calc(
        path, np.empty(len(values)), np.empty(STEPS_FITTED), STEPS_FITTED, values, error, trend, seasonal,
        alpha, beta, gamma, phi, season,
    )  # fmt: skip
    if not np.isfinite(likelihood) or likelihood == FAILED:
        return None
    return _Fit(form, _corrected(likelihood, len(begin) + 1, len(values)), path[-len(state) :], phi)


def _corrected(likelihood: float, parameters: int, count: int) -> float:
    """Give Akaike's criterion corrected for few values; ``likelihood`` is minus twice its logarithm."""
    spare = count - parameters - 1
    return likelihood + 2 * parameters + (2 * parameters * (parameters + 1) / spare if spare else np.inf)


def _start_of_weights(form: Form, season: int) -> tuple[Array, Array, Array]:
    """Give alpha, beta, gamma and phi, as far as the form has them, with their bounds."""
    alpha = LOW + 0.2 * (HIGH - LOW) / season
    rows = [(alpha, LOW, HIGH)]
    if form.trend != NONE:
        rows.append((LOW + 0.1 * (alpha - LOW), LOW, alpha))
    if form.season != NONE:
        rows.append((LOW + 0.05 * (1 - alpha - LOW), LOW, 1 - alpha))
    if form.damped:
        low, high = DAMPED
        rows.append((low + 0.99 * (high - low), low, high))
    start, lows, highs = (np.array(column) for column in zip(*rows, strict=True))
    return start, lows, highs


def _named(weights: Array, free: tuple[bool, ...]) -> list[float]:
    """Give alpha, beta, gamma and phi; what the form lacks does not act."""
    given = iter(weights)
    return [float(next(given)) if has else idle for has, idle in zip(free, (0, 0, 0, 1), strict=True)]


def _start_of_states(values: Array, season: int, form: Form) -> Array:
    """Give level, slope and season before the first value, the season's newest place first, one left out."""
    plain, places = values, np.empty(0)
    if form.season != NONE:
        found = pattern(values, season, factors=form.season == TIMES)
        if form.season == TIMES:
            found = np.maximum(found, LEAST_FACTOR)
        whole = repeated(found, 0, len(values))
        plain = values / whole if form.season == TIMES else values - whole
        places = found[:0:-1]
    first = plain[: min(max(10, 2 * season), len(plain))]
    if form.trend == NONE:
        return np.concatenate([[first.mean()], places])
    slope, level = np.polyfit(np.arange(1, len(first) + 1), first, 1)
    return np.concatenate([[level, slope], places])


def _component(part: str) -> object:
    component = kernels().ets.Component
    return {NONE: component.Nothing, ADD: component.Additive, TIMES: component.Multiplicative}[part]


def _ahead(fit: _Fit, season: int, steps: int) -> Array:
    form, trended = fit.form, fit.form.trend != NONE
    ahead = np.full(steps, np.nan)
    places = fit.state[1 + trended :] if form.season != NONE else np.zeros(1)
    slope = float(fit.state[1]) if trended else 0.0
    kernels().ets.forecast(
        ahead, float(fit.state[0]), slope, places, len(places),
        _component(form.trend), _component(form.season), fit.phi, steps,
    )  # fmt: skip
    return ahead
