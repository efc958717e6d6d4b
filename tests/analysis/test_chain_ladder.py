"""What late reports still add: Mack's published answers, and what holds of every triangle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.chain_ladder import Array, TriangleUnusable, develop

# Reinsurance Association of America, automatic facultative general liability; Mack, CAS Forum, Spring 1994.
RAA = (
    (5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834),
    (106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704),
    (3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466),
    (5655, 11555, 15766, 21266, 23425, 26083, 27067),
    (1092, 9565, 15836, 22169, 25955, 26180),
    (1513, 6445, 11702, 12935, 15852),
    (557, 4020, 10946, 12314),
    (1351, 6947, 13112),
    (3133, 5395),
    (2063,),
)
RAA_OUTSTANDING = (0, 154, 617, 1636, 2747, 3649, 5435, 10907, 10650, 16339)
RAA_ERRORS = (0, 206, 623, 747, 1469, 2002, 2209, 5358, 6333, 24566)

# Taylor & Ashe, Journal of Econometrics 23 (1983); errors in Mack, ASTIN Bulletin 23 (1993).
TAYLOR_ASHE = (
    (357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463),
    (352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085),
    (290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315),
    (310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268),
    (443160, 1136350, 2128333, 2897821, 3402672, 3873311),
    (396132, 1333217, 2180715, 2985752, 3691712),
    (440832, 1288463, 2419861, 3483130),
    (359480, 1421128, 2864498),
    (376686, 1363294),
    (344014,),
)


def square(rows: tuple[tuple[float, ...], ...]) -> Array:
    width = max(map(len, rows))
    return np.array([[*row, *[np.nan] * (width - len(row))] for row in rows], dtype=float)


@pytest.mark.parametrize(
    ("rows", "outstanding", "error"),
    [(RAA, 52_135, 26_909), (TAYLOR_ASHE, 18_680_856, 2_447_095)],
    ids=["RAA", "Taylor-Ashe"],
)
def test_published_totals(rows: tuple[tuple[float, ...], ...], outstanding: int, error: int) -> None:
    """What is outstanding and its standard error are those that Mack published, to the unit."""
    developed = develop(square(rows))
    assert round(developed.total_outstanding) == outstanding
    assert round(developed.total_error) == error


def test_published_origins() -> None:
    """Each accident year's outstanding amount and error are those of Mack's table, to the unit."""
    developed = develop(square(RAA))
    assert tuple(np.round(developed.outstanding)) == RAA_OUTSTANDING
    assert tuple(np.round(developed.errors)) == RAA_ERRORS


@given(
    st.lists(st.floats(1, 1e6), min_size=4, max_size=8),
    st.lists(st.floats(1, 3), min_size=3, max_size=3),
)
def test_exact_growth_leaves_no_error(starts: list[float], growth: list[float]) -> None:
    """Where every origin grows by the same factors, they are found and nothing is uncertain."""
    whole = np.array(starts)[:, None] * np.cumprod([1.0, *growth])
    seen = whole.copy()
    for row in range(1, 4):
        seen[-row, row:] = np.nan
    developed = develop(seen)
    assert developed.factors == pytest.approx(growth)
    assert developed.ultimate == pytest.approx(whole[:, -1])
    assert developed.total_error == pytest.approx(0, abs=1e-3 * developed.ultimate.sum())


@given(st.floats(0.01, 100))
def test_unit_does_not_matter(scale: float) -> None:
    """In another unit everything outstanding and its error are scaled, and the factors stay."""
    one, other = develop(square(RAA)), develop(square(RAA) * scale)
    assert other.factors == pytest.approx(one.factors)
    assert other.total_outstanding == pytest.approx(one.total_outstanding * scale)
    assert other.total_error == pytest.approx(one.total_error * scale)


def test_lost_old_ages_do_not_stop_it() -> None:
    """Where the first reports of the oldest origins were not kept, the later steps still use them."""
    lost = square(RAA)
    lost[0, :3] = np.nan
    developed = develop(lost)
    assert developed.factors[3:] == pytest.approx(develop(square(RAA)).factors[3:])
    assert np.isfinite(developed.errors).all()


@pytest.mark.parametrize(
    ("rows", "reason", "row", "age"),
    [
        (((1.0,), (2.0,)), "triangle-ages", 1, 1),
        (((1.0, 2.0), (1.0, 3.0), ()), "triangle-row", 3, 1),
        (((1.0, 2.0), (0.0, 3.0), (1.0,)), "triangle-count", 2, 1),
        (((1.0, 2.0, 3.0), (1.0, np.nan, np.nan)), "triangle-step", 1, 1),
    ],
    ids=["one age", "empty row", "zero", "first step seen once"],
)
def test_unusable_triangles(rows: tuple[tuple[float, ...], ...], reason: str, row: int, age: int) -> None:
    """A triangle that cannot be developed is refused with the reason and the place."""
    with pytest.raises(TriangleUnusable) as refused:
        develop(square(rows))
    assert refused.value.data == {"reason": reason, "row": row, "age": age}
