"""Sealed sections: opened by the one they are for, whole, and never larger than a section may be."""

import tracemalloc
from dataclasses import replace

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.exchange import sealed as sealed_module
from ambos.exchange.sealed import (
    HEAD_BYTES,
    SECTION_LIMIT,
    VERSION,
    KeyNotHeld,
    NotASealedSection,
    SectionTooLarge,
    info,
    open_section,
    seal_section,
    sealed_to,
)
from ambos.exchange.sealing import NotSealedToUs, Opener
from ambos.exchange.section import Item, Section
from ambos.values.errors import AmbosError
from tests.kernel.test_canonical import flip

OURS, OTHER = Opener(bytes([1]) * 32), Opener(bytes([2]) * 32)
ORIGIN = "us/channel/mx"
SECTION = Section(ORIGIN, 3, 5, (bytes(32),), b"a note", (Item(b"one", b"body"), Item(b"two", None)))
BOMB_BYTES = 1 << 30


def packed(data: bytes) -> bytes:
    """Seal bytes of any kind as a section is sealed."""
    return VERSION + OURS.recipient.key_id + OURS.recipient.seal(data, info(ORIGIN))


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.binary(max_size=99), st.none() | st.binary(max_size=99)), max_size=9),
    st.integers(0, 9),
)
def test_there_and_back(items: list[tuple[bytes, bytes | None]], old: int) -> None:
    """A section is opened as it was sealed, by either of two keys that are held."""
    section = Section(ORIGIN, old, old + len(items), (), b"note", tuple(Item(*item) for item in items))
    data = seal_section(section, OURS.recipient)
    assert sealed_to(data) == OURS.recipient.key_id
    assert open_section(data, [OTHER, OURS], ORIGIN) == section


def test_twice_is_not_the_same() -> None:
    """The same section sealed twice is other bytes: whoever carries them cannot compare."""
    assert seal_section(SECTION, OURS.recipient) != seal_section(SECTION, OURS.recipient)


def test_a_key_that_is_not_held_is_named() -> None:
    """Without the key the error names it; under its name another key opens nothing."""
    data = seal_section(SECTION, OURS.recipient)
    with pytest.raises(KeyNotHeld) as found:
        open_section(data, [OTHER], ORIGIN)
    assert found.value.data == {"key": OURS.recipient.key_id.hex()}
    renamed = data[:1] + OTHER.recipient.key_id + data[HEAD_BYTES:]
    with pytest.raises(NotSealedToUs):
        open_section(renamed, [OTHER], ORIGIN)


def test_a_section_belongs_to_its_channel() -> None:
    """What was sealed for one channel is not opened as another's."""
    with pytest.raises(NotSealedToUs):
        open_section(seal_section(SECTION, OURS.recipient), [OURS], "us/channel/ca")


@given(st.integers(min_value=0))
def test_no_flipped_bit_is_opened(bit: int) -> None:
    """Sealed bytes with any bit changed are refused by code."""
    data = seal_section(SECTION, OURS.recipient)
    with pytest.raises(AmbosError):
        open_section(flip(data, bit % (len(data) * 8)), [OURS], ORIGIN)


@given(st.integers(min_value=0))
def test_no_half_is_opened(cut: int) -> None:
    """Sealed bytes cut short anywhere are refused."""
    data = seal_section(SECTION, OURS.recipient)
    with pytest.raises((NotASealedSection, NotSealedToUs)):
        open_section(data[: cut % len(data)], [OURS], ORIGIN)


@pytest.mark.parametrize(
    "inside",
    (
        b"",
        b"no frame at all",
        bytes(SECTION),
        zstandard.ZstdCompressor().compress(b"no section"),
        zstandard.ZstdCompressor().compress(bytes(SECTION)) + b"more",
        zstandard.ZstdCompressor().compress(bytes(SECTION)) * 2,
        zstandard.ZstdCompressor(write_content_size=False).compress(bytes(SECTION)),
        zstandard.ZstdCompressor().compress(bytes(SECTION))[:-1],
    ),
    ids=("nothing", "no frame", "not packed", "no section", "more", "two frames", "size unsaid", "cut"),
)
def test_what_the_peer_seals_wrongly(inside: bytes) -> None:
    """Whatever a peer seals that is not one packed section is refused."""
    with pytest.raises(NotASealedSection):
        open_section(packed(inside), [OURS], ORIGIN)


def test_a_bomb_is_not_unpacked() -> None:
    """A few bytes that would unpack to a gigabyte are refused by their own word, in little memory."""
    maker = zstandard.ZstdCompressor().compressobj(size=BOMB_BYTES)
    zeros = bytes(1 << 20)
    bomb = b"".join([*(maker.compress(zeros) for _ in range(BOMB_BYTES >> 20)), maker.flush()])
    lying = bytearray(zstandard.ZstdCompressor().compress(bytes(100_000)))
    data = [packed(bomb), packed(_said_smaller(bytes(lying)))]
    tracemalloc.start()
    try:
        for each in data:
            with pytest.raises(NotASealedSection):
                open_section(each, [OURS], ORIGIN)
        assert tracemalloc.get_traced_memory()[1] < (1 << 20)
    finally:
        tracemalloc.stop()


def _said_smaller(frame: bytes) -> bytes:
    """Let a frame claim fewer bytes than it unpacks to: four bytes of its head (RFC 8878 3.1.1.1.4)."""
    said = zstandard.frame_content_size(frame).to_bytes(4, "little")
    place = frame.index(said)
    return frame[:place] + (100).to_bytes(4, "little") + frame[place + 4 :]


def test_no_section_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no receiver would open is not sealed; a full batch of figures is far from it."""
    assert SECTION_LIMIT > 65_537 * 2048
    monkeypatch.setattr(sealed_module, "SECTION_LIMIT", 100)
    with pytest.raises(SectionTooLarge):
        seal_section(replace(SECTION, note=bytes(200)), OURS.recipient)
