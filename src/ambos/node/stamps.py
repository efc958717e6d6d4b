"""From which state of the logs a packet was made, and by what a reader can hold it against them."""

from dataclasses import dataclass

from ambos.node.card import Card
from ambos.node.node import Node
from ambos.node.public import Released
from ambos.node.standing import CHANNEL, HOUSE, MIRROR


@dataclass(frozen=True)
class Head:
    """The head of one log: its sort, its origin, how many entries it has, its Merkle root."""

    sort: str
    origin: str
    size: int
    root: str


@dataclass(frozen=True)
class Stamp:
    """The state of the logs behind a packet.

    ``heads`` are those of the node's own log, its channels and mirrors; ``fingerprints`` the authority keys
    of the parties, under which everything is signed. Where only public records were read, ``heads`` is empty
    and ``records`` and ``digest`` stand for them (see ``Released``).
    """

    heads: tuple[Head, ...] = ()
    fingerprints: tuple[tuple[str, str], ...] = ()
    records: int = 0
    digest: str = ""


def stamp_of(node: Node) -> Stamp:
    """Give the heads of every log of a node and the fingerprints of the parties."""
    heads = [_head(node, HOUSE, node.house)]
    heads += [_channel(node, party) for party in node.peers()]
    heads += [_head(node, MIRROR, mirror.name) for mirror in node.mirrors().values()]
    return Stamp(tuple(heads), _fingerprints(node))


def public_stamp(node: Node, public: Released) -> Stamp:
    """Give the fingerprints and the digest of the public records; no size of any log."""
    return Stamp((), _fingerprints(node), public.count, public.digest)


def _head(node: Node, sort: str, name: str) -> Head:
    log = node.reader(name).log
    head = log.head()
    return Head(sort, log.origin, head.size, head.root.hex())


def _channel(node: Node, party: str) -> Head:
    log = node.channel(party).log
    head = log.head()
    return Head(CHANNEL, log.origin, head.size, head.root.hex())


def _fingerprints(node: Node) -> tuple[tuple[str, str], ...]:
    cards: list[Card] = sorted((node.card(), *node.peers().values()), key=lambda card: card.party)
    return tuple((card.party, card.fingerprint) for card in cards)
