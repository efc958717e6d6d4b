"""A section closed to one peer: packed, sealed to its exchange key, the same bytes on a wire and on a stick.

Whoever carries it sees how long it is and for which key, nothing else (spec/exchange, "Sealing").
"""

from collections.abc import Sequence

import zstandard

from ambos.exchange.sealing import KEY_ID_BYTES, Opener, Recipient
from ambos.exchange.section import Section, parse_section
from ambos.kernel.canonical import NotCanonical
from ambos.kernel.cycles import cycles_unsought
from ambos.values.errors import Refused, VerificationFailed

VERSION = b"\x01"
HEAD_BYTES = len(VERSION) + KEY_ID_BYTES
SECTION_LIMIT = 1 << 28  # bytes of a section when open: a full batch of figures takes a seventh of it
SEALED_LIMIT = SECTION_LIMIT + (SECTION_LIMIT >> 8) + 4096  # what cannot be compressed grows by less
WINDOW_LIMIT = 1 << 27
_INFO = b"ambos section/1\n"


class NotASealedSection(VerificationFailed):
    """What came as a section is cut short, is none, or would be larger than one may be; data: ``reason``."""

    code = "exchange.not-a-sealed-section"


class KeyNotHeld(VerificationFailed):
    """What came is sealed to an exchange key that is not here; data: ``key``."""

    code = "exchange.key-not-held"


class SectionTooLarge(Refused):
    """A section would be larger than any receiver opens; data: ``size``, ``limit``, ``origin``, ``old``."""

    code = "exchange.section-too-large"


def seal_section(section: Section, recipient: Recipient) -> bytes:
    """Give the section sealed to ``recipient``; refuse one that no receiver would open for its size."""
    plain = bytes(section)
    if len(plain) > SECTION_LIMIT:
        raise SectionTooLarge(size=len(plain), limit=SECTION_LIMIT, origin=section.origin, old=section.old)
    packed = zstandard.ZstdCompressor().compress(plain)
    return VERSION + recipient.key_id + recipient.seal(packed, info(section.origin))


def open_section(data: bytes, openers: Sequence[Opener], origin: str) -> Section:
    """Give the section of the channel ``origin`` that was sealed to one of ``openers``.

    How large it becomes is read, and refused beyond the limit, before any of it is unpacked.
    """
    opener = opener_of(sealed_to(data), openers)
    plain = _unpacked(opener.open(data[HEAD_BYTES:], info(origin)))
    try:
        with cycles_unsought():
            return parse_section(plain)
    except NotCanonical as error:
        raise NotASealedSection(reason="form") from error


def sealed_to(data: bytes) -> bytes:
    """Give the id of the exchange key that sealed bytes, or the beginning of them, name."""
    if data[:1] != VERSION or len(data) < HEAD_BYTES or len(data) > SEALED_LIMIT:
        raise NotASealedSection(reason="head")
    return data[len(VERSION) : HEAD_BYTES]


def info(origin: str) -> bytes:
    """Give what ties sealed bytes to the channel they belong to."""
    return _INFO + origin.encode()


def opener_of(key_id: bytes, openers: Sequence[Opener]) -> Opener:
    """Give the one of our keys that sealed bytes name, or refuse."""
    for opener in openers:
        if opener.recipient.key_id == key_id:
            return opener
    raise KeyNotHeld(key=key_id.hex())


def _unpacked(packed: bytes) -> bytes:
    try:
        size = zstandard.frame_content_size(packed)
        if not 0 <= size <= SECTION_LIMIT:
            raise NotASealedSection(reason="size")
        reader = zstandard.ZstdDecompressor(max_window_size=WINDOW_LIMIT)
        return reader.decompress(packed, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise NotASealedSection(reason="packing") from error
