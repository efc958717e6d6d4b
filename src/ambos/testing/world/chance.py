"""Chance that is played again: each record draws from a stream of its own; what cannot be seeded stands in.

The stand-ins are no cryptography. A seal is a labelled copy of what it should hide, so that whoever compares
traffic compares what is inside; a lattice signature is a hash that anybody could make.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import shake_256
from unittest.mock import patch

from cryptography.exceptions import InvalidSignature

from ambos.exchange.channel import Channel
from ambos.exchange.sealing import NotSealedToUs, Opener, Recipient
from ambos.kernel import checkpoint
from ambos.kernel.chance import Chance
from ambos.kernel.merkle import EMPTY_ROOT
from ambos.kernel.note import ML_DSA_44_PUBLIC_BYTES

SIGNATURE_BYTES = 2420  # of ML-DSA-44
SEALED = b"stands in for a seal\n"


def seeded(seed: int) -> Chance:
    """Give chance that follows from the seed, the subject, and how often it was asked for that subject.

    So a record gets the same id and salt whatever else is written around it.
    """
    times: Counter[str] = Counter()

    def draw(subject: str, size: int) -> bytes:
        times[subject] += 1
        return shake_256(f"{seed}\n{times[subject]}\n{subject}".encode()).digest(size)

    return draw


class CopyingLattice:
    """Stands in for an ML-DSA-44 key, private and public: its signatures are hashes that anybody can make."""

    def __init__(self, public: bytes) -> None:
        self._public = public

    @classmethod
    def from_seed_bytes(cls, seed: bytes) -> "CopyingLattice":
        """Make the key of a seed."""
        return cls(shake_256(b"stands in for a key\n" + seed).digest(ML_DSA_44_PUBLIC_BYTES))

    @classmethod
    def from_public_bytes(cls, public: bytes) -> "CopyingLattice":
        """Make the key that verifies."""
        return cls(public)

    def public_key(self) -> "CopyingLattice":
        """Give the public side, which is the same."""
        return self

    def public_bytes_raw(self) -> bytes:
        """Give the public bytes."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """Give what stands in for the signature."""
        return shake_256(b"stands in for a signature\n" + self._public + message).digest(SIGNATURE_BYTES)

    def verify(self, signature: bytes, message: bytes) -> None:
        """Raise unless this is what stands in for the signature."""
        if signature != self.sign(message):
            raise InvalidSignature


def copied(recipient: Recipient, data: bytes, info: bytes) -> bytes:
    """Give what stands in for a seal: all that it should hide, readable."""
    return b"%s%s%d\n%s%s" % (SEALED, recipient.key_id, len(info), info, data)


def uncopied(opener: Opener, sealed: bytes, info: bytes) -> bytes:
    """Open what stands in for a seal."""
    head = copied(opener.recipient, b"", info)
    if not sealed.startswith(head):
        raise NotSealedToUs()
    return sealed[len(head) :]


@contextmanager
def played_again() -> Iterator[None]:
    """Let every library that draws chance of its own be stood in for, and anchors commit to nothing.

    An anchor's digest hides the house log's head under a salt; two heads give two digests, so the head that
    is committed to stands in too, and what differs between two runs may not be seen from anything else.
    """
    nothing = {"size": 0, "root": EMPTY_ROOT.hex()}
    with ExitStack() as stack:
        for target, name, standing_in in (
            (checkpoint, "MLDSA44PrivateKey", CopyingLattice),
            (checkpoint, "MLDSA44PublicKey", CopyingLattice),
            (Recipient, "seal", copied),
            (Opener, "open", uncopied),
            (Channel, "commitment", lambda channel: nothing),
        ):
            stack.enter_context(patch.object(target, name, standing_in))
        yield
