"""Key sets: believed by enough roots, every key in them proven, each version by the one before."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.exchange.keyset import (
    AUTHORITY,
    MAX_BYTES,
    NOTES,
    NOTES_PQ,
    ROOT,
    KeySet,
    KeySetForeign,
    KeySetMalformed,
    KeySetSkips,
    KeySetUnproven,
    KeySetUnsigned,
    Proven,
    RootSignature,
    SignedKeySet,
    check_key_set,
    demand_follows,
    parse_key_set,
)
from ambos.exchange.sealing import ExchangeKeyInvalid
from ambos.kernel.canonical import decode, encode
from ambos.kernel.ed25519 import KeyRefused, SignatureInvalid
from ambos.values.errors import AmbosError
from tests.exchange.rooted import certificate, following, key_set, proof, recipient, signed

SMALL_ORDER = bytes([1]) + bytes(31)
SMALL = Proven(SMALL_ORDER, bytes(64))
SUBSETS = st.sets(st.integers(1, 5), max_size=5)


def test_a_set_is_read_as_it_was_printed() -> None:
    """Parsing undoes printing, and the set stands by itself."""
    made = signed(key_set(), 1, 3)
    assert parse_key_set(bytes(made)) == made == check_key_set(made)


@given(st.integers(1, 5), st.integers(1, 5), SUBSETS)
def test_a_threshold_is_counted_in_roots_of_the_set(count: int, threshold: int, signers: set[int]) -> None:
    """A set stands if and only if so many of its own roots have signed; other roots count nothing."""
    roots = tuple(range(1, count + 1))
    made = signed(key_set(roots=roots, threshold=min(threshold, count)), *signers)
    if len(signers & set(roots)) >= min(threshold, count):
        assert check_key_set(made) == made
    else:
        with pytest.raises(KeySetUnsigned):
            check_key_set(made)


@given(
    st.sets(st.integers(1, 5), min_size=1),
    st.sets(st.integers(1, 5), min_size=1),
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    SUBSETS,
)
def test_a_version_follows_by_the_thresholds_of_both(
    before: set[int], after: set[int], thresholds: tuple[int, int], signers: set[int]
) -> None:
    """The next version is taken if and only if enough roots of the version before and of itself signed it."""
    old_needs, new_needs = min(thresholds[0], len(before)), min(thresholds[1], len(after))
    old = key_set(roots=tuple(sorted(before)), threshold=old_needs)
    new = signed(key_set(2, tuple(sorted(after)), new_needs), *signers)
    if len(signers & before) >= old_needs and len(signers & after) >= new_needs:
        assert demand_follows(old, new) == new
    else:
        with pytest.raises(KeySetUnsigned):
            demand_follows(old, new)


@pytest.mark.parametrize("version", [1, 2, 4, 9])
def test_only_the_next_version_follows(version: int) -> None:
    """A version repeated, replayed or skipped is refused, however well it is signed."""
    old = key_set(2)
    with pytest.raises(KeySetSkips) as caught:
        demand_follows(old, signed(replace(old, version=version), 1, 2, 3))
    assert caught.value.data["held"] == 2


@pytest.mark.parametrize(
    "changes",
    [{"party": "CA"}, {"name": "other"}, {"authority": proof(AUTHORITY, 9)}],
    ids=["party", "name", "authority"],
)
def test_party_name_and_authority_never_change(changes: dict[str, Any]) -> None:
    """A set of another node follows from none, though the same roots sign it."""
    with pytest.raises(KeySetForeign):
        demand_follows(key_set(), following(key_set(), 1, 2, 3, **changes))


def test_every_key_may_roll_at_once() -> None:
    """Roots, threshold, keys of notes, exchange key and certificate are changed by one version."""
    old = key_set()
    new = following(
        old,
        *(1, 2, 4, 5),
        roots=(proof(ROOT, 104), proof(ROOT, 105)),
        threshold=2,
        notes=(proof(NOTES, 12), *old.notes),
        notes_pq=(proof(NOTES_PQ, 13), *old.notes_pq),
        exchange=(recipient(14), *old.exchange),
        certificates=(certificate(1), certificate(2)),
    )
    assert demand_follows(old, new) == new
    with pytest.raises(KeySetUnsigned):
        demand_follows(new.keys, following(new.keys, 1, 2, 3))


CLAIMED: list[tuple[str, dict[str, Any], type[AmbosError]]] = [
    ("root-unproven", {"roots": (proof(ROOT, 101), proof(NOTES, 102))}, KeySetUnproven),
    ("authority-as-notes", {"authority": proof(NOTES, 1)}, KeySetUnproven),
    ("proof-for-another-party", {"authority": proof(AUTHORITY, 1, "US")}, KeySetUnproven),
    ("proof-for-another-purpose", {"notes": (proof(AUTHORITY, 2),)}, KeySetUnproven),
    ("notes-unproven", {"notes": (Proven(proof(NOTES, 2).public, b""),)}, KeySetUnproven),
    ("notes-pq-unproven", {"notes_pq": (Proven(proof(NOTES_PQ, 3).public, b"\1" * 2420),)}, KeySetUnproven),
    ("small-order-root", {"roots": (proof(ROOT, 101), proof(ROOT, 102), SMALL)}, KeyRefused),
    ("small-order-authority", {"authority": SMALL}, KeyRefused),
    ("small-order-notes", {"notes": (SMALL,)}, KeyRefused),
    ("small-order-exchange", {"exchange": (recipient(4)[:1184] + SMALL_ORDER,)}, ExchangeKeyInvalid),
    ("no-exchange-key", {"exchange": (b"short",)}, ExchangeKeyInvalid),
    ("no-certificate", {"certificates": (b"short",)}, KeySetMalformed),
    ("certificate-with-a-tail", {"certificates": (certificate(1) + b"\0",)}, KeySetMalformed),
    ("notes-pq-short", {"notes_pq": (Proven(b"\1" * 1311, b""),)}, KeySetMalformed),
    ("root-that-signs-notes", {"notes": (proof(NOTES, 101),)}, KeySetMalformed),
    ("root-twice", {"roots": (proof(ROOT, 101), proof(ROOT, 101))}, KeySetMalformed),
    ("no-root", {"roots": (), "threshold": 0}, KeySetMalformed),
    ("ten-roots", {"roots": tuple(proof(ROOT, 100 + n) for n in range(1, 11))}, KeySetMalformed),
    ("threshold-beyond-roots", {"threshold": 4}, KeySetMalformed),
    ("threshold-of-none", {"threshold": 0}, KeySetMalformed),
    ("version-of-none", {"version": 0}, KeySetMalformed),
    ("no-notes", {"notes": (), "notes_pq": ()}, KeySetMalformed),
    ("notes-unpaired", {"notes": (proof(NOTES, 2), proof(NOTES, 12))}, KeySetMalformed),
    ("three-exchange-keys", {"exchange": tuple(recipient(n) for n in (4, 14, 24))}, KeySetMalformed),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "error"), [case[1:] for case in CLAIMED], ids=[case[0] for case in CLAIMED]
)
def test_what_is_only_claimed_is_refused(changes: dict[str, Any], error: type[AmbosError]) -> None:
    """A key unproven, of small order, in two places or of another form is refused though roots sign it."""
    with pytest.raises(error):
        check_key_set(signed(replace(key_set(), **changes), 1, 2, 3))


@given(st.data())
def test_a_changed_bit_is_noticed(data: st.DataObject) -> None:
    """Whatever bit of a signed set is turned, it is refused or its fingerprint is another."""
    made = bytearray(bytes(signed(key_set(), 1, 2)))
    bit = data.draw(st.integers(0, len(made) * 8 - 1))
    made[bit // 8] ^= 1 << bit % 8
    with pytest.raises(AmbosError):
        check_key_set(parse_key_set(bytes(made)))


def test_a_root_that_signed_wrongly_spoils_the_set() -> None:
    """One signature of a root that fails is refused, though the others would do."""
    good = signed(key_set(), 1, 2, 3)
    spoilt = (RootSignature(good.signatures[0].kid, bytes(64)), *good.signatures[1:])
    with pytest.raises(SignatureInvalid):
        check_key_set(SignedKeySet(good.keys, spoilt))


def _reordered(plain: list[Any]) -> list[Any]:
    return [plain[0], plain[1][::-1]]


@pytest.mark.parametrize(
    "changed",
    [
        _reordered,
        lambda plain: [plain[0], plain[1] + plain[1][-1:]],
        lambda plain: [plain[0], [[1, 2]]],
        lambda plain: [plain[0], {}],
        lambda plain: [plain[0]],
        lambda plain: [b"", plain[1]],
        lambda plain: [encode({**decode(plain[0]), "more": 1}), plain[1]],
        lambda plain: [encode({**decode(plain[0]), "version": "1"}), plain[1]],
        lambda plain: [encode({**decode(plain[0]), "version": True}), plain[1]],
        lambda plain: [encode({**decode(plain[0]), "exchange": ["a"]}), plain[1]],
        lambda plain: [encode({**decode(plain[0]), "roots": [[b"a"]]}), plain[1]],
        lambda plain: [encode({**decode(plain[0]), "exchange": [bytes(MAX_BYTES)]}), plain[1]],
    ],
)
def test_other_forms_are_no_key_set(changed: Callable[[list[Any]], list[Any]]) -> None:
    """Signatures out of order or twice, other fields, types and sizes are refused."""
    plain = decode(bytes(signed(key_set(), 1, 2)))
    with pytest.raises(KeySetMalformed):
        parse_key_set(encode(changed(plain)))


FIELDS: list[dict[str, Any]] = [
    {"version": 2},
    {"threshold": 1},
    {"roots": (proof(ROOT, 101), proof(ROOT, 104))},
    {"authority": proof(AUTHORITY, 9)},
    {"notes": (proof(NOTES, 12),)},
    {"notes_pq": (proof(NOTES_PQ, 13),)},
    {"exchange": (recipient(14),)},
    {"certificates": (certificate(2),)},
    {"name": "other"},
]


def test_the_fingerprint_covers_every_key() -> None:
    """Another key in any place gives another fingerprint: sixteen groups of four digits."""
    sets: list[KeySet] = [key_set(), *(replace(key_set(), **changes) for changes in FIELDS)]
    fingerprints = {keys.fingerprint for keys in sets}
    assert len(fingerprints) == len(sets)
    assert all([len(group) for group in text.split(" ")] == [4] * 16 for text in fingerprints)
