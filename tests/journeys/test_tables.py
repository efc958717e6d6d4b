"""Read tables: whatever the history and the order of its arrival, they are what the logs say."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ambos.kernel import projection as projection_module
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, WITHDRAWS
from ambos.kernel.projection import Projection
from ambos.kernel.settling import every_recalled
from ambos.node.node import Node
from ambos.node.recalls import answer, recall, recalls
from ambos.testing.pair import Pair, pair
from ambos.values.errors import Refused
from ambos.values.handling import PUBLIC

STEPS, SEEDS = 120, (2, 3)


class History:
    """Two parties that do at random what people do."""

    def __init__(self, made: Pair, seed: int) -> None:
        self._made = made
        self._chance = random.Random(seed)
        self._count = 0

    def run(self, steps: int) -> None:
        """Take steps; some are refused, as people's are."""
        revising: list[Callable[[Node], object]] = [self._revise] * 4
        acts = [*[self._propose] * 3, self._state, *revising, *[self._answer] * 8, *[self._exchange] * 3]
        acts += [self._recall, self._reply, self._take_back]
        for node in (self._made.us, self._made.mx):
            self._propose(node)
        for _ in range(steps):
            node = self._chance.choice((self._made.us, self._made.mx))
            try:
                self._chance.choice(acts)(node)
            except Refused:
                continue

    def _name(self, node: Node) -> str:
        self._count += 1
        return f"{node.config.party.lower()}-{self._count}"

    def _propose(self, node: Node) -> None:
        names = [self._name(node) for _ in range(self._chance.randint(1, 2))]
        node.propose([New("framework", name, {"name": {"en": name}}) for name in names])

    def _state(self, node: Node) -> None:
        body = {
            "indicator": "indicator/x",
            "period": "2024",
            "place": "US",
            "value": "1.50",
            "unit": "deaths",
        }
        names = [self._name(node) for _ in range(self._chance.randint(1, 4))]
        node.state(
            [New("figure", name, body | {"unit": "deaths", "status": "final"}, PUBLIC) for name in names]
        )

    def _revise(self, node: Node) -> None:
        if things := node.shelf.things("framework"):
            thing = self._chance.choice(things)
            node.revise(
                thing.subject,
                {"abbreviation": self._name(node), "ended": self._chance.choice(("2025", None))},
            )

    def _answer(self, node: Node) -> None:
        rids = [thing.rid for thing in node.shelf.things("framework")]
        rids += [rid for thing in node.shelf.things("framework") for rid in (*thing.pending, *thing.rivals)]
        relation = self._chance.choice((COUNTERSIGNS, COUNTERSIGNS, COUNTERSIGNS, DISPUTES, WITHDRAWS))
        if rids:
            node.answer(
                relation, [self._chance.choice(rids)], {"reason": "x"} if relation != COUNTERSIGNS else {}
            )

    def _recall(self, node: Node) -> None:
        rows = [row for thing in node.shelf.things("framework") for row in node.shelf.versions(thing.subject)]
        if own := [row.rid for row in rows if row.party == node.config.party]:
            reach = self._chance.choice(("use", "use", "erase"))
            recall(node, self._chance.choice(own), {"reach": reach, "reason": "other"})

    def _reply(self, node: Node) -> None:
        lines = [line for line in recalls(node) if line.row.party != node.config.party]
        if lines:
            outcome = self._chance.choice(("complied", "refused"))
            answer(node, [self._chance.choice(lines).row.rid], outcome, "a law")

    def _take_back(self, node: Node) -> None:
        """Take back a recall that asked to use no more; of one that asked to destroy, a body may be gone."""
        lines = [
            line for line in recalls(node) if line.row.party == node.config.party and line.reach == "use"
        ]
        if lines:
            node.answer(WITHDRAWS, [self._chance.choice(lines).row.rid], {"reason": "x"})

    def _exchange(self, node: Node) -> None:
        other = self._made.mx if node is self._made.us else self._made.us
        node.take_from(other)


