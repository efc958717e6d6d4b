"""Arrays built by way of texts are those that Arrow builds itself."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.evidence.arrays import array_of
from ambos.evidence.cells import DECIMAL_PLACES

_DECIMAL = pa.decimal128(38, DECIMAL_PLACES)
_SHORT = st.decimals(-(10**9), 10**9, places=DECIMAL_PLACES)
_SORTS = {
    pa.string(): st.text(st.characters(exclude_categories=["Cs"])),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    _DECIMAL: st.one_of(_SHORT, st.sampled_from([Decimal("1E-7"), Decimal("2.50"), Decimal("-0.0")])),
}


@pytest.mark.parametrize("of", _SORTS, ids=str)
@given(data=st.data())
def test_an_array_holds_the_values_it_was_built_from(of: pa.DataType, data: st.DataObject) -> None:
    """Whatever the values, absent ones among them, the array equals the one that Arrow makes of the list."""
    values = data.draw(st.lists(st.none() | _SORTS[of]))
    assert array_of(values, of).equals(pa.array(values, of))
