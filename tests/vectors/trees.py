"""A tree held in memory: what a store and its writer hold between them, for tests and vectors."""

from collections.abc import Sequence

from ambos.kernel.merkle import Frontier, Tile, root_at


class MemoryTree:
    """A frontier with the full tiles it has given; a ``HashSource``."""

    def __init__(self, leaf_hashes: Sequence[bytes] = ()) -> None:
        self.frontier = Frontier()
        self.full: list[Tile] = []
        self._stored: dict[tuple[int, int], bytes] = {}
        self.grow(leaf_hashes)

    @property
    def size(self) -> int:
        """Give the number of leaves."""
        return self.frontier.size

    def grow(self, leaf_hashes: Sequence[bytes]) -> None:
        """Append leaves and keep the tiles that became full."""
        tiles = self.frontier.extend(leaf_hashes)
        self.full += tiles
        self._stored |= {(tile.level, tile.index): tile.data for tile in tiles}

    def stored(self, level: int, index: int) -> bytes | None:
        """Give a full tile, or None."""
        return self._stored.get((level, index))

    def tile(self, level: int, index: int) -> bytes:
        """Give a full or open tile."""
        return self.stored(level, index) or self.frontier.open_tile(level)

    def root_at(self, size: int) -> bytes:
        """Give the root at ``size``."""
        return root_at(self, size)
