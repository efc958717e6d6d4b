"""Forecasts: as good as published, the same as the package's own, the same digits every time."""

from itertools import groupby
from operator import itemgetter
from statistics import NormalDist

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsforecast.models import AutoETS, DynamicOptimizedTheta

from ambos.analysis.methods.chances import COUNT, LOG, LOGIT, PLAIN
from ambos.analysis.methods.forecast import forecast
from ambos.analysis.methods.kernels import Array
from ambos.analysis.methods.outlook import prospect
from ambos.analysis.methods.prospects import (
    FEW_ORIGINS,
    FEW_PERIODS,
    NOTHING_AHEAD,
    TOO_FAR,
    Question,
    base_rate,
)
from ambos.analysis.methods.scores import (
    brier_skill,
    calibration_error,
    coverage,
    crps,
    mase,
    smape,
)
from ambos.analysis.methods.smoothing import smoothing_forecast
from ambos.analysis.methods.theta import theta_forecast
from tests.evidence.conftest import OFFICIAL

INEGI = OFFICIAL / "homicide" / "inegi_municipal_month_1990_2012.parquet"
MONTHLY = """SELECT left(cve_mun, 2) AS state, sum(homicides) FROM read_parquet(?) WHERE month <= 12
    GROUP BY state, year, month ORDER BY state, year, month"""


def wave(count: int, seed: int = 1) -> Array:
    """A SYNTHETIC monthly series with a season, a trend and chance."""
    months = np.arange(count)
    chance = np.random.default_rng(seed).normal(0, 4, count)
    return np.asarray(200 + 0.3 * months + 20 * np.sin(2 * np.pi * months / 12) + chance)


@pytest.fixture(scope="module")
def monthly() -> list[tuple[Array, Array]]:
    """Homicides of Mexican states by month: what was known at the end of 2010, and the year that came."""
    if not INEGI.exists():
        pytest.skip(f"no official file at {INEGI}; set AMBOS_SHARED_DATA")
    rows = duckdb.connect().execute(MONTHLY, [str(INEGI)]).fetchall()
    states = [np.array([float(value) for _, value in own]) for _, own in groupby(rows, itemgetter(0))]
    return [(values[150:252], values[252:264]) for values in states if len(values) == 276]


@pytest.mark.filterwarnings("ignore")
def test_models_are_the_packages_own(monthly: list[tuple[Array, Array]]) -> None:
    """Theta gives what statsforecast's own gives to the digit; smoothing does so for four series in five.

    Where smoothing differs, it chose another model or another local optimum: it must be as accurate overall.
    """
    equal, errors = 0, []
    for known, came in monthly[::3]:
        theirs = DynamicOptimizedTheta(season_length=12).forecast(y=known, h=12)["mean"]
        assert theta_forecast(known, 12, 12) == pytest.approx(theirs, rel=1e-9)
        other = AutoETS(season_length=12).forecast(y=known, h=12)["mean"]
        mine = smoothing_forecast(known, 12, 12)
        equal += mine == pytest.approx(other, rel=1e-3)
        errors.append([mase(known, came, told, 12) for told in (mine, other)])
    assert equal >= 0.8 * len(errors)
    assert np.mean(errors, axis=0)[0] <= np.mean(errors, axis=0)[1] + 0.01


def test_the_mean_is_of_both() -> None:
    """The forecast is the mean of smoothing and Theta, and both see the season that is there."""
    parts = smoothing_forecast(wave(90), 12, 12), theta_forecast(wave(90), 12, 12)
    told = forecast(wave(90), 12, 12)
    assert told == pytest.approx((parts[0] + parts[1]) / 2)
    truth = 200 + 0.3 * np.arange(90, 102) + 20 * np.sin(2 * np.pi * np.arange(90, 102) / 12)
    assert np.abs(told - truth).mean() < 4


def test_the_total_is_calibrated(monthly: list[tuple[Array, Array]]) -> None:
    """Intervals of 80 per cent for the next twelve months hold about as often as they say."""
    found = [prospect(Question(tuple(known), 12, 12, 12)).chance for known, _ in monthly]
    chances = [one for one in found if one]
    assert len(chances) == len(monthly)
    lows, highs = ([one.quantile(level) for one in chances] for level in (0.1, 0.9))
    assert 0.6 <= coverage(lows, highs, [float(came.sum()) for _, came in monthly]) <= 1


