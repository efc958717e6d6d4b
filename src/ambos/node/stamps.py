"""Packets with a stamp: from which state of the logs they were made, to be held against them."""

from dataclasses import dataclass, replace
from datetime import date

from ambos.analysis.studies.packet import Packet
from ambos.kernel.log import Log
from ambos.kernel.shelf import Shelf
from ambos.node.card import Card
from ambos.node.node import Node
from ambos.node.packets import packet, packet_of
from ambos.node.past import seen_then, stops
from ambos.node.public import Released, released
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

    ``heads`` are those of the node's own log, its channels and mirrors; ``fingerprints`` those of the key
    sets of the parties, by which everything is signed. Where only public records were read, ``heads`` is
    empty and ``records`` and ``digest`` stand for them (see ``Released``). ``as_of`` and ``recorded_by`` are
    the days asked about, empty where the review is of today.
    """

    heads: tuple[Head, ...] = ()
    fingerprints: tuple[tuple[str, str], ...] = ()
    records: int = 0
    digest: str = ""
    as_of: str = ""
    recorded_by: str = ""


@dataclass(frozen=True)
class Stamped:
    """A packet and the state of the logs that it was made from."""

    packet: Packet
    stamp: Stamp


def stamped(node: Node, today: date | None = None, past: Shelf | None = None) -> Stamped:
    """Judge what the officer at the desk may see, and name the heads of every log of the node.

    A shelf of a past day, if given, is judged in the place of today's.
    """
    made = packet(node, today) if past is None else packet_of(past, node.config.logs)
    return Stamped(made, _stamp(node))


def public_stamped(
    node: Node, today: date | None = None, as_of: str | None = None, recorded_by: str | None = None
) -> Stamped:
    """Judge what anybody may see; neither packet nor stamp tells anything of what is not public.

    ``as_of`` and ``recorded_by`` ask of a day that is past, as ``looking_back`` does.
    """
    with released(node, today or node.today(), stops(node, recorded_by)) as public:
        shelf = seen_then(node, public.shelf, as_of, recorded_by)
        stamp = replace(stamp_of_public(node, public), as_of=as_of or "", recorded_by=recorded_by or "")
        return Stamped(packet_of(shelf, node.config.logs), stamp)


def stamp_of_public(node: Node, public: Released) -> Stamp:
    """Give the stamp of what was read from public records alone."""
    return Stamp((), _fingerprints(node), public.count, public.digest)


def _stamp(node: Node) -> Stamp:
    heads = [_head(HOUSE, node.reader(node.house).log)]
    heads += [_head(CHANNEL, node.channel(party).log) for party in node.peers()]
    heads += [_head(MIRROR, mirror.log) for mirror in node.mirrors().values()]
    return Stamp(tuple(heads), _fingerprints(node))


def _head(sort: str, log: Log) -> Head:
    head = log.head()
    return Head(sort, log.origin, head.size, head.root.hex())


def _fingerprints(node: Node) -> tuple[tuple[str, str], ...]:
    partners = [partner.card for partner in node.partners().values() if partner.trusted]
    cards: list[Card] = sorted((node.card(), *partners), key=lambda card: card.party)
    return tuple((card.party, card.fingerprint) for card in cards)
