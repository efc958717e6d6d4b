"""No current vetting, no access: the last day is the last day, and a revocation reaches the other node."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.node.node import Node
from ambos.node.vettings import LAPSED, end, ends_next, standings, step, vet, walked
from ambos.testing.clock import HandClock
from ambos.testing.pair import Pair, create, pair
from ambos.values.errors import NotAllowed, NotFound
from ambos.values.handling import OWNER_ONLY, Label

SECRET = Label(compartment="chapter-9")
EVENT = {"happened": "2026-01-05", "name": {"en": "Name"}, "sort": "visit"}
INSIDE = {"name": "P", "roles": ["prosecutor"], "compartments": ["chapter-9"], "vetted_until": "2030-01-01"}
VETTING = {
    "person": "prosecutor",
    "party": "MX",
    "scheme": "leahy",
    "band": "passed",
    "decided": "2026-01-02",
    "expires": "2026-01-09",
    "issuer": "US Department of State",
}


@pytest.fixture
def clock() -> HandClock:
    """A clock that is set by hand."""
    return HandClock()


@pytest.fixture
def both(tmp_path: Path, clock: HandClock) -> Iterator[Pair]:
    """Two nodes; in Mexico a vetted prosecutor and a secret, in both somebody who watches."""
    with pair(tmp_path, clock=clock) as made:
        for node in (made.us, made.mx):
            node.enrol("integrity", {"name": "I", "roles": ["integrity"]})
            node.enrol("analyst", {"name": "A", "roles": ["analyst"]})
        made.mx.enrol("prosecutor", INSIDE)
        made.mx.seat("prosecutor").propose([New("event", "secret", EVENT, SECRET)])
        yield made


def sees(node: Node) -> bool:
    """Say whether the prosecutor sees the secret now."""
    try:
        return bool(node.seat("prosecutor").shelf.thing("event/secret"))
    except NotFound:
        return False


@pytest.mark.parametrize(("days", "seen"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("teller", ["us", "mx"])
def test_the_last_day_is_the_last(both: Pair, clock: HandClock, teller: str, days: int, seen: bool) -> None:
    """On the day before and the day of expiry the secret is seen, on the day after not, whoever told it."""
    node = both.us if teller == "us" else both.mx
    to = Label(("MX",)) if teller == "us" else OWNER_ONLY
    vet(node.seat("integrity"), "leahy-1", VETTING, to)
    both.exchange()
    clock.advance(days=4 + days)
    assert clock.now().date().isoformat() == f"2026-01-{9 + days:02}"
    assert sees(both.mx) == seen


def test_a_revocation_reaches_the_other_node(both: Pair) -> None:
    """What one party revokes ends access at the other's node with the next exchange, and not before."""
    vet(both.us.seat("integrity"), "leahy-1", VETTING, Label(("MX",)))
    both.exchange()
    open_shelf = both.mx.seat("prosecutor")
    assert sees(both.mx)
    end(both.us.seat("integrity"), "vetting/leahy-1", "revoked", "2026-01-05")
    assert sees(both.mx)
    both.exchange()
    assert not sees(both.mx)
    with pytest.raises(NotFound):
        open_shelf.shelf.thing("event/secret")
    with pytest.raises(NotAllowed):
        open_shelf.propose([New("event", "another", EVENT, SECRET)])


def test_vetting_opens_no_door(both: Pair) -> None:
    """A vetting by itself, or for somebody else or another compartment, changes nothing for anybody."""
    watch = both.mx.seat("integrity")
    long = {**VETTING, "decided": "2026-01-02", "expires": "2026-12-31"}
    vet(watch, "other-scope", {**VETTING, "scopes": ["elsewhere"]}, OWNER_ONLY)
    vet(watch, "other-party", {**VETTING, "party": "US"}, OWNER_ONLY)
    vet(watch, "of-analyst", {**long, "person": "analyst"}, OWNER_ONLY)
    both.clock.advance(days=30)
    assert sees(both.mx)
    with pytest.raises(NotFound):
        both.mx.seat("analyst").shelf.thing("event/secret")


def test_only_integrity_vets(both: Pair) -> None:
    """An analyst neither vets anybody nor takes a revocation back; the watch and the secretariat do."""
    analyst = both.mx.seat("analyst")
    with pytest.raises(NotAllowed):
        vet(analyst, "mine", VETTING, OWNER_ONLY)
    vet(both.mx.seat("integrity"), "leahy-1", VETTING, OWNER_ONLY)
    end(both.mx, "vetting/leahy-1", "suspended", "2026-01-05")
    with pytest.raises(NotAllowed):
        analyst.revise("vetting/leahy-1", {"band": "passed", "expires": "2026-01-20"})
    with pytest.raises(NotAllowed):
        both.mx.seat("analyst").answer(
            "withdraws", [both.mx.shelf.thing("vetting/leahy-1").rid], {"reason": "x"}
        )
    assert not sees(both.mx)


def test_a_vetting_in_a_compartment_counts_too(both: Pair) -> None:
    """The house heeds a revocation that lies in a compartment into which nobody at the desk sees."""
    both.mx.enrol("integrity", {"name": "I", "roles": ["integrity"], "compartments": ["inner"],
                                "vetted_until": "2030-01-01"})  # fmt: skip
    gone = {**VETTING, "band": "revoked", "expires": None}
    vet(both.mx.seat("integrity"), "hidden", gone, Label(compartment="inner"))
    assert not sees(both.mx)


def test_standings_name_what_ends_it(both: Pair) -> None:
    """Who watches is told until when each is vetted and by which record; others are refused."""
    vet(both.mx.seat("integrity"), "leahy-1", VETTING, OWNER_ONLY)
    found = {one.officer: one for one in standings(both.mx.seat("integrity"))}
    assert (found["prosecutor"].by, str(found["prosecutor"].until)) == ("vetting/leahy-1", "2026-01-09")
    assert found["analyst"].standing == "none"
    both.clock.advance(days=9)
    assert [one.officer for one in ends_next(both.mx.seat("integrity")) if one.standing == LAPSED] == [
        "prosecutor"
    ]
    with pytest.raises(NotAllowed):
        standings(both.mx.seat("analyst"))


def test_steps_go_by_the_scheme(tmp_path: Path, clock: HandClock) -> None:
    """Steps are taken in the order of the scheme, and what may come next is told."""
    with create(tmp_path, "US", clock) as node:
        vet(node, "leahy-1", {**VETTING, "band": "pending", "decided": None, "expires": None}, OWNER_ONLY)
        day = (clock.now() - timedelta(days=1)).date().isoformat()
        step(node, "vetting/leahy-1", "entered", day)
        clock.advance(seconds=1)
        step(node, "vetting/leahy-1", "embassy-checked", day)
        found, following = walked(node, node.shelf.thing("vetting/leahy-1"))
        assert (found.stage, [one.name for one in following]) == ("checked", ["bureaus-checked"])
