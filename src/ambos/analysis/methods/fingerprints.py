"""Fingerprints of copies: which bit each copy has at each place, and whose copy a text was made from.

The code is Tardos' (Journal of the ACM 55, 2008) with the symmetric score of Škorić, Katzenbeisser and Celik
(Designs, Codes and Cryptography 46, 2008): at each place a bias is drawn from the arcsine law, and each
copy's bit with that bias. Both are drawn by HMAC-SHA-256 from a secret, the place and the copy, so nothing
has to be kept of a code of any length. Whoever mixes copies cannot tell which bits to change.

How sure an accusation is, is bounded for the very places that were seen (Chernoff), not by a rule of thumb.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import asin, exp, log, pi, sin, sqrt
from typing import Final

CUTOFF: Final = 0.02  # of the bias: a place at which nearly all copies agree tells little and weighs much
NOISE: Final = 0.05  # of places that were changed by accident, for the odds of a single source
_BYTES: Final = 8
_STEPS: Final = 60

Seen = Mapping[bytes, bool]


@dataclass(frozen=True)
class Scored:
    """What the places of a text say of one copy.

    ``score`` is Tardos'; ``innocent`` bounds the probability that a copy which had no part in the text scores
    as high; ``agree`` of ``places`` have the bit of the copy; ``odds`` is the natural logarithm of how much
    likelier the text is from this copy alone than from none.
    """

    score: float
    innocent: float
    agree: int
    places: int
    odds: float


def draw(secret: bytes, *parts: bytes) -> float:
    """Draw a number from 0 up to 1 by the secret; the same parts give the same one."""
    said = b"".join(len(part).to_bytes(4) + part for part in parts)
    return float(int.from_bytes(hmac.digest(secret, said, sha256)[:_BYTES]) / (1 << 8 * _BYTES))


def bias(secret: bytes, place: bytes) -> float:
    """Give the share of copies that have a one at a place."""
    least = asin(sqrt(CUTOFF))
    return float(sin(least + draw(secret, b"bias", place) * (pi / 2 - 2 * least)) ** 2)


def bit(secret: bytes, place: bytes, copy: bytes) -> bool:
    """Give the bit of a copy at a place."""
    return draw(secret, b"bit", place, copy) < bias(secret, place)


def scored(secret: bytes, seen: Seen, copy: bytes) -> Scored:
    """Judge one copy by the bits that were seen."""
    score, agree, odds = 0.0, 0, 0.0
    shares: list[tuple[float, bool]] = []
    for place, said in seen.items():
        share = bias(secret, place)
        own = draw(secret, b"bit", place, copy) < share
        shares.append((share, said))
        score += _weight(share, said, own)
        agree += own == said
        odds += log((1 - NOISE if own == said else NOISE) / (share if said else 1 - share))
    return Scored(score, chance_of(score, shares), agree, len(shares), odds)


def _weight(share: float, said: bool, own: bool) -> float:
    """Give what a place adds: much for sharing a rare bit, as much against lacking a usual one."""
    rare = share if said else 1 - share
    return sqrt((1 - rare) / rare) if own == said else -sqrt(rare / (1 - rare))


def chance_of(score: float, shares: Sequence[tuple[float, bool]]) -> float:
    """Bound the probability that a copy drawn apart from the text scores at least this (Chernoff)."""
    if score <= 0:
        return 1.0
    pairs = [(share if said else 1 - share) for share, said in shares]

    def bound(slope: float) -> float:
        return (
            sum(
                log(
                    rare * exp(slope * sqrt((1 - rare) / rare))
                    + (1 - rare) * exp(-slope * sqrt(rare / (1 - rare)))
                )
                for rare in pairs
            )
            - slope * score
        )

    low, high = 0.0, 4.0
    for _ in range(_STEPS):  # the bound is convex in the slope
        third = (high - low) / 3
        if bound(low + third) < bound(high - third):
            high -= third
        else:
            low += third
    return exp(min(0.0, bound((low + high) / 2)))


def shared_out(odds: Sequence[float]) -> list[float]:
    """Give the probability of each copy to be the one source, one more share standing for none of them."""
    most = max([0.0, *odds])
    parts = [exp(one - most) for one in odds]
    whole = sum(parts) + exp(-most)
    return [part / whole for part in parts]
