"""Series on one line in the terminal."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ambos.faces.reports.sparks import BARS, spark

VALUES = st.lists(st.decimals(-10_000, 10_000, places=2), min_size=1, max_size=60)


@given(values=VALUES)
def test_bars_keep_the_order(values: list[Decimal]) -> None:
    """A higher value never has a lower bar; lowest and highest have the lowest and highest bar."""
    low, high = min(values), max(values)
    bars = [BARS.index(bar) for bar in spark(values, low, high)]
    ranked = [bar for _, bar in sorted(zip(values, bars, strict=True))]
    assert ranked == sorted(ranked) and len(bars) == len(values)
    if low < high:
        assert (ranked[0], ranked[-1]) == (0, len(BARS) - 1)
