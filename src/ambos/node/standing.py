"""How a node stands: its logs and their heads, who works there, who its partners are, what it set aside."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ambos.kernel.access import AUDIT
from ambos.kernel.log import Log
from ambos.kernel.seal import parse_statement
from ambos.kernel.shelf import Thing
from ambos.node.card import Card
from ambos.node.node import Node

HOUSE, CHANNEL, MIRROR = "house", "channel", "mirror"


@dataclass(frozen=True)
class LogStanding:
    """One log: its sort, the partner it is for or from, its head, its newest record's time.

    ``time`` is POSIX seconds, 0 for an empty log. ``acknowledged`` is up to where the partner has
    acknowledged a channel.
    """

    sort: str
    party: str
    origin: str
    size: int
    root: str
    time: int
    acknowledged: int | None = None


@dataclass(frozen=True)
class Standing:
    """The whole node; ``quarantine`` counts by the code of the reason, ``cursors`` tell how far is folded.

    ``forks`` names the partners who signed two histories of their channel; both notes are kept.
    """

    logs: tuple[LogStanding, ...]
    officers: tuple[Thing, ...]
    peers: Mapping[str, Card]
    quarantine: Mapping[str, int]
    cursors: Mapping[str, int]
    forks: tuple[str, ...] = ()


def standing(node: Node) -> Standing:
    """Say how the node stands, to somebody who may audit it."""
    node.demand(AUDIT)
    peers = node.peers()
    logs = [_log(HOUSE, node.config.party, node.reader(node.house).log)]
    for party in peers:
        channel = node.channel(party)
        logs.append(_log(CHANNEL, party, channel.log, channel.acknowledged()))
    mirrors = node.mirrors()
    logs += [_log(MIRROR, party, mirror.log) for party, mirror in mirrors.items()]
    forks = tuple(party for party, mirror in mirrors.items() if mirror.rival_note() is not None)
    reasons = Counter(code for *_, code in node.projection.quarantined())
    officers = tuple(node.shelf.things("officer"))
    return Standing(tuple(logs), officers, peers, dict(reasons), node.projection.cursors(), forks)


def _log(sort: str, party: str, log: Log, acknowledged: int | None = None) -> LogStanding:
    head = log.head()
    newest = [parse_statement(row.statement) for row in log.store.read(max(0, head.size - 1), head.size)]
    time = newest[0].header.time if newest else 0
    return LogStanding(sort, party, log.origin, head.size, head.root.hex(), time, acknowledged)
