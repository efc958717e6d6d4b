"""How a quantity may turn out: a middle and a spread, asked for probabilities and for quantiles.

Nothing here needs more than the standard library, so that a stored outlook is read quickly.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import atan, exp, floor, inf, lgamma, log, pi, sqrt
from typing import Final

LOG, LOGIT, PLAIN, COUNT = "log", "logit", "plain", "count"
LINKS: Final = (LOG, LOGIT, PLAIN, COUNT)
DEGREES: Final = 5  # of the t distribution: few origins make a spread uncertain
WIDEST: Final = 200.0  # beyond so many spreads the t distribution is searched no further
HALVINGS: Final = 80
WHOLE: Final = 100.0  # a share counts in per cent


@dataclass(frozen=True)
class Chance:
    """A quantity's distribution by its link.

    ``log``, ``logit`` (a share in per cent) and ``plain``: on that scale a t distribution with five degrees
    of freedom around ``middle``, ``spread`` wide. ``count``: a negative binomial distribution of mean
    ``middle`` whose variance is ``spread`` times its mean; Poisson where that is one or less.
    """

    link: str
    middle: float
    spread: float

    def at_most(self, value: float) -> float:
        """Give the probability that the quantity turns out at this value or below."""
        if self.link == COUNT:
            return _count_at_most(self.middle, self.spread, floor(value + 1e-9))
        if self.link != PLAIN and value <= 0:
            return 0.0
        if self.link == LOGIT and value >= WHOLE:
            return 1.0
        return student((scaled(self.link, value) - scaled(self.link, self.middle)) / self.spread)

    def at_least(self, value: float) -> float:
        """Give the probability that the quantity turns out at this value or above."""
        return 1 - self.at_most(value - 1 if self.link == COUNT and value == floor(value) else value)

    def quantile(self, level: float) -> float:
        """Give the value that the quantity stays at or below with this probability, between 0 and 1."""
        if self.link == COUNT:
            return float(_count_quantile(self.middle, self.spread, level))
        return unscaled(self.link, scaled(self.link, self.middle) + self.spread * student_quantile(level))

    def middle_for(self, value: float, level: float) -> float:
        """Give the middle at which this value would have this probability of not being exceeded."""
        if self.link != COUNT:
            return unscaled(self.link, scaled(self.link, value) - self.spread * student_quantile(level))
        low, high = 1e-9, max(value, 1.0) * 100
        for _ in range(HALVINGS):
            half = (low + high) / 2
            low, high = (
                (half, high) if Chance(COUNT, half, self.spread).at_most(value) > level else (low, half)
            )
        return half


def scaled(link: str, value: float) -> float:
    """Give a value on the scale of its link; a share of nothing or all is taken as almost so."""
    if link == LOG:
        return log(value)
    if link == LOGIT:
        inside = min(max(value, 1e-6), WHOLE - 1e-6)
        return log(inside / (WHOLE - inside))
    return value


def unscaled(link: str, value: float) -> float:
    """Give a value back from the scale of its link."""
    if link == LOG:
        return exp(min(value, 700.0))
    return WHOLE / (1 + exp(min(-value, 700.0))) if link == LOGIT else value


def student(value: float) -> float:
    """Give the t distribution's probability of at most this value, for five degrees of freedom.

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3.
    """
    angle = atan(value / sqrt(DEGREES))
    cosine = 1 / sqrt(1 + value * value / DEGREES)
    sine = value / sqrt(DEGREES) * cosine
    return 0.5 + (angle + sine * cosine * (1 + 2 * cosine * cosine / 3)) / pi


def student_quantile(level: float) -> float:
    """Give the value that the t distribution stays below with this probability."""
    low, high = -WIDEST, WIDEST
    for _ in range(HALVINGS):
        half = (low + high) / 2
        low, high = (half, high) if student(half) < level else (low, half)
    return (low + high) / 2


def rounded(probability: float) -> Decimal:
    """Give a probability to three places; never quite 0 or 1, which no forecast can know."""
    return Decimal(str(round(min(max(probability, 0.001), 0.999), 3)))


def _count_log_weight(mean: float, spread: float, count: int) -> float:
    if spread <= 1:
        return count * log(mean) - mean - lgamma(count + 1)
    size = mean / (spread - 1)
    return (
        lgamma(count + size) - lgamma(size) - lgamma(count + 1)
        - size * log(spread) + count * log((spread - 1) / spread)
    )  # fmt: skip


def _count_at_most(mean: float, spread: float, value: int) -> float:
    if value < 0:
        return 0.0
    return min(1.0, sum(exp(_count_log_weight(mean, spread, count)) for count in range(value + 1)))


def _count_quantile(mean: float, spread: float, level: float) -> int:
    reached, count = 0.0, -1
    most = inf if level >= 1 else mean + WIDEST * sqrt(mean * max(spread, 1.0))
    while reached < level and count < most:
        count += 1
        reached += exp(_count_log_weight(mean, spread, count))
    return count
