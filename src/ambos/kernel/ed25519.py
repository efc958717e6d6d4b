"""Ed25519 (RFC 8032) decided by libsodium alone, so that two nodes never judge one signature differently.

libsodium refuses small-order keys and commitments, non-canonical encodings and S >= L. OpenSSL accepts
signatures forged under small-order keys and must not verify a foreign one (spec/ledger, "Signatures").
"""

from nacl.bindings import (
    crypto_core_ed25519_is_valid_point,
    crypto_sign,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError

from ambos.values.errors import Misused, Refused, VerificationFailed

PUBLIC_BYTES = 32
SEED_BYTES = 32
SECRET_BYTES = 64
SIGNATURE_BYTES = 64


class SignatureInvalid(VerificationFailed):
    """A signature was not made by this key over these bytes."""

    code = "seal.signature-invalid"


class KeyRefused(Refused):
    """A public key that no honest party needs, and under which signatures may be ambiguous."""

    code = "seal.key-refused"


class SecretMalformed(Misused):
    """A private key has neither the length of a seed nor that of a seed with its public key."""

    code = "seal.secret-malformed"


def generate(seed: bytes) -> bytes:
    """Give the public key of the 32-byte private ``seed``."""
    return _secret(seed)[SEED_BYTES:]


def sign(secret: bytes, message: bytes) -> bytes:
    """Give the 64-byte signature of ``message``.

    ``secret`` is the 32-byte seed, or the seed followed by its public key, which halves the time.
    """
    return crypto_sign(message, _secret(secret))[:SIGNATURE_BYTES]


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Return only if ``signature`` over ``message`` is one that libsodium accepts under ``public``."""
    # The binding reads 32 and 64 bytes whatever it is given, so the lengths are checked here.
    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        raise SignatureInvalid(key=public.hex())
    try:
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        raise SignatureInvalid(key=public.hex()) from None


def check_public(key: bytes) -> bytes:
    """Give ``key`` back if it is 32 bytes, canonical, and a point of the prime-order group.

    Done once, where a key enters a register; refuses small-order and mixed-order points, under which
    cofactored and cofactorless verifiers disagree.
    """
    if len(key) != PUBLIC_BYTES or not crypto_core_ed25519_is_valid_point(key):
        raise KeyRefused(key=key.hex())
    return key


def _secret(secret: bytes) -> bytes:
    if len(secret) == SECRET_BYTES:
        return secret
    if len(secret) != SEED_BYTES:
        raise SecretMalformed(length=len(secret))
    return crypto_sign_seed_keypair(secret)[1]
