"""The Merkle tree: growth, proofs and their refusal."""

from collections.abc import Callable

import pymerkle
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ambos.kernel.merkle import (
    EMPTY_ROOT,
    TILE_BYTES,
    Frontier,
    HashMalformed,
    NotInTree,
    ProofInvalid,
    TileInvalid,
    batch_root,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from tests.vectors.trees import MemoryTree

WIDEST = 66_000
LEAVES = [leaf_hash(number.to_bytes(4, "big")) for number in range(WIDEST)]
TREE = MemoryTree(LEAVES)
SIZES = st.one_of(st.integers(1, 40), st.integers(250, 520), st.integers(1, WIDEST))


def plain_root(leaves: list[bytes]) -> bytes:
    """Give the root by the recursive definition of RFC 9162 2.1.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    middle = split(len(leaves))
    return node_hash(plain_root(leaves[:middle]), plain_root(leaves[middle:]))


def split(width: int) -> int:
    """Give the largest power of two below ``width``."""
    return 1 << (width - 1).bit_length() - 1


def path(index: int, size: int) -> str:
    """Give the turns from leaf to root: on which side each sibling stands."""
    if size == 1:
        return ""
    middle = split(size)
    return path(index, middle) + "R" if index < middle else path(index - middle, size - middle) + "L"


def course(old: int, new: int, whole: bool = True) -> str:
    """Give the shape of a consistency proof (RFC 9162 2.1.4.1)."""
    if old == new:
        return "w" if whole else "n"
    middle = split(new)
    if old <= middle:
        return course(old, middle, whole) + "R"
    return course(old - middle, new - middle, False) + "L"


def flipped(data: bytes, bit: int) -> bytes:
    """Give ``data`` with one bit changed."""
    bit %= len(data) * 8
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


def refused(check: Callable[..., None], *said: object) -> bool:
    """Say whether a verification refuses what it is given."""
    try:
        check(*said)
    except ProofInvalid:
        return True
    return False


@given(st.lists(st.integers(0, 700), max_size=6))
@example([255, 1, 1])
@example([256, 65_280, 255, 1])
def test_growth_in_any_steps_gives_one_tree(steps: list[int]) -> None:
    """However the leaves are batched, root and full tiles are those of one bulk append."""
    grown, total = MemoryTree(), 0
    for step in steps:
        grown.grow(LEAVES[total : total + step])
        total += step
        assert grown.frontier.root() == root_at(TREE, total)
    whole = MemoryTree(LEAVES[:total])
    assert sorted(grown.full) == sorted(whole.full)
    assert all(len(tile.data) == TILE_BYTES for tile in grown.full)


@given(st.integers(0, 600))
def test_roots_are_those_of_the_recursive_definition(size: int) -> None:
    """Frontier, source and batch give the root of the RFC's own recursion."""
    expected = plain_root(LEAVES[:size])
    assert MemoryTree(LEAVES[:size]).frontier.root() == expected
    assert batch_root(LEAVES[:size]) == expected
    assert root_at(TREE, size) == expected


@given(SIZES, st.integers(0, 300))
@settings(max_examples=40)
@example(65_536, 256)
@example(65_535, 2)
def test_a_resumed_frontier_is_the_one_that_stopped(size: int, more: int) -> None:
    """A frontier rebuilt from full tiles and open leaves grows on as if it had never stopped."""
    tail = LEAVES[size - size % 256 : size]
    resumed = Frontier.resume(size, MemoryTree(LEAVES[:size]).stored, tail)
    resumed.extend(LEAVES[size : size + more])
    assert resumed.root() == root_at(TREE, min(size + more, WIDEST))


def test_a_frontier_resumes_only_from_whole_parts() -> None:
    """Missing tiles, short tiles and a wrong number of open leaves are refused."""
    with pytest.raises(TileInvalid):
        Frontier.resume(256, lambda level, index: None, [])
    with pytest.raises(TileInvalid):
        Frontier.resume(256, lambda level, index: bytes(32), [])
    with pytest.raises(NotInTree):
        Frontier.resume(256, TREE.stored, LEAVES[:1])
    with pytest.raises(HashMalformed):
        Frontier().extend([bytes(31), bytes(33)])


def test_pymerkle_agrees() -> None:
    """Another implementation gives the same roots and the same proofs."""
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(300):
        other.append_entry(number.to_bytes(4, "big"))
    for size in (1, 2, 3, 100, 255, 256, 257, 300):
        assert other.get_root(size) == root_at(TREE, size)
        for index in (0, size // 2, size - 1):
            proof = other.prove_inclusion(index + 1, size).path
            assert list(proof)[1:] == inclusion_proof(TREE, index, size)


@given(SIZES, st.data())
def test_inclusion(size: int, data: st.DataObject) -> None:
    """Every leaf's proof holds; a changed bit of leaf, root, proof or index is refused."""
    index = data.draw(st.integers(0, size - 1))
    bit = data.draw(st.integers(0, 2**20))
    root, leaf, proof = root_at(TREE, size), LEAVES[index], inclusion_proof(TREE, index, size)
    verify_inclusion(index, size, leaf, proof, root)
    assert refused(verify_inclusion, index, size, flipped(leaf, bit), proof, root)
    assert refused(verify_inclusion, index, size, leaf, proof, flipped(root, bit))
    assert refused(verify_inclusion, index ^ 1 << bit % 64, size, leaf, proof, root)
    assert refused(verify_inclusion, -1 - index, size, leaf, proof, root)
    for place in range(len(proof)):
        changed = [*proof[:place], flipped(proof[place], bit), *proof[place + 1 :]]
        assert refused(verify_inclusion, index, size, leaf, changed, root)
        short = [*proof[:place], *proof[place + 1 :]]
        assert refused(verify_inclusion, index, size, leaf, short, root)


@given(SIZES, st.data())
def test_an_inclusion_proof_binds_size_only_as_far_as_the_path_shows(size: int, data: st.DataObject) -> None:
    """Another size is refused unless both trees put the leaf on one path; the checkpoint binds the rest."""
    index = data.draw(st.integers(0, size - 1))
    other = size ^ 1 << data.draw(st.integers(0, 40))
    proof, root = inclusion_proof(TREE, index, size), root_at(TREE, size)
    alike = index < other and path(index, other) == path(index, size)
    assert refused(verify_inclusion, index, other, LEAVES[index], proof, root) == (not alike)


@given(SIZES, st.data())
def test_consistency(new: int, data: st.DataObject) -> None:
    """Every earlier tree is extended by every later one; a changed bit of root or proof is refused."""
    old = data.draw(st.integers(1, new))
    bit = data.draw(st.integers(0, 2**20))
    first, second = root_at(TREE, old), root_at(TREE, new)
    proof = consistency_proof(TREE, old, new)
    verify_consistency(old, new, first, second, proof)
    assert refused(verify_consistency, old, new, flipped(first, bit), second, proof)
    assert refused(verify_consistency, old, new, first, flipped(second, bit), proof)
    assert refused(verify_consistency, old, new, first, second, [*proof, second])
    for place in range(len(proof)):
        changed = [*proof[:place], flipped(proof[place], bit), *proof[place + 1 :]]
        assert refused(verify_consistency, old, new, first, second, changed)


@given(SIZES, st.data())
def test_a_consistency_proof_binds_sizes_only_as_far_as_its_course_shows(
    new: int, data: st.DataObject
) -> None:
    """Other sizes are refused unless the proof runs the same course; the checkpoints bind the rest."""
    old = data.draw(st.integers(1, new))
    bit = 1 << data.draw(st.integers(0, 40))
    first, second = root_at(TREE, old), root_at(TREE, new)
    proof = consistency_proof(TREE, old, new)
    for one, two in ((old ^ bit, new), (old, new ^ bit)):
        alike = 0 < one < two and old < new and course(one, two) == course(old, new)
        alike = alike or (0 < one == two and not proof and first == second)
        said = refused(verify_consistency, one, two, first, second, proof)
        assert said == (not alike)


@given(st.integers(1, 600), st.data())
def test_a_changed_history_has_no_proof(new: int, data: st.DataObject) -> None:
    """A tree in which one earlier leaf differs cannot be shown to extend the earlier head."""
    old = data.draw(st.integers(1, new))
    place = data.draw(st.integers(0, old - 1))
    other = MemoryTree([*LEAVES[:place], bytes(32), *LEAVES[place + 1 : new]])
    proof = consistency_proof(other, old, new)
    first, second = root_at(TREE, old), other.root_at(new)
    assert refused(verify_consistency, old, new, first, second, proof)


def test_nothing_is_proved_outside_the_tree() -> None:
    """Positions and sizes outside the tree are refused where proofs are made, and where they are checked."""
    for index, size in ((0, 0), (1, 1), (-1, 1)):
        with pytest.raises(NotInTree):
            inclusion_proof(TREE, index, size)
    for old, new in ((0, 1), (2, 1)):
        with pytest.raises(NotInTree):
            consistency_proof(TREE, old, new)
    with pytest.raises(TileInvalid):
        root_at(TREE, WIDEST + 1)
    assert refused(verify_consistency, 0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
