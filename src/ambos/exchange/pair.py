"""Two nodes in one process: move one side's channel into the other side's mirror, and the receipt back."""

from ambos.exchange.channel import Channel
from ambos.exchange.mirror import Mirror
from ambos.kernel.note import VerifierKey


def acknowledge(channel: Channel, mirror: Mirror, *cosigners: VerifierKey) -> None:
    """Hand the channel the receipt for what the mirror holds; a channel that holds less is refused."""
    if mirror.size():
        channel.take_receipt(mirror.receipt(), *cosigners)


def carry(channel: Channel, mirror: Mirror, *cosigners: VerifierKey) -> int:
    """Bring the mirror up to the channel and acknowledge; give how many records were new."""
    acknowledge(channel, mirror, *cosigners)
    received = 0
    while mirror.size() < channel.log.size:
        admitted = mirror.admit(channel.section(mirror.size()))
        received += len(admitted.places)
        channel.take_receipt(admitted.receipt, *cosigners)
    return received
