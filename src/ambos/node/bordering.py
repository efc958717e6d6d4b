"""What the border of this node is told: which partners there are, and what each may fetch.

The border is a process of its own that may run as another user. It reads the folder written here and knows
nothing else of the node.
"""

from typing import TYPE_CHECKING

from ambos.exchange.head import Head
from ambos.exchange.outbox import BLOBS, Outbox
from ambos.exchange.post import Post, outbox_of, remove_post, write_post
from ambos.exchange.publishing import Versions, publish
from ambos.kernel.access import RUN
from ambos.kernel.keys import AUTHORITY
from ambos.node.attachments import offer
from ambos.node.card import channel_origin
from ambos.node.certificate import pem_of
from ambos.node.officers import policy_number

if TYPE_CHECKING:
    from ambos.node.node import Node


def tell_border(node: "Node") -> None:
    """Write a post for every partner with whom anything flows, and take away those of the others."""
    node.demand(RUN)
    config = node.config
    for party, partner in node.partners().items():
        if partner.flows:
            post = Post(party, channel_origin(config.name, party), _authorities(node, party), partner.listen)
            write_post(config.border, post, b"".join(map(pem_of, partner.card.certificates())))
        else:
            remove_post(config.border, party)


def _authorities(node: "Node", party: str) -> tuple[bytes, ...]:
    """Give the keys that speak for a partner today: as its channel registered them, at first as its card."""
    mirror = node.mirrors().get(party)
    held = [key for key in mirror.book if key.purpose == AUTHORITY] if mirror and mirror.size() else []
    first = bytes.fromhex(node.peer(party).authority)
    return tuple(key.public for key in held if key.last is None) or (first,)


def put_out(node: "Node", party: str) -> Head:
    """Release to a partner what may leave, and bring its outbox up to that; give the head it will fetch.

    A node that was put back from a copy and asks first releases nothing; but it acknowledges what it holds,
    since its partner may be waiting for just that.
    """
    channel = node.channel(party)
    if channel.log.doubted() is None:
        node.release(party)
    recipient = node.partner(party).card.recipient()
    offer(node, party, outbox(node, party).folder / BLOBS, recipient)
    versions = Versions(policy_number(node.shelf), node.card().keys.version)
    now = int(node.parts.now().timestamp())
    return publish(outbox(node, party), channel, node.mirrors()[party], recipient, versions, now)


def outbox(node: "Node", party: str) -> Outbox:
    """Give the outbox of a partner."""
    return outbox_of(node.config.border, party)