def test_same_series_same_digits() -> None:
    """The same question has the same answer, digit by digit."""
    question = Question(tuple(wave(90)), 12, 10, 12)
    assert prospect(question) == prospect(question)


def test_a_constant_stays() -> None:
    """A series that never changed is expected to stay, and the answer is finite."""
    found = prospect(Question((7.0,) * 60, 12, 12, 12, share=True))
    assert found.chance and found.chance.middle == pytest.approx(84.0)


@settings(deadline=None, max_examples=3)
@given(factor=st.integers(2, 1000))
def test_units_do_not_matter(factor: int) -> None:
    """The same series counted in another unit has the same probability of the same goal."""
    plain = prospect(Question(tuple(wave(80)), 12, 6, 12)).chance
    scaled = prospect(Question(tuple(wave(80) * factor), 12, 6, 12)).chance
    assert plain and scaled
    goal = plain.middle * 0.97
    assert scaled.at_most(goal * factor) == pytest.approx(plain.at_most(goal), abs=0.02)


def test_known_months_count_as_known() -> None:
    """The later in the year, the surer the year's total."""
    series = wave(84)
    spreads = []
    for known in (72, 76, 80):
        found = prospect(Question(tuple(series[:known]), 12, 84 - known, 12)).chance
        assert found
        spreads.append(found.spread)
    assert spreads == sorted(spreads, reverse=True)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question((1.0,) * 23, 12, 12), FEW_PERIODS),
        (Question(tuple(wave(48)), 12, 12, 12), FEW_ORIGINS),
        (Question(tuple(wave(60)), 12, 0), NOTHING_AHEAD),
        (Question(tuple(wave(60)), 12, 121), TOO_FAR),
    ],
)
def test_refusals(question: Question, code: str) -> None:
    """What cannot be tested on the past is refused, with the code of the reason and no number."""
    found = prospect(question)
    assert (found.refused, found.chance, found.fan) == (code, None, ())


@pytest.mark.parametrize(
    ("series", "share", "link"),
    [
        (wave(80), False, LOG),
        (np.clip(wave(80) / 4, 1, 99), True, LOGIT),
        (wave(80) - 300, False, PLAIN),
        (np.array([0.0, 2.0, 1.0, 0.0] * 20), False, COUNT),
    ],
)
def test_each_quantity_has_its_scale(series: Array, share: bool, link: str) -> None:
    """Counts, shares, positive quantities and others each have the distribution that suits them."""
    found = prospect(Question(tuple(series), 12, 3, share=share))
    assert found.chance and found.chance.link == link
    assert {one.link for one in found.fan} == {link}


def test_base_rate_is_what_happened() -> None:
    """A series that fell by a tenth every year has always done what asks for a tenth, never for a fifth."""
    series = tuple(float(1000 * 0.9 ** (month / 12)) for month in range(96))
    found = prospect(Question(series, 12, 12, 12))
    assert base_rate(found, found.last * 0.9001, down=True) == 1
    assert base_rate(found, found.last * 0.8, down=True) == 0


def test_scores_know_the_perfect_answer() -> None:
    """Who foresees everything has no error and full skill; who knows the base rate alone has none."""
    came = np.array([1.0, 2.0, 3.0])
    assert smape(came, came) == 0
    assert brier_skill([1, 0, 1], [True, False, True]) == 1
    assert brier_skill([0.5, 0.5], [True, False]) == 0
    assert calibration_error([1, 0], [True, False]) == 0
    assert calibration_error([0.8] * 4, [True, False, False, False]) == pytest.approx(0.55)
    assert crps(lambda _: 3.0, 3.0) == 0
    assert coverage([0, 0], [1, 1], [0.5, 2]) == 0.5


def test_crps_is_the_published_one() -> None:
    """For a standard normal forecast and a value of zero the score is (sqrt(2) - 1) / sqrt(pi)."""
    from_quantiles = crps(NormalDist().inv_cdf, 0.0)
    assert from_quantiles == pytest.approx((np.sqrt(2) - 1) / np.sqrt(np.pi), abs=0.01)
