"""Interrupted series: published answers, and what holds of every series."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.breaks import breaks
from ambos.analysis.methods.interrupted import FEWEST_AFTER, FEWEST_BEFORE, interrupt, refusal, trend
from ambos.analysis.methods.loglinear import Array, Estimate, fit
from ambos.analysis.methods.structural import intervene
from tests.analysis import published

# Volume of the Nile at Aswan, 1871 to 1970, 10^8 cubic metres (Cobb, Biometrika 65, 1978).
NILE = np.array([
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
    1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
    1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796,
    1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874,
    848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718,
    714, 740,
], dtype=float)  # fmt: skip
NILE_BEGINS, LAST_OF_FIRST_REGIME = 1871, 1898


def rounded(estimate: Estimate) -> tuple[float, float, float]:
    return round(estimate.ratio, 3), round(estimate.low, 3), round(estimate.high, 3)


def series(periods: int = 96, at: int = 60, ratio: float = 1.0, slope: float = 1.0, seed: int = 1) -> Array:
    """Poisson counts with a trend and seasons, whose level and slope change at a place."""
    time = np.arange(periods)
    since = np.maximum(time - at, 0)
    mean = 400 * np.exp(0.003 * time + 0.1 * np.sin(2 * np.pi * time / 12))
    mean = mean * np.where(time >= at, ratio, 1.0) * slope**since
    return np.random.default_rng(seed).poisson(mean).astype(float)


def test_sicilian_smoking_ban() -> None:
    """The ban's rate ratio is the published 0.894 (0.864-0.925 there, its limit of 0.8647 rounded down)."""
    events, at, people = published.sicily()
    found = interrupt(events, at, harmonics=0, exposure=people).poisson
    assert rounded(found) == pytest.approx((0.894, 0.864, 0.925), abs=0.0011)


def test_sicilian_smoking_ban_with_seasons() -> None:
    """With seasons and overdispersion it is the published 0.885 (0.839-0.933), with no change of slope."""
    events, at, people = published.sicily()
    found = interrupt(events, at, exposure=people)
    assert rounded(found.step) == (0.885, 0.839, 0.933)
    assert not found.slope.found
    assert not found.placebo_as_strong


def test_seat_belt_law() -> None:
    """The law cut drivers killed or seriously injured by about a fifth: -0.238 published, about -21 %."""
    drivers, at, price = published.seatbelts()
    found = intervene(drivers, at, regressors=price)
    assert found.coefficient == pytest.approx(-0.238, abs=0.005)
    assert 100 * (found.estimate.ratio - 1) == pytest.approx(-21, abs=0.5)


def test_nile() -> None:
    """The one break in the Nile's flow is that of the dam: 1898 is the last year of the first regime."""
    assert [NILE_BEGINS + place - 1 for place in breaks(NILE)] == [LAST_OF_FIRST_REGIME]


@given(st.sampled_from((0.6, 0.8, 1.25, 1.6)), st.integers(0, 50))
def test_a_step_is_found(ratio: float, seed: int) -> None:
    """A change of level in counts is found, in its direction and to a tenth of its size."""
    found = interrupt(series(ratio=ratio, seed=seed), 60)
    assert found.step.found
    assert found.step.ratio == pytest.approx(ratio, rel=0.1)


def test_nothing_is_seldom_found_where_nothing_is() -> None:
    """Of a hundred series in which nothing changed, hardly more than one in twenty shows a step."""
    false = sum(interrupt(series(seed=seed), 60).step.found for seed in range(100))
    assert false <= 12


def test_a_changed_trend_is_reported_as_an_average() -> None:
    """Where the trend changed too, the change to report is that over the whole time after."""
    found = interrupt(series(slope=0.98), 60)
    assert found.slope.found
    expected = series(slope=0.98)[60:].sum() / series()[60:].sum()
    assert found.change == found.average
    assert found.average.ratio == pytest.approx(expected, rel=0.1)


@given(st.floats(0.001, 1000))
def test_unit_does_not_matter(scale: float) -> None:
    """In another unit the change and its interval are the same."""
    one, other = interrupt(series(ratio=0.8), 60), interrupt(series(ratio=0.8) * scale, 60)
    assert other.step.ratio == pytest.approx(one.step.ratio)
    assert other.step.low == pytest.approx(one.step.low)
    assert other.step.high == pytest.approx(one.step.high)


def test_wandering_values_widen_the_interval() -> None:
    """Where residuals hang together, the interval is at least as wide as without regard to it."""
    wander = np.exp(np.random.default_rng(3).normal(0, 0.05, 96).cumsum())
    found = interrupt(series() * wander, 60)
    model = fit(series() * wander, np.column_stack([np.ones(96), np.arange(96) >= 60]))
    assert found.hangs_together
    plain = float(np.sqrt(model.covariance[1, 1]))
    assert model.error(np.array([0.0, 1.0])) >= plain


def test_a_placebo_as_strong_as_the_truth_is_told() -> None:
    """A series that had already jumped before is recognised by its false dates."""
    jumped = series(ratio=0.9)
    jumped[:30] *= 2
    assert interrupt(jumped, 60).placebo_as_strong
    assert not interrupt(series(ratio=0.6), 60).placebo_as_strong


def test_parallel_series_have_no_trend_against_each_other() -> None:
    """Two series of one trend differ by no growth; one that grows faster does."""
    one, other = series(seed=4), series(seed=5)
    assert not trend(one, 12, 2, other).found
    assert trend(one * np.exp(0.01 * np.arange(96)), 12, 2, other).found


@pytest.mark.parametrize(
    ("values", "at", "why"),
    [
        (np.ones(60), FEWEST_BEFORE - 1, "too-few-before"),
        (np.ones(60), 60 - FEWEST_AFTER + 1, "too-few-after"),
        (np.r_[np.ones(40), np.nan, np.ones(19)], 30, "gaps"),
        (np.r_[np.ones(40), -1, np.ones(19)], 30, "negative-values"),
        (np.r_[np.zeros(30), np.ones(30)], 30, "all-zero"),
        (np.ones(60), 30, ""),
    ],
)
def test_refusals(values: Array, at: int, why: str) -> None:
    """A series that cannot answer is refused, with the first reason that holds."""
    assert refusal(values, at) == why
