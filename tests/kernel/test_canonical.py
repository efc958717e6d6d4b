"""The one byte form: each spelling stands for one value, each value has one spelling."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.canonical import (
    LABELLED_BYTES,
    MAX_DEPTH,
    NotCanonical,
    byte_string,
    decode,
    decode_loosely,
    decode_unsorted,
    encode,
    take_byte_string,
)

WHOLE = st.integers(-(2**64), 2**64 - 1)
ATOMS = st.one_of(WHOLE, st.text(), st.binary(), st.booleans(), st.none())
WORDS = st.text(min_size=3, max_size=30)


def _deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give lists and maps of what is inside, so that nothing nests deeper than the byte form allows."""
    labels = st.one_of(st.integers(0, 65_535), WORDS)
    maps = (st.dictionaries(keys, inner, max_size=4) for keys in (st.text(), labels))
    return st.one_of(st.lists(inner, max_size=4), *maps)


VALUES: st.SearchStrategy[Any] = st.recursive(ATOMS, _deeper, max_leaves=12)

TRAPS = {
    "an integer longer than it need be": "1817",
    "an integer of two bytes that fits one": "1900ff",
    "a length longer than it need be": "5801aa",
    "keys not in their order": "a2616201616101",
    "labels not in their order": "a202010101",
    "a key twice": "a201010102",
    "a text key twice": "a2616101616102",
    "bytes without a stated end": "5f41aa41bbff",
    "text without a stated end": "7f6161ff",
    "a list without a stated end": "9f01ff",
    "a map without a stated end": "bf616101ff",
    "a half float": "f93c00",
    "a float": "fa47c35000",
    "a double": "fb3ff199999999999a",
    "not a number": "f97e00",
    "infinity": "f97c00",
    "undefined": "f7",
    "a simple value": "f0",
    "a tagged time": "c11a514b67b0",
    "a tagged text": "c06161",
    "a big number": "c249010000000000000000",
    "a big number that would fit a word": "c24101",
    "a shared value": "d81c80",
    "a value that holds itself": "d81c81d81d00",
    "a self-described value": "d9d9f701",
    "a negative label": "a12001",
    "a label beyond the last": "a11a0001000001",
    "a short word beside a label": "a20101616101",
    "a key of bytes": "a1414101",
    "a key of true": "a1f501",
    "a list as a key": "a1810101",
    "text that is not UTF-8": "61ff",
    "a lone surrogate": "63eda080",
    "a byte too many": "0100",
    "nothing": "",
    "half a list": "8201",
    "half a text": "6261",
    "a length that nothing holds": "9b7fffffffffffffff",
    "bytes of a length that nothing holds": "5b7fffffffffffffff",
    "a reserved head": "1c",
    "a lonely break": "ff",
}


@given(VALUES)
def test_each_undoes_the_other(value: Any) -> None:
    """What is printed is read back as the same value of the same types, and prints the same again."""
    printed = encode(value)
    found = decode(printed)
    assert found == value and encode(found) == printed
    assert repr(found) == repr(decode(encode(found)))


@given(
    st.one_of(st.binary(max_size=40), st.builds(lambda v, cut: encode(v)[:cut], VALUES, st.integers(0, 40)))
)
def test_accepted_bytes_are_the_printed_ones(data: bytes) -> None:
    """Whatever is accepted prints to the very bytes that were accepted; all else is refused by code."""
    try:
        value = decode(data)
    except NotCanonical:
        return
    assert encode(value) == data


@given(VALUES, st.data())
def test_a_flipped_bit_is_another_value_or_none(value: Any, data: st.DataObject) -> None:
    """No two spellings stand for one value: bytes with one bit changed are refused or mean something else."""
    printed = encode(value)
    flipped = flip(printed, data.draw(st.integers(0, len(printed) * 8 - 1)))
    try:
        found = decode(flipped)
    except NotCanonical:
        return
    assert encode(found) != printed


@pytest.mark.parametrize("spelling", TRAPS.values(), ids=TRAPS.keys())
def test_traps(spelling: str) -> None:
    """Every spelling but the one is refused, whatever a lenient decoder would make of it."""
    with pytest.raises(NotCanonical):
        decode(bytes.fromhex(spelling))


@pytest.mark.parametrize("depth", (MAX_DEPTH + 1, 1000, 100_000))
def test_depth_ends(depth: int) -> None:
    """Nesting beyond the limit is refused before it costs anything."""
    with pytest.raises(NotCanonical):
        decode(b"\x81" * depth + b"\x80")


@given(st.binary(max_size=300), st.binary(max_size=5))
def test_byte_strings(content: bytes, before: bytes) -> None:
    """A byte string printed by hand is the one that CBOR prints, and is read back with the place after it."""
    printed = byte_string(content)
    assert printed == encode(content)
    assert take_byte_string(before + printed, len(before)) == (content, len(before) + len(printed))


@pytest.mark.parametrize("size", (23, 24, 255, 256, 65_535, 65_536))
def test_byte_strings_at_the_edges(size: int) -> None:
    """Where the head of a byte string grows, the hand-made printer and reader still agree with CBOR."""
    content = bytes(size)
    assert byte_string(content) == encode(content)
    assert take_byte_string(encode(content), 0) == (content, len(encode(content)))


@given(st.binary(max_size=12), st.integers(0, 12))
def test_no_byte_string_is_made_up(data: bytes, start: int) -> None:
    """From any bytes the reader gives what the printer would have printed there, or refuses."""
    try:
        content, end = take_byte_string(data, start)
    except NotCanonical:
        return
    assert data[start:end] == byte_string(content)


def flip(data: bytes, bit: int) -> bytes:
    """Give the bytes with one bit changed."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def doubling(levels: int, width: int) -> bytes:
    """Give lists of which each holds the one before ``width`` times, by the tags of shared values."""
    rows = (
        b"\xd8\x1c\x99" + width.to_bytes(2, "big") + bytes([0xD8, 0x1D, n]) * width for n in range(levels)
    )
    return bytes([0x81 + levels]) + b"\xd8\x1c\x80" + b"".join(rows)


@pytest.mark.parametrize("levels", (1, 3, 14))
def test_few_bytes_never_stand_for_many(levels: int) -> None:
    """Shared values are refused where they stand: what would print as 10^40 bytes costs nothing."""
    for parse in (decode, decode_unsorted, decode_loosely):
        with pytest.raises(NotCanonical):
            parse(doubling(levels, 1000))


def test_keys_of_long_values_are_texts() -> None:
    """Labels stand in short values; in a long one every key is text."""
    short, long = b"x" * 100, b"x" * LABELLED_BYTES
    assert decode(encode({1: short})) == {1: short}
    assert decode(encode({"abc": long})) == {"abc": long}
    with pytest.raises(NotCanonical):
        decode(encode({1: long}))
