"""What a node publishes: the packet of what anybody may see, each thing in it, and proofs of its own records.

All of it is a function of the public records alone. Proofs stand in a channel to the public: a log of ours
that holds what may reach anybody and nothing else, so that neither a place in it nor its length tells of what
is withheld. What a partner said is proven on the partner's own site.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import ambos
from ambos.analysis.studies.packet import Packet
from ambos.kernel.access import RUN
from ambos.kernel.kinds import Kind, Register
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.shelf import RecordRow, Shelf, Thing
from ambos.node.assemble import ANYBODY
from ambos.node.card import Card
from ambos.node.node import Node
from ambos.node.packets import packet_of
from ambos.node.proof import Proof, prove_in
from ambos.node.public import released
from ambos.node.stamps import Stamp, stamp_of_public
from ambos.values.errors import Refused

VERIFIER: Final = "verify.py"


class VerifierMissing(Refused):
    """The program that checks proofs is not beside this installation; data: ``name``."""

    code = "publish.verifier-missing"


@dataclass(frozen=True)
class Public:
    """What is published: packet and stamp, the things of each kind, proofs by record, the parties' cards.

    ``shelf`` shows what anybody may see, as long as this is open.
    """

    party: str
    register: Register
    shelf: Shelf
    packet: Packet
    stamp: Stamp
    things: Mapping[str, Sequence[Thing]]
    proofs: Mapping[str, Proof]
    cards: Mapping[str, str]
    verifier: bytes

    def kinds(self) -> list[Kind]:
        """Give the kinds of which there is something, by name."""
        return [self.register[name] for name in sorted(self.things)]


@contextmanager
def public(node: Node) -> Iterator[Public]:
    """Give what anybody may see of a node today, with the proof of every record shown.

    Refused unless the officer at the desk may run the node: what is published cannot be taken back.
    """
    node.demand(RUN)
    with released(node, node.today()) as found:
        things = {
            kind.name: ones
            for kind in node.register
            if kind.domain != KERNEL and (ones := found.shelf.things(kind.name))
        }
        rids = [thing.rid for ones in things.values() for thing in ones]
        yield Public(
            node.config.party,
            node.register,
            found.shelf,
            packet_of(found.shelf, node.config.logs),
            stamp_of_public(node, found),
            things,
            _proofs(node, [found.shelf.record(rid) for rid in rids]),
            {card.party: str(card) for card in _cards(node)},
            verifier().read_bytes(),
        )


def _proofs(node: Node, rows: Sequence[RecordRow]) -> dict[str, Proof]:
    """Give the proofs of this node's own records, within the channel to the public."""
    channel = node.parts.channel(ANYBODY)
    try:
        channel.release()
        return {row.rid: prove_in(node, row, channel) for row in rows if row.log == node.house}
    finally:
        channel.log.store.close()


def _cards(node: Node) -> list[Card]:
    return [node.card(), *(one.card for one in node.partners().values() if one.trusted)]


def verifier() -> Path:
    """Give where the program that checks proofs lies: in the package, or beside its source."""
    source = Path(ambos.__file__).parent
    for folder in (source / "spec", source.parents[1] / "spec"):
        if (folder / VERIFIER).is_file():
            return folder / VERIFIER
    raise VerifierMissing(name=VERIFIER)
