"""How good forecasts were: of a value, of an interval, of a probability, of a whole distribution.

Sources: Hyndman and Koehler (2006) for the scaled error; Gneiting and Raftery (2007), Strictly proper scoring
rules, for the others. Lower is better, save for skills and coverage.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from ambos.analysis.methods.kernels import Array

EDGES: Final = (0.1, 0.3, 0.5, 0.7, 0.9)
LEVELS: Final = tuple((number + 0.5) / 20 for number in range(20))


def smape(actual: Array, told: Array) -> float:
    """Give the symmetric absolute error in per cent, as the M3 competition counts it."""
    return float(np.mean(np.abs(actual - told) / (np.abs(actual) + np.abs(told))) * 200)


def mape(actual: Array, told: Array) -> float:
    """Give the absolute error in per cent of what was; nothing of it may be zero."""
    return float(np.mean(np.abs(actual - told) / np.abs(actual)) * 100)


def seasonal_step(known: Array, season: int) -> float:
    """Give the mean absolute change over one season: the scale of errors."""
    return float(np.mean(np.abs(known[season:] - known[:-season])))


def mase(known: Array, actual: Array, told: Array, season: int) -> float:
    """Give the absolute error in units of the series' usual change over one season."""
    return float(np.mean(np.abs(actual - told))) / seasonal_step(known, season)


def crps(quantile: Callable[[float], float], actual: float) -> float:
    """Give the continuous ranked probability score, by the mean loss of twenty quantiles."""
    losses = [_pinball(level, quantile(level), actual) for level in LEVELS]
    return 2 * sum(losses) / len(losses)


def brier(told: Sequence[float], happened: Sequence[bool]) -> float:
    """Give the mean squared difference of probability and event."""
    return float(np.mean((np.asarray(told) - np.asarray(happened, dtype=float)) ** 2))


def brier_skill(told: Sequence[float], happened: Sequence[bool]) -> float:
    """Give the part of the Brier score of the base rate that is saved; 0 is no better than knowing it."""
    known = brier([float(np.mean(np.asarray(happened, dtype=float)))] * len(happened), happened)
    return 1 - brier(told, happened) / known if known else 0.0


def calibration_error(told: Sequence[float], happened: Sequence[bool]) -> float:
    """Give the mean distance of what was said from what came, over six groups of like probability."""
    said, came = np.asarray(told), np.asarray(happened, dtype=float)
    group = np.digitize(said, EDGES)
    parts = [(group == number) for number in range(len(EDGES) + 1)]
    return float(
        sum(part.mean() * abs(said[part].mean() - came[part].mean()) for part in parts if part.any())
    )


def coverage(lows: Sequence[float], highs: Sequence[float], actual: Sequence[float]) -> float:
    """Give the share of values that lay within their intervals."""
    return float(
        np.mean([low <= value <= high for low, high, value in zip(lows, highs, actual, strict=True)])
    )


def _pinball(level: float, told: float, actual: float) -> float:
    return (actual - told) * level if actual >= told else (told - actual) * (1 - level)
