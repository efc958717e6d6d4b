"""Alarms: a closed list; freshness by the partner's own signed time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.exchange.alarms import ALARMS, FRESHNESS, Alarm, freshness

HOUR = 3600


@given(st.integers(0, 2**40), st.integers(-1000, 1000), st.integers(1, 200))
def test_freshness(signed: int, hours: int, limit: int) -> None:
    """A note older than the limit is the alarm; a younger one, or one from a clock that is ahead, is none."""
    found = freshness("MX", signed, signed + hours * HOUR, limit)
    assert (found is not None) == (hours > limit)
    assert found is None or (found.name, found.peer, found.data["hours"]) == (FRESHNESS, "MX", limit)


def test_never_seen_is_not_fresh() -> None:
    """A partner of whom no note was ever seen is not fresh."""
    assert freshness("MX", None, 0) is not None


def test_the_list_is_closed() -> None:
    """An alarm bears a name of the list or is none."""
    assert len(set(ALARMS)) == 8
    with pytest.raises(ValueError):
        Alarm("boredom", "MX")
