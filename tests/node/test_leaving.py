"""What leaves next is told quickly, and is what the whole preview tells."""

from pathlib import Path

import pytest

from ambos.node.leaving import upcoming, waiting
from ambos.testing.pair import pair
from ambos.values.handling import OWNER_ONLY, Label
from ambos.values.terms import Terms, parse_last_day
from tests.exchange.conftest import event

LABELS = (Label(("MX",)), OWNER_ONLY, Label(("MX",)).under(Terms(until=parse_last_day("2001-01-01"))))


@pytest.mark.parametrize("most", [1, 2, 100])
def test_what_leaves_next_is_what_waits(tmp_path: Path, most: int) -> None:
    """The first records that leave, with the rule of each, are the first of all that wait; more is said."""
    with pair(tmp_path) as nodes:
        news = [event(f"visit-{at}", f"Text {at}", label) for at, label in enumerate(LABELS * 2)]
        nodes.us.propose(news)
        every = [(one.row.rid, one.decision) for one in waiting(nodes.us, "MX")]
        found, more = upcoming(nodes.us, "MX", most)
        assert [(one.row.rid, one.decision) for one in found] == every[:most]
        assert more is (len(every) > most)