@pytest.fixture(scope="module", params=SEEDS)
def grown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A pair with a random history, everything exchanged."""
    with pair(tmp_path_factory.mktemp("grown")) as made:
        History(made, request.param).run(STEPS)
        made.exchange(3)
        yield made


def stand(node: Node) -> list[Any]:
    """Give how every joint thing stands at a node."""
    return [
        (thing.subject, thing.owner, thing.state, thing.rid, thing.pending, thing.rivals, thing.body)
        for thing in node.shelf.things("framework")
    ]


def test_the_history_is_worth_testing(grown: Pair) -> None:
    """Things stand in several ways, some wait, some contradict each other, and nothing is quarantined."""
    rows = stand(grown.us)
    assert every_recalled(grown.us.projection.tables)
    assert len({row[2] for row in rows}) >= 3
    assert any(row[4] for row in rows) and any(row[5] for row in rows)
    assert grown.us.projection.quarantined() == grown.mx.projection.quarantined() == []


def test_both_nodes_agree(grown: Pair) -> None:
    """How joint things stand, with what waits and what contradicts, is the same at both nodes."""
    assert stand(grown.us) == stand(grown.mx)


def test_a_rebuild_is_equal(grown: Pair) -> None:
    """Dropped and folded anew, every table has the content that it had."""
    for node in (grown.us, grown.mx):
        folded = node.projection.digests()
        assert node.rebuild() == node.projection.cursors()[node.house] + sum(
            mirror.size() for mirror in node.mirrors().values()
        )
        assert node.projection.digests() == folded


def test_the_order_of_arrival_does_not_matter(grown: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folded mirror first, or in small groups that alternate, the tables come out the same."""
    monkeypatch.setattr(projection_module, "CHUNK", 3)
    for node in (grown.us, grown.mx):
        folded = node.projection.digests()
        node.projection.rebuild(node._sources()[::-1])
        assert node.projection.digests() == folded
        for seed in SEEDS:
            alternating(node.projection, node, random.Random(seed))
            assert node.projection.digests() == folded


class Beginning:
    """A log as if it ended earlier."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.end = 0
        self.name = source.name

    @property
    def book(self) -> Any:
        return self._source.book

    def size(self) -> int:
        return min(self.end, int(self._source.size()))

    def read(self, start: int, stop: int) -> Any:
        return self._source.read(start, stop)


def alternating(projection: Projection, node: Node, chance: random.Random) -> None:
    """Fold the logs from their beginning, a few records of a chosen log at a time."""
    beginnings = [Beginning(source) for source in node._sources()]
    projection.rebuild(beginnings)
    whole = [source.size() for source in node._sources()]
    while [beginning.size() for beginning in beginnings] != whole:
        chance.choice(beginnings).end += chance.randint(1, 20)
        projection.update(beginnings)


def test_another_version_is_folded_anew(grown: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of another version of the fold are dropped and made again, once."""
    node = grown.us
    folded, total = node.projection.digests(), sum(source.size() for source in node._sources())
    assert node.refresh() == 0
    monkeypatch.setattr(projection_module, "VERSION", projection_module.VERSION + 1)
    assert node.refresh() == total
    assert node.refresh() == 0
    again = node.projection.digests()
    assert again.pop("cursor") != folded.pop("cursor") and again == folded
    monkeypatch.undo()
    assert node.refresh() == total


def test_tables_ahead_of_a_log_are_folded_anew(grown: Pair) -> None:
    """Tables that hold more than a log, put back from an older copy, are made from what there is."""
    node = grown.us
    folded = node.projection.digests()
    shorter = [Beginning(source) for source in node._sources()]
    for beginning, source in zip(shorter, node._sources(), strict=True):
        beginning.end = source.size() - 2
    node.projection.update(shorter)
    assert node.projection.cursors() == {source.name: source.size() for source in shorter}
    node.rebuild()
    assert node.projection.digests() == folded


def test_a_node_that_died_before_folding(tmp_path: Path) -> None:
    """Records that answer the partner's, written and not yet folded at a crash, are folded when it opens."""
    with pair(tmp_path) as made:
        (proposed,) = made.us.propose([New("framework", "sig", {"name": {"en": "SIG"}})])
        made.exchange()
        made.mx.desk.answer(COUNTERSIGNS, [proposed.rid.hex()], {})  # and no refresh
    with Node.open(tmp_path / "mx", now=made.clock.now) as reopened:
        thing = reopened.shelf.thing("framework/sig")
        assert (thing.state, thing.body) == ("countersigned", {"name": {"en": "SIG"}})
        folded = reopened.projection.digests()
        reopened.rebuild()
        assert reopened.projection.digests() == folded


def test_an_erased_body_is_not_shown(tmp_path: Path) -> None:
    """When the body of the current version is erased, no older version's words stand in its place."""
    with pair(tmp_path) as made:
        made.us.propose([New("framework", "sig", {"name": {"en": "A secret name"}})])
        newest = made.us.revise("framework/sig", {"name": {"en": "Another"}})
        ledger = made.us._parts.ledger
        made.us._parts.keys.destroy([newest.seq])
        ledger.log.store.drop_bodies([newest.seq])
        made.us.rebuild()
        assert made.us.shelf.things("framework") == []
        assert made.us.shelf.record(newest.rid.hex()).subject == "framework/sig"
        assert made.us.verify()[0].erased == 1
