"""A demonstration: two nodes that hold the public record, pass it to each other and answer each other.

Each step writes only what is not there yet, so that a run which was interrupted is completed by the next, and
a complete one writes nothing.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ambos.kernel.joint import COUNTERSIGNS, PROPOSED
from ambos.kernel.shelf import Thing
from ambos.node.config import FILE, Config
from ambos.node.node import Node
from ambos.node.published import EXAMPLE, load, one_sided

PARTIES: Final = ("US", "MX")
OFFICER_NAME: Final = "Secretariat (demonstration)"
STEPS: Final = ("nodes", "record", "exchange", "countersign", "exchange-again")
Watch = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What one run of the demonstration did: records written, received and countersigned."""

    written: int
    countersigned: int
    received: int


def home_of(folder: Path, party: str) -> Path:
    """Give the folder of a party's node."""
    return folder / party.lower()


def build(folder: Path, watch: Watch, example: bool = False) -> Built:
    """Bring both nodes to the state of the demonstration; with the example, the SYNTHETIC plan is in it."""
    with ExitStack() as stack:
        watch("nodes")
        us, mx = (stack.enter_context(_opened(home_of(folder, party), party)) for party in PARTIES)
        introduce(us, mx)
        watch("record")
        written = load(us) + load(mx) + (load(us, EXAMPLE) if example else 0)
        watch("exchange")
        received = exchange(us, mx)
        watch("countersign")
        countersigned = countersign(us) + countersign(mx)
        watch("exchange-again")
        return Built(written, countersigned, received + exchange(us, mx))


def _opened(home: Path, party: str) -> Node:
    if (home / FILE).is_file():
        return Node.open(home)
    return Node.create(Config(home, party, f"ambos-{party.lower()}"), OFFICER_NAME)


def introduce(one: Node, other: Node) -> None:
    """Let each node register the other's card, unless it has."""
    for node, partner in ((one, other), (other, one)):
        if partner.config.party not in node.peers():
            node.add_peer(partner.card())


def exchange(one: Node, other: Node) -> int:
    """Bring each node's mirror of the other up to date; give how many records that brought."""
    return one.take_from(other) + other.take_from(one)


def countersign(node: Node) -> int:
    """Countersign every joint thing of the partner that waits for it, save what one government said alone."""
    joint = [kind for kind in node.register if kind.joint]
    waiting = [thing.rid for kind in joint for thing in node.shelf.things(kind.name) if _waits(node, thing)]
    return len(node.answer(COUNTERSIGNS, waiting, {}))


def _waits(node: Node, thing: Thing) -> bool:
    foreign = thing.owner != node.config.party and thing.state == PROPOSED
    return foreign and not one_sided(thing.subject, dict(thing.body))
