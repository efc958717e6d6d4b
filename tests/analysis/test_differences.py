"""Differences in differences, all at once and staggered: published answers and invariants."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.staggered import NEVER, NobodyUntreated, Staggered, staggered
from ambos.analysis.methods.synthetic_did import (
    Block,
    Method,
    difference_in_differences,
    placebo_error,
    synthetic_control,
    synthetic_did,
)
from tests.analysis import published

# Printed by the authors' package `did` for its minimum wage data: twelve effects, and their sums up.
CELLS = {
    (2004, 2004): -0.0105, (2004, 2005): -0.0704, (2004, 2006): -0.1373, (2004, 2007): -0.1008,
    (2006, 2004): 0.0065, (2006, 2005): -0.0028, (2006, 2006): -0.0046, (2006, 2007): -0.0412,
    (2007, 2004): 0.0305, (2007, 2005): -0.0027, (2007, 2006): -0.0311, (2007, 2007): -0.0261,
}  # fmt: skip
DYNAMIC = {0: -0.0199, 1: -0.0510, 2: -0.1373, 3: -0.1008}
OVERALL = -0.0772


@pytest.fixture(scope="module")
def wages() -> Staggered:
    """Minimum wage and teen employment."""
    return staggered(*published.minimum_wage())


@pytest.mark.parametrize(
    ("method", "effect", "near"),
    [(synthetic_did, -15.6, 0.05), (synthetic_control, -19.6, 0.1), (difference_in_differences, -27.3, 0.05)],
)
def test_proposition_99(method: Method, effect: float, near: float) -> None:
    """All three effects on California's cigarette sales are those of Arkhangelsky et al., table 1."""
    assert method(published.prop99_block()) == pytest.approx(effect, abs=near)


def test_proposition_99_error() -> None:
    """The plain difference is as uncertain as table 1 says: a standard error of 17.7."""
    assert placebo_error(published.prop99_block(), difference_in_differences) == pytest.approx(17.7, rel=0.02)


def test_minimum_wage_cells(wages: Staggered) -> None:
    """All twelve effects of groups and years are those printed, to the fourth decimal."""
    assert {key: round(effect.value, 4) for key, effect in wages.cells.items()} == CELLS


def test_minimum_wage_dynamic(wages: Staggered) -> None:
    """Effects by years since the beginning and their mean are those printed."""
    dynamic = wages.dynamic()
    assert {gone: round(dynamic[gone].value, 4) for gone in DYNAMIC} == DYNAMIC
    assert round(wages.overall().value, 4) == OVERALL


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=4), st.floats(-3, 3))
def test_common_shocks_cancel(shocks: list[float], effect: float) -> None:
    """What moves all units alike moves no effect; what is added to the treated is found whole."""
    rng = np.random.default_rng(2)
    level = rng.normal(10, 3, (30, 1))
    first = np.array([NEVER] * 20 + [2003] * 10)
    periods = np.arange(2001, 2005)
    outcomes = level + np.array(shocks) + effect * ((first[:, None] != NEVER) & (periods >= first[:, None]))
    found = staggered(outcomes, first, periods)
    assert found.simple().value == pytest.approx(effect, abs=1e-9)
    assert found.dynamic()[-1].value == pytest.approx(0, abs=1e-9)
    assert difference_in_differences(Block(outcomes, 20, 2)) == pytest.approx(effect, abs=1e-9)
    assert synthetic_did(Block(outcomes + rng.normal(0, 0.01, outcomes.shape), 20, 2)) == pytest.approx(
        effect, abs=0.1
    )


def test_error_is_that_of_independent_units() -> None:
    """The standard error is that of a difference of two means, where that is what the effect is."""
    rng = np.random.default_rng(4)
    outcomes = np.column_stack([np.zeros(400), rng.normal(0, 2, 400)])
    first = np.array([NEVER] * 300 + [2002] * 100)
    effect = staggered(outcomes, first, np.array([2001, 2002])).cells[2002, 2002]
    assert effect.error == pytest.approx(2 * (1 / 300 + 1 / 100) ** 0.5, rel=0.1)


def test_without_untreated_units_nothing_is_said() -> None:
    """Where every unit is treated in the end, there is nothing to compare with."""
    with pytest.raises(NobodyUntreated):
        staggered(np.zeros((2, 3)), np.array([2002, 2003]), np.arange(2001, 2004))
