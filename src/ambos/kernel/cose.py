"""A signed message: COSE_Sign1 (RFC 9052 4.2) in the one form that Ambos prints.

One tag, one protected header, an empty unprotected one, a payload, an Ed25519 signature. Statements have a
narrower form of their own (spec/record, ``kernel.seal``); the bytes to sign are made here for both.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ambos.kernel import ed25519
from ambos.kernel.canonical import NotCanonical, byte_string, decode, encode, take_byte_string
from ambos.kernel.record import ALG, ALGORITHM, KID, KID_BYTES
from ambos.values.errors import VerificationFailed

TYPE = 16  # what the message is (RFC 9596)
START = b"\xd2\x84"  # tag 18, array of four
SIGNED = b"\x58\x40"  # a signature of 64 bytes
_NO_HEADER = b"\xa0"
_TO_SIGN = b"\x84\x6aSignature1"  # RFC 9052 4.4, Sig_structure
_NO_AAD = b"\x40"


class SignerUnknown(VerificationFailed):
    """A message names a key that is not among those which may sign it; data: ``key``."""

    code = "cose.signer-unknown"


class Message(NamedTuple):
    """A parsed message; nothing is verified yet."""

    protected: bytes
    payload: bytes
    signature: bytes

    def __bytes__(self) -> bytes:
        """Print the message."""
        return b"".join(
            (
                START,
                byte_string(self.protected),
                _NO_HEADER,
                byte_string(self.payload),
                SIGNED,
                self.signature,
            )
        )


def signed_bytes(protected: bytes, payload: bytes) -> bytes:
    """Give the bytes that a signature covers (RFC 9052 4.4)."""
    return signed_over(byte_string(protected), byte_string(payload))


def signed_over(protected: bytes, payload: bytes) -> bytes:
    """Give the same of header and payload that are printed as byte strings already."""
    return b"".join((_TO_SIGN, protected, _NO_AAD, payload))


def parse_message(data: bytes) -> Message:
    """Parse exactly what ``bytes(message)`` prints."""
    if data[:2] != START:
        raise NotCanonical(reason="not a signed message")
    protected, middle = take_byte_string(data, 2)
    payload, tail = take_byte_string(data, middle + 1)
    sound = data[middle : middle + 1] == _NO_HEADER and data[tail : tail + 2] == SIGNED
    if not sound or len(data) != tail + 2 + ed25519.SIGNATURE_BYTES:
        raise NotCanonical(reason="not a signed message")
    return Message(protected, payload, data[tail + 2 :])


def sign_message(payload: bytes, sort: str, kid: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Give ``payload`` as a message of the type ``sort``, signed by the key that ``kid`` names."""
    protected = _protected(sort, kid)
    return bytes(Message(protected, payload, sign(signed_bytes(protected, payload))))


def open_message(data: bytes, sort: str, keys: Mapping[bytes, bytes]) -> bytes:
    """Give the payload of a message of the type ``sort`` under the key that it names, or raise."""
    message = parse_message(data)
    kid = _kid(message.protected)
    if message.protected != _protected(sort, kid):
        raise NotCanonical(reason=f"not a message of the type {sort}")
    if kid not in keys:
        raise SignerUnknown(key=kid.hex())
    ed25519.verify(keys[kid], signed_bytes(message.protected, message.payload), message.signature)
    return message.payload


def signer_named(data: bytes) -> bytes:
    """Give the id of the key under which a message says that it is signed; nothing is verified."""
    return _kid(parse_message(data).protected)


def _protected(sort: str, kid: bytes) -> bytes:
    return encode({ALG: ALGORITHM, KID: kid, TYPE: sort})


def _kid(protected: bytes) -> bytes:
    header = decode(protected)
    kid = header.get(KID) if type(header) is dict else None
    if type(kid) is not bytes or len(kid) != KID_BYTES:
        raise NotCanonical(reason="a message names no key")
    return kid
