"""A sealed blob: an attachment as it travels and as it waits, in pieces that open one after the other.

The content is cut into chunks, each under AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar, Rogaway,
Vizar: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, CRYPTO 2015): the nonce counts the
chunks and marks the last one. So no chunk is left out, repeated or put elsewhere unseen, and a cut is noticed.
The key is new for each sealing, and is itself sealed to the peer's exchange key (spec/exchange).
"""

import secrets
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ambos.exchange.sealed import opener_of
from ambos.exchange.sealing import KEY_ID_BYTES, Opener, Recipient
from ambos.values.errors import VerificationFailed

MARK: Final = b"\x03"
KEY_ID_END: Final = len(MARK) + KEY_ID_BYTES
CHUNK: Final = 1 << 20
TAG: Final = 16
SEALED_CHUNK: Final = CHUNK + TAG
HEADER: Final = KEY_ID_END + 1120 + 32 + TAG  # the X-Wing encapsulation, the sealed file key
SEAL_BYTES: Final = 8
BLOB_LIMIT: Final = 1 << 36  # bytes of a sealed blob: what a peer may make us keep of one attachment
_KEY_BYTES: Final = 32
_INFO: Final = b"ambos blob/1\n"
_COUNTER_BYTES: Final = 11


class BlobBroken(VerificationFailed):
    """An attachment is cut short, was altered, or is not what its name says; data: ``digest``, ``at``.

    ``at`` is the position in the sealed bytes at which the piece begins that does not open.
    """

    code = "exchange.blob-broken"


def seal_blob(source: BinaryIO, target: BinaryIO, recipient: Recipient, digest: bytes) -> None:
    """Write the content of ``source`` to ``target``, sealed; ``digest`` is its SHA-256.

    Refused: content of another digest. What was written until then must not be used.
    """
    key = secrets.token_bytes(_KEY_BYTES)
    target.write(MARK + recipient.key_id + recipient.seal(key, _INFO + digest))
    cipher, content = AESGCM(key), sha256()
    for number, (piece, last) in enumerate(_pieces(source, CHUNK)):
        content.update(piece)
        target.write(cipher.encrypt(_nonce(number, last), piece, None))
    if content.digest() != digest:
        raise BlobBroken(digest=digest.hex(), at=0)


def open_blob(source: BinaryIO, target: BinaryIO, openers: Sequence[Opener], digest: bytes) -> None:
    """Write what ``source`` holds sealed to ``target``; it is whole and has the digest, or this raises.

    Refused: what is sealed to another key, for another digest, cut short or altered. What was written until
    then must not be used.
    """
    cipher, content = AESGCM(_file_key(source.read(HEADER), openers, digest)), sha256()
    for number, (piece, last) in enumerate(_pieces(source, SEALED_CHUNK)):
        try:
            opened = cipher.decrypt(_nonce(number, last), piece, None)
        except InvalidTag as error:
            raise BlobBroken(digest=digest.hex(), at=HEADER + number * SEALED_CHUNK) from error
        content.update(opened)
        target.write(opened)
    if content.digest() != digest:
        raise BlobBroken(digest=digest.hex(), at=0)


def sealed_size(size: int) -> int:
    """Give how many bytes content of ``size`` bytes has once it is sealed."""
    return HEADER + size + TAG * max(1, -(-size // CHUNK))


def seal_of(header: bytes) -> bytes:
    """Name one sealing of a blob by its header: bytes of two sealings do not go together."""
    return sha256(header[:HEADER]).digest()[:SEAL_BYTES]


def _file_key(header: bytes, openers: Sequence[Opener], digest: bytes) -> bytes:
    """Open the key of the chunks; refuse a blob that is sealed to none of these keys, or for another digest."""
    if len(header) < HEADER or header[: len(MARK)] != MARK:
        raise BlobBroken(digest=digest.hex(), at=0)
    opener = opener_of(header[len(MARK) : KEY_ID_END], openers)
    return opener.open(header[KEY_ID_END:], _INFO + digest)


def _pieces(stream: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Give the stream in pieces of ``size`` bytes, each with whether it is the last; one piece if it is empty."""
    piece = stream.read(size)
    while following := stream.read(size):
        yield piece, False
        piece = following
    yield piece, True


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(_COUNTER_BYTES, "big") + bytes((last,))
