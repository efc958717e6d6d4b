"""Signed tokens: only what a published key of the provider signed, by a method that is taken, is read."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.faces.accounts.jws import Jwk, TokenInvalid, read_token

RSA_KEY = rsa.generate_private_key(65537, 2048)
WEAK_KEY = rsa.generate_private_key(65537, 1024)  # a short one, to be refused
EC_KEY = ec.generate_private_key(ec.SECP256R1())
CLAIMS = {"iss": "https://identity.example", "sub": "ana"}
Sign = Callable[[bytes], bytes]

# RFC 7515, appendix A.3: an example token signed with ES256, its key and its claims.
RFC_TOKEN = (
    "eyJhbGciOiJFUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)
RFC_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}


def text(data: bytes) -> str:
    """Give octets as base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value: int) -> str:
    """Give a number as a key's member."""
    return text(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def rsa_jwk(key: rsa.RSAPrivateKey, kid: str = "one") -> Jwk:
    """Give the public side of an RSA key."""
    public = key.public_key().public_numbers()
    return {"kty": "RSA", "kid": kid, "use": "sig", "n": number(public.n), "e": number(public.e)}


def ec_jwk(kid: str = "one") -> Jwk:
    """Give the public side of the elliptic key."""
    public = EC_KEY.public_key().public_numbers()
    x, y = (text(value.to_bytes(32, "big")) for value in (public.x, public.y))
    return {"kty": "EC", "crv": "P-256", "kid": kid, "x": x, "y": y}


def rs256(data: bytes, key: rsa.RSAPrivateKey = RSA_KEY) -> bytes:
    """Sign by RS256."""
    return key.sign(data, padding.PKCS1v15(), SHA256())


def ps256(data: bytes) -> bytes:
    """Sign by PS256."""
    return RSA_KEY.sign(data, padding.PSS(padding.MGF1(SHA256()), padding.PSS.DIGEST_LENGTH), SHA256())


def es256(data: bytes) -> bytes:
    """Sign by ES256."""
    halves = decode_dss_signature(EC_KEY.sign(data, ec.ECDSA(SHA256())))
    return b"".join(half.to_bytes(32, "big") for half in halves)


def token(header: dict[str, Any], sign: Sign) -> str:
    """Make a token."""
    signed = f"{text(json.dumps(header).encode())}.{text(json.dumps(CLAIMS).encode())}"
    return f"{signed}.{text(sign(signed.encode()))}"


@pytest.mark.parametrize(
    ("name", "sign", "key"),
    [("RS256", rs256, rsa_jwk(RSA_KEY)), ("PS256", ps256, rsa_jwk(RSA_KEY)), ("ES256", es256, ec_jwk())],
)
def test_a_token_by_a_published_key_is_read(name: str, sign: Sign, key: Jwk) -> None:
    """What each of the three methods signs is read; with another key of that name it is refused."""
    made = token({"alg": name, "kid": "one"}, sign)
    assert read_token(made, [key]) == CLAIMS
    other = rsa.generate_private_key(65537, 2048)
    with pytest.raises(TokenInvalid):
        read_token(made, [rsa_jwk(other)])


def test_the_published_example_is_read() -> None:
    """The example of RFC 7515, appendix A.3, gives its claims."""
    assert read_token(RFC_TOKEN, [RFC_KEY])["iss"] == "joe"


@pytest.mark.parametrize(
    ("header", "sign"),
    [
        ({"alg": "none", "kid": "one"}, lambda data: b""),
        ({"alg": "HS256", "kid": "one"}, lambda data: hmac.digest(b"public key as secret", data, "sha256")),
        ({"alg": "RS256", "kid": "another"}, rs256),
        ({"kid": "one"}, rs256),
        ({"alg": "RS512", "kid": "one"}, rs256),
        ({"alg": ["RS256"], "kid": "one"}, rs256),
    ],
)
def test_a_token_by_no_method_that_is_taken_is_refused(header: dict[str, Any], sign: Sign) -> None:
    """A token decides neither that it needs no signature, nor by which method a public key is a secret."""
    with pytest.raises(TokenInvalid):
        read_token(token(header, sign), [rsa_jwk(RSA_KEY)])


def test_a_short_key_is_refused() -> None:
    """A key under 2048 bits proves nothing, even where the provider publishes it."""
    with pytest.raises(TokenInvalid):
        read_token(token({"alg": "RS256"}, lambda data: rs256(data, WEAK_KEY)), [rsa_jwk(WEAK_KEY)])


def test_a_key_for_one_method_serves_no_other() -> None:
    """A key that is published for one method verifies no token of another, nor one for encryption any."""
    made = token({"alg": "PS256", "kid": "one"}, ps256)
    for stated in ({"alg": "RS256"}, {"use": "enc"}):
        with pytest.raises(TokenInvalid):
            read_token(made, [{**rsa_jwk(RSA_KEY), **stated}])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(RFC_TOKEN) - 1), st.sampled_from("Aa0-._"))
def test_no_changed_token_is_read(place: int, sign: str) -> None:
    """Changing any one character of a token leaves either the very same octets or no token."""
    changed = RFC_TOKEN[:place] + sign + RFC_TOKEN[place + 1 :]
    try:
        assert read_token(changed, [RFC_KEY])["iss"] == "joe"
        assert changed.rpartition(".")[0] == RFC_TOKEN.rpartition(".")[0]
    except TokenInvalid:
        assert changed != RFC_TOKEN


@given(st.text(max_size=200))
def test_any_text_is_refused_or_read(anything: str) -> None:
    """Whatever comes in place of a token is refused as none, and nothing else is raised."""
    with pytest.raises(TokenInvalid):
        read_token(anything, [RFC_KEY])
