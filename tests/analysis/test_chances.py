"""A distribution gives probabilities and quantiles that fit each other, on every scale."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped, unused-ignore]

from ambos.analysis.methods.chances import (
    COUNT,
    LINKS,
    LOG,
    LOGIT,
    PLAIN,
    Chance,
    rounded,
    student,
    student_quantile,
)

ROUNDING = 1e-12  # of sums that cancel far out in a tail
levels = st.floats(0.01, 0.99)
chances = st.builds(
    Chance, st.sampled_from([link for link in LINKS if link != COUNT]), st.floats(1, 99), st.floats(0.01, 2)
)
counts = st.builds(Chance, st.just(COUNT), st.floats(0.5, 49), st.floats(0.5, 6))


@given(value=st.floats(-30, 30))
def test_student_is_student(value: float) -> None:
    """The closed form for five degrees of freedom agrees with SciPy's."""
    assert student(value) == pytest.approx(float(stats.t.cdf(value, 5)), abs=1e-12)


@given(level=levels)
def test_student_is_inverted(level: float) -> None:
    """The quantile of a probability has that probability."""
    assert student(student_quantile(level)) == pytest.approx(level, abs=1e-9)


@given(chance=chances, level=levels)
def test_quantiles_are_inverse(chance: Chance, level: float) -> None:
    """A quantity stays at or below its quantile with just that probability, on every scale."""
    assert chance.at_most(chance.quantile(level)) == pytest.approx(level, abs=1e-6)


@given(mean=st.floats(0.5, 49), spread=st.floats(1.01, 6), value=st.integers(0, 80))
def test_counts_are_negative_binomial(mean: float, spread: float, value: int) -> None:
    """A count's probability is the negative binomial one of that mean and variance."""
    expected = stats.nbinom.cdf(value, mean / (spread - 1), 1 / spread)
    assert Chance(COUNT, mean, spread).at_most(value) == pytest.approx(float(expected), abs=1e-9)


@given(mean=st.floats(0.5, 49), value=st.integers(0, 80))
def test_counts_without_excess_are_poisson(mean: float, value: int) -> None:
    """Where the errors are no larger than chance, counts are Poisson."""
    expected = stats.poisson.cdf(value, mean)
    assert Chance(COUNT, mean, 1.0).at_most(value) == pytest.approx(float(expected), abs=1e-9)


@given(chance=counts, value=st.integers(0, 60))
def test_a_count_reaches_or_falls_short(chance: Chance, value: int) -> None:
    """Of a count, at least n and at most n - 1 are the two ways there are."""
    assert chance.at_least(value) + chance.at_most(value - 1) == pytest.approx(1)


@given(chance=chances | counts, low=st.floats(0, 99), more=st.floats(0, 50))
def test_more_is_likelier(chance: Chance, low: float, more: float) -> None:
    """A looser bound is never less likely to hold."""
    assert chance.at_most(low) <= chance.at_most(low + more) + ROUNDING


@given(chance=chances, value=st.floats(1, 99), level=levels)
def test_the_middle_that_turns_the_answer(chance: Chance, value: float, level: float) -> None:
    """With the middle given for a probability, the value has that probability."""
    middle = chance.middle_for(value, level)
    moved = Chance(chance.link, middle, chance.spread)
    if chance.link != LOGIT or 0.01 < middle < 99.99:
        assert moved.at_most(value) == pytest.approx(level, abs=1e-4)


def test_shares_stay_shares() -> None:
    """A share never leaves nothing to a hundred per cent, however wide its spread."""
    wide = Chance(LOGIT, 97.0, 3.0)
    assert 0 < wide.quantile(0.001) < wide.quantile(0.999) < 100
    assert wide.at_most(100) == 1 and wide.at_most(0) == 0


def test_positive_quantities_stay_positive() -> None:
    """What is relative is never negative; what is plain may be."""
    assert Chance(LOG, 5.0, 2.0).quantile(0.001) > 0 > Chance(PLAIN, 5.0, 20.0).quantile(0.1)


def test_nothing_is_certain() -> None:
    """A probability that is shown is never quite 0 or 1."""
    shown = [rounded(probability) for probability in np.linspace(0, 1, 11)]
    assert min(shown) > 0 and max(shown) < 1
