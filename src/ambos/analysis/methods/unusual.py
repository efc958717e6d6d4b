"""How unusual a count is against counts before it: a negative binomial that learns its spread from them.

Counts of readings vary more than Poisson counts do; a gamma-mixed Poisson (negative binomial) with moment
estimates of mean and spread allows for that, and is the Poisson where the spread is not larger than the mean.
Source: Bliss and Fisher, Biometrics 9 (1953); use for surveillance as in Noufaily et al., Statistics in
Medicine 32 (2013). Pure functions of numbers; probabilities are exact to floating point.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log
from typing import Final

PRIOR_MEAN: Final = (
    0.5  # of a unit that was never seen: Jeffreys' half, so that no first reading is impossible
)
TERMS: Final = 20_000


@dataclass(frozen=True)
class Expected:
    """What earlier counts let expect: how many there were, their mean and variance."""

    units: int
    mean: float
    variance: float


def expected(units: int, total: int, squares: int) -> Expected:
    """Learn from the number, the sum and the sum of squares of earlier counts, zeros included.

    One unit of a half is added, so that nothing is certain.
    """
    mean = (total + PRIOR_MEAN) / (units + 1)
    spread = (squares - 2 * mean * total + units * mean * mean) / max(1, units - 1)
    return Expected(units, mean, max(spread, mean))


def tail(count: int, known: Expected) -> float:
    """Give the probability of at least so many, if nothing has changed."""
    if count <= 0:
        return 1.0
    below = fsum(exp(_log_mass(number, known)) for number in range(min(count, TERMS)))
    upper = 1.0 - below
    if upper > 1e-9:  # above it the difference keeps its digits
        return min(1.0, upper)
    masses = (exp(_log_mass(number, known)) for number in range(count, count + TERMS))
    total = 0.0
    for mass in masses:
        total += mass
        if mass < total * 1e-16:
            break
    return total


def _log_mass(number: int, known: Expected) -> float:
    mean, variance = known.mean, known.variance
    if variance <= mean * (1 + 1e-9):
        return number * log(mean) - mean - lgamma(number + 1)
    size = mean * mean / (variance - mean)
    share = size / (size + mean)
    return (
        lgamma(number + size) - lgamma(size) - lgamma(number + 1)
        + size * log(share) + number * log(1 - share)
    )  # fmt: skip


def foreign(count: int, own: Mapping[str, int], name: str, peers: Mapping[str, int]) -> float:
    """Give how likely a reading of a sort is for somebody with a history of sorts, with peers as a prior.

    The share of the sort among all readings, by Laplace's rule with the peers' shares as one reading before;
    then the probability of at least one in ``count`` readings.
    """
    total, crowd = sum(own.values()), sum(peers.values())
    prior = (peers.get(name, 0) + 1) / (crowd + len(peers) + 1)
    share = (own.get(name, 0) + prior) / (total + 1)
    return float(1 - (1 - min(share, 1.0)) ** count)


def hours_apart(counts: Sequence[int], hour: int) -> float:
    """Give the smoothed share of an hour of the day in a history of 24 counts.

    Each reading counts in its own hour and, by a half, in the two beside it: people do not keep to the clock.
    """
    weights = [2 * counts[at] + counts[at - 1] + counts[(at + 1) % len(counts)] for at in range(len(counts))]
    return (weights[hour] + 1) / (sum(weights) + len(counts))
