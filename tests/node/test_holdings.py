"""What a partner holds of ours: each record of the channel, its receipt, and what became of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ambos.node.erasure import redact
from ambos.node.holdings import held_of, holdings
from ambos.node.node import Node, PeerUnknown
from ambos.node.recalls import answer, recall, recalls
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label
from tests.exchange.conftest import event


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


def test_each_released_record_is_told(made: Pair) -> None:
    """The holdings are the channel's records in order, acknowledged up to the receipt, nothing kept back."""
    made.us.propose([event("one"), event("kept", label=OWNER_ONLY)])
    made.exchange(2)
    made.us.propose([event("two")])
    made.us.release("MX")
    found = holdings(made.us, "MX")
    channel = made.us.channel("MX")
    assert [one.place for one in found.held] == list(range(channel.log.size))
    assert (found.size, found.acknowledged) == (channel.log.size, channel.acknowledged())
    receipts = {one.subject: one.receipt for one in found.held}
    assert receipts["event/one"] == "acknowledged" and receipts["event/two"] == "not-yet"
    assert "event/kept" not in receipts
    assert {one.body for one in found.held if one.kind == "anchor"} == {"statement-only"}
    assert found.counts()["event"] == 2
    with pytest.raises(PeerUnknown):
        holdings(made.us, "CA")


def test_both_sides_tell_the_same(made: Pair) -> None:
    """What we say the partner holds is what the partner says it holds, recall and answer included."""
    for slug in ("one", "two", "three"):
        made.us.propose([event(slug)])
    made.exchange(2)
    recall(made.us, "one", {"reach": "erase", "reason": "mistaken"})
    recall(made.us, "two", {"reach": "use", "reason": "mistaken"})
    made.exchange(2)
    (erase,) = [line for line in recalls(made.mx) if line.reach == "erase"]
    answer(made.mx, [erase.row.rid], "complied")
    made.exchange(2)
    ours, theirs = holdings(made.us, "MX").held, held_of(made.mx, "US").held
    assert ours == theirs
    state = {one.subject: (one.recall, one.answer, one.body) for one in ours}
    assert state["event/one"] == ("erase", "complied", "destroyed")
    assert state["event/two"] == ("use", "", "held")
    assert state["event/three"] == ("", "", "held")


def test_what_we_destroyed_is_still_theirs(made: Pair) -> None:
    """A redaction here changes nothing of what the partner holds."""
    made.us.propose([event("one")])
    made.exchange(2)
    redact(made.us, "one", "mistaken", "Law 1")
    made.exchange(2)
    assert {one.subject: one.body for one in holdings(made.us, "MX").held}["event/one"] == "held"


def test_released_since(made: Pair) -> None:
    """A day leaves out what was released before it, and keeps what was released later."""
    made.us.propose([event("early")])
    made.exchange()
    made.clock.advance(days=30)
    made.us.propose([event("now")])
    made.exchange()
    found = {one.subject for one in holdings(made.us, "MX", date(2026, 2, 1)).held}
    assert "event/early" not in found and "event/now" in found


def test_only_what_the_officer_may_see(made: Pair) -> None:
    """Records of a compartment are left out for who is not admitted; who may not audit is refused."""
    secret = Label(("MX",), compartment="chapter-9")
    vetted = {"compartments": ["chapter-9"], "vetted_until": "2027-01-01"}
    made.us.enrol("secretariat", {"name": "S", "roles": ["secretariat"], **vetted})
    made.us.propose([event("open", label=PUBLIC), event("hidden", label=secret)])
    made.exchange()
    assert "event/hidden" in {one.subject for one in holdings(made.us, "MX").held}
    made.us.enrol("ana", {"name": "Ana", "roles": ["auditor"]})
    made.us.enrol("zoe", {"name": "Zoe", "roles": ["analyst"]})
    made.us.close()
    with Node.open(made.us.config.home, "ana", made.clock.now) as node:
        seen = {one.subject for one in holdings(node, "MX").held}
        assert "event/open" in seen and "event/hidden" not in seen
    with Node.open(made.us.config.home, "zoe", made.clock.now) as node, pytest.raises(NotAllowed):
        holdings(node, "MX")
