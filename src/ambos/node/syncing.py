"""Synchronise with a partner: fetch and verify what its border has for us, then put out what we release.

The partner's receipt is heeded before anything is signed here, so a node that was restored from a copy learns
of it before it could make a second history.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ambos.exchange import routes
from ambos.exchange.head import HEAD_LIMIT
from ambos.exchange.http.client import Client
from ambos.exchange.http.refusals import NothingYet
from ambos.exchange.pull import Pull
from ambos.exchange.request import NONCE_BYTES, sign_request
from ambos.exchange.sealed import SEALED_LIMIT
from ambos.kernel.access import RUN
from ambos.node.attachments import fetch
from ambos.node.bordering import put_out, tell_border
from ambos.node.contacts import note_failure, note_visit
from ambos.node.keysets import follow
from ambos.node.node import Progress, silent
from ambos.node.quarantine import answer_not_understood
from ambos.node.witness_calls import release_to_witnesses
from ambos.node.witnesses import demand_witnessed, keep_witnessed
from ambos.values.errors import AmbosError, Misused

if TYPE_CHECKING:
    from ambos.node.node import Node


class AddressMissing(Misused):
    """It is not known where the partner's border answers; data: ``party``."""

    code = "exchange.address-missing"


@dataclass(frozen=True)
class Synced:
    """What one synchronisation did: records that came, the sizes of both channels, and requests made.

    ``acknowledged`` is up to where the partner has acknowledged ours; ``released`` is what was new in ours.
    ``attachments`` are whole now, ``pending`` still to come; ``failed`` are the codes of why some did not;
    ``unwitnessed`` are the witnesses that were asked and did not cosign; ``outdated`` says that the partner
    shows a head under keys that it has given up, so that nothing could be taken.
    """

    party: str
    received: int
    held: int
    released: int
    size: int
    acknowledged: int
    requests: int
    attachments: int = 0
    pending: int = 0
    failed: tuple[str, ...] = ()
    unwitnessed: tuple[str, ...] = ()
    outdated: bool = False


def sync(node: "Node", party: str, progress: Progress = silent) -> Synced:
    """Fetch what a partner released and we do not hold, then bring its outbox up to what we release.

    With nothing new it is one request. Whatever breaks off leaves what was verified; the next call goes on
    from there. Refused before anything is signed here: an old copy, a fork, what does not verify.
    """
    node.demand(RUN)
    partner = node.partner(party)
    cosigners = partner.demand_flowing().cosigners()
    tell_border(node)
    mirror, channel = node.mirrors()[party], node.channel(party)
    openers = list(node.parts.secrets.openers().values())
    judge = partial(demand_witnessed, node, party)
    pull = Pull(mirror, channel, cosigners, openers, judge, partner.given_up())
    before, known, now = channel.log.size, node.partners(), int(node.parts.now().timestamp())
    try:
        with border_of(node, party) as border:
            _fetch(pull, border, lambda: progress(mirror.size(), pull.promised.size))
            note_visit(mirror, now, pull)
            follow(node)
            if node.partners() != known:
                tell_border(node)  # of new keys, before the receipt that lets the partner use them is out
            rows = fetch(node, party, border.resume, progress)
    except AmbosError as error:
        note_failure(mirror, now, error)
        raise
    answer_not_understood(node)
    keep_witnessed(node, party, pull.believed)
    asked = release_to_witnesses(node, party, now)
    put_out(node, party)
    return Synced(
        party=party,
        received=pull.received,
        held=mirror.size(),
        released=channel.log.size - before,
        size=channel.log.size,
        acknowledged=channel.acknowledged(),
        requests=border.requests,
        attachments=len(rows.here),
        pending=rows.pending,
        failed=rows.failed,
        unwitnessed=tuple(one.witness for one in asked if one.error),
        outdated=pull.outdated,
    )


def border_of(node: "Node", party: str) -> Client:
    """Give the client that asks a partner's border, each request signed by our authority's key."""
    partner, signer = node.partner(party), node.parts.secrets.authority()
    card = partner.demand_flowing()
    origin = card.origin(node.config.party)
    if not partner.address:
        raise AddressMissing(party=party)

    def sign(path: str) -> str:
        now = int(node.parts.now().timestamp())
        nonce = os.urandom(NONCE_BYTES)
        return sign_request(path, origin, nonce, now, kid=signer.kid, sign=signer.sign)

    return Client(partner.address, node.config.border, card.certificates(), sign)


def _fetch(pull: Pull, border: Client, progress: Callable[[], None]) -> None:
    """Ask until all that was promised is held; a partner that has put out nothing yet promised nothing."""
    while (path := pull.next()) is not None:
        try:
            answer = border.get(path, HEAD_LIMIT if path == routes.HEAD else SEALED_LIMIT)
        except NothingYet:
            break
        pull.take(answer)
        progress()
    pull.demand_settled()
