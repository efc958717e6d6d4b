"""What has to be true of nodes that have talked to each other: nothing lost, nothing different."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.tables import table_of
from ambos.node.node import Node
from ambos.testing.world.site import Site
from ambos.values.errors import VerificationFailed
from ambos.values.handling import Label


class WorldBroken(VerificationFailed):
    """What has to hold in every world does not; data: ``what``, and where."""

    code = "testing.world-broken"


def demand_equal(node: Node, peer: Node) -> None:
    """Refuse a mirror that is not the channel, byte for byte."""
    party, other = node.config.party, peer.config.party
    channel, mirror = node.channel(other), peer.mirrors()[party]
    size = channel.log.size
    if channel.log.head() != mirror.log.head():
        raise WorldBroken(what="head", log=mirror.name, held=mirror.size(), size=size)
    sent = [item for start in range(0, size, 1000) for item in channel.section(start, 1000).items]
    if sent != [(row.statement, preimage) for row, _, preimage in mirror.reader.preimages(0, size)]:
        raise WorldBroken(what="entries", log=mirror.name)


def demand_agreed(node: Node, peer: Node) -> None:
    """Refuse things that two nodes see differently, all having reached both."""
    party, other = node.config.party, peer.config.party
    ours, theirs = shared(node, other), shared(peer, party)
    if ours != theirs:
        different = sorted(s for s in {*ours, *theirs} if ours.get(s) != theirs.get(s))
        raise WorldBroken(what="things", log=f"{party}-{other}", subjects=", ".join(different))


def shared(node: Node, peer: str) -> dict[str, tuple[Any, ...]]:
    """Give how every thing of the domains stands that this node and a partner both have records of."""
    tables = node.projection.tables
    rows: dict[str, tuple[Any, ...]] = {}
    for kind in node.register:
        if kind.domain == KERNEL:
            continue
        fields = {row[0]: row[1:] for row in tables.execute(f"SELECT * FROM {table_of(kind)}")}
        for row in tables.execute("SELECT * FROM thing WHERE kind = ?", (kind.name,)):
            subject, _, owner, *_ = row
            if owner == peer or Label.parse(json.loads(row[5])).may_reach(peer):
                rows[subject] = (*row[1:], fields.get(subject))
    return rows


def demand_whole(node: Node) -> None:
    """Refuse tables that come out differently when they are folded anew."""
    before = node.projection.digests()
    node.rebuild()
    if node.projection.digests() != before:
        raise WorldBroken(what="tables", log=node.house)


def held_anywhere(sites: Mapping[str, Site], rid: bytes) -> bool:
    """Say whether any node still has this record, as its own or in a mirror."""
    return any(
        rid in store.places_of([rid])
        for site in sites.values()
        for store in (
            site.node.parts.ledger.log.store,
            *(mirror.log.store for mirror in site.node.mirrors().values()),
        )
    )


def demand_there(sites: Mapping[str, Site], said: Mapping[bytes, str]) -> None:
    """Refuse to have lost a record that was acknowledged to its writer."""
    for party, site in sites.items():
        rids = [rid for rid, by in said.items() if by == party]
        missing = _missing(site.node, rids)
        if missing:
            raise WorldBroken(what="acknowledged", party=party, count=len(missing))


def _missing(node: Node, rids: Iterable[bytes]) -> list[bytes]:
    known = node.parts.ledger.log.store.places_of(list(rids))
    return [rid for rid in rids if rid not in known]
