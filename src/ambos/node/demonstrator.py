"""One party of the demonstration, in a process of its own: it does what each line of JSON asks.

Its border is another process still. When nobody asks any more, both end.
"""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ambos.kernel.joint import COUNTERSIGNS, PROPOSED
from ambos.kernel.shelf import Thing
from ambos.node.border_process import LOOPBACK, free_port, is_free, serving
from ambos.node.bordering import tell_border
from ambos.node.card import parse_card
from ambos.node.config import FILE, YES, Config
from ambos.node.demo import PARTIES
from ambos.node.demonstration import SECRETARIES, populate
from ambos.node.node import Node
from ambos.node.partners import introduce
from ambos.node.published import EXAMPLE, load, load_operations, one_sided
from ambos.node.syncing import sync
from ambos.values.errors import AmbosError


class Side:
    """One party's node, open, and its border while that runs."""

    def __init__(self, home: Path, party: str, stack: ExitStack) -> None:
        self._home = home
        self._party = party
        self._stack = stack
        self._node: Node | None = None

    @property
    def node(self) -> Node:
        """Give the node; it is made, or opened, when first asked for."""
        if self._node is None:
            self._node = self._stack.enter_context(opened(self._home, self._party))
        return self._node

    def card(self) -> str:
        """Give the card that the partner is to register."""
        return str(self.node.card())

    def listen(self, partner: str) -> str:
        """Give where the border listens for the partner: as recorded, if nobody else listens there now."""
        known = self.node.partners().get(partner)
        if known is not None and known.listen and is_free(known.listen):
            return known.listen
        return f"{LOOPBACK}:{free_port()}"

    def introduce(self, card: str, address: str, listen: str) -> None:
        """Register the partner and where the borders are, unless all of that is known."""
        introduce(self.node, parse_card(card), trusted=True, address=address, listen=listen)

    def record(self, example: bool) -> int:
        """Write what the shipped record has of this party; with the example, SYNTHETIC plan and cases too."""
        written = load(self.node)
        if example:
            written += load(self.node, EXAMPLE) if self._party == "US" else 0
            written += load_operations(self.node, next(party for party in PARTIES if party != self._party))
        return written

    def people(self) -> int:
        """Enrol the made-up people and write what lies in their compartment, unless they are there."""
        return populate(self.node)

    def border(self, listen: str) -> None:
        """Start the border and wait until it listens."""
        tell_border(self.node)
        self._stack.enter_context(serving(self._home, [listen]))

    def sync(self, partner: str) -> int:
        """Visit the partner's border; give how many records that brought."""
        return sync(self.node, partner).received

    def countersign(self) -> int:
        """Countersign what waits for it; give how many that was."""
        return countersign(self.node)


def opened(home: Path, party: str) -> Node:
    """Open the node in ``home``, or make it."""
    if (home / FILE).is_file():
        return Node.open(home)
    return Node.create(Config(home, party, f"ambos-{party.lower()}", demonstration=YES), SECRETARIES[party])


def countersign(node: Node) -> int:
    """Countersign every joint thing of the partner that waits for it, save what one government said alone."""
    joint = [kind for kind in node.register if kind.joint]
    waiting = [thing.rid for kind in joint for thing in node.shelf.things(kind.name) if _waits(node, thing)]
    return len(node.answer(COUNTERSIGNS, waiting, {}))


def _waits(node: Node, thing: Thing) -> bool:
    foreign = thing.owner != node.config.party and thing.state == PROPOSED
    return foreign and not one_sided(thing.subject, dict(thing.body))


def attend(home: Path, party: str) -> None:
    """Do what each line of the input asks and answer with a line, until the input ends."""
    with ExitStack() as stack:
        side = Side(home, party, stack)
        for line in sys.stdin:
            step, *given = json.loads(line)
            sys.stdout.write(json.dumps(_answer(getattr(side, step), given)) + "\n")
            sys.stdout.flush()


def _answer(step: Callable[..., Any], given: list[Any]) -> dict[str, Any]:
    try:
        return {"done": step(*given)}
    except AmbosError as error:
        return {"refused": error.code, "why": str(error)}


if __name__ == "__main__":
    attend(Path(sys.argv[1]), sys.argv[2])
