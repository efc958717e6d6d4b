"""Two nodes, two border processes, a bad network between them: in the end both hold the same."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import chain, repeat
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.node.border_process import LOOPBACK
from ambos.node.node import Node
from ambos.node.partners import place
from ambos.node.syncing import sync
from ambos.testing.border_crash import Neighbours, other
from ambos.testing.pair import PARTIES
from ambos.testing.proxy import CORRUPT, CUT, PASS, REFUSE, REPEAT, REPLAY, SLOW, Fault, Proxy, plan
from ambos.values.errors import AmbosError
from ambos.values.handling import PUBLIC
from tests.processes import finish, start

# What a bad network may be called; everything else would accuse the partner, or us.
NETWORK = {"exchange.partner-unreachable", "exchange.answer-cut"}
SEED, ROUNDS, KILLS = 20261125, 14, "10"
PLACES = (3, 60, 700)  # bytes into a direction: record head, greeting, certificate


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    """Two nodes whose borders run."""
    made = Neighbours(tmp_path_factory.mktemp("neighbours"))
    with made.serving():
        made.complete()
        yield made


@contextmanager
def through(neighbours: Neighbours, faults: Mapping[str, Iterator[Fault]]) -> Iterator[dict[str, Proxy]]:
    """Let each node reach the other through a network of its own; afterwards straight again."""
    with ExitStack() as stack:
        proxies = {}
        for visitor in PARTIES:
            host, port = neighbours.listens[other(visitor)].split(":")
            proxies[visitor] = stack.enter_context(Proxy((host, int(port)), faults[visitor]))
        _place(neighbours, {visitor: f"{LOOPBACK}:{proxy.port}" for visitor, proxy in proxies.items()})
        yield proxies
    _place(neighbours, {visitor: neighbours.listens[other(visitor)] for visitor in PARTIES})


def _place(neighbours: Neighbours, ways: dict[str, str]) -> None:
    with neighbours.opened() as nodes:
        for visitor, way in ways.items():
            place(nodes[visitor], other(visitor), f"https://{way}", None)


def say(node: Node, slug: str) -> None:
    """Let a node say some things."""
    body = {"happened": "2026-01-05", "name": {"en": slug}, "sort": "incident"}
    node.propose([New("event", f"{slug}-{n}", body, PUBLIC) for n in range(20)])


def demand_sound(nodes: Mapping[str, Node]) -> None:
    """Every log verifies, and nobody is accused of two histories."""
    for node in nodes.values():
        node.verify()
        assert not any(mirror.rival_note() for mirror in node.mirrors().values())


def visited(node: Node, host: str) -> str:
    """Visit; give the code of what went wrong, or nothing."""
    try:
        sync(node, host)
    except AmbosError as error:
        return error.code
    return ""


def test_a_bad_network_only_delays(neighbours: Neighbours) -> None:
    """Whatever it cuts, slows, repeats or corrupts: no alarm, nothing half stored, and then all of it."""
    bad = {visitor: plan(SEED + n) for n, visitor in enumerate(PARTIES)}
    with through(neighbours, bad) as proxies:
        wrong = set()
        with neighbours.opened() as nodes:
            for number in range(ROUNDS):
                visitor = PARTIES[number % 2]
                say(nodes[visitor], f"bad-{number}")
                wrong.add(visited(nodes[visitor], other(visitor)))
                demand_sound(nodes)
        assert wrong - {""} <= NETWORK and wrong & NETWORK
        assert {fault.sort for proxy in proxies.values() for fault in proxy.met} >= {CUT, CORRUPT, REPEAT}
        for proxy in proxies.values():
            proxy.behave()
        neighbours.complete()
        neighbours.examine(finished=True)


@pytest.mark.parametrize("sort", (CORRUPT, REPEAT, CUT))
@pytest.mark.parametrize("answered", (True, False))
def test_a_struck_connection_says_so(neighbours: Neighbours, sort: str, answered: bool) -> None:
    """Struck at any place, a visit ends with an error of the connection, and the next one gets through."""
    for at in PLACES:
        once = {"US": repeat(Fault(PASS)), "MX": chain([Fault(sort, answered, at)], repeat(Fault(PASS)))}
        with through(neighbours, once) as proxies, neighbours.opened() as nodes:
            say(nodes["US"], f"{sort}-{answered}-{at}".lower())
            assert not visited(nodes["US"], "MX")
            assert visited(nodes["MX"], "US") in NETWORK, at
            demand_sound(nodes)
            assert not visited(nodes["MX"], "US")
            assert nodes["MX"].mirrors()["US"].size() == nodes["US"].channel("MX").log.size
            assert [fault.sort for fault in proxies["MX"].met] == [sort, PASS]


@pytest.mark.parametrize("fault", (Fault(SLOW), Fault(SLOW, answered=False), Fault(REPLAY)))
def test_what_is_slow_or_said_again_arrives_once(neighbours: Neighbours, fault: Fault) -> None:
    """A slow connection only takes longer; one that is replayed to the border afterwards changes nothing."""
    with through(neighbours, {visitor: repeat(fault) for visitor in PARTIES}), neighbours.opened() as nodes:
        say(nodes["US"], f"{fault.sort}-{fault.answered}".lower())
        assert not visited(nodes["US"], "MX") and not visited(nodes["MX"], "US")
        assert nodes["MX"].mirrors()["US"].size() == nodes["US"].channel("MX").log.size
        demand_sound(nodes)


def test_nobody_there(neighbours: Neighbours) -> None:
    """A connection that is refused is said to be unreachable."""
    nobody = {visitor: repeat(Fault(REFUSE)) for visitor in PARTIES}
    with through(neighbours, nobody), neighbours.opened() as nodes:
        assert visited(nodes["US"], "MX") in NETWORK


def test_killed_visitors_and_borders(tmp_path: Path) -> None:
    """Killed at any moment on either side: nothing acknowledged is lost, and the next visits complete it."""
    counts = json.loads(finish(start("tests.journeys.border_crashing", str(tmp_path), KILLS, "1")))
    assert counts["visitors"] + counts["borders"] + counts["ended"] >= int(KILLS)
    assert counts["visitors"] and counts["borders"] and counts["arrived"]
