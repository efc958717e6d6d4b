"""Two nodes that know each other, in a folder of their own, on a clock that is set by hand."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ambos.node.config import SQLITE, Config
from ambos.node.node import Node
from ambos.testing.clock import HandClock

PARTIES = ("US", "MX")


@dataclass(frozen=True)
class Pair:
    """The nodes of two parties, open, each with an officer ``secretariat`` at the desk."""

    us: Node
    mx: Node
    clock: HandClock

    def exchange(self, times: int = 1) -> None:
        """Let each take what the other has released; the second time brings the answers' receipts home."""
        for _ in range(times):
            self.us.take_from(self.mx)
            self.mx.take_from(self.us)


@contextmanager
def pair(
    folder: Path, stores: Mapping[str, str] | None = None, clock: HandClock | None = None
) -> Iterator[Pair]:
    """Create both nodes below ``folder`` and register each with the other.

    ``stores`` names the back end of a party as ``Config.store`` does; SQLite where it says nothing. The clock
    is set to a day long ago unless another is handed in.
    """
    clock = clock or HandClock()
    with ExitStack() as stack:
        us, mx = (
            stack.enter_context(create(folder, party, clock, (stores or {}).get(party, SQLITE)))
            for party in PARTIES
        )
        us.add_peer(mx.card())
        mx.add_peer(us.card())
        yield Pair(us, mx, clock)


def create(folder: Path, party: str, clock: HandClock, store: str = SQLITE) -> Node:
    """Create one party's node in a folder named for the party."""
    config = Config(folder / party.lower(), party, party.lower(), store)
    return Node.create(config, f"Secretariat of {party}", clock.now)
