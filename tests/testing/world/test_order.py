"""What two nodes agree on depends on what was said, and not on the order in which it arrived."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.kernel.projection import Projection
from ambos.kernel.store.memory import MemoryTables
from ambos.node.node import Node
from ambos.node.past import Beginning
from ambos.testing.pair import PARTIES
from ambos.testing.world import people
from ambos.testing.world.truth import demand_agreed, demand_equal
from ambos.testing.world.world import World
from tests.testing.world.machine import folder, founded

NUMBERS = st.integers(0, 50)
SAYINGS = st.tuples(st.sampled_from(("joint", "revise", "answer", "event", "batch", "meet")), NUMBERS)
Growth = list[tuple[int, int]]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder for the worlds of this module, in memory."""
    made = folder()
    yield made
    shutil.rmtree(made)


def say(world: World, what: str, number: int, place: int) -> None:
    """Say something at one of the nodes, or let them meet."""
    party = PARTIES[number % len(PARTIES)]
    writes = {
        "joint": people.framework(f"f{number % 3}"),
        "revise": people.revision(number, f"A{place}"),
        "answer": people.answer(number, number // 2),
        "event": people.events(f"e{place}", 1),
        "batch": people.figures(f"b{place}", 2),
    }
    if what == "meet":
        world.meet()
    else:
        world.say(party, writes[what])


def folded(node: Node, growth: Growth) -> dict[str, str]:
    """Fold what a node holds anew, log by log as they grow, and at last to their ends; give the digests."""
    logs = [node.house, *(mirror.name for mirror in node.mirrors().values())]
    ends = {name: node.reader(name).log.size for name in logs}
    stops, tables = dict.fromkeys(logs, 0), MemoryTables()
    try:
        fold = Projection(tables, node.register, node.config.party)
        for which, by in (*growth, *((place, ends[name]) for place, name in enumerate(logs))):
            name = logs[which % len(logs)]
            stops[name] = min(stops[name] + by, ends[name])
            fold.update([Beginning(log, node.book(log), node.reader(log), stops[log], ()) for log in logs])
        return fold.digests()
    finally:
        tables.close()


@settings(max_examples=6, deadline=None)
@given(st.lists(SAYINGS, max_size=10), st.lists(st.lists(st.tuples(NUMBERS, st.integers(1, 3)), max_size=12)))
def test_order_of_arrival(home: Path, said: list[tuple[str, int]], growths: list[Growth]) -> None:
    """Both nodes' things are equal once all is delivered, and so are the tables of every order of arrival."""
    place = home / "world"
    shutil.copytree(founded(PARTIES), place)
    world = World(place)
    try:
        for number, (what, pick) in enumerate(said):
            say(world, what, pick, number)
        world.meet()
        us, mx = (world.sites[party].node for party in PARTIES)
        for one, other in ((us, mx), (mx, us)):
            demand_equal(one, other)
            demand_agreed(one, other)
        for node in (us, mx):
            straight = node.projection.digests()
            assert folded(node, []) == straight
            assert all(folded(node, growth) == straight for growth in growths)
    finally:
        world.close()
        shutil.rmtree(place)
