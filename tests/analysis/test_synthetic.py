"""Synthetic control: the three published mixtures, and what holds of every mixture."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.synthetic import (
    Case,
    Synthetic,
    importance,
    in_space,
    in_time,
    leave_one_out,
    rank,
    simplex,
    synthesise,
    weigh,
)
from tests.analysis import published

SEED = 0


def mixture(made: Synthetic, names: list[str]) -> dict[str, float]:
    return {name: float(weight) for name, weight in zip(names, made.weights, strict=True) if weight > 0.005}


def plain_case(units: int = 6, periods: int = 40, start: int = 30, effect: float = 0.0) -> Case:
    """A treated unit that is half of each of two donors, and moves by an effect from the start on."""
    rng = np.random.default_rng(SEED)
    donors = 100 + rng.normal(0, 5, (units, periods)).cumsum(axis=1)
    treated = donors[:2].mean(axis=0) + rng.normal(0, 1, periods)
    treated[start:] += effect
    return Case(np.vstack([donors, treated]), units, tuple(range(units)), start)


@pytest.fixture(scope="module")
def california() -> tuple[Synthetic, list[str]]:
    """Synthetic California, which several tests look at."""
    case, names = published.prop99()
    return synthesise(case, np.random.default_rng(SEED)), names


def test_proposition_99(california: tuple[Synthetic, list[str]]) -> None:
    """Synthetic California is made of the five published states, to a hundredth of weight."""
    assert mixture(*california) == pytest.approx(published.PROP99, abs=0.01)


def test_basque_country() -> None:
    """The synthetic Basque Country is Catalonia and Madrid, to the published third decimal."""
    case, names = published.basque()
    made = synthesise(case, np.random.default_rng(SEED), starts=2)
    assert mixture(made, names) == pytest.approx(published.BASQUE, abs=0.001)


def test_west_germany() -> None:
    """Synthetic West Germany is made of the five published countries, to a hundredth of weight."""
    training, main, names = published.germany()
    made = weigh(main, importance(training, np.random.default_rng(SEED), starts=4))
    assert mixture(made, names) == pytest.approx(published.GERMANY, abs=0.01)


def test_proposition_99_among_placebos(california: tuple[Synthetic, list[str]]) -> None:
    """California's gap widens more than that of four states as if treated (the benchmark takes all 38)."""
    real, names = california
    case, rng = real.case, np.random.default_rng(SEED)
    some = [case.donors[names.index(name)] for name in ("Georgia", "Indiana", "Virginia", "Texas")]
    others = {one: tuple(donor for donor in case.donors if donor != one) for one in some}
    made = [synthesise(replace(case, treated=one, donors=others[one]), rng, starts=2) for one in some]
    assert rank(real, made) == (1, 5)


def test_proposition_99_stands_on_no_single_state(california: tuple[Synthetic, list[str]]) -> None:
    """Without any one of its states synthetic California still sells at least ten packs more."""
    real, _ = california
    without = leave_one_out(real, np.random.default_rng(SEED), starts=2)
    assert len(without) == len(published.PROP99)
    assert max(one.effect for one in without.values()) < -10


def test_proposition_99_not_before_its_time(california: tuple[Synthetic, list[str]]) -> None:
    """As if begun in 1980, the gap until 1988 is a small part of the true one after 1988."""
    real, _ = california
    early = in_time(replace(real.case, predictors=None), 10, np.random.default_rng(SEED))
    assert abs(early.effect) < abs(real.effect) / 3


@given(
    st.integers(2, 8).flatmap(
        lambda n: st.tuples(
            st.lists(st.floats(-100, 100), min_size=3 * n, max_size=3 * n),
            st.lists(st.floats(-100, 100), min_size=3, max_size=3),
        )
    )
)
def test_weights_are_shares(drawn: tuple[list[float], list[float]]) -> None:
    """Whatever is matched, weights are not negative and sum to one."""
    matrix, target = np.array(drawn[0]).reshape(3, -1), np.array(drawn[1])
    weights = simplex(matrix, target)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()


@given(st.floats(-50, 50))
def test_an_effect_is_found_where_it_is(effect: float) -> None:
    """Adding an amount to the treated unit after the start moves the effect by that amount."""
    without, with_it = (synthesise(plain_case(effect=e), np.random.default_rng(SEED)) for e in (0.0, effect))
    assert with_it.effect - without.effect == pytest.approx(effect)
    assert with_it.before == pytest.approx(without.before)


def test_nothing_found_where_nothing_is() -> None:
    """Where nothing happened, the treated unit is not the first among its placebos."""
    real = synthesise(plain_case(), np.random.default_rng(SEED))
    assert rank(real, in_space(real.case, np.random.default_rng(SEED)))[0] > 1


def test_a_poor_mixture_is_not_close_enough() -> None:
    """A unit that went its own way before, far outside what the donors span, is refused by the gate."""
    case = plain_case()
    outcomes = case.outcomes.copy()
    outcomes[case.treated] = outcomes[case.treated] * 3
    assert synthesise(case, np.random.default_rng(SEED)).close_enough
    assert not synthesise(replace(case, outcomes=outcomes), np.random.default_rng(SEED)).close_enough
