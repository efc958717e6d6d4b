"""Signed tokens of an identity provider (RFC 7515, compact), checked with the provider's published keys.

Only RS256, PS256 and ES256 are taken (RFC 7518, section 3.1); a token never says by itself what is enough.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from ambos.values.errors import VerificationFailed

RSA_BITS: Final = 2048
HALF: Final = 32  # octets of each half of an ES256 signature
Jwk = Mapping[str, Any]


class TokenInvalid(VerificationFailed):
    """The token is none, or its signature is not by a key of the provider; data: ``reason``."""

    code = "accounts.token-invalid"


def read_token(token: str, keys: Sequence[Jwk]) -> dict[str, Any]:
    """Give the claims of a token whose signature one of the keys made; refuse any other."""
    try:
        head, body, signature = token.split(".")
        header, claims = json.loads(octets(head)), json.loads(octets(body))
        key = _named(header, keys)
        _VERIFY[header["alg"]](key, octets(signature), f"{head}.{body}".encode())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TokenInvalid(reason="form") from error
    except InvalidSignature as error:
        raise TokenInvalid(reason="signature") from error
    if not isinstance(claims, dict):
        raise TokenInvalid(reason="form")
    return claims


def octets(text: str) -> bytes:
    """Give the octets of base64url without padding; refuses signs outside it."""
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


def _named(header: Mapping[str, Any], keys: Sequence[Jwk]) -> Jwk:
    """Give the key that the token names; without a name there must be one only."""
    fit = [
        key for key in keys if key.get("use", "sig") == "sig" and header.get("kid") in (None, key.get("kid"))
    ]
    if len(fit) != 1 or fit[0].get("alg", header["alg"]) != header["alg"]:
        raise TokenInvalid(reason="key")
    return fit[0]


def _number(key: Jwk, name: str) -> int:
    return int.from_bytes(octets(key[name]), "big")


def _rsa(key: Jwk) -> rsa.RSAPublicKey:
    public = rsa.RSAPublicNumbers(_number(key, "e"), _number(key, "n")).public_key()
    if key["kty"] != "RSA" or public.key_size < RSA_BITS:
        raise TokenInvalid(reason="key")
    return public


def _rs256(key: Jwk, signature: bytes, data: bytes) -> None:
    _rsa(key).verify(signature, data, padding.PKCS1v15(), SHA256())


def _ps256(key: Jwk, signature: bytes, data: bytes) -> None:
    salted = padding.PSS(padding.MGF1(SHA256()), padding.PSS.DIGEST_LENGTH)
    _rsa(key).verify(signature, data, salted, SHA256())


def _es256(key: Jwk, signature: bytes, data: bytes) -> None:
    if key["kty"] != "EC" or key["crv"] != "P-256" or len(signature) != 2 * HALF:
        raise TokenInvalid(reason="key")
    public = ec.EllipticCurvePublicNumbers(_number(key, "x"), _number(key, "y"), ec.SECP256R1()).public_key()
    halves = (int.from_bytes(half, "big") for half in (signature[:HALF], signature[HALF:]))
    public.verify(encode_dss_signature(*halves), data, ec.ECDSA(SHA256()))


_VERIFY: Final[Mapping[str, Callable[[Jwk, bytes, bytes], None]]] = {
    "RS256": _rs256,
    "PS256": _ps256,
    "ES256": _es256,
}
