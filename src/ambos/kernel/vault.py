"""Bodies at rest: each under a key of its own, so that destroying one key erases one body and nothing else.

A body's preimage is encrypted with AES-256-GCM under a fresh key, bound to the signed digest; that key is
wrapped (RFC 3394) by the node's key-encryption key and kept apart from the log (spec/record 5).
"""

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import keywrap
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ambos.values.errors import VerificationFailed

KEY_BYTES = 32
_NONCE = bytes(12)  # each key seals exactly one message


class BodyUnreadable(VerificationFailed):
    """The stored body, or its key, is not what was stored."""

    code = "vault.unreadable"


class Vault:
    """Seals and opens bodies under one key-encryption key."""

    def __init__(self, wrapping_key: bytes) -> None:
        self._wrapping_key = wrapping_key

    def seal(self, bodies: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Give the ciphertext and the wrapped key of its own for each preimage with its digest."""
        keys, wrapping_key = os.urandom(KEY_BYTES * len(bodies)), self._wrapping_key
        sealed = []
        for start, (preimage, digest) in zip(range(0, len(keys), KEY_BYTES), bodies, strict=True):
            key = keys[start : start + KEY_BYTES]
            box = AESGCM(key).encrypt(_NONCE, preimage, digest)
            sealed.append((box, keywrap.aes_key_wrap(wrapping_key, key)))
        return sealed

    def open(self, ciphertext: bytes, wrapped: bytes, digest: bytes) -> bytes:
        """Give the preimage back, or raise if ciphertext, key or digest were altered."""
        try:
            key = keywrap.aes_key_unwrap(self._wrapping_key, wrapped)
            return AESGCM(key).decrypt(_NONCE, ciphertext, digest)
        except (InvalidTag, keywrap.InvalidUnwrap, ValueError) as error:
            raise BodyUnreadable() from error
