"""A sealed blob: an attachment as it travels and as it waits, in pieces that open one after the other.

The content is cut into chunks, each under AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar,
Rogaway, Vizar: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, CRYPTO 2015): the
nonce counts the chunks and marks the last one. So no chunk is left out, repeated or put elsewhere unseen,
and a cut is noticed. The key is new for each sealing, and is itself sealed to the peer's exchange key
(spec/exchange).
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain
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


def sealed(content: Iterable[bytes], recipient: Recipient, digest: bytes) -> Iterator[bytes]:
    """Give content, which comes in pieces, as the pieces of a sealed blob; ``digest`` is its SHA-256.

    Raises at the end if the content has another digest; what was given until then must not be used.
    """
    key = secrets.token_bytes(_KEY_BYTES)
    yield MARK + recipient.key_id + recipient.seal(key, _INFO + digest)
    cipher, found = AESGCM(key), sha256()
    for number, (chunk, last) in enumerate(_cut(content, CHUNK)):
        found.update(chunk)
        yield cipher.encrypt(_nonce(number, last), chunk, None)
    if found.digest() != digest:
        raise BlobBroken(digest=digest.hex(), at=0)


def opened(pieces: Iterable[bytes], openers: Sequence[Opener], digest: bytes) -> Iterator[bytes]:
    """Give what a sealed blob, which comes in pieces, holds; it is whole and has the digest, or this raises.

    Refused: what is sealed to another key, for another digest, cut short or altered. What was given until
    then must not be used.
    """
    header, rest = _header(iter(pieces))
    cipher, content = AESGCM(_file_key(header, openers, digest)), sha256()
    for number, (chunk, last) in enumerate(_cut(rest, SEALED_CHUNK)):
        try:
            plain = cipher.decrypt(_nonce(number, last), chunk, None)
        except InvalidTag as error:
            raise BlobBroken(digest=digest.hex(), at=HEADER + number * SEALED_CHUNK) from error
        content.update(plain)
        yield plain
    if content.digest() != digest:
        raise BlobBroken(digest=digest.hex(), at=0)


def pieces_of(stream: BinaryIO) -> Iterator[bytes]:
    """Give what a stream holds in pieces that fit into memory."""
    while piece := stream.read(CHUNK):
        yield piece


def sealed_size(size: int) -> int:
    """Give how many bytes content of ``size`` bytes has once it is sealed."""
    return HEADER + size + TAG * max(1, -(-size // CHUNK))


def seal_of(header: bytes) -> bytes:
    """Name one sealing of a blob by its header: bytes of two sealings do not go together."""
    return sha256(header[:HEADER]).digest()[:SEAL_BYTES]


def _file_key(header: bytes, openers: Sequence[Opener], digest: bytes) -> bytes:
    """Open the key of the chunks; refuse what is sealed to none of these keys, or for another digest."""
    if len(header) < HEADER or header[: len(MARK)] != MARK:
        raise BlobBroken(digest=digest.hex(), at=0)
    opener = opener_of(header[len(MARK) : KEY_ID_END], openers)
    return opener.open(header[KEY_ID_END:], _INFO + digest)


def _header(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Take the header off the pieces; give it, and what follows it."""
    begun = b""
    while len(begun) < HEADER and (piece := next(pieces, b"")):
        begun += piece
    return begun[:HEADER], chain((begun[HEADER:],), pieces)


def _cut(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut the pieces anew into chunks of ``size`` bytes, each with whether it is the last; at least one."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > size:
            yield bytes(held[:size]), False
            del held[:size]
    yield bytes(held), True


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(_COUNTER_BYTES, "big") + bytes((last,))
