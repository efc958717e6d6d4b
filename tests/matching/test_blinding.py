"""Private matching: each side learns which of its items the other has too, and nothing else."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_core_ed25519_is_valid_point

from ambos.matching import blinding
from ambos.matching.blinding import (
    PAGE,
    AnswerUnlike,
    PointInvalid,
    TooMany,
    answer,
    blind,
    hashed,
    offer,
    scalar_of,
    shared,
    size_of,
)

ITEMS = st.sets(st.binary(min_size=1, max_size=8), max_size=6)
A, B = scalar_of(b"a" * 32), scalar_of(b"b" * 32)


def padding(name: bytes) -> "map[bytes]":
    """Items that no other side has."""
    return map(lambda number: b"padding" + name + str(number).encode(), count())


@pytest.fixture(autouse=True)
def small_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of sixteen points, so that a property is tried many times in little time."""
    monkeypatch.setattr(blinding, "PAGE", 16)


@settings(max_examples=25)
@given(ITEMS, ITEMS)
def test_both_learn_what_they_share(ours: set[bytes], theirs: set[bytes]) -> None:
    """Each side finds of its own items exactly those that the other has too."""
    sent, received = offer(ours, A, padding(b"a")), offer(theirs, B, padding(b"b"))
    assert shared(ours, A, sent, answer(sent, B), received) == ours & theirs
    assert shared(theirs, B, received, answer(received, A), sent) == ours & theirs


@settings(max_examples=25)
@given(ITEMS, ITEMS)
def test_the_number_of_items_is_not_told(one: set[bytes], other: set[bytes]) -> None:
    """As many points leave for few items as for none, in the order of their bytes."""
    first, second = offer(one, A, padding(b"a")), offer(other, A, padding(b"a"))
    assert len(first) == len(second) == 16
    assert first == sorted(first)


@settings(max_examples=10)
@given(st.binary(max_size=64))
def test_points_lie_in_the_group_of_prime_order(item: bytes) -> None:
    """What an item stands for is a point that libsodium accepts, before and after blinding."""
    assert crypto_core_ed25519_is_valid_point(hashed(item))
    assert blind(blind(hashed(item), A), B) == blind(blind(hashed(item), B), A) != hashed(item)


@pytest.mark.parametrize(
    "point", [b"", bytes(32), b"\x01" + bytes(31), b"\xff" * 32, hashed(b"x")[:31], hashed(b"x") + b"\0"]
)
def test_what_is_no_point_is_refused(point: bytes) -> None:
    """Points of small order, of no curve, or of another length raise; nothing is computed from them."""
    with pytest.raises(PointInvalid):
        blind(point, A)


def test_a_short_answer_is_refused() -> None:
    """An answer of another length than the offer is refused, since its order would be a guess."""
    sent = offer({b"x"}, A, padding(b"a"))
    with pytest.raises(AnswerUnlike):
        shared({b"x"}, A, sent, answer(sent, B)[1:], [])


def test_sizes_are_powers_of_two_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round holds one, two, four or eight pages, and more is refused."""
    monkeypatch.setattr(blinding, "PAGE", PAGE)
    assert [size_of(n) // PAGE for n in (0, 1024, 1025, 2049, 8192)] == [1, 1, 2, 4, 8]
    with pytest.raises(TooMany):
        size_of(8193)
