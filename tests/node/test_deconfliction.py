"""Deconfliction: two nodes find that their plans meet, tell each other nothing else, and close the matter."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.kernel.shelf import Thing
from ambos.matching import blinding
from ambos.node.deconfliction import (
    ANSWERED,
    BEGUN,
    JOINED,
    OFFER,
    READ,
    SPOILT,
    WAITING,
    ConflictClosed,
    DeskMissing,
    PartnerMissing,
    check,
    close,
    conflicts,
    lodge,
    move,
    rounds,
)
from ambos.node.linting import findings
from ambos.node.node import Node
from ambos.testing.clock import HandClock
from ambos.testing.pair import Pair, create, pair
from ambos.values.handling import Label

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRETS = (
    "31.3301",
    "-110.9402",
    "controlled-delivery",
    "Escritorio-7c1",
    "nogales",
    "31.3350",
    "surveillance",
)


def plan(latitude: str, starts: str, until: str, sort: str = "surveillance") -> dict[str, str]:
    """A plan near Nogales, Sonora and Arizona."""
    return {
        "sort": sort,
        "starts": starts,
        "until": until,
        "latitude": latitude,
        "longitude": "-110.9402",
        "radius_km": "4",
        "desk": "Escritorio-7c1",
    }


OURS = plan("31.3301", "2026-03-08T01:30-07:00", "2026-03-08T05:00-07:00", "controlled-delivery")
THEIRS = plan("31.3350", "2026-03-08T04:00-07:00", "2026-03-08T09:00-07:00")
FAR = plan("29.1", "2026-03-08T01:30-07:00", "2026-03-08T05:00-07:00")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    """Two nodes in March 2026, with pages of 64 points to save time."""
    monkeypatch.setattr(blinding, "PAGE", 64)
    with pair(tmp_path, clock=HandClock(NOW)) as both:
        yield both


def turn(made: Pair) -> list[list[str]]:
    """Let each side check once and carry what it said; give what each did."""
    did = []
    for node, other, desk in ((made.us, made.mx, "EPIC watch"), (made.mx, made.us, "Mesa CNI")):
        did.append([one.what for one in check(node, desk)])
        other.take_from(node)
    return did


def found(node: Node) -> list[tuple[str, str, str]]:
    """The conflicts of a node: plan, desk to call, state."""
    return [(one.get("plan"), one.get("desk"), one.get("state")) for one in conflicts(node)]


def unsettled(node: Node) -> list[str]:
    """The conflicts that the review of the plan finds still open."""
    return [line.item.subject for line in findings(node) if line.rule == "TF08"]


def held(node: Node, kind: str, party: str) -> list[Thing]:
    """What a node holds of a kind by a party."""
    return [thing for thing in node.shelf.things(kind) if thing.owner == party]


def test_a_conflict_is_found_moved_and_closed(made: Pair) -> None:
    """Plans that meet are told to both, with the other's desk to call; moved, they meet no more.

    What nobody has settled shortly before it begins is among the findings of each side.
    """
    lodge(made.us, "nogales", OURS)
    lodge(made.us, "hermosillo", FAR)
    lodge(made.mx, "nogales-sur", THEIRS)
    assert turn(made) == [[BEGUN], [JOINED, ANSWERED]]
    assert turn(made) == [[ANSWERED, READ], [READ]]
    assert found(made.us) == [("planned-operation/nogales", "Mesa CNI", "open")]
    assert found(made.mx) == [("planned-operation/nogales-sur", "EPIC watch", "open")]
    (ours,), (theirs,) = conflicts(made.us), conflicts(made.mx)
    for field in ("starts", "until", "latitude", "longitude"):
        assert ours.get(field) == theirs.get(field)
    assert unsettled(made.us) == unsettled(made.mx) == []
    made.clock.advance(days=4)
    assert (unsettled(made.us), unsettled(made.mx)) == ([ours.subject], [theirs.subject])
    move(made.us, "nogales", {"starts": "2026-03-10T01:30-07:00", "until": "2026-03-10T05:00-07:00"})
    close(made.us, ours.subject, "plan-moved", {"en": "Moved by two days"})
    close(made.mx, theirs.subject, "agreed", None)
    with pytest.raises(ConflictClosed):
        close(made.mx, theirs.subject, "agreed", None)
    assert unsettled(made.us) == unsettled(made.mx) == []
    made.clock.advance(hours=1)
    assert turn(made)[0] == [BEGUN]
    assert turn(made)[1] == [READ]
    assert [state for *_, state in found(made.us) + found(made.mx)] == ["plan-moved", "agreed"]


def test_nothing_of_a_plan_leaves(made: Pair) -> None:
    """Nothing that reaches the partner tells of a plan; as many points leave for two as for none."""
    lodge(made.us, "nogales", OURS)
    lodge(made.us, "hermosillo", FAR)
    turn(made)
    turn(made)
    for node, party in ((made.mx, "US"), (made.us, "MX")):
        assert held(node, "planned-operation", party) == held(node, "conflict", party) == []
        assert held(node, "deconfliction-reading", party) == []
    bodies = [
        repr(made.mx.reader(row.log).one(row.seq).body)
        for row in made.mx.shelf.entries(made.mx.mirrors()["US"].name, 0)
    ]
    assert bodies and not [word for word in SECRETS if any(word in body for body in bodies)]
    (many,), (none,) = held(made.mx, "deconfliction-offer", "US"), held(made.us, "deconfliction-offer", "MX")
    assert [len(page) for page in many.get("points")] == [len(page) for page in none.get("points")]
    assert found(made.us) == found(made.mx) == []


def test_secrets_end_with_their_round(made: Pair) -> None:
    """Once a round was read, the secret that could open its points again is gone at both nodes."""
    lodge(made.us, "nogales", OURS)
    turn(made)
    kept = [list(node.config.keys.glob("deconfliction-*")) for node in (made.us, made.mx)]
    assert [len(files) for files in kept] == [1, 1]
    turn(made)
    assert [list(node.config.keys.glob("deconfliction-*")) for node in (made.us, made.mx)] == [[], []]
    assert [one.read for one in rounds(made.us, "MX")] == [True]


def test_a_round_waits_for_the_partner(made: Pair) -> None:
    """While the partner is silent nothing else begins; a round on another grid is not joined."""
    assert [one.what for one in check(made.us, "EPIC watch", "half-24h")] == [BEGUN]
    assert [one.what for one in check(made.us, "", "half-24h")] == [WAITING]
    made.mx.take_from(made.us)
    assert [one.what for one in check(made.mx, "Mesa CNI")] == [BEGUN]


def test_a_check_needs_a_partner_and_a_desk(made: Pair, tmp_path: Path) -> None:
    """Without a desk to call, or anybody to compare with, a check is refused."""
    with pytest.raises(DeskMissing):
        check(made.us, "")
    with create(tmp_path / "alone", "US", HandClock(NOW)) as alone, pytest.raises(PartnerMissing):
        check(alone, "EPIC watch")


def forged(made: Pair, name: str, points: bytes) -> None:
    """Let Mexico offer a round of any name with any bytes as its points."""
    body = {
        "round": name,
        "partner": "US",
        "grid": "tenth-6h",
        "desk": "Mesa CNI",
        "points": [base64.b64encode(points).decode()],
    }
    made.mx.propose([New(OFFER, "forged-mx", body, Label(("US",)))])
    made.us.take_from(made.mx)


def test_a_round_names_no_file_elsewhere(made: Pair) -> None:
    """A round whose name would lead out of the folder of keys is not joined, and nothing is written there."""
    forged(made, "x/../../../elsewhere", b"\1" * 32)
    before = sorted(made.us.config.home.parent.rglob("*"))
    assert [one.what for one in check(made.us, "EPIC watch")] == [BEGUN]
    new = set(made.us.config.home.parent.rglob("*")) - set(before)
    assert all(path.is_relative_to(made.us.config.home) for path in new)
    assert not [path for path in new if "elsewhere" in path.name]


def test_points_that_are_none_spoil_their_round_alone(made: Pair) -> None:
    """A round of points outside the group is left and named, and others go on."""
    forged(made, "forged", b"\xff" * 32)
    assert [one.what for one in check(made.us, "EPIC watch")] == [SPOILT, BEGUN]
    made.mx.take_from(made.us)
    assert JOINED in [one.what for one in check(made.mx, "Mesa CNI")]
