"""The dynamic optimised Theta model: two lines with a seasonal pattern, the second bent by a fitted theta.

Source: Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016), Models for optimising the theta method
and their relationship to state space models, International Journal of Forecasting 32.
"""

from typing import Final

import numpy as np

from ambos.analysis.methods.kernels import Array, kernels
from ambos.analysis.methods.seasons import has_factors, is_seasonal, pattern, repeated

START: Final = (0.5, 2.0)  # alpha and theta before they are fitted; the level starts at half the first value
LOWEST: Final = (-1e10, 0.1, 1.0)  # level, alpha, theta
HIGHEST: Final = (1e10, 0.99, 1e10)
STEPS_FITTED: Final = 3  # errors up to so many steps ahead are kept; the fit itself uses one


def theta_forecast(values: Array, season: int, steps: int) -> Array:
    """Give the next ``steps`` values; at least four values are demanded, none of them missing."""
    if np.all(values == values[0]):
        return np.full(steps, values[0])
    if not is_seasonal(values, season):
        return _two_lines(values, steps)
    if values.min() > 0:
        factors = pattern(values, season, factors=True)
        if has_factors(factors):
            plain = values / repeated(factors, 0, len(values))
            return _two_lines(plain, steps) * repeated(factors, len(values), steps)
    sums = pattern(values, season, factors=False)
    return _two_lines(values - repeated(sums, 0, len(values)), steps) + repeated(sums, len(values), steps)


def _two_lines(values: Array, steps: int) -> Array:
    """Fit level, alpha and theta to the errors one step ahead, then extrapolate."""
    theta = kernels().theta
    kind = theta.ModelType.DOTM
    alpha, bend = START
    level = values[0] / 2
    bounds = np.array(LOWEST), np.array(HIGHEST)
    begin = np.array([level, alpha, bend])
    found = theta.optimize(begin, *bounds, level, alpha, bend, True, True, True, values, kind, STEPS_FITTED)[
        0
    ]
    states = theta.pegels_resid(values, kind, *found, STEPS_FITTED)[2]
    ahead = np.empty(steps)
    theta.forecast(states, len(values), kind, ahead, found[1], found[2])
    return ahead
