"""What a person sees of a record: by every name, with every version, and nothing of what is not theirs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.kernel.access import Person
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES
from ambos.node.node import Node
from ambos.node.showing import NameAmbiguous, find_record, find_subject, open_record
from ambos.node.standing import CHANNEL, HOUSE, MIRROR, standing
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed, NotFound

BODY = {"name": {"en": "Group"}, "started": "2025"}
GOAL = {"framework": "framework/group-one", "name": {"en": "Goal"}}


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other; the first has proposed two frameworks."""
    with pair(tmp_path) as made:
        made.us.propose([New("framework", "group-one", BODY), New("framework", "group-two", BODY)])
        made.exchange()
        yield made


def test_every_name_means_the_same_record(nodes: Pair) -> None:
    """Subject, bare name, id, its beginning and its end lead to one record."""
    shelf = nodes.us.shelf
    rid = shelf.thing("framework/group-one").rid
    for name in ("framework/group-one", "group-one", "framework/group-o", rid, rid.upper(), rid[-12:]):
        assert find_record(shelf, name).rid == rid
        assert find_subject(shelf, name) == "framework/group-one"


def test_what_may_mean_several_is_refused_with_all(nodes: Pair) -> None:
    """An ambiguous name lists what it may mean; a name of nothing is not found."""
    with pytest.raises(NameAmbiguous) as refused:
        find_subject(nodes.us.shelf, "framework/group")
    assert refused.value.data["candidates"] == ("framework/group-one", "framework/group-two")
    for name in ("nothing", "framework/nothing", "ffffffff", "", "%", "_roup-one", "GROUP\0"):
        with pytest.raises(NotFound):
            find_subject(nodes.us.shelf, name)


def test_an_exact_name_wins_over_longer_ones(nodes: Pair) -> None:
    """A thing whose whole name was typed is meant, though other names begin like it."""
    nodes.us.propose([New("framework", "group", BODY)])
    assert find_subject(nodes.us.shelf, "framework/group") == "framework/group"
    assert find_subject(nodes.us.shelf, "group") == "framework/group"


def test_versions_and_answers_are_told_apart(nodes: Pair) -> None:
    """A revised version is replaced, the newest waits, and answers name what they answer."""
    nodes.us.revise("framework/group-one", {"ended": "2026-01"})
    nodes.exchange()
    newest = nodes.mx.shelf.thing("framework/group-one").rid
    nodes.mx.answer(DISPUTES, [newest], {"reason": "not yet"})
    opened = open_record(nodes.mx, "group-one")
    assert [said.state for said in opened.versions] == ["replaced", "disputed"]
    (answer,) = opened.answers
    assert (answer.relation, answer.target, answer.said.body) == ("disputes", newest, {"reason": "not yet"})


def test_agreed_and_waiting_versions_stand_side_by_side(nodes: Pair) -> None:
    """Beside what was agreed, a proposal waits, and what differs is told of both."""
    agreed = nodes.mx.shelf.thing("framework/group-one").rid
    nodes.mx.answer(COUNTERSIGNS, [agreed], {})
    nodes.exchange()
    waiting = nodes.us.revise("framework/group-one", {"ended": "2026-01"}).rid.hex()
    opened = open_record(nodes.us, "group-one")
    assert (opened.thing.rid, opened.thing.pending) == (agreed, (waiting,))
    assert [said.state for said in opened.versions] == ["countersigned", "proposed"]
    assert [(d.field, dict(d.values)) for d in opened.differences] == [
        ("ended", {agreed: None, waiting: "2026-01"})
    ]


def test_references_are_shown_both_ways(nodes: Pair) -> None:
    """A thing shows what refers to it, among many values too, and by which field."""
    decision = {
        "decided": "2025",
        "text": {"en": "Go."},
        "concerns": ["framework/group-two", "framework/group-one"],
    }
    nodes.us.propose([New("goal", "first", GOAL), New("decision", "go", decision)])
    referring = open_record(nodes.us, "group-one").referring
    assert {(thing.subject, field) for thing, field in referring} == {
        ("goal/first", "framework"),
        ("decision/go", "concerns"),
    }


def test_an_older_version_opens_as_it_was(nodes: Pair) -> None:
    """Asked for by its id, a replaced version shows its own body and its own proof."""
    old = nodes.us.shelf.thing("framework/group-one").rid
    nodes.us.revise("framework/group-one", {"ended": "2026-01"})
    opened = open_record(nodes.us, old)
    assert opened.asked.row.rid == old
    assert "ended" not in (opened.asked.body or {})
    assert opened.proof.record.place == opened.asked.row.seq


def test_nothing_unseen_shines_through(nodes: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """To a visitor unseen things neither make a name ambiguous nor refer to anything."""
    public = Person("US", "visitor", frozenset({"public"}))
    monkeypatch.setattr(Node, "person", lambda self: public)
    for name in ("framework/group", "group-one", "peer/mx"):
        with pytest.raises(NotFound):
            find_subject(nodes.us.shelf, name)
    assert not nodes.us.shelf.referring("framework/group-one")
    assert {row.kind for row in nodes.us.shelf.entries(nodes.us.house, 0)} == {"key"}


def test_a_node_tells_how_it_stands(nodes: Pair) -> None:
    """House log, channel and mirror each with size and head, the partner's receipt, officers and partners."""
    nodes.exchange()
    found = standing(nodes.us)
    house, channel, mirror = found.logs
    assert (house.sort, channel.sort, mirror.sort) == (HOUSE, CHANNEL, MIRROR)
    assert channel.acknowledged == channel.size > 0
    assert house.size == found.cursors[house.origin] and mirror.size == found.cursors[mirror.origin]
    assert [thing.slug for thing in found.officers] == ["secretariat"]
    assert list(found.peers) == ["MX"] and not found.quarantine


def test_only_who_audits_sees_how_a_node_stands(nodes: Pair) -> None:
    """An auditor may, an analyst may not: sizes tell of what one may not see."""
    for role, allowed in (("auditor", True), ("analyst", False)):
        nodes.us.enrol(role, {"name": role, "roles": [role]})
        with Node.open(nodes.us.config.home, role, nodes.clock.now) as node:
            if allowed:
                assert len(standing(node).logs) == 3
            else:
                with pytest.raises(NotAllowed):
                    standing(node)


def test_names_are_found_on_postgresql(tmp_path: Path, postgres_dsn: str) -> None:
    """A node on a PostgreSQL server finds, lists, opens, proves and rebuilds as one on files does."""
    with pair(tmp_path, {"US": postgres_dsn}) as made:
        us = made.us
        us.propose([New("framework", "group-one", BODY), New("goal", "first", GOAL)])
        made.exchange()
        rid = us.shelf.thing("framework/group-one").rid
        for name in ("group-one", "framework/group-o", rid[:20], rid[-12:]):
            assert find_record(us.shelf, name).rid == rid
        assert [row.kind for row in us.shelf.entries(us.house, 0, "goal")] == ["goal"]
        assert len(list(us.shelf.entries(us.house, 0))) == us.projection.cursors()[us.house]
        assert [thing.subject for thing, _ in open_record(us, rid).referring] == ["goal/first"]
        assert standing(us).logs
        before = us.projection.digests()
        us.rebuild()
        assert us.projection.digests() == before
