"""What late reports will still add to counts that are already published, with its standard error.

The chain ladder, and its distribution-free standard error after Mack (ASTIN Bulletin 23, 1993, 213-225; the
last variance as in Mack, CAS Forum, Spring 1994). It holds only where

* a count grows with age by factors that are the same for every origin, whatever the factor before was;
* the variance of what an age adds is proportional to the count before it;
* origins are independent: nothing at one time of reporting moves all of them (a new form, a strike).

A triangle has one row for each origin (a month of deaths), oldest first, and one column for each age (months
since). Counts are cumulative; NaN stands for what is not reported yet, or what nobody kept.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ambos.values.errors import Form, Misused

Array = npt.NDArray[np.float64]

FEWEST_AGES: Final = 2


class TriangleUnusable(Misused):
    """A triangle cannot be developed; data: ``reason`` and the ``row`` or ``age`` where, counted from 1."""

    code = "triangle.unusable"


@dataclass(frozen=True)
class Developed:
    """A triangle brought to its last age.

    ``factors[k]`` leads from age ``k`` to ``k + 1``, ``variances[k]`` is Mack's sigma squared of that step.
    For each origin: ``latest`` is the newest count, ``ultimate`` what it grows to, ``errors`` the standard
    error of that. ``total_error`` is the standard error of the sum over all origins, which is more than
    independent errors would add up to, because origins share their factors.
    """

    factors: Array
    variances: Array
    latest: Array
    ultimate: Array
    errors: Array
    total_error: float

    @property
    def outstanding(self) -> Array:
        """Give what each origin still lacks."""
        return self.ultimate - self.latest

    @property
    def total_outstanding(self) -> float:
        """Give what all origins still lack together."""
        return float(self.outstanding.sum())


def develop(triangle: Array) -> Developed:
    """Give a triangle at its last age.

    Refused: fewer than two ages, a row without any count, a count that is not above zero, an age that no row
    has together with the next, and a first step seen only once, which leaves no variance to go by.
    """
    _check(triangle)
    factors, weights, variances = _steps(triangle)
    ages = _newest_ages(triangle)
    latest = triangle[np.arange(len(triangle)), ages]
    filled = _filled(latest, ages, factors)
    ratio = variances / factors**2
    own = np.array([_own_error(row, age, ratio, weights) for row, age in zip(filled, ages, strict=True)])
    shared = _shared(filled[:, -1], ages, ratio / weights)
    return Developed(
        factors, variances, latest, filled[:, -1], np.sqrt(own), float(np.sqrt(own.sum() + shared))
    )


def _check(triangle: Array) -> None:
    known = ~np.isnan(triangle)
    if triangle.ndim != 2 or triangle.shape[1] < FEWEST_AGES:
        raise TriangleUnusable(reason=Form("triangle-ages"), row=1, age=1)
    for row in np.flatnonzero(~known.any(axis=1)):
        raise TriangleUnusable(reason=Form("triangle-row"), row=int(row) + 1, age=1)
    for row, age in np.argwhere(known & ~(triangle > 0)):
        raise TriangleUnusable(reason=Form("triangle-count"), row=int(row) + 1, age=int(age) + 1)
    pairs = (known[:, :-1] & known[:, 1:]).sum(axis=0)
    for age in np.flatnonzero(pairs < np.r_[2, np.ones(len(pairs) - 1)]):
        raise TriangleUnusable(reason=Form("triangle-step"), row=1, age=int(age) + 1)


def _steps(triangle: Array) -> tuple[Array, Array, Array]:
    """Give each step's factor, the counts that it rests on, and its variance."""
    before, after = triangle[:, :-1], triangle[:, 1:]
    both = ~np.isnan(before) & ~np.isnan(after)
    start, end = np.where(both, before, 0.0), np.where(both, after, 0.0)
    weights = start.sum(axis=0)
    factors = end.sum(axis=0) / weights
    residual = np.where(both, (end - start * factors) ** 2 / np.where(both, before, 1.0), 0.0).sum(axis=0)
    return factors, weights, _variances(residual, both.sum(axis=0))


def _variances(residual: Array, pairs: npt.NDArray[np.int64]) -> Array:
    """A step seen once takes Mack's guess: the ratio of the two before it goes on, never rising."""
    found: list[float] = []
    for squares, count in zip(residual, pairs, strict=True):
        if count > 1:
            found.append(float(squares) / (int(count) - 1))
        elif len(found) == 1 or found[-2] == 0:
            found.append(found[-1])
        else:
            found.append(min(found[-1] ** 2 / found[-2], found[-2], found[-1]))
    return np.array(found)


def _newest_ages(triangle: Array) -> npt.NDArray[np.int64]:
    return np.array([np.flatnonzero(~np.isnan(row))[-1] for row in triangle])


def _filled(latest: Array, ages: npt.NDArray[np.int64], factors: Array) -> Array:
    """Give every origin's expected count at each age from its newest on; NaN before."""
    filled = np.full((len(latest), len(factors) + 1), np.nan)
    for row, (count, age) in enumerate(zip(latest, ages, strict=True)):
        filled[row, age:] = count * np.cumprod(np.r_[1.0, factors[age:]])
    return filled


def _own_error(row: Array, age: int, ratio: Array, weights: Array) -> float:
    """Give Mack's squared standard error of one origin."""
    steps = slice(age, None)
    return float(row[-1] ** 2 * (ratio[steps] * (1 / row[steps][:-1] + 1 / weights[steps])).sum())


def _shared(ultimate: Array, ages: npt.NDArray[np.int64], per_weight: Array) -> float:
    """Give the squared error that origins share through their factors, each pair once from either side."""
    total = 0.0
    for one in range(len(ultimate)):
        for other in range(one + 1, len(ultimate)):
            steps = slice(max(ages[one], ages[other]), None)
            total += 2 * ultimate[one] * ultimate[other] * float(per_weight[steps].sum())
    return total
