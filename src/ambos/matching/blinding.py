"""Which items two parties share, by Diffie-Hellman: each learns that of its own items, and nothing more.

Meadows (1986), Huberman, Franklin and Hogg (1999): one publishes H(x)^a, the other H(y)^b; each raises the
other's points to its own secret, and H(x)^(ab) is equal on both sides if and only if x is. The group is the
one of prime order in edwards25519, by libsodium. H is the sum of two Elligator maps of the halves of SHA-512,
as in RFC 9380, section 3 (hash_to_curve). Secrets and padding are handed in.
"""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha512
from typing import Final

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_from_uniform,
    crypto_core_ed25519_is_valid_point,
    crypto_core_ed25519_scalar_reduce,
    crypto_scalarmult_ed25519_noclamp,
)
from nacl.exceptions import CryptoError

from ambos.values.errors import Misused, Refused

POINT_BYTES: Final = 32
SECRET_BYTES: Final = 32
PAGE: Final = 1024  # points of a page: what a round holds is a power of two of pages, whatever is planned
MOST_PAGES: Final = 8
_ITEM: Final = b"ambos deconfliction item 1\0"
_SCALAR: Final = b"ambos deconfliction scalar 1\0"


class PointInvalid(Refused):
    """What came as a point is none of the group of prime order; data: ``place``."""

    code = "matching.point-invalid"


class TooMany(Misused):
    """There are more cells than a round holds; data: ``count``, ``limit``."""

    code = "matching.too-many"


class AnswerUnlike(Refused):
    """An answer does not hold as many points as the offer that it answers; data: ``count``, ``expected``."""

    code = "matching.answer-unlike"


def hashed(item: bytes) -> bytes:
    """Give the point of the group that an item stands for; nobody knows its logarithm."""
    digest = sha512(_ITEM + item).digest()
    halves = digest[:POINT_BYTES], digest[POINT_BYTES:]
    return crypto_core_ed25519_add(*(crypto_core_ed25519_from_uniform(half) for half in halves))


def scalar_of(secret: bytes) -> bytes:
    """Give the exponent of a round from its 32 secret bytes."""
    return crypto_core_ed25519_scalar_reduce(sha512(_SCALAR + secret).digest())


def blind(point: bytes, scalar: bytes) -> bytes:
    """Give a point raised to an exponent; refused is what is no point of the group of prime order."""
    try:
        if len(point) == POINT_BYTES and crypto_core_ed25519_is_valid_point(point):
            return crypto_scalarmult_ed25519_noclamp(scalar, point)
    except CryptoError:
        pass
    raise PointInvalid(place=point.hex())


def size_of(count: int) -> int:
    """Give how many points are published for so many items: that of them nobody learns more than this."""
    pages = 1
    while pages * PAGE < count:
        pages *= 2
    if pages > MOST_PAGES:
        raise TooMany(count=count, limit=MOST_PAGES * PAGE)
    return pages * PAGE


def offer(items: Collection[bytes], scalar: bytes, padding: Iterable[bytes]) -> list[bytes]:
    """Give the points that one side publishes: its items' and, up to the size, those of padding.

    ``padding`` are items that nobody shares: random bytes. Sorted, so that no order tells which are which.
    """
    distinct = sorted(set(items))
    more = iter(padding)
    filled = [*distinct, *(next(more) for _ in range(size_of(len(distinct)) - len(distinct)))]
    return sorted(blind(hashed(item), scalar) for item in filled)


def answer(points: Sequence[bytes], scalar: bytes) -> list[bytes]:
    """Give the partner's points raised to our exponent, in their order."""
    return [blind(point, scalar) for point in points]


def shared(
    items: Collection[bytes],
    scalar: bytes,
    ours: Sequence[bytes],
    answered: Sequence[bytes],
    theirs: Sequence[bytes],
) -> set[bytes]:
    """Give those of our items that the partner has too.

    ``ours`` are the points that we published, ``answered`` what came back for them, ``theirs`` what the
    partner published.
    """
    if len(answered) != len(ours):
        raise AnswerUnlike(count=len(answered), expected=len(ours))
    came_back = dict(zip(ours, answered, strict=True))
    both = set(answer(theirs, scalar))
    return {item for item in items if came_back.get(blind(hashed(item), scalar)) in both}
