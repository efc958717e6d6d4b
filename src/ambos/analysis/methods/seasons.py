"""Seasons of a series: whether there is one, and its pattern by the classical decomposition.

Sources: Makridakis and Hibon (2000), who test the autocorrelation at the length of a season at 90 per cent;
the classical decomposition by a centred moving average as in Hyndman and Athanasopoulos, Forecasting:
Principles and Practice, 3.4.
"""

from typing import Final

import numpy as np

from ambos.analysis.methods.kernels import Array

ONE_SIDED: Final = 1.6448536269514722  # quantile of the normal distribution at 95 per cent
LEAST_FACTOR: Final = 0.01  # a smaller seasonal factor would blow up what is divided by it


def is_seasonal(values: Array, season: int) -> bool:
    """Say whether the autocorrelation at one season is beyond chance; never for fewer than two seasons."""
    if season < 4 or len(values) < 2 * season:
        return False
    around = values - values.mean()
    whole = float(around @ around)
    if whole == 0:
        return False
    lags = [float(around[:-lag] @ around[lag:]) / whole for lag in range(1, season + 1)]
    limit = np.sqrt((1 + 2 * sum(lag * lag for lag in lags[:-1])) / len(values))
    return bool(abs(lags[-1]) > ONE_SIDED * limit)


def pattern(values: Array, season: int, *, factors: bool) -> Array:
    """Give the season's pattern, the first entry for the first value: factors of mean 1 or sums of mean 0.

    At least two whole seasons are demanded; factors, of positive values only.
    """
    weights = np.ones(season) if season % 2 else np.concatenate([[0.5], np.ones(season - 1), [0.5]])
    trend = np.convolve(values, weights / season, mode="valid")
    edge = (len(values) - len(trend)) // 2
    inner = values[edge : edge + len(trend)]
    rest = np.full(len(values), np.nan)
    rest[edge : edge + len(trend)] = inner / trend if factors else inner - trend
    means = np.array([np.nanmean(rest[phase::season]) for phase in range(season)])
    return np.asarray(means / means.mean() if factors else means - means.mean())


def has_factors(found: Array) -> bool:
    """Say whether a pattern of factors may be divided by."""
    return bool(np.all(found >= LEAST_FACTOR))


def repeated(found: Array, start: int, count: int) -> Array:
    """Give the pattern over ``count`` places from place ``start`` on."""
    return np.asarray(found[(start + np.arange(count)) % len(found)])
