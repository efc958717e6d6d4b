"""Regression of non-negative values on the log scale, with standard errors that admit what they do not know.

Quasi-likelihood (Wedderburn, Biometrika 61, 1974): the mean is right, and the variance is some multiple of
it. Counts may scatter more than Poisson's, and rates or weights need not be whole numbers. Fitted by
iteratively reweighted least squares. Standard errors that allow for residuals hanging together: Newey &
West, Econometrica 55 (1987).
"""

from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

NORMAL: Final = NormalDist()
Z95: Final = NORMAL.inv_cdf(0.975)
ROUNDS: Final = 60
CLOSE: Final = 1e-10
MOST_LAGS: Final = 12
TINY: Final = 1e-12


@dataclass(frozen=True)
class Estimate:
    """A ratio with its 95 per cent interval; 0.9 says: a tenth less."""

    ratio: float
    low: float
    high: float

    @property
    def found(self) -> bool:
        """Say whether the interval leaves out the ratio of one."""
        return not self.low <= 1 <= self.high

    @classmethod
    def of(cls, log_ratio: float, error: float) -> "Estimate":
        """Give the estimate of a ratio from its logarithm and the standard error of that."""
        low, high = log_ratio - Z95 * error, log_ratio + Z95 * error
        return cls(*(float(np.exp(value)) for value in (log_ratio, low, high)))


@dataclass(frozen=True)
class LogLinear:
    """A fitted model: one coefficient a column of the design, and what is needed to judge it."""

    design: Array
    values: Array
    fitted: Array
    coefficients: Array

    @cached_property
    def residuals(self) -> Array:
        """Give Pearson residuals: what is left over, in Poisson standard deviations."""
        return (self.values - self.fitted) / np.sqrt(np.maximum(self.fitted, TINY))

    @cached_property
    def dispersion(self) -> float:
        """Give how many times the mean the variance is; one for Poisson counts."""
        free = len(self.values) - self.design.shape[1]
        return float((self.residuals**2).sum() / free)

    @cached_property
    def deviance(self) -> float:
        """Give how far the fit is from the values, on the scale of likelihoods."""
        positive = np.maximum(self.values, TINY)
        told = np.where(self.values > 0, self.values * np.log(positive / np.maximum(self.fitted, TINY)), 0.0)
        return float(2 * (told - (self.values - self.fitted)).sum())

    @cached_property
    def poisson_covariance(self) -> Array:
        """Give the covariance of the coefficients if the variance were the mean."""
        return np.asarray(np.linalg.inv(self.design.T @ (self.design * self.fitted[:, None])))

    @cached_property
    def covariance(self) -> Array:
        """Give the covariance under the dispersion found."""
        return self.poisson_covariance * self.dispersion

    @cached_property
    def robust_covariance(self) -> Array:
        """Give the covariance that allows for residuals of neighbouring periods hanging together."""
        scores = self.design * (self.values - self.fitted)[:, None]
        n, columns = self.design.shape
        lags = int(4 * (n / 100) ** (2 / 9)) + 1
        meat = scores.T @ scores
        for lag in range(1, lags + 1):
            across = scores[lag:].T @ scores[:-lag]
            meat += (1 - lag / (lags + 1)) * (across + across.T)
        bread = self.poisson_covariance
        return np.asarray(bread @ meat @ bread * n / (n - columns))

    @cached_property
    def hangs_together(self) -> bool:
        """Say whether residuals follow from those before them (Ljung & Box, Biometrika 65, 1978; 5 %)."""
        n = len(self.residuals)
        lags = max(1, min(MOST_LAGS, n // 5))
        centred = self.residuals - self.residuals.mean()
        spread = float((centred**2).sum())
        if spread <= TINY * n:
            return False
        found = [float((centred[lag:] * centred[:-lag]).sum()) / spread for lag in range(1, lags + 1)]
        total = n * (n + 2) * sum(r**2 / (n - lag) for lag, r in enumerate(found, start=1))
        return total > _chi_square_bound(lags)

    def error(self, weights: Array) -> float:
        """Give the standard error of a weighted sum of coefficients, the wider where residuals hang on."""
        plain = float(weights @ self.covariance @ weights)
        wider = float(weights @ self.robust_covariance @ weights) if self.hangs_together else 0.0
        return float(np.sqrt(max(plain, wider)))

    def estimate(self, column: int) -> Estimate:
        """Give the ratio that one more unit of a column makes."""
        weights = np.eye(self.design.shape[1])[column]
        return Estimate.of(float(self.coefficients[column]), self.error(weights))


def fit(values: Array, design: Array, exposure: Array | None = None) -> LogLinear:
    """Fit values to a design; ``exposure`` is what each value is measured against, such as people at risk.

    Values are not negative and not all zero, the exposure is above zero and the design has full rank.
    """
    offset = np.zeros(len(values)) if exposure is None else np.log(exposure)
    mean = np.maximum(values, values.mean() / 10)
    fitted = mean
    coefficients = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        working = np.log(mean) - offset + (values - mean) / mean
        root = np.sqrt(mean)[:, None]
        coefficients = np.linalg.lstsq(design * root, working * root[:, 0], rcond=None)[0]
        fitted = np.exp(design @ coefficients + offset)
        if float(np.abs(fitted - mean).max()) <= CLOSE * (1 + float(mean.max())):
            break
        mean = np.maximum(fitted, TINY)
    return LogLinear(design, values, fitted, coefficients)


def _chi_square_bound(degrees: int) -> float:
    """Give the 95 % point of chi square (Wilson & Hilferty 1931), good to a thousandth here."""
    spread = 2 / (9 * degrees)
    return float(degrees * (1 - spread + NORMAL.inv_cdf(0.95) * spread**0.5) ** 3)
