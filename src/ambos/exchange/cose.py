"""A signed message of our own with its payload inside: COSE_Sign1 (RFC 9052 4.2), in one byte form.

The protected header names the algorithm, the key and the media type of the payload, so that what was signed for
one use is never taken for another.
"""

from typing import Final

from ambos.kernel import ed25519
from ambos.kernel.canonical import NotCanonical, byte_string, encode, take_byte_string
from ambos.kernel.keys import Signer, key_id
from ambos.kernel.record import ALG, ALGORITHM, KID, KID_BYTES
from ambos.kernel.seal import SIGNATURE_BYTES

CONTENT_TYPE: Final = 3
_START: Final = b"\xd2\x84"  # tag 18, array of four
_NO_HEADER: Final = b"\xa0"
_TO_SIGN: Final = b"\x84\x6aSignature1"  # RFC 9052 4.4, Sig_structure
_NO_AAD: Final = b"\x40"


def sign(payload: bytes, media_type: str, signer: Signer) -> bytes:
    """Give ``payload`` signed by ``signer``, for this use."""
    protected = _protected(media_type, signer.kid)
    signature = signer.sign(_signed_bytes(protected, payload))
    parts = (byte_string(protected), _NO_HEADER, byte_string(payload), byte_string(signature))
    return _START + b"".join(parts)


def open_signed(message: bytes, media_type: str, public: bytes | None = None) -> bytes:
    """Give the payload of exactly what ``sign`` prints for this use.

    With ``public`` the signature under that key is verified; without, nothing is said of who signed.
    """
    kid, protected, payload, signature = _parts(message)
    if protected != _protected(media_type, kid if public is None else key_id(public)):
        raise NotCanonical(reason="signed by another key or for another use")
    if public is not None:
        ed25519.verify(public, _signed_bytes(protected, payload), signature)
    return payload


def _protected(media_type: str, kid: bytes) -> bytes:
    return encode({ALG: ALGORITHM, CONTENT_TYPE: media_type, KID: kid})


def _parts(message: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Take a message apart; the key's id is what the protected header ends with."""
    protected, at = take_byte_string(message, len(_START))
    payload, end = take_byte_string(message, at + len(_NO_HEADER))
    signature, whole = take_byte_string(message, end)
    sound = message.startswith(_START) and message[at : at + 1] == _NO_HEADER and whole == len(message)
    if not sound or len(signature) != SIGNATURE_BYTES:
        raise NotCanonical(reason="not a signed message")
    return protected[-KID_BYTES:], protected, payload, signature


def _signed_bytes(protected: bytes, payload: bytes) -> bytes:
    return b"".join((_TO_SIGN, byte_string(protected), _NO_AAD, byte_string(payload)))
