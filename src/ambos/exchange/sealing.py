"""Seal bytes to a peer's exchange key, so that only its node opens them: HPKE (RFC 9180) in base mode.

The key encapsulation is X-Wing, ML-KEM-768 beside X25519 (draft-connolly-cfrg-xwing-kem): what is recorded
today stays closed if either of the two falls. HKDF-SHA256 and AES-256-GCM complete the suite (spec/exchange).
"""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256, shake_256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from ambos.values.errors import VerificationFailed

KEY_ID_BYTES = 8
_LATTICE_PUBLIC, _LATTICE_SEED, _CURVE_BYTES = 1184, 64, 32
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class ExchangeKeyInvalid(VerificationFailed):
    """The bytes are no public exchange key."""

    code = "exchange.key-invalid"


class NotSealedToUs(VerificationFailed):
    """What came is not sealed to this exchange key, or was altered on its way."""

    code = "exchange.not-sealed-to-us"


@dataclass(frozen=True, slots=True)
class Recipient:
    """The public side of an exchange key: the X-Wing public key, 1,216 bytes."""

    public: bytes

    def __post_init__(self) -> None:
        """Refuse bytes that nobody could open again, a curve point of small order among them."""
        try:
            self.seal(b"", b"")
        except ValueError as error:
            raise ExchangeKeyInvalid() from error

    @property
    def key_id(self) -> bytes:
        """Give the first eight bytes of the key's SHA-256, under which sealed bytes name it."""
        return sha256(self.public).digest()[:KEY_ID_BYTES]

    def seal(self, data: bytes, info: bytes) -> bytes:
        """Give ``data`` sealed: the encapsulated key, then the ciphertext; ``info`` says what it is."""
        return _SUITE.encrypt(data, self._key(), info)

    def _key(self) -> MLKEM768X25519PublicKey:
        lattice = MLKEM768PublicKey.from_public_bytes(self.public[:_LATTICE_PUBLIC])
        curve = X25519PublicKey.from_public_bytes(self.public[_LATTICE_PUBLIC:])
        return MLKEM768X25519PublicKey(lattice, curve)


@dataclass(frozen=True)
class Opener:
    """The secret side of an exchange key: an X-Wing decapsulation key, its seed of 32 bytes."""

    seed: bytes = field(repr=False)

    @cached_property
    def recipient(self) -> Recipient:
        """Give the public side."""
        lattice, curve = self._parts
        return Recipient(lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw())

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Give what was sealed to this key under the same ``info``, or raise."""
        try:
            return _SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*self._parts), info)
        except (InvalidTag, ValueError) as error:
            raise NotSealedToUs() from error

    @cached_property
    def _parts(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        """Expand the seed as the draft's expandDecapsulationKey does."""
        expanded = shake_256(self.seed).digest(_LATTICE_SEED + _CURVE_BYTES)
        lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:_LATTICE_SEED])
        return lattice, X25519PrivateKey.from_private_bytes(expanded[_LATTICE_SEED:])
