"""Kill either side of a visit again and again, at random moments, and see that both ends hold what they said.

Two nodes have borders in processes of their own. A visit runs in a child; it, or the border that it visits,
is killed with SIGKILL. Then both nodes are examined as they lie there, the exchange is completed, and they
are examined again.
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ambos.exchange.post import outbox_of
from ambos.exchange.sealed import open_section
from ambos.kernel.acts import New
from ambos.node.border_process import LOOPBACK, BorderProcess, free_port
from ambos.node.bordering import tell_border
from ambos.node.config import Config
from ambos.node.node import Node
from ambos.node.partners import introduce
from ambos.node.syncing import sync
from ambos.testing.crash import RecordLost
from ambos.testing.pair import PARTIES
from ambos.values.errors import Unreachable
from ambos.values.handling import PUBLIC

GENERATION: Final = 25  # kills before new nodes are made, so that verifying stays short
NEWS: Final = 6  # things said at each node before a kill, at most
LONGEST: Final = 0.4  # seconds after which a kill comes at the latest
COMPLETE: Final = ("US", "MX") * 2  # who visits, until each has the other's receipt
CHANNELS: Final = (("US", "MX"), ("MX", "US"))
ENDED, UNREACHED = 0, 4


@dataclass
class Endured:
    """What was done: kills of visitors and of borders, visits that had ended before, things that arrived."""

    visitors: int = 0
    borders: int = 0
    ended: int = 0
    arrived: int = 0


class Neighbours:
    """Two nodes below a folder, each the other's trusted partner, with borders while the block lasts."""

    def __init__(self, folder: Path) -> None:
        self.homes = {party: folder / party.lower() for party in PARTIES}
        self.listens = {party: f"{LOOPBACK}:{free_port()}" for party in PARTIES}
        self._borders: dict[str, BorderProcess] = {}
        for party, home in self.homes.items():
            Node.create(Config(home, party, party.lower()), "Secretariat").close()
        with self.opened() as nodes:
            for node, other in (nodes.values(), reversed(nodes.values())):
                ours, theirs = (self.listens[one.config.party] for one in (node, other))
                introduce(node, other.card(), trusted=True, address=f"https://{theirs}", listen=ours)
                tell_border(node)

    @contextmanager
    def opened(self) -> Iterator[dict[str, Node]]:
        """Open both nodes in this process."""
        with ExitStack() as stack:
            yield {party: stack.enter_context(Node.open(home)) for party, home in self.homes.items()}

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Let both borders run; whichever was killed meanwhile need not be there any more."""
        try:
            for party in PARTIES:
                self.serve(party)
            yield
        finally:
            for party in [*self._borders]:
                self.kill_border(party)

    def serve(self, party: str) -> None:
        """Start the border of a party and wait until it listens."""
        self._borders[party] = BorderProcess(self.homes[party], [self.listens[party]])

    def kill_border(self, party: str) -> None:
        """Kill the border of a party."""
        self._borders.pop(party).stop(signal.SIGKILL)

    def say(self, number: int, chance: random.Random) -> None:
        """Let each node say some things."""
        with self.opened() as nodes:
            for node in nodes.values():
                node.propose([_news(f"k{number}-{n}") for n in range(chance.randint(1, NEWS))])

    def visit(self, visitor: str) -> int:
        """Fork a child that visits the other border as ``visitor``; give its id. It ends by itself."""
        child = os.fork()
        if not child:
            with suppress(BaseException):
                os._exit(self._visited(visitor))
            os._exit(1)
        return child

    def _visited(self, visitor: str) -> int:
        try:
            with Node.open(self.homes[visitor]) as node:
                sync(node, other(visitor))
        except Unreachable:
            return UNREACHED
        return ENDED

    def complete(self) -> int:
        """Let each visit the other until nothing is under way; give how many records arrived."""
        with self.opened() as nodes:
            return sum(sync(nodes[visitor], other(visitor)).received for visitor in COMPLETE)

    def examine(self, finished: bool) -> None:
        """Verify both nodes; refuse a receipt for what is not held, and, once finished, anything unequal."""
        with self.opened() as nodes:
            for node in nodes.values():
                node.verify()
            for sender, receiver in CHANNELS:
                channel, mirror = nodes[sender].channel(receiver), nodes[receiver].mirrors()[sender]
                if channel.acknowledged() > mirror.size():
                    raise RecordLost(kill=channel.acknowledged(), what="receipt")
                if finished and not channel.log.head() == mirror.log.head():
                    raise RecordLost(kill=channel.log.size, what="mirror")
                if finished and channel.acknowledged() != channel.log.size:
                    raise RecordLost(kill=channel.log.size, what="acknowledgement")
                if finished:
                    _demand_put_out(nodes[sender], nodes[receiver])


def _demand_put_out(sender: Node, receiver: Node) -> None:
    """Refuse an outbox that does not hold the whole channel in sections which the receiver opens."""
    channel = sender.channel(receiver.config.party)
    outbox, openers = (
        outbox_of(sender.config.border, channel.peer),
        list(receiver.parts.secrets.openers().values()),
    )
    position = 0
    while path := outbox.section_at(position):
        position = open_section(path.read_bytes(), openers, channel.log.origin).new
    if position != channel.log.size:
        raise RecordLost(kill=position, what="outbox")


def endure(folder: Path, kills: int, seed: int) -> Endured:
    """Kill a visitor or a border ``kills`` times; raise what is wrong with what is left, or give the counts.

    Forks this process: it must have no other threads and no node open.
    """
    chance, endured = random.Random(seed), Endured()
    for start in range(0, kills, GENERATION):
        neighbours = Neighbours(folder / f"generation-{start}")
        with neighbours.serving():
            for number in range(start, min(start + GENERATION, kills)):
                neighbours.say(number, chance)
                _kill_one(neighbours, chance, endured)
                neighbours.examine(finished=False)
                endured.arrived += neighbours.complete()
                neighbours.examine(finished=True)
    return endured


def _kill_one(neighbours: Neighbours, chance: random.Random, endured: Endured) -> None:
    """Begin a visit, kill the visitor or its host, and wait for the visitor's end; a host is started anew."""
    visitor = chance.choice(PARTIES)
    child = neighbours.visit(visitor)
    time.sleep(chance.uniform(0, LONGEST))
    if chance.random() < 1 / 2:
        os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        endured.visitors += os.WIFSIGNALED(status)
        endured.ended += not os.WIFSIGNALED(status)
        return
    neighbours.kill_border(other(visitor))
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended not in (ENDED, UNREACHED):
        raise RecordLost(kill=ended, what="visitor")
    endured.borders += 1
    endured.ended += ended == ENDED
    neighbours.serve(other(visitor))


def other(party: str) -> str:
    """Give the other of the two parties."""
    return PARTIES[1 - PARTIES.index(party)]


def _news(slug: str) -> New:
    body = {"happened": "2026-01-05", "name": {"en": slug}, "sort": "incident"}
    return New("event", slug, body, PUBLIC)
