"""The Merkle tree of RFC 9162 section 2 over SHA-256, kept as C2SP tlog-tiles; pure, no input or output.

A leaf is 32 bytes, ``leaf_hash`` of an entry. A tile holds 256 hashes of one level: at level L each is the
root of 256**L leaves. Only full tiles are stored; the open ones are the ``Frontier``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from struct import Struct
from typing import NamedTuple, Protocol

from ambos.values.errors import Misused, VerificationFailed

HASH_BYTES = 32
TILE_WIDTH = 256
TILE_BYTES = TILE_WIDTH * HASH_BYTES
EMPTY_ROOT = sha256(b"").digest()

_TILE_HEIGHT = 8
_PAIR = 2 * HASH_BYTES
_WIDTHS_KEPT = 64  # widths of rows of nodes that are remembered
_TILES_KEPT = 512  # tiles whose inner nodes are remembered between proofs, 16 KiB each

TileReader = Callable[[int, int], bytes | None]


class ProofInvalid(VerificationFailed):
    """A Merkle proof does not lead to the stated root."""

    code = "merkle.proof-invalid"


class TileInvalid(VerificationFailed):
    """A tile is missing, or shorter than the tree needs it to be."""

    code = "merkle.tile-invalid"


class NotInTree(Misused):
    """A position, or an earlier size, lies outside the tree of the stated size."""

    code = "merkle.not-in-tree"


class HashMalformed(Misused):
    """A leaf hash is not 32 bytes long."""

    code = "merkle.hash-malformed"


class Tile(NamedTuple):
    """A full tile: 256 hashes of one level, in order."""

    level: int
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody calls on a tile
    data: bytes


class HashSource(Protocol):
    """Where proofs read hashes: every tile of the tree, full or as wide as the tree has grown."""

    def tile(self, level: int, index: int) -> bytes:
        """Give the bytes of a tile; it may be wider than the size asked about, never narrower."""
        ...


def leaf_hash(data: bytes) -> bytes:
    """Give the hash of an entry as a leaf (RFC 9162 2.1.1)."""
    return sha256(b"\x00" + data).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Give ``leaf_hash`` of each entry."""
    return [sha256(b"\x00" + data).digest() for data in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of an inner node (RFC 9162 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def batch_root(leaf_hashes: Sequence[bytes]) -> bytes:
    """Give the root over ``leaf_hashes``, the empty tree's included."""
    return _collapse(_joined(leaf_hashes)) or EMPTY_ROOT


class Frontier:
    """The right edge of a growing tree: all that a single writer keeps in memory, at most 8 KiB a level."""

    def __init__(self) -> None:
        self.size = 0
        self._open: list[_OpenTile] = []

    @classmethod
    def resume(cls, size: int, tile_reader: TileReader, open_leaves: Sequence[bytes]) -> "Frontier":
        """Rebuild the frontier of a tree of ``size`` from its full tiles and its last ``size % 256`` leaves.

        The caller recomputes ``open_leaves`` from the entries, and compares ``root()`` with its checkpoint.
        """
        if len(open_leaves) != size % TILE_WIDTH:
            raise NotInTree(at=len(open_leaves), size=size)
        frontier = cls()
        frontier.size = size
        frontier._open = [_OpenTile(_joined(open_leaves))]
        below, full = 0, size // TILE_WIDTH
        while full:
            first = full - full % TILE_WIDTH
            roots = [_tile_root(tile_reader, below, index) for index in range(first, full)]
            frontier._open.append(_OpenTile(b"".join(roots)))
            below, full = below + 1, full // TILE_WIDTH
        return frontier

    def extend(self, leaf_hashes: Sequence[bytes]) -> list[Tile]:
        """Append leaves; give the tiles that became full, of every level, lower levels first."""
        row, level, tiles = _joined(leaf_hashes), 0, []
        size = self.size
        self.size += len(leaf_hashes)
        while row:
            if level == len(self._open):
                self._open.append(_OpenTile(b""))
            held = self._open[level].data + row
            place = size >> _TILE_HEIGHT * (level + 1)
            full = [Tile(level, place + n, data) for n, data in enumerate(_whole_tiles(held))]
            if full:
                self._open[level] = _OpenTile(held[len(full) * TILE_BYTES :])
            else:
                self._open[level].data = held
            tiles += full
            row, level = b"".join([_collapse(tile.data) for tile in full]), level + 1
        return tiles

    def root(self) -> bytes:
        """Give the root of the tree as it stands."""
        tail = b""
        for tile in self._open:
            for peak in reversed(tile.peaks()):
                tail = node_hash(peak, tail) if tail else peak
        return tail or EMPTY_ROOT

    def open_tile(self, level: int) -> bytes:
        """Give the hashes of the open tile of ``level``, from none to 255."""
        return self._open[level].data if level < len(self._open) else b""


class _OpenTile:
    """A tile not yet full, with the roots of the complete subtrees counted in it so far."""

    __slots__ = ("_counted", "_peaks", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._peaks: list[bytes] = []
        self._counted = 0

    def peaks(self) -> list[bytes]:
        """Give the roots of its complete subtrees, largest first; each hash is counted in once."""
        for place in range(self._counted, len(self.data) // HASH_BYTES):
            peak = self.data[place * HASH_BYTES : (place + 1) * HASH_BYTES]
            while place & 1:
                peak = node_hash(self._peaks.pop(), peak)
                place >>= 1
            self._peaks.append(peak)
        self._counted = len(self.data) // HASH_BYTES
        return self._peaks


def root_at(source: HashSource, size: int) -> bytes:
    """Give the root that the tree of ``source`` had at ``size``."""
    return _range_root(cache(source.tile), 0, size) if size else EMPTY_ROOT


def inclusion_proof(source: HashSource, index: int, size: int) -> list[bytes]:
    """Give the proof that leaf ``index`` is in the tree of ``size``, leaf upwards (RFC 9162 2.1.3.1)."""
    if not 0 <= index < size:
        raise NotInTree(at=index, size=size)
    tile = cache(source.tile)
    low, high, proof = 0, size, []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(_range_root(tile, middle, high))
            high = middle
        else:
            proof.append(_range_root(tile, low, middle))
            low = middle
    return proof[::-1]


def consistency_proof(source: HashSource, old: int, new: int) -> list[bytes]:
    """Give the proof that the tree of size ``new`` extends that of ``old``, from 1 (RFC 9162 2.1.4.1)."""
    if not 0 < old <= new:
        raise NotInTree(at=old, size=new)
    tile = cache(source.tile)
    low, high, proof = 0, new, []
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_range_root(tile, middle, high))
            high = middle
        else:
            proof.append(_range_root(tile, low, middle))
            low = middle
    if low:  # the old tree is not itself a node of the new one
        proof.append(_range_root(tile, low, high))
    return proof[::-1]


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Return only if ``proof`` leads from ``leaf`` at ``index`` to ``root`` (RFC 9162 2.1.3.2).

    ``size`` and ``root`` must come from one signed checkpoint: some sizes share a path, so the proof alone
    does not bind the size.
    """
    ends = all(len(item) == HASH_BYTES for item in (leaf, root, *proof))
    if not (ends and 0 <= index < size):
        raise ProofInvalid(at=index, size=size)
    node, last, found = index, size - 1, leaf
    for sibling in proof:
        if not last:
            raise ProofInvalid(at=index, size=size)
        on_right = bool(node & 1) or node == last
        found = node_hash(sibling, found) if on_right else node_hash(found, sibling)
        node, last = _up(node, last, on_right)
    if last or found != root:
        raise ProofInvalid(at=index, size=size)


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Return only if ``proof`` shows that the tree under ``new_root`` extends the one under ``old_root``.

    RFC 9162 2.1.4.2. An ``old`` of 0 is refused: growth from nothing proves nothing and is the caller's
    own case. Sizes and roots must come from signed checkpoints.
    """
    if 0 < old == new and not proof and old_root == new_root:
        return
    if len(old_root) != HASH_BYTES or root_before(old, new, new_root, proof, old_root) != old_root:
        raise ProofInvalid(at=old, size=new)


def root_before(old: int, new: int, new_root: bytes, proof: Sequence[bytes], told: bytes = b"") -> bytes:
    """Give the root that the tree under ``new_root`` had at size ``old``, as ``proof`` shows it.

    Of a size that is a power of two the proof does not hold the root; ``told`` is then the one to be shown.
    """
    ends = all(len(item) == HASH_BYTES for item in (new_root, *proof))
    if not (ends and proof and 0 < old < new):
        raise ProofInvalid(at=old, size=new)
    start, *path = proof if old & (old - 1) else (told, *proof)
    node, last = _skip_right_edge(old - 1, new - 1)
    found_old = found_new = start
    for sibling in path:
        if not last:
            raise ProofInvalid(at=old, size=new)
        on_right = bool(node & 1) or node == last
        if on_right:
            found_old = node_hash(sibling, found_old)
        found_new = node_hash(sibling, found_new) if on_right else node_hash(found_new, sibling)
        node, last = _up(node, last, on_right)
    if last or found_new != new_root:
        raise ProofInvalid(at=old, size=new)
    return found_old


def _up(node: int, last: int, on_right: bool) -> tuple[int, int]:
    """Climb to the next level at which the node on the path has a sibling."""
    while on_right and node and not node & 1:
        node, last = node >> 1, last >> 1
    return node >> 1, last >> 1


def _skip_right_edge(node: int, last: int) -> tuple[int, int]:
    while node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _split(width: int) -> int:
    """Give the largest power of two below ``width``."""
    return 1 << (width - 1).bit_length() - 1


def _range_root(tile: Callable[[int, int], bytes], low: int, high: int) -> bytes:
    """Give the root over leaves ``low`` to ``high``; ``low`` is a multiple of the range's full width."""
    width = high - low
    if not width & (width - 1):
        return _subtree(tile, width.bit_length() - 1, low)
    middle = low + _split(width)
    return node_hash(_range_root(tile, low, middle), _range_root(tile, middle, high))


def _subtree(tile: Callable[[int, int], bytes], height: int, low: int) -> bytes:
    """Give the root of the complete subtree of ``2**height`` leaves that starts at leaf ``low``."""
    level, inner = divmod(height, _TILE_HEIGHT)
    index, place = divmod(low >> level * _TILE_HEIGHT, TILE_WIDTH)
    rows = _nodes_of(tile(level, index))
    at = (place >> inner) * HASH_BYTES
    found = rows[inner][at : at + HASH_BYTES] if inner < len(rows) else b""
    if len(found) != HASH_BYTES:
        raise TileInvalid(level=level, index=index)
    return found


@lru_cache(_TILES_KEPT)
def _nodes_of(row: bytes) -> tuple[bytes, ...]:
    """Give the complete nodes over a tile's hashes: the hashes themselves, then row upon row above them."""
    rows = [row]
    while len(row) >= _PAIR:
        row = b"".join(_above(row))
        rows.append(row)
    return tuple(rows)


def _above(row: bytes) -> list[bytes]:
    """Hash adjacent nodes two by two; an odd last one has nothing above it yet."""
    pairs = _pairs(len(row) // _PAIR).unpack_from(row)
    return [sha256(b"\x01" + pair).digest() for pair in pairs]


@lru_cache(_WIDTHS_KEPT)
def _pairs(count: int) -> Struct:
    """Give what parts a row into so many pairs at once, in less time than slice by slice."""
    return Struct(f"{_PAIR}s" * count)


def _collapse(row: bytes) -> bytes:
    """Hash a row of adjacent nodes up to one; an odd last node rises as it is, as RFC 9162 splits do."""
    while len(row) > HASH_BYTES:
        row = b"".join(_above(row)) + row[len(row) & -_PAIR :]
    return row


def _tile_root(tile_reader: TileReader, level: int, index: int) -> bytes:
    data = tile_reader(level, index)
    if data is None or len(data) != TILE_BYTES:
        raise TileInvalid(level=level, index=index)
    return _collapse(data)


def _whole_tiles(row: bytes) -> Iterator[bytes]:
    for at in range(0, len(row) - TILE_BYTES + 1, TILE_BYTES):
        yield row[at : at + TILE_BYTES]


def _joined(hashes: Sequence[bytes]) -> bytes:
    if set(map(len, hashes)) - {HASH_BYTES}:
        raise HashMalformed(length=next(len(item) for item in hashes if len(item) != HASH_BYTES))
    return b"".join(hashes)
