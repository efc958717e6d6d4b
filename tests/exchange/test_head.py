"""Heads: read exactly as they are printed, within their limits."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.exchange.head import HEAD_LIMIT, Head, NotAHead, parse_head
from ambos.kernel.canonical import encode
from ambos.kernel.note import MAX_NOTE_BYTES
from tests.kernel.test_canonical import VALUES, flip

HEAD = Head("us/channel/mx", b"a note", b"a receipt", 1, 2, 1_767_614_400)
PLAIN = [1, HEAD.origin, HEAD.note, HEAD.receipt, HEAD.policy, HEAD.keyset, HEAD.time]


@pytest.mark.parametrize("head", (HEAD, Head("us/channel/mx", None, None, 0, 0, 0)), ids=("full", "empty"))
def test_there_and_back(head: Head) -> None:
    """A head is read as it was printed."""
    assert parse_head(bytes(head)) == head


@given(st.integers(0, 6), VALUES)
def test_other_parts_are_refused(place: int, value: Any) -> None:
    """Any value in any part's place is refused by code, or read as what it is."""
    data = encode([*PLAIN[:place], value, *PLAIN[place + 1 :]])
    try:
        head = parse_head(data)
    except NotAHead:
        return
    assert bytes(head) == data


@given(st.integers(min_value=0))
def test_no_flipped_bit_passes_unnoticed(bit: int) -> None:
    """A head with any bit changed is refused, or says just that."""
    data = flip(bytes(HEAD), bit % (len(bytes(HEAD)) * 8))
    with suppress(NotAHead):
        assert bytes(parse_head(data)) == data


@pytest.mark.parametrize(
    "wrong",
    (
        encode([*PLAIN, 1]),
        encode(PLAIN[:-1]),
        encode([2, *PLAIN[1:]]),
        encode([True, *PLAIN[1:]]),
        encode([1, "us channel", *PLAIN[2:]]),
        encode([*PLAIN[:2], b"", *PLAIN[3:]]),
        encode([*PLAIN[:2], bytes(MAX_NOTE_BYTES + 1), *PLAIN[3:]]),
        encode([*PLAIN[:6], -1]),
        bytes(HEAD) + b"\x00",
        bytes(HEAD_LIMIT + 1),
        b"",
    ),
    ids=(
        "longer",
        "shorter",
        "version",
        "flag",
        "origin",
        "no note",
        "long note",
        "time",
        "more",
        "huge",
        "none",
    ),
)
def test_wrong_forms(wrong: bytes) -> None:
    """Other versions, wrong names, empty or oversized notes and bytes behind are refused."""
    with pytest.raises(NotAHead):
        parse_head(wrong)
