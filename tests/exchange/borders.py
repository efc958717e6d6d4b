"""Borders on real sockets, in a thread of the test: each node of a pair listens for the other and asks it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ambos.exchange.http.listening import Journal, Listeners
from ambos.exchange.http.service import Asked
from ambos.node.bordering import tell_border
from ambos.node.node import Node
from ambos.node.partners import place
from ambos.testing.pair import Pair

ANYWHERE = "127.0.0.1:0"


@dataclass
class Running:
    """A border at work: where it listens for each partner, and what it was asked."""

    addresses: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    follow: Callable[[], None] = lambda: None

    def refusals(self) -> list[str]:
        """Give the codes of what was refused, in order."""
        return [each.code for each in self.asked if each.code]


@contextmanager
def serving(border: Path, now: Callable[[], int]) -> Iterator[Running]:
    """Serve a border's folder as its process does, until the end."""
    found = Running()
    loop = asyncio.new_event_loop()
    journal = Journal(found.addresses.__setitem__, lambda party: None, found.asked.append, lambda error: None)
    listeners = Listeners(border, journal, now)
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    found.follow = lambda: asyncio.run_coroutine_threadsafe(listeners.follow(), loop).result(20)
    try:
        found.follow()
        yield found
    finally:
        asyncio.run_coroutine_threadsafe(listeners.stop(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


@contextmanager
def bordered(made: Pair) -> Iterator[tuple[Running, Running]]:
    """Let both borders of a pair serve, and tell each node where the other's answers; US comes first."""
    for node, party in ((made.us, "MX"), (made.mx, "US")):
        place(node, party, None, ANYWHERE)
        tell_border(node)
    with (
        serving(made.us.config.border, seconds(made)) as us,
        serving(made.mx.config.border, seconds(made)) as mx,
    ):
        _point(made.us, "MX", mx.addresses["US"])
        _point(made.mx, "US", us.addresses["MX"])
        yield us, mx


def seconds(made: Pair) -> Callable[[], int]:
    """Give the pair's clock in POSIX seconds."""
    return lambda: int(made.clock.now().timestamp())


def _point(node: Node, party: str, address: str) -> None:
    place(node, party, address, None)
