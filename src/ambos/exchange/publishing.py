"""Put into the outbox what a partner may fetch: the channel as it stands, and our receipt for its own."""

from dataclasses import replace
from typing import NamedTuple

from ambos.exchange.channel import Channel
from ambos.exchange.head import Head, NotAHead, parse_head
from ambos.exchange.mirror import Mirror
from ambos.exchange.outbox import Outbox
from ambos.exchange.pull import time_of
from ambos.exchange.sealing import Recipient
from ambos.exchange.witness.lines import witnessed
from ambos.kernel.checkpoint import SignedCheckpoint, open_checkpoint
from ambos.kernel.note import NoteInvalid

RENEWED_SECONDS = 24 * 3600  # a note is signed anew after so long, so that silence is told from absence
RECEIPT_SECONDS = 3600  # a receipt sooner: a partner put back from a copy believes only one made since


class Versions(NamedTuple):
    """The versions of handling policy and key set that are in force at this node."""

    policy: int = 1
    keyset: int = 1


def publish(
    outbox: Outbox, channel: Channel, mirror: Mirror, recipient: Recipient, versions: Versions, now: int
) -> Head:
    """Bring the outbox up to ``channel``; nothing in it changes while there is nothing new for a day.

    With another version of our key set every section is made anew, under notes that this version knows.
    Refused, with what was signed remembered, if the outbox shows the channel to be an old copy.
    """
    before = standing(outbox)
    note, receipt = _note(before, channel, now), _receipt(before, mirror, now)
    note = None if note is None else witnessed(channel, note)
    head = Head(channel.log.origin, note, receipt, *versions, now)
    if before is not None and replace(before, time=now) == head:
        head = before
    anew = before is not None and before.keyset != versions.keyset
    outbox.refresh(channel, recipient, bytes(head), anew=anew)
    return head


def standing(outbox: Outbox) -> Head | None:
    """Give the head that the outbox holds; None for none and for one that cannot be read."""
    data = outbox.head()
    try:
        return None if data is None else parse_head(data)
    except NotAHead:
        return None


def _note(before: Head | None, channel: Channel, now: int) -> bytes | None:
    """Give a note over the whole channel that is not a day old: the one out, the stored or a new one."""
    size = channel.log.size
    held = [before.note if before is not None else None, channel.log.store.note()]
    for note in held:
        signed = None if note is None else _opened(note, channel)
        if signed is None:
            continue
        channel.heed(signed)
        time = time_of(signed) or 0
        fresh = 0 <= now - time < RENEWED_SECONDS and channel.log.signed_by_all(signed)
        if fresh and signed.checkpoint.size == size:
            return bytes(signed.note)
    if channel.log.doubted() is not None:
        return channel.log.store.note()  # nothing is signed anew meanwhile
    return channel.log.sign_head(size) if size else None


def _opened(note: bytes, channel: Channel) -> SignedCheckpoint | None:
    """Open a note of ours; one under a key that is no longer ours tells nothing."""
    try:
        return open_checkpoint(note, channel.log.verifiers)
    except NoteInvalid:
        return None


def _receipt(before: Head | None, mirror: Mirror, now: int) -> bytes | None:
    """Give our receipt for all that we hold of the partner's; the one that is out, if it is for as much.

    One that is an hour old, or under keys that we have changed since, is made anew.
    """
    held = mirror.log.store.note()
    if held is None:
        return None
    out = before.receipt if before is not None else None
    if out is None or not out.startswith(held) or not mirror.cosigned(out):
        return mirror.receipt()
    return out if 0 <= now - mirror.cosigned_at(out) < RECEIPT_SECONDS else mirror.receipt()
