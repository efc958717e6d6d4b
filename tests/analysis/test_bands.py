"""Classes of values for a map."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.bands import MOST, band_of, bands

VALUES = st.lists(st.integers(-50, 50).map(Decimal), max_size=60)


@given(VALUES)
def test_every_value_is_of_one_class(values: list[Decimal]) -> None:
    """There are at most five classes, in order and apart, and each value lies in exactly one of them."""
    classes = bands(values)
    assert len(classes) <= MOST
    assert all(one[1] < other[0] for one, other in pairwise(classes))
    assert all(sum(low <= value <= high for low, high in classes) == 1 for value in values)


@given(st.integers(1, 12))
def test_different_values_are_shared_out_evenly(each: int) -> None:
    """Of different values every class has as many, where the number allows it."""
    values = [Decimal(at) for at in range(each * MOST)]
    classes = bands(values)
    assert set(Counter(band_of(value, classes) for value in values).values()) == {each}


def test_no_value_has_no_class() -> None:
    """Of nothing there is no class, and of one value one."""
    assert bands([]) == ()
    assert bands([Decimal(3)] * 4) == ((Decimal(3), Decimal(3)),)
